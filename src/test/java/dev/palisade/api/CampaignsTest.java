package dev.palisade.api;

import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.CHANGE_REVIEWER;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.application.AssessCluster;
import dev.palisade.application.HandOutTokens;
import dev.palisade.application.RemindOfCampaigns;
import dev.palisade.application.Role;
import dev.palisade.application.SnapshotChoice;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.render.pdf.PdfRules;
import dev.palisade.render.pdf.signature.PdfSignatureCheck;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The life of campaigns on the sample cluster, over the API.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(CampaignsTest.DatabaseOfItsOwn.class)
class CampaignsTest {
  /// What is signed off here would be so for other tests, too.
  public static final class DatabaseOfItsOwn implements QuarkusTestProfile {}

  @Inject Fixture fixture;
  @Inject HandOutTokens tokens;
  @Inject AssessCluster assess;
  @Inject EvidenceStore evidence;
  @Inject RemindOfCampaigns reminders;
  @Inject Clock clock;

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, String> secrets = new TreeMap<>();

  @BeforeEach
  void people() throws IOException {
    fixture.loadSample();
    person("mary", COMPLIANCE_OFFICER);
    person("ada", CHANGE_REVIEWER);
    person("grace", CHANGE_REVIEWER);
  }

  private void person(String name, Role role) {
    secrets.put(name, tokens.issue(named(name), role, null, null, "test").secret());
  }

  private String named(String name) {
    return name + " " + run;
  }

  private RequestSpecification as(String name) {
    return Fixture.with(secrets.get(name)).contentType(ContentType.JSON);
  }

  private Response open(String kind, boolean fourEyes) {
    return as("mary")
        .body(
            Map.of(
                "kind",
                kind,
                "title",
                "Review " + run,
                "reviewers",
                List.of(named("ada"), named("grace")),
                "signers",
                List.of(named("mary")),
                "fourEyes",
                fourEyes,
                "due",
                clock.instant().plus(Duration.ofDays(10)).toString()))
        .post("/api/v1/clusters/sample/campaigns");
  }

  private JsonPath campaign(String id) {
    return fixture.as(AUDITOR).get("/api/v1/campaigns/" + id).jsonPath();
  }

  private Response decide(String who, String id, String decision, int seen, List<String> items) {
    return as(who)
        .body(Map.of("decision", decision, "items", items, "comment", "looked at", "seen", seen))
        .post("/api/v1/campaigns/" + id + "/decisions");
  }

  private Response sign(String who, String id, int seen) {
    return as(who)
        .body(Map.of("statement", "I stand for it", "seen", seen))
        .post("/api/v1/campaigns/" + id + "/sign-off");
  }

  private List<String> keys(String id, String query) {
    return fixture
        .as(AUDITOR)
        .get("/api/v1/campaigns/" + id + "/items?limit=200" + query)
        .jsonPath()
        .getList("items.key");
  }

  private CheckResult judged(String check) {
    return assess
        .assess(new AssessCluster.Request("sample", SnapshotChoice.LATEST, null, clock.instant()))
        .assessed()
        .assessment()
        .checks()
        .stream()
        .filter(one -> one.id().equals(check))
        .findFirst()
        .orElseThrow();
  }

  private static String id(Response opened) {
    assertThat(opened.statusCode()).as(opened.asString()).isEqualTo(201);
    return opened.jsonPath().getString("id");
  }

  @Test
  void aReviewOfPoliciesThatIsSignedOffLetsReviewCurrentPass() {
    assertThat(judged("review-current(6 months)").outcome()).isNotEqualTo(Outcome.PASS);
    String id = id(open("policies", false));
    List<String> keys = keys(id, "");
    assertThat(keys).hasSizeGreaterThan(20).contains("register-entry F-001");
    assertThat(sign("mary", id, 0).statusCode()).as("nothing is decided").isEqualTo(409);

    assertThat(decide("mary", id, "certify", 0, keys).statusCode())
        .as("no reviewer")
        .isEqualTo(409);
    Response decided = decide("ada", id, "certify", 0, keys);
    assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(200);
    assertThat(sign("ada", id, 1).statusCode()).as("no signer").isEqualTo(409);
    assertThat(sign("mary", id, 0).statusCode()).as("decided behind their back").isEqualTo(409);
    Response signed = sign("mary", id, campaign(id).getInt("position"));
    assertThat(signed.jsonPath().getString("state")).as(signed.asString()).isEqualTo("signed-off");

    CheckResult now = judged("review-current(6 months)");
    assertThat(now.outcome()).as(now.toString()).isEqualTo(Outcome.PASS);
    assertThat(now.closedBy()).anyMatch(line -> line.contains("signed off by " + named("mary")));
    assertThat(
            fixture
                .as(AUDITOR)
                .get("/api/v1/audit-log?limit=20")
                .jsonPath()
                .getList("items.findAll { it.subject == '" + id + "' }.action"))
        .contains("campaign.open", "campaign.certify", "campaign.sign-off");
  }

