package dev.palisade.api;

import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.COLLECTOR;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.application.AnswerAdmission;
import dev.palisade.application.ConfiguredAdmission;
import dev.palisade.application.ReadEvidence;
import dev.palisade.application.ReviewChange;
import dev.palisade.application.SnapshotChoice;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Document;
import dev.palisade.document.JsonText;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.JournalEntry.What;
import dev.palisade.snapshot.journal.WatchNotice.Changed;
import dev.palisade.snapshot.journal.WatchNotice.Watched;
import dev.palisade.snapshot.journal.WatchedKind;
import dev.palisade.store.ActorStore;
import dev.palisade.store.AdmissionRecord;
import dev.palisade.store.AdmissionRecord.Decision;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.JournalStore;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What API servers call, and what comes of it in an assessment.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(HooksTest.Blocking.class)
class HooksTest {
  private static final String AUDIT = "/api/v1/hooks/kubernetes/audit";
  private static final String ADMISSION = "/api/v1/hooks/kubernetes/admission";
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  public static class Blocking implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "palisade.admission.enforce.sample", "block",
          "palisade.admission.enforce.undeclared", "block",
          "palisade.admission.deadline", "PT60S");
    }
  }

  @Inject Fixture fixture;
  @Inject EvidenceStore evidence;
  @Inject ActorStore actors;
  @Inject JournalStore journal;
  @Inject ReviewChange reviews;
  @Inject ReadEvidence read;
  @Inject Clock clock;

  @BeforeEach
  void load() throws Exception {
    fixture.loadSample();
  }

  private Response post(String path, String cluster, String body) {
    return fixture
        .as(COLLECTOR)
        .contentType(ContentType.JSON)
        .body(body)
        .post(path + "?cluster=" + cluster);
  }

  private static Instant hoursAgo(int hours) {
    return NOW.minus(Duration.ofHours(hours));
  }

  private static Manifest policy(String spec, String annotations, int generation) {
    return Manifests.of(
        new Document(
            "test",
            "",
            JsonText.read(
                "test",
                """
                {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"web","namespace":"shop","uid":"u-web","generation":%d,"annotations":{%s}},"spec":%s}"""
                    .formatted(generation, annotations, spec)),
            null));
  }

  private void take(String cluster, Instant at, Manifest manifest) {
    evidence.append(
        new Snapshot(
            new ClusterIdentity(cluster, null, null),
            at,
            new CollectionRun(CollectionRun.Trigger.REQUEST, "test", "test", at, at),
            List.of(manifest),
            List.of(),
            List.of()));
  }

  private static String events(Instant at, String id, String user, String version) {
    return """
        {"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[
          {"auditID":"%s","stage":"ResponseComplete","verb":"patch","requestURI":"/x","user":{"username":"%s"},
           "objectRef":{"resource":"networkpolicies","apiGroup":"networking.k8s.io","namespace":"shop","name":"web"},
           "responseStatus":{"code":200},"stageTimestamp":"%s","requestObject":{"spec":"hidden"},
           "responseObject":{"kind":"NetworkPolicy","metadata":{"name":"web","uid":"u-web","resourceVersion":"%s"}}}]}"""
        .formatted(id, user, at, version);
  }

  /// Two snapshots with a change in between, a scope, and an audit log that is heard.
  private void changed(String cluster, String annotations) {
    Manifest before = policy("{\"podSelector\":{}}", "", 1);
    Manifest after = policy("{\"podSelector\":{},\"ingress\":[{}]}", annotations, 2);
    take(cluster, hoursAgo(3), before);
    actors.heard(cluster, List.of(), hoursAgo(3), Duration.ofMinutes(1));
    actors.heard(cluster, List.of(), hoursAgo(1), Duration.ofMinutes(1));
    journal.append(
        cluster,
        new Changed(
            new JournalEntry(
                What.CHANGED,
                after.ref(),
                before.ref().digest(),
                "17",
                null,
                hoursAgo(2),
                List.of(),
                new TreeMap<>(),
                null)));
    take(cluster, hoursAgo(1), after);
    assertThat(
            fixture
                .as(COMPLIANCE_OFFICER)
                .contentType("application/yaml")
                .header("If-None-Match", "*")
                .body(
                    """
                    apiVersion: palisade.dev/v1
                    kind: Scope
                    cluster: {dialect: kubernetes}
                    zones:
                      - {name: shop, category: trusted, namespaces: {names: [shop]}}
                    """
                        .getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/clusters/" + cluster + "/scope")
                .statusCode())
        .isBetween(200, 201);
  }

  private Map<String, Object> check(String cluster, String id) {
    Response answer = fixture.as(AUDITOR).get("/api/v1/clusters/" + cluster + "/assessments");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath().getMap("checks.find { it.id == '" + id + "' }");
  }

  @Test
  void anAuditLogDecidesOnTheAuditTrail() {
    changed("trail", "");
    Map<String, Object> without = check("trail", "audit-trail");
    assertThat(without.get("outcome")).isEqualTo("FAIL");
    assertThat(without.toString()).contains("no audit event tells of it");

    Response heard = post(AUDIT, "trail", events(hoursAgo(2), "e-1", "alice", "17"));
    assertThat(heard.statusCode()).isEqualTo(200);
    assertThat(heard.jsonPath().getInt("kept")).isEqualTo(1);
    assertThat(post(AUDIT, "trail", events(hoursAgo(2), "e-1", "alice", "17")).statusCode())
        .isEqualTo(200);

    assertThat(check("trail", "audit-trail").get("outcome")).isEqualTo("PASS");
    Map<String, Object> authorised = check("trail", "change-authorised");
    assertThat(authorised.get("outcome")).isEqualTo("FAIL");
    assertThat(authorised.toString()).contains("by alice").contains("no ticket");

    Response changes =
        fixture.as(AUDITOR).get("/api/v1/clusters/trail/changes?from=" + hoursAgo(3));
    assertThat(changes.jsonPath().getList("items.actor")).containsExactly("alice");
    assertThat(changes.jsonPath().getList("items.event")).containsExactly("e-1");
    assertThat(changes.jsonPath().getString("items[0].newDigest")).hasSize(64);
    Response coverage = fixture.as(AUDITOR).get("/api/v1/clusters/trail/changes/coverage");
    assertThat(coverage.jsonPath().getInt("coverage[0].watchedSeconds")).isZero();
    assertThat(coverage.jsonPath().getList("blind")).hasSize(1);
    assertThat(coverage.jsonPath().getString("blind[0].reasons[0]"))
        .isEqualTo("not watched: no watch of this cluster ever stood");
  }

  @Test
  void aTicketAndAnEventPassBothChecks() {
    changed("approved", "\"palisade.dev/ticket\":\"CHG-7\"");
    assertThat(check("approved", "change-authorised").toString())
        .contains("INCONCLUSIVE")
        .contains("neither watched nor collected as scheduled");
    for (WatchedKind kind :
        List.of(WatchedKind.NAMESPACE, WatchedKind.NETWORK_POLICY, WatchedKind.POD)) {
      journal.append("approved", new Watched(kind, hoursAgo(4), hoursAgo(0)));
    }
    post(AUDIT, "approved", events(hoursAgo(2), "e-2", "alice", "17"));
    assertThat(check("approved", "audit-trail").get("outcome")).isEqualTo("PASS");
    assertThat(check("approved", "change-authorised").get("outcome")).isEqualTo("PASS");
  }

  @Test
  void withoutAnAuditLogNothingIsConcluded() {
    assertThat(check("sample", "audit-trail").get("outcome")).isEqualTo("INCONCLUSIVE");
  }

  @Test
  void eventsOfARealApiServerAreTaken() throws Exception {
    take("captured", hoursAgo(1), policy("{\"podSelector\":{}}", "", 1));
    String body;
    try (var in = getClass().getResourceAsStream("/hooks/audit-events.json")) {
      body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Response answer = post(AUDIT, "captured", body);
    assertThat(answer.jsonPath().getMap("")).containsEntry("events", 8).containsEntry("kept", 7);
    post(AUDIT, "captured", body);
    assertThat(actors.events("captured", Instant.EPOCH, NOW.plus(Duration.ofDays(3650))))
        .hasSize(7);
  }

  @Test
  void aTokenOfOneClusterSaysWhoseEventsTheyAre() {
    take("own", hoursAgo(1), policy("{\"podSelector\":{}}", "", 1));
    String own = fixture.token("hook", COLLECTOR, List.of("own"));
    // as API servers call: no query, and a slash at the end
    for (String path : List.of(AUDIT, AUDIT + "/")) {
      Response answer =
          Fixture.with(own)
              .contentType(ContentType.JSON)
              .body(events(hoursAgo(1), "e-own", "alice", "1"))
              .post(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
    }
    assertThat(actors.events("own", Instant.EPOCH, NOW)).hasSize(1);
  }

  @Test
  void nonsenseIsAProblemAndNothingOfItIsKept() {
    for (String body :
        List.of(
            "",
            "[]",
            "{}",
            "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\"}",
            events(NOW, "e", "a", "1").replace("audit.k8s.io/v1", "audit.k8s.io/v2"))) {
      for (String path : List.of(AUDIT, ADMISSION)) {
        Response answer = post(path, "sample", body);
        assertThat(answer.statusCode()).as(path + " " + body).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
      }
    }
    assertThat(actors.events("sample", Instant.EPOCH, NOW.plus(Duration.ofDays(1)))).isEmpty();
    assertThat(post(AUDIT, "nowhere", events(NOW, "e", "a", "1")).statusCode()).isEqualTo(404);
    String elsewhere = fixture.token("hook", COLLECTOR, List.of("elsewhere"));
    assertThat(
            Fixture.with(elsewhere)
                .contentType(ContentType.JSON)
                .body(events(NOW, "e", "a", "1"))
                .post(AUDIT + "?cluster=sample")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            fixture.as(COLLECTOR).contentType(ContentType.JSON).body("{}").post(AUDIT).statusCode())
        .isEqualTo(400);
  }

  /// An API server sends a list that is refused again, whole.
  @Test
  void anEventThatCannotBeReadIsNamedAndLeavesDoubtWhileTheOthersAreTaken() {
    changed("partly", "");
    String good = events(hoursAgo(2), "e-good", "alice", "17");
    List<String> bad =
        List.of(
            "7",
            "{\"verb\":\"create\"}",
            events(hoursAgo(2), "e-bad", "bob", "17").replace(hoursAgo(2).toString(), "noon"),
            good.replace(hoursAgo(2).toString(), "+99999999-01-01T00:00:00Z"),
            good.replace("e-good", "e".repeat(5_000)),
            good.replace("\"e-good\"", "[]"));
    String items = good.substring(0, good.lastIndexOf(']'));
    for (String event : bad) {
      String one =
          event.contains("EventList")
              ? event.substring(event.indexOf('[') + 1, event.lastIndexOf(']'))
              : event;
      items = items + "," + one;
    }
    Response heard = post(AUDIT, "partly", items + "]}");
    assertThat(heard.statusCode()).as(heard.asString()).isEqualTo(200);
    assertThat(heard.jsonPath().getInt("events")).isEqualTo(1 + bad.size());
    assertThat(heard.jsonPath().getInt("kept")).isEqualTo(1);
    assertThat(heard.jsonPath().<String>getList("unusable")).hasSize(bad.size());
    assertThat(heard.jsonPath().getString("unusable[1]")).contains("/items/2/auditID");
    assertThat(actors.events("partly", Instant.EPOCH, NOW))
        .extracting(event -> event.auditId())
        .containsExactly("e-good");
    assertThat(actors.unusable("partly", Instant.EPOCH, NOW.plus(Duration.ofDays(1))))
        .singleElement()
        .returns(bad.size(), ActorStore.Unusable::events);

    Map<String, Object> trail = check("partly", "audit-trail");
    assertThat(trail.get("outcome")).isEqualTo("INCONCLUSIVE");
    assertThat(trail.toString()).contains(bad.size() + " audit events").contains("/items/1");
  }

  private static String review(String uid, String operation, String object, String more) {
    return """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"%s",
          "kind":{"group":"networking.k8s.io","version":"v1","kind":"NetworkPolicy"},"name":"opened",
          "namespace":"cardholder","operation":"%s","userInfo":{"username":"alice","groups":["dev"]},
          %s"object":%s}}"""
        .formatted(uid, operation, more, object);
  }

  private static String opened() {
    return "{\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"NetworkPolicy\",\"metadata\":{\"name\":\"opened\",\"namespace\":\"cardholder\",\"uid\":\"u-1\"},\"spec\":{\"podSelector\":{},\"policyTypes\":[\"Ingress\"],\"ingress\":[{}]}}";
  }

  private List<AdmissionRecord> asked(String cluster, String uid) {
    return actors.admissions(cluster, Instant.EPOCH, NOW.plus(Duration.ofDays(1))).stream()
        .filter(record -> record.requestUid().equals(uid))
        .toList();
  }

  @Test
  void aChangeThatAReviewBlocksIsDeniedWithItsReasonsAndRecorded() {
    String uid = UUID.randomUUID().toString();
    Response answer = post(ADMISSION, "sample", review(uid, "CREATE", opened(), ""));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.jsonPath().getString("kind")).isEqualTo("AdmissionReview");
    assertThat(answer.jsonPath().getString("response.uid")).isEqualTo(uid);
    assertThat(answer.jsonPath().getBoolean("response.allowed")).isFalse();
    assertThat(answer.jsonPath().getInt("response.status.code")).isEqualTo(403);
    assertThat(answer.jsonPath().getString("response.status.message")).startsWith("palisade: ");
    AdmissionRecord record = asked("sample", uid).getFirst();
    assertThat(record)
        .returns("alice", AdmissionRecord::user)
        .returns(false, AdmissionRecord::allowed)
        .returns(Decision.JUDGED, AdmissionRecord::decision)
        .returns("block", AdmissionRecord::verdict);
    // nobody asked for a review, so none approves the change
    assertThat(fixture.as(AUDITOR).get("/api/v1/reviews?cluster=sample").asString())
        .doesNotContain(uid);
  }

  @Test
  void aDryRunIsJudgedAndNotRecorded() {
    String uid = UUID.randomUUID().toString();
    Response answer =
        post(ADMISSION, "sample", review(uid, "CREATE", opened(), "\"dryRun\":true,"));
    assertThat(answer.jsonPath().getBoolean("response.allowed")).isFalse();
    assertThat(asked("sample", uid)).isEmpty();
  }

  @Test
  void aClusterThatIsNotToBeBlockedIsRecordedAndAllowed() {
    take("recorded", hoursAgo(1), policy("{\"podSelector\":{}}", "", 1));
    String uid = UUID.randomUUID().toString();
    Response answer = post(ADMISSION, "recorded", review(uid, "CREATE", opened(), ""));
    assertThat(answer.jsonPath().getBoolean("response.allowed")).isTrue();
    assertThat(asked("recorded", uid).getFirst().decision()).isEqualTo(Decision.RECORDED);
  }

  @Test
  void whatCannotBeJudgedIsAllowedWithAWarningAndThatIsRecorded() {
    take("undeclared", hoursAgo(1), policy("{\"podSelector\":{}}", "", 1));
    String uid = UUID.randomUUID().toString();
    Response answer =
        post(
            ADMISSION,
            "undeclared",
            review(uid, "DELETE", "null", "\"oldObject\":" + opened() + ","));
    assertThat(answer.jsonPath().getBoolean("response.allowed")).isTrue();
    assertThat(answer.jsonPath().getString("response.warnings[0]")).contains("could not be judged");
    assertThat(asked("undeclared", uid).getFirst())
        .returns(Decision.UNDECIDED, AdmissionRecord::decision)
        .returns(true, AdmissionRecord::allowed);
  }

  /// As an installation that rather stops than lets pass.
  private record Strict() implements ConfiguredAdmission {
    @Override
    public Map<String, Enforcement> enforce() {
      return Map.of("sample", Enforcement.BLOCK);
    }

    @Override
    public Duration deadline() {
      return Duration.ofMillis(1);
    }

    @Override
    public Undecided undecided() {
      return Undecided.DENY;
    }
  }

  @Test
  void whatIsNotJudgedInTimeIsDeniedWhereTheConfigurationSaysSo() {
    String uid = UUID.randomUUID().toString();
    byte[] answer =
        new AnswerAdmission(reviews, read, actors, new Strict(), clock)
            .answer("sample", review(uid, "CREATE", opened(), "").getBytes(StandardCharsets.UTF_8));
    assertThat(new String(answer, StandardCharsets.UTF_8))
        .contains("\"allowed\":false")
        .contains("not judged within 1 ms");
    assertThat(asked("sample", uid).getFirst().decision()).isEqualTo(Decision.UNDECIDED);
  }

  @Test
  void whatDecidesOnNoTrafficIsAllowedAndNotRecorded() {
    for (String body :
        List.of(
            review("other-kind", "CREATE", "{}", "")
                .replace("NetworkPolicy", "ConfigMap")
                .replace("networking.k8s.io", ""),
            review("status", "UPDATE", opened(), "\"subResource\":\"status\","),
            review(
                    "same-labels",
                    "UPDATE",
                    "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
                    "\"oldObject\":{\"metadata\":{\"labels\":{\"a\":\"b\"}}},")
                .replace("\"networking.k8s.io\"", "\"\"")
                .replace("\"kind\":\"NetworkPolicy\"", "\"kind\":\"Pod\""))) {
      Response answer = post(ADMISSION, "sample", body);
      assertThat(answer.jsonPath().getBoolean("response.allowed")).as(body).isTrue();
      assertThat(asked("sample", answer.jsonPath().getString("response.uid"))).as(body).isEmpty();
    }
  }

  /// A pod as an API server asks about it.
  private static String pod(String uid, String operation, String more, String pod) {
    return """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"%s",
          "kind":{"group":"","version":"v1","kind":"Pod"},"name":"p","namespace":"payments",
          "operation":"%s","userInfo":{"username":"alice"},%s"object":%s}}"""
        .formatted(uid, operation, more, pod);
  }

  @Test
  void labelsThatComeWithAStatusAreAskedAboutAsAnyOthers() {
    String labels = "{\"metadata\":{\"name\":\"p\",\"labels\":{\"app\":\"%s\"}}}";
    for (String part : List.of("status", "ephemeralcontainers")) {
      String uid = UUID.randomUUID().toString();
      String more = "\"subResource\":\"" + part + "\",\"oldObject\":" + labels.formatted("a") + ",";
      post(ADMISSION, "sample", pod(uid, "UPDATE", more, labels.formatted("a")));
      assertThat(asked("sample", uid)).isEmpty();
      post(ADMISSION, "sample", pod(uid, "UPDATE", more, labels.formatted("b")));
      assertThat(asked("sample", uid)).as(part).hasSize(part.equals("status") ? 1 : 0);
    }
    String binding = UUID.randomUUID().toString();
    Response answer =
        post(
            ADMISSION,
            "sample",
            pod(binding, "CREATE", "\"subResource\":\"binding\",", labels.formatted("b"))
                .replace("\"kind\":\"Pod\"", "\"kind\":\"Binding\""));
    assertThat(answer.jsonPath().getString("response.warnings[0]")).contains("could not be judged");
    assertThat(asked("sample", binding)).hasSize(1);
  }

  /// Whoever may create pods may write any owner into them.
  @Test
  void aPodFollowsFromItsControllerOnlyWhereThatMakesSuchPods() {
    Manifest made =
        read.snapshot("sample", SnapshotChoice.LATEST).manifests().stream()
            .filter(m -> m.ref().kind().equals("Pod"))
            .filter(m -> m.ref().namespace().equals("payments"))
            .filter(m -> m.root().toString().contains("ReplicaSet"))
            .findFirst()
            .orElseThrow();
    String text = CanonicalJson.text(made.root());
    String honest = UUID.randomUUID().toString();
    assertThat(
            post(ADMISSION, "sample", pod(honest, "CREATE", "", text))
                .jsonPath()
                .getBoolean("response.allowed"))
        .isTrue();
    assertThat(asked("sample", honest)).isEmpty();

    String app = made.cursor().get("metadata").get("labels").get("app").requiredText();
    String owner =
        made.cursor()
            .get("metadata")
            .get("ownerReferences")
            .items()
            .getFirst()
            .get("uid")
            .requiredText();
    for (String forged :
        List.of(
            text.replace("\"app\":\"" + app + "\"", "\"app\":\"another\""),
            text.replace("\"uid\":\"" + owner + "\"", "\"uid\":\"of-nobody\""),
            text.replace("\"spec\":{", "\"spec\":{\"hostNetwork\":true,"))) {
      assertThat(forged).isNotEqualTo(text);
      String uid = UUID.randomUUID().toString();
      post(ADMISSION, "sample", pod(uid, "CREATE", "", forged));
      assertThat(asked("sample", uid))
          .singleElement()
          .returns(Decision.JUDGED, AdmissionRecord::decision);
    }
    String elsewhere = UUID.randomUUID().toString();
    post(ADMISSION, "recorded", pod(elsewhere, "CREATE", "", text));
    assertThat(asked("sample", elsewhere)).isEmpty();
  }
}
