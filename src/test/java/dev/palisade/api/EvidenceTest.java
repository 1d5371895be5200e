package dev.palisade.api;

import static dev.palisade.application.Role.ADMINISTRATOR;
import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.CHANGE_REVIEWER;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palisade.application.ReportFormat;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The sample cluster through the API: read, judged, reported, compared, reviewed.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EvidenceTest {
  private static final String SAMPLE = "/api/v1/clusters/sample";

  private static final String OPENED =
      """
      {"cluster": "sample", "apply": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
        "metadata": {"name": "open-%s", "namespace": "cardholder"},
        "spec": {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{}]}}]}
      """;

  @Inject Fixture fixture;

  @BeforeEach
  void load() throws Exception {
    fixture.loadSample();
  }

  @Test
  void aListIsReadPageByPage() {
    Response first = fixture.as(AUDITOR).get(SAMPLE + "/snapshots?limit=1");
    assertThat(first.jsonPath().getList("items.sequence")).containsExactly(2);
    String link = first.header("Link");
    assertThat(link).endsWith(">; rel=\"next\"");
    URI next = URI.create(link.substring(1, link.indexOf('>')));
    Response second = fixture.as(AUDITOR).get(next.getRawPath() + "?" + next.getRawQuery());
    assertThat(second.jsonPath().getList("items.sequence")).containsExactly(1);
    assertThat(second.header("Link")).isNull();
    assertThat(second.jsonPath().getString("next")).isNull();
  }

  @Test
  void findingsAreFollowedFromReportToReport() {
    Response all = fixture.as(AUDITOR).get(SAMPLE + "/findings?limit=200");
    assertThat(all.statusCode()).isEqualTo(200);
    List<Map<String, Object>> found = all.jsonPath().getList("items");
    // the leak of the second snapshot is younger than what stood in the first
    assertThat(found)
        .extracting(f -> f.get("firstSeen").equals(f.get("lastSeen")))
        .contains(true, false);
    assertThat(found).allSatisfy(f -> assertThat(f.get("duration").toString()).startsWith("PT"));
    Response first = fixture.as(AUDITOR).get(SAMPLE + "/findings?limit=1");
    assertThat(first.jsonPath().getList("items")).hasSize(1);
    URI next = URI.create(first.header("Link").substring(1, first.header("Link").indexOf('>')));
    assertThat(
            fixture
                .as(AUDITOR)
                .get(next.getRawPath() + "?" + next.getRawQuery())
                .jsonPath()
                .getString("items[0].fingerprint"))
        .isEqualTo(found.get(1).get("fingerprint"));
    assertThat(
            fixture
                .as(AUDITOR)
                .get(SAMPLE + "/findings?state=open&check=cardholder-ingress")
                .jsonPath()
                .getList("items.check"))
        .isNotEmpty()
        .containsOnly("cardholder-ingress");
    assertThat(fixture.as(AUDITOR).get(SAMPLE + "/findings?state=ajar").statusCode())
        .isEqualTo(400);
    assertThat(fixture.as(AUDITOR).get(SAMPLE + "/findings?cursor=YWJj").statusCode())
        .isEqualTo(400);
  }

  @Test
  void everyObjectOfASnapshotIsListedOnceAndHasItsContent() throws Exception {
    Response snapshot = fixture.as(AUDITOR).get(SAMPLE);
    String id = snapshot.jsonPath().getString("latestSnapshot.id");
    List<Map<String, String>> objects = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      Response page =
          fixture
              .as(AUDITOR)
              .get(
                  "/api/v1/snapshots/"
                      + id
                      + "/objects?limit=100"
                      + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      objects.addAll(page.jsonPath().getList("items"));
      cursor = page.jsonPath().getString("next");
    }
    assertThat(objects).doesNotHaveDuplicates();
    assertThat(objects).hasSize(snapshot.jsonPath().getInt("latestSnapshot.objects"));
    String digest = objects.getFirst().get("digest");
    Response content = fixture.as(AUDITOR).get("/api/v1/objects/" + digest);
    assertThat(sha256(content.asByteArray())).isEqualTo(digest);
    assertThat(content.jsonPath().getString("kind")).isEqualTo(objects.getFirst().get("kind"));
    assertLogged("object.download", digest);
  }

  @Test
  void aReportIsDownloadedAsItWasIssuedAndThatIsLogged() throws Exception {
    Response report = fixture.as(AUDITOR).get(SAMPLE + "/reports?limit=1");
    String id = report.jsonPath().getString("items[0].id");
    Response json = fixture.as(AUDITOR).accept("application/json").get("/api/v1/reports/" + id);
    assertThat(sha256(json.asByteArray()))
        .isEqualTo(report.jsonPath().getString("items[0].digest"));
    assertThat(json.header("Cache-Control")).contains("no-store");
    Response pdf = fixture.as(AUDITOR).accept("application/pdf").get("/api/v1/reports/" + id);
    assertThat(pdf.contentType()).isEqualTo("application/pdf");
    assertThat(new String(pdf.asByteArray(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    Response byName = fixture.as(AUDITOR).get("/api/v1/reports/" + id + "?format=pdf");
    assertThat(byName.asByteArray()).isEqualTo(pdf.asByteArray());
    String file =
        report.jsonPath().getString("items[0].number")
            + "-v"
            + report.jsonPath().getString("items[0].version");
    assertLogged("report.download", file);
    assertThat(
            fixture
                .as(AUDITOR)
                .get("/api/v1/reports/" + id + "/versions")
                .jsonPath()
                .getList("version"))
        .contains(1);
  }

  @Test
  void aReportIsShownInTheFormatThatIsAskedFor() throws Exception {
    Response report = fixture.as(AUDITOR).get(SAMPLE + "/reports?limit=1");
    String path = "/api/v1/reports/" + report.jsonPath().getString("items[0].id");
    String file =
        report.jsonPath().getString("items[0].number")
            + "-v"
            + report.jsonPath().getString("items[0].version");

    Response sarif = fixture.as(AUDITOR).accept("application/sarif+json").get(path);
    assertThat(sarif.contentType()).isEqualTo("application/sarif+json");
    assertThat(sarif.header("Content-Disposition")).contains("\"" + file + ".sarif\"");
    assertThat(sarif.body().asString()).contains("\"version\": \"2.1.0\"");
    assertLogged("report.download", file);
    for (ReportFormat format : ReportFormat.values()) {
      Response named = fixture.as(AUDITOR).get(path + "?format=" + format);
      assertThat(named.statusCode()).as("%s", format).isEqualTo(200);
      assertThat(named.contentType()).as("%s", format).startsWith(format.mediaType());
      assertThat(fixture.as(AUDITOR).accept(format.mediaType()).get(path).asByteArray())
          .as("%s", format)
          .isEqualTo(named.asByteArray());
    }
  }

  @Test
  void ofSeveralFormatsTheOneOfMostWeightIsShown() {
    String path =
        "/api/v1/reports/"
            + fixture
                .as(AUDITOR)
                .get(SAMPLE + "/reports?limit=1")
                .jsonPath()
                .getString("items[0].id");

    assertThat(type(path, "application/json;q=0.2, text/markdown;q=0.9, text/html;q=0.5"))
        .startsWith("text/markdown");
    assertThat(type(path, "text/*, application/json;q=0.9")).startsWith("text/html");
    assertThat(type(path, "*/*")).startsWith("application/json");
    assertThat(type(path, "application/json;q=0, */*;q=0.1")).isEqualTo("application/pdf");
    Response none = fixture.as(AUDITOR).accept("image/png").get(path);
    assertThat(none.statusCode()).isEqualTo(406);
    assertThat(none.contentType()).startsWith("application/problem+json");
    Response refused = fixture.as(AUDITOR).accept("application/json;q=0").get(path);
    assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(406);
    Response unknown = fixture.as(AUDITOR).get(path + "?format=xlsx");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.contentType()).startsWith("application/problem+json");
    assertThat(unknown.asString()).contains("sarif");
  }

  private String type(String path, String accept) {
    Response answer = fixture.as(AUDITOR).accept(accept).get(path);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.contentType();
  }

  @Test
  void itIsToldSinceWhenAFlowIsPossible() {
    List<Map<String, Object>> flows =
        fixture.as(AUDITOR).get(SAMPLE + "/diff?from=1&to=2").jsonPath().getList("flows");
    Map<String, Object> gained =
        flows.stream().filter(f -> f.get("change").equals("gained")).findFirst().orElseThrow();
    Response history =
        fixture
            .as(AUDITOR)
            .queryParam("from", gained.get("source"))
            .queryParam("to", gained.get("destination"))
            .get(SAMPLE + "/history");
    assertThat(history.statusCode()).isEqualTo(200);
    List<String> states = history.jsonPath().getList("intervals.state");
    // between the two snapshots months went by, and nobody looked
    assertThat(states.getFirst()).isEqualTo("unknown");
    assertThat(states.getLast()).isIn("possible", "partly");
    assertThat(history.jsonPath().getList("intervals[-1].begun.causes")).isNotEmpty();
    assertThat(fixture.as(AUDITOR).get(SAMPLE + "/history?from=shop/web").statusCode())
        .isEqualTo(400);
  }

  @Test
  void twoSnapshotsAreCompared() {
    Response json = fixture.as(AUDITOR).get(SAMPLE + "/diff?from=1&to=2");
    assertThat(json.statusCode()).as(json.asString()).isEqualTo(200);
    assertThat(json.jsonPath().getString("format")).isEqualTo("palisade/comparison/v1");
    assertThat(json.jsonPath().getList("flows")).isNotEmpty();
    Response pdf = fixture.as(AUDITOR).get(SAMPLE + "/diff?from=1&to=2&format=pdf");
    assertThat(pdf.contentType()).isEqualTo("application/pdf");
    assertLogged("diff.download", "sample-1-2");
  }

  @Test
  void aScopeIsReplacedByTheNextVersionOnce() {
    Response scope = fixture.as(COMPLIANCE_OFFICER).get(SAMPLE + "/scope");
    byte[] document = scope.jsonPath().getString("document").getBytes(StandardCharsets.UTF_8);
    String tag = scope.header("ETag");
    Response next = putScope("sample", "If-Match", tag, document);
    assertThat(next.statusCode()).as(next.asString()).isEqualTo(200);
    assertThat(next.jsonPath().getInt("version")).isEqualTo(scope.jsonPath().getInt("version") + 1);
    assertThat(putScope("sample", "If-Match", tag, document).statusCode()).isEqualTo(412);
    assertThat(
            fixture
                .as(AUDITOR)
                .header("If-None-Match", next.header("ETag"))
                .get(SAMPLE + "/scope")
                .statusCode())
        .isEqualTo(304);
    String fresh = "fresh-" + UUID.randomUUID().toString().substring(0, 8);
    assertThat(putScope(fresh, "If-None-Match", "*", document).statusCode()).isEqualTo(200);
    assertThat(putScope(fresh, "If-None-Match", "*", document).statusCode()).isEqualTo(412);
    assertThat(
            fixture
                .as(AUDITOR)
                .get("/api/v1/clusters/" + fresh + "/scope/versions")
                .jsonPath()
                .getList("items.version"))
        .containsExactly(1);
  }

  @Test
  void aRepeatedWriteIsAnsweredAndNotDoneAgain() {
    String key = UUID.randomUUID().toString();
    Response first = review(key, OPENED.formatted("a"));
    assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
    Response again = review(key, OPENED.formatted("a"));
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.asString()).isEqualTo(first.asString());
    Response other = review(key, OPENED.formatted("b"));
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.jsonPath().getString("type")).isEqualTo("/problems/key-reused");
  }

  @Test
  void aChangeThatOpensTheCardholderZoneIsNotAllowed() {
    Response answer = review(null, OPENED.formatted("c"));
    assertThat(answer.jsonPath().getString("format")).isEqualTo("palisade/review/v1");
    assertThat(answer.jsonPath().getString("verdict")).isEqualTo("block");
    assertThat(answer.jsonPath().getList("comparison.flows")).isNotEmpty();
    assertThat(fixture.as(AUDITOR).get(URI.create(answer.header("Location")).getPath()).asString())
        .isEqualTo(answer.asString());
    Response yaml =
        fixture
            .as(CHANGE_REVIEWER)
            .contentType("application/yaml")
            .body(
                "apiVersion: v1\nkind: Namespace\nmetadata: {name: quiet}\n"
                    .getBytes(StandardCharsets.UTF_8))
            .post("/api/v1/reviews?cluster=sample");
    assertThat(yaml.statusCode()).as(yaml.asString()).isEqualTo(201);
  }

  @Test
  void aRunIsPolledUntilItEnds() {
    Response accepted =
        fixture
            .as(AUDITOR)
            .contentType(ContentType.JSON)
            .body("{\"framework\": \"pci-dss\"}")
            .post(SAMPLE + "/assessments");
    assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
    String run = URI.create(accepted.header("Location")).getPath();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> fixture.as(AUDITOR).get(run).jsonPath().getString("endedAt") != null);
    assertThat(fixture.as(AUDITOR).get(run).jsonPath().getString("state")).isEqualTo("succeeded");
    assertThat(fixture.as(COMPLIANCE_OFFICER).post(run + "/cancel").jsonPath().getString("type"))
        .isEqualTo("/problems/conflict");
  }

  @Test
  void whoRequestsAnExceptionDoesNotApproveIt() {
    Response assessment = fixture.as(AUDITOR).get(SAMPLE + "/assessments");
    Map<String, Object> check =
        assessment.jsonPath().getMap("checks.find { it.findings.any { it.status == 'open' } }");
    String fingerprint =
        assessment
            .jsonPath()
            .getString(
                "checks.find { it.findings.any { it.status == 'open' } }.findings.find { it.status == 'open' }.fingerprint");
    String body =
        """
        {"cluster": "sample", "check": "%s", "findings": [{"fingerprint": "%s"}], "reason": "moved next month",
         "compensatingControl": "watched", "until": "%s"}
        """
            .formatted(
                check.get("id"),
                fingerprint,
                Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS));
    Response requested = officer().body(body).post("/api/v1/exceptions");
    assertThat(requested.statusCode()).as(requested.asString()).isEqualTo(201);
    String location = URI.create(requested.header("Location")).getPath();
    Response own = officer().body("{\"reason\": \"fine\"}").post(location + "/approve");
    assertThat(own.statusCode()).isEqualTo(409);
    String other = fixture.token("second officer", COMPLIANCE_OFFICER, null);
    Response approved =
        Fixture.with(other)
            .contentType(ContentType.JSON)
            .body("{\"reason\": \"fine\"}")
            .post(location + "/approve");
    assertThat(approved.jsonPath().getString("state"))
        .as(approved.asString())
        .isEqualTo("approved");
    assertThat(
            officer()
                .body("{\"reason\": \"closed\"}")
                .post(location + "/revoke")
                .jsonPath()
                .getString("state"))
        .isEqualTo("revoked");
  }

  @Test
  void aTokenIsHandedOutUsedAndRevoked() {
    String name = "qsa " + UUID.randomUUID();
    String order =
        "{\"name\": \"" + name + "\", \"role\": \"auditor\", \"clusters\": [\"sample\"]}";
    Response handed = administrator().body(order).post("/api/v1/tokens");
    assertThat(handed.statusCode()).as(handed.asString()).isEqualTo(201);
    String secret = handed.jsonPath().getString("secret");
    assertThat(Fixture.with(secret).get(SAMPLE).statusCode()).isEqualTo(200);
    assertThat(administrator().body(order).post("/api/v1/tokens").statusCode()).isEqualTo(409);
    assertThat(administrator().get("/api/v1/tokens").asString())
        .contains(name)
        .doesNotContain(secret);
    assertThat(
            administrator()
                .delete("/api/v1/tokens/" + handed.jsonPath().getString("id"))
                .statusCode())
        .isEqualTo(204);
    assertThat(Fixture.with(secret).get(SAMPLE).statusCode()).isEqualTo(401);
  }

  @Test
  void anOnDemandCollectionNeedsAConfiguredCluster() {
    assertThat(
            fixture
                .as(COMPLIANCE_OFFICER)
                .contentType(ContentType.JSON)
                .post("/api/v1/clusters/unheard/snapshots")
                .statusCode())
        .isEqualTo(404);
  }

  private void assertLogged(String action, String subject) {
    List<Map<String, String>> entries =
        fixture.as(AUDITOR).get("/api/v1/audit-log?cluster=sample").jsonPath().getList("items");
    assertThat(entries)
        .anyMatch(
            entry -> action.equals(entry.get("action")) && subject.equals(entry.get("subject")));
  }

  private RequestSpecification officer() {
    return fixture.as(COMPLIANCE_OFFICER).contentType(ContentType.JSON);
  }

  private RequestSpecification administrator() {
    return fixture.as(ADMINISTRATOR).contentType(ContentType.JSON);
  }

  private Response review(String key, String body) {
    RequestSpecification request = fixture.as(CHANGE_REVIEWER).contentType(ContentType.JSON);
    return (key == null ? request : request.header("Idempotency-Key", key))
        .body(body)
        .post("/api/v1/reviews");
  }

  private Response putScope(String cluster, String header, String value, byte[] document) {
    return fixture
        .as(COMPLIANCE_OFFICER)
        .contentType("application/yaml")
        .header(header, value)
        .body(document)
        .put("/api/v1/clusters/" + cluster + "/scope");
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