  @Test
  void aScopeThatIsSignedOffIsConfirmed() {
    String before = judged("scope-confirmed").reasons().toString() + judged("scope-confirmed");
    assertThat(before).doesNotContain("confirmed by " + named("mary"));
    String id = id(open("scope", false));
    assertThat(keys(id, "")).contains("zone cde", "network acquirer", "register-entry F-001");
    decide("grace", id, "certify", 0, keys(id, ""));
    assertThat(sign("mary", id, 1).statusCode()).isEqualTo(200);
    CheckResult confirmed = judged("scope-confirmed");
    assertThat(confirmed.findings())
        .noneMatch(finding -> finding.summary().startsWith("the scope was not confirmed"));
    assertThat(confirmed.reasons())
        .noneMatch(reason -> reason.startsWith("nobody is known to have confirmed"));
  }

  @Test
  void whatChangedAfterItsDecisionIsOpenAgain() {
    String id = id(open("policies", false));
    List<String> keys = keys(id, "");
    assertThat(decide("ada", id, "certify", 0, keys).statusCode()).isEqualTo(200);
    String changed = changePolicy();
    assertThat(keys).contains(changed);
    // nobody has read it since: signing looks itself
    assertThat(sign("mary", id, 1).statusCode()).isEqualTo(409);
    assertThat(keys(id, "&status=reopened")).containsExactly(changed);
    assertThat(campaign(id).getList("snapshots", Long.class)).hasSizeGreaterThan(1);
    Response stale = decide("ada", id, "certify", 1, List.of(changed));
    assertThat(stale.statusCode()).as("not what was looked at").isEqualTo(409);
    assertThat(stale.jsonPath().getString("detail"))
        .isEqualTo(changed + " is another since you looked at it");
    int position = campaign(id).getInt("position");
    assertThat(decide("ada", id, "certify", position, List.of(changed)).statusCode())
        .isEqualTo(200);
    assertThat(campaign(id).getInt("counts.decided")).isEqualTo(keys.size());
  }

  /// The newest snapshot once more, with a policy of the cardholder zone annotated.
  private String changePolicy() {
    return "policy " + change("default-deny", m -> ChangedManifest.annotated(m, "note", run));
  }

