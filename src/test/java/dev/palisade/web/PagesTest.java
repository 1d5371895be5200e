package dev.palisade.web;

import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.COLLECTOR;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.api.Fixture;
import dev.palisade.application.Role;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The pages as a browser without scripts sees them.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PagesTest {
  @Inject Fixture fixture;
  @Inject Clock clock;

  @BeforeEach
  void load() throws Exception {
    fixture.loadSample();
  }

  @Test
  void whoIsNotSignedInIsLedToTheFormAndBack() {
    Response page = browser().get("/clusters/sample");
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.header("Location")).endsWith("/sign-in?next=%2Fclusters%2Fsample");
    Response form = browser().get("/sign-in?next=/clusters/sample");
    assertThat(form.asString()).contains("name=\"next\" value=\"/clusters/sample\"");
    Response signedIn = signIn(fixture.secret(AUDITOR), "/clusters/sample");
    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(signedIn.header("Location")).endsWith("/clusters/sample");
    assertThat(signedIn.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Strict");
    assertThat(signedIn.header("Set-Cookie")).doesNotContain(fixture.secret(AUDITOR));
  }

  @Test
  void aWrongTokenIsRefusedAndNobodyIsSentElsewhere() {
    Response refused = signIn("palisade_nonsense", "/");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.asString()).contains("unknown, expired or revoked");
    for (String elsewhere : List.of("https://evil.example/", "//evil.example", "/\\evil.example")) {
      assertThat(signIn(fixture.secret(AUDITOR), elsewhere).header("Location"))
          .doesNotContain("evil");
    }
  }

  @Test
  void formsOfOtherSitesAreRefused() {
    assertThat(
            browser()
                .header("Sec-Fetch-Site", "cross-site")
                .formParam("token", fixture.secret(AUDITOR))
                .post("/sign-in")
                .statusCode())
        .isEqualTo(403);
    assertThat(browser().header("Origin", "https://evil.example").post("/sign-out").statusCode())
        .isEqualTo(403);
  }

  @Test
  void signingOutEndsTheSession() {
    String session = session(AUDITOR);
    assertThat(visit(session, "/").statusCode()).isEqualTo(200);
    browser().cookie("palisade-session", session).post("/sign-out");
    assertThat(visit(session, "/").statusCode()).isEqualTo(303);
  }

  @Test
  void theOverviewShowsOutcomesInWordsAndLeadsToTheDownloads() {
    String session = session(AUDITOR);
    String page = visit(session, "/").asString();
    assertThat(page)
        .contains("<a href=\"/clusters/sample\">sample</a>")
        .contains("contradicted")
        .contains("open findings")
        // which frameworks the newest report has, the other tests of the same service decide
        .containsAnyOf("1.3.1", "CC6.6");
    String pdf = page.replaceAll("(?s).*?href=\"(/reports/[^\"/]+/pdf)\".*", "$1");
    assertThat(visit(session, pdf).contentType()).isEqualTo("application/pdf");
    String json = pdf.replace("/pdf", "/json");
    assertThat(visit(session, json).jsonPath().getString("format")).isEqualTo("palisade/report/v1");
    String log = fixture.as(AUDITOR).get("/api/v1/audit-log?cluster=sample").asString();
    assertThat(log).contains("report.download");
  }

  @Test
  void everyPageIsThere() {
    String session = session(AUDITOR);
    String report = newestReport();
    for (String path :
        List.of(
            "/",
            "/clusters/sample",
            "/clusters/sample/diff?from=1&to=2",
            "/reports/" + report,
            "/controls",
            "/controls/cardholder-ingress",
            "/problems",
            "/sign-in")) {
      Response page = visit(session, path);
      assertThat(page.statusCode()).as(path + ": " + page.asString()).isEqualTo(200);
      assertThat(page.contentType()).as(path).startsWith("text/html");
      assertThat(page.asString())
          .as(path)
          .contains("<h1")
          .doesNotContain("<script")
          .doesNotContain("NOT_FOUND")
          .doesNotContain(" style=");
    }
    assertThat(visit(session, "/clusters/sample/diff?from=1&to=2").asString())
        .contains("Scope and register")
        .contains("Traffic by zone");
    assertThat(visit(session, "/reports/" + report).asString())
        .contains("Witness")
        .contains("Fingerprint");
    assertThat(given().get("/palisade.css").statusCode()).isEqualTo(200);
  }

  @Test
  void findingsAndDifferencesLeadToSinceWhenTheirFlowIsPossible() {
    String session = session(AUDITOR);
    String report = "/reports/" + newestReport();
    for (String path : List.of(report, "/clusters/sample", "/clusters/sample/diff?from=1&to=2")) {
      List<String> links = sinceLinks(visit(session, path).asString());
      assertThat(links).as(path).isNotEmpty().noneMatch(link -> link.contains("node%2F"));
      String vault =
          links.stream()
              .filter(link -> link.contains("to=cardholder%2Fcard-vault%5BDeployment%5D"))
              .filter(link -> link.contains("from=reporting%2Fdashboards%5BDeployment%5D"))
              .findFirst()
              .orElseThrow();
      assertThat(vault).as(path).contains("traffic=TCP+8443");
      Response since = visit(session, vault);
      assertThat(since.statusCode()).as(since.asString()).isEqualTo(200);
      assertThat(since.asString())
          .contains("reporting/dashboards[Deployment]")
          .contains(">possible<")
          .doesNotContain("<script");
    }
    String network =
        sinceLinks(visit(session, report).asString()).stream()
            .filter(link -> link.contains("to=acquirer&"))
            .findFirst()
            .orElseThrow();
    assertThat(visit(session, network).statusCode()).isEqualTo(200);
    Response hostile =
        visit(session, "/clusters/sample/since?from=%3Cscript%3E&to=shop/web&traffic=%3Cscript%3E");
    assertThat(hostile.statusCode()).isEqualTo(400);
    assertThat(hostile.asString()).doesNotContain("<script");
  }

  @Test
  void aReportOnAPeriodSaysWhatThePeriodWas() {
    String run =
        fixture
            .as(COMPLIANCE_OFFICER)
            .contentType(ContentType.JSON)
            .body(
                Map.of(
                    "kind", "period",
                    "framework", "soc2",
                    "from", "2026-01-01T00:00:00Z",
                    "to", clock.instant().toString()))
            .post("/api/v1/clusters/sample/reports")
            .jsonPath()
            .getString("id");
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                fixture
                    .as(AUDITOR)
                    .get("/api/v1/runs/" + run)
                    .jsonPath()
                    .getString("state")
                    .equals("succeeded"));
    String report = fixture.as(AUDITOR).get("/api/v1/runs/" + run).jsonPath().getString("result");
    assertThat(visit(session(AUDITOR), "/reports/" + report).asString())
        .contains("id=\"period\">The period")
        .contains("no schedule was in force")
        .contains("unobserved ")
        .contains("<th scope=\"row\">soc2 CC6.1</th>")
        .doesNotContain("NOT_FOUND");
  }

  @Test
  void aDifferenceIsHandedOutInEachFormatThatItsPageOffers() {
    String session = session(Role.AUDITOR);
    String page = visit(session, "/clusters/sample/diff?from=1&to=2").asString();
    for (String format : List.of("pdf", "json", "html", "csv", "md")) {
      String path = "/clusters/sample/diff/" + format + "?from=1&to=2";
      assertThat(page).contains(path.replace("&", "&amp;"));
      Response file = visit(session, path);
      assertThat(file.statusCode()).as(format).isEqualTo(200);
      assertThat(file.header("Content-Disposition")).contains("sample-1-2." + format);
    }
    assertThat(visit(session, "/clusters/sample/diff/exe?from=1&to=2").statusCode()).isEqualTo(404);
  }

  private static List<String> sinceLinks(String page) {
    return Pattern.compile("href=\"(/clusters/sample/since[^\"]+)\"")
        .matcher(page)
        .results()
        .map(link -> link.group(1).replace("&amp;", "&"))
        .toList();
  }

  private String newestReport() {
    return fixture
        .as(AUDITOR)
        .get("/api/v1/clusters/sample/reports")
        .jsonPath()
        .getString("items[0].id");
  }

  @Test
  void whatIsNotThereOrNotAllowedIsSaidOnAPage() {
    Response missing = visit(session(AUDITOR), "/clusters/unheard");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.contentType()).startsWith("text/html");
    assertThat(missing.asString()).contains("<h1>There is no such thing</h1>");
    assertThat(visit(session(AUDITOR), "/nothing").statusCode()).isEqualTo(404);
    Response forbidden = visit(session(COLLECTOR), "/");
    assertThat(forbidden.statusCode()).isEqualTo(403);
    assertThat(forbidden.asString()).contains("<h1>This token does not allow it</h1>");
  }

  @Test
  void whatPeopleWroteIsEscaped() {
    String secret = fixture.token("<script>alert(1)</script>\"'&", AUDITOR, null);
    String session = signIn(secret, "/").cookie("palisade-session");
    String page = visit(session, "/").asString();
    assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script");
    assertThat(browser().get("/sign-in?next=%22%3E%3Cscript%3E").asString())
        .doesNotContain("<script");
  }

  @Test
  void browsersAreToldToRunAndFrameNothing() {
    for (String path : List.of("/sign-in", "/palisade.css", "/api/v1/clusters", "/problems")) {
      Response answer = browser().get(path);
      assertThat(answer.header("Content-Security-Policy"))
          .as(path)
          .contains("default-src 'none'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    }
  }

  private String session(Role role) {
    return signIn(fixture.secret(role), "/").cookie("palisade-session");
  }

  private static Response signIn(String secret, String next) {
    return browser().formParam("token", secret).formParam("next", next).post("/sign-in");
  }

  /// @param path as it stands in a link: encoded
  private static Response visit(String session, String path) {
    return browser().urlEncodingEnabled(false).cookie("palisade-session", session).get(path);
  }

  private static RequestSpecification browser() {
    return given()
        .urlEncodingEnabled(true)
        .redirects()
        .follow(false)
        .accept("text/html,application/xhtml+xml,*/*;q=0.8");
  }
}