  private String change(String name, UnaryOperator<Manifest> how) {
    Snapshot newest = evidence.load("sample", evidence.latest("sample").sequence());
    Manifest policy =
        newest.manifests().stream()
            .filter(m -> m.ref().toString().equals("NetworkPolicy cardholder/" + name))
            .findFirst()
            .orElseThrow();
    evidence.append(
        new Snapshot(
            newest.cluster(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            newest.run(),
            newest.manifests().stream().map(m -> m == policy ? how.apply(m) : m).toList(),
            newest.calls(),
            newest.gaps()));
    return policy.ref().toString();
  }

  @Test
  void aRuleWhoseReviewIsOverdueIsProposedToGoWithWhatWouldBeLost() {
    String policy =
        change(
            "card-vault-clients",
            m -> ChangedManifest.reannotated(m, "palisade.dev/review-by", "2020-01-31"));
    JsonPath expired = fixture.as(AUDITOR).get("/api/v1/clusters/sample/expired-rules").jsonPath();
    Map<String, Object> proposal =
        expired.getMap("proposals.find { it.policy == '" + policy + "' }");
    assertThat(proposal).containsEntry("reviewBy", "2020-01-31").containsEntry("how", "close");
    assertThat(proposal.get("verdict")).isIn("review", "block");
    assertThat(proposal.get("command").toString())
        .startsWith(
            "kubectl patch networkpolicies.networking.k8s.io -n cardholder card-vault-clients ")
        .contains("\"ingress\":[]");
    assertThat(proposal.get("reasons").toString()).contains("F-002");
    assertThat(expired.getList("proposals.find { it.policy == '" + policy + "' }.effects.lost"))
        .contains("TCP 8443");
    assertThat(expired.getList("proposals.find { it.policy == '" + policy + "' }.effects.gained"))
        .as("it still isolates")
        .containsOnlyNulls();
    String yaml =
        fixture
            .as(AUDITOR)
            .accept("text/yaml")
            .get("/api/v1/clusters/sample/expired-rules")
            .asString();
    assertThat(yaml).contains("# lost: TCP 8443 from ").contains("  ingress: []\n");
  }

  @Test
  void calendarsSayWhatIsDue() {
    id(open("scope", false));
    for (String path : List.of("/api/v1/calendar.ics", "/api/v1/clusters/sample/calendar.ics")) {
      Response calendar = fixture.as(AUDITOR).get(path);
      assertThat(calendar.contentType()).startsWith("text/calendar");
      assertThat(calendar.asString().replace("\r\n ", ""))
          .contains("Review \"Review " + run + "\" of cluster sample is due")
          .contains("Register entry F-001 of cluster sample is to be reviewed")
          .contains("NetworkPolicy cardholder/default-deny of cluster sample is to be reviewed");
    }
  }

  @Test
  void fourEyesTakeTwoReviewersAndItemsAreHandedOn() {
    String id = id(open("policies", true));
    List<String> keys = keys(id, "");
    decide("ada", id, "certify", 0, keys);
    assertThat(keys(id, "&status=half-decided")).containsExactlyElementsOf(keys);
    Response handed =
        as("ada")
            .body(
                Map.of(
                    "decision",
                    "reassign",
                    "items",
                    keys.subList(0, 1),
                    "to",
                    named("mary"),
                    "seen",
                    1))
            .post("/api/v1/campaigns/" + id + "/decisions");
    assertThat(handed.statusCode()).as(handed.asString()).isEqualTo(200);
    decide("mary", id, "certify", 2, keys.subList(0, 1));
    decide("grace", id, "certify", 2, keys.subList(1, keys.size()));
    assertThat(campaign(id).getInt("counts.decided")).isEqualTo(keys.size());
  }

  @Test
  void aRequestThatIsSentAgainIsAnsweredAsTheFirst() {
    String key = UUID.randomUUID().toString();
    String id = id(open("scope", false));
    for (int i = 0; i < 2; i++) {
      Response cancelled =
          as("mary")
              .header("Idempotency-Key", key)
              .body(Map.of("reason", "by mistake"))
              .post("/api/v1/campaigns/" + id + "/cancel");
      assertThat(cancelled.statusCode()).isEqualTo(200);
      assertThat(cancelled.jsonPath().getString("state")).isEqualTo("cancelled");
    }
    assertThat(campaign(id).getInt("position")).isEqualTo(1);
    assertThat(decide("ada", id, "certify", 1, List.of("zone cde")).statusCode()).isEqualTo(409);
  }

  @Test
  void anIncompleteRequestIsToldAllThatItLacks() {
    Response refused =
        as("mary").body(Map.of("kind", "all")).post("/api/v1/clusters/sample/campaigns");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.jsonPath().getList("errors.pointer"))
        .containsExactlyInAnyOrder("/title", "/reviewers", "/signers", "/due", "/kind");
    String id = id(open("scope", false));
    Response noDecision = as("ada").body(Map.of()).post("/api/v1/campaigns/" + id + "/decisions");
    assertThat(noDecision.statusCode()).isEqualTo(400);
    assertThat(noDecision.jsonPath().getList("errors.pointer"))
        .containsExactlyInAnyOrder("/decision", "/items", "/seen");
  }

  @Test
  void itemsArePagedAndTheTokenLimitsTheCluster() {
    String id = id(open("policies", false));
    List<String> keys = keys(id, "");
    JsonPath first =
        fixture.as(AUDITOR).get("/api/v1/campaigns/" + id + "/items?limit=3").jsonPath();
    JsonPath second =
        fixture
            .as(AUDITOR)
            .get("/api/v1/campaigns/" + id + "/items?limit=3&cursor=" + first.getString("next"))
            .jsonPath();
    assertThat(first.getList("items.key")).isEqualTo(keys.subList(0, 3));
    assertThat(second.getList("items.key")).isEqualTo(keys.subList(3, 6));
    String elsewhere = fixture.token("elsewhere", AUDITOR, List.of("elsewhere"));
    assertThat(Fixture.with(elsewhere).get("/api/v1/campaigns/" + id).statusCode()).isEqualTo(403);
  }

  @Test
  void remindsOnceAndPutsItIntoTheOutbox() {
    id(
        as("mary")
            .body(
                Map.of(
                    "kind", "scope",
                    "title", "Soon " + run,
                    "reviewers", List.of(named("ada")),
                    "signers", List.of(named("mary")),
                    "due", clock.instant().plus(Duration.ofSeconds(1)).toString()))
            .post("/api/v1/clusters/sample/campaigns"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(reminders.remind("sample")).isPositive());
    assertThat(reminders.remind("sample")).isZero();
    assertThat(
            fixture
                .as(AUDITOR)
                .get("/api/v1/clusters/sample/campaigns?overdue=true")
                .jsonPath()
                .getList("title"))
        .contains("Soon " + run);
  }

  private String session(String name) {
    return given()
        .redirects()
        .follow(false)
        .formParam("token", secrets.get(name))
        .post("/sign-in")
        .cookie("palisade-session");
  }

  private static RequestSpecification browser(String session) {
    return given()
        .redirects()
        .follow(false)
        .accept("text/html,*/*;q=0.8")
        .cookie("palisade-session", session);
  }

  @Test
  void peopleDecideAndSignOnPagesWithoutScripts() throws Exception {
    String id = id(open("scope", false));
    String page = "/campaigns/" + id;
    assertThat(browser(session("ada")).get("/clusters/sample").asString()).contains(page);
    String shown = browser(session("ada")).get(page).asString();
    assertThat(shown)
        .contains("<h1>Review " + run)
        .contains("value=\"zone cde\"")
        .contains("name=\"seen\" value=\"0\"")
        .doesNotContain("action=\"" + page + "/sign-off\"")
        .doesNotContain("<script")
        .doesNotContain(" style=");
    Response nothing =
        browser(session("ada"))
            .formParam("items", "zone cde")
            .formParam("seen", 0)
            .formParam("decision", "remove")
            .post(page + "/decisions");
    assertThat(nothing.statusCode()).isEqualTo(409);
    assertThat(nothing.asString()).contains("who asks for remove says why");
    Response foreign =
        browser(session("ada"))
            .header("Sec-Fetch-Site", "cross-site")
            .formParam("items", "zone cde")
            .formParam("seen", 0)
            .formParam("decision", "certify")
            .post(page + "/decisions");
    assertThat(foreign.statusCode()).isEqualTo(403);
    Response decided =
        browser(session("ada"))
            .formParam("items", keys(id, ""))
            .formParam("seen", 0)
            .formParam("decision", "certify")
            .post(page + "/decisions");
    assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(303);
    assertThat(browser(session("mary")).get(page + "?status=decided").asString())
        .contains("action=\"" + page + "/sign-off\"");
    Response signed =
        browser(session("mary"))
            .formParam("statement", "I have seen it")
            .formParam("seen", 1)
            .post(page + "/sign-off");
    assertThat(signed.statusCode()).as(signed.asString()).isEqualTo(303);
    assertThat(browser(session("mary")).get(page).asString()).contains("signed off");
    Response pdf = browser(session("mary")).get(page + "/report/pdf");
    assertThat(pdf.contentType()).isEqualTo("application/pdf");
    assertThat(PdfSignatureCheck.of(pdf.asByteArray()).signer().getSubjectX500Principal())
        .hasToString("OU=self-signed, CN=Palisade");
    assertThat(PdfRules.broken(pdf.asByteArray())).isEmpty();
  }

  @Test
  void theReportIsHandedOutInEachFormat() throws Exception {
    String id = id(open("scope", false));
    String report = "/api/v1/campaigns/" + id + "/report";
    assertThat(fixture.as(AUDITOR).get(report + "?format=json").jsonPath().getString("format"))
        .isEqualTo("palisade/campaign/v1");
    assertThat(fixture.as(AUDITOR).get(report + "?format=csv").asString())
        .startsWith("campaign,cluster,subject")
        .contains("zone,cde");
    Response pdf = fixture.as(AUDITOR).accept("application/pdf").get(report);
    assertThat(pdf.contentType()).isEqualTo("application/pdf");
    assertThat(PdfSignatureCheck.isSigned(pdf.asByteArray()))
        .as("what is not signed off is a working paper")
        .isFalse();
    assertThat(fixture.as(AUDITOR).get(report + "?format=xls").statusCode()).isEqualTo(400);
  }
}
