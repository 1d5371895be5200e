package dev.palisade.api;

import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.CHANGE_REVIEWER;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.application.HandOutTokens;
import dev.palisade.application.Role;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Campaigns that are opened on a page, and decided on by a filter.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(CampaignsTest.DatabaseOfItsOwn.class)
class CampaignPagesTest {
  private static final String PAGE = "/clusters/sample/campaigns";

  @Inject Fixture fixture;
  @Inject HandOutTokens tokens;

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

  private RequestSpecification browser(String name) {
    String session =
        given()
            .redirects()
            .follow(false)
            .formParam("token", secrets.get(name))
            .post("/sign-in")
            .cookie("palisade-session");
    return given()
        .redirects()
        .follow(false)
        .accept("text/html,*/*;q=0.8")
        .cookie("palisade-session", session);
  }

  private RequestSpecification form(String kind, String title) {
    return browser("mary")
        .formParam("kind", kind)
        .formParam("title", title)
        .formParam("reviewers", named("ada") + "\r\n" + named("grace") + ", " + named("ada"))
        .formParam("signers", named("mary"))
        .formParam("due", "2999-12-31");
  }

  /// The path of the opened campaign's page.
  private String open(boolean fourEyes) {
    RequestSpecification form = form("policies", "Review " + run);
    Response opened = (fourEyes ? form.formParam("fourEyes", "yes") : form).post(PAGE);
    assertThat(opened.statusCode()).as(opened.asString()).isEqualTo(303);
    return opened.header("Location").replaceFirst("^https?://[^/]+", "");
  }

  private JsonPath api(String page, String what) {
    return fixture.as(AUDITOR).get("/api/v1" + page + what).jsonPath();
  }

  @Test
  void anOfficerOpensACampaignAndComesToItsPage() {
    assertThat(browser("mary").get("/clusters/sample").asString()).contains("href=\"" + PAGE);
    assertThat(browser("mary").get(PAGE).asString())
        .contains("<h1>Review campaigns of sample</h1>")
        .contains("action=\"" + PAGE + "\"")
        .contains(named("mary"))
        .doesNotContain("<script")
        .doesNotContain(" style=");
    String page = open(true);
    JsonPath campaign = api(page, "");
    assertThat(campaign.getString("title")).isEqualTo("Review " + run);
    assertThat(campaign.getList("reviewers")).containsExactly(named("ada"), named("grace"));
    assertThat(campaign.getList("signers")).containsExactly(named("mary"));
    assertThat(campaign.getBoolean("fourEyes")).isTrue();
    assertThat(campaign.getString("due")).as("the end of the day").startsWith("3000-01-01T00:00");
    assertThat(browser("ada").get(page).asString()).contains("<h1>Review " + run);
    assertThat(browser("ada").get(PAGE).asString()).contains("href=\"" + page + "\"");
  }

  @Test
  void whatIsWrongIsSaidBesideTheFieldAndNothingIsLost() {
    Response refused =
        browser("mary")
            .formParam("kind", "all")
            .formParam("title", " ")
            .formParam("reviewers", "<script>alert(1)</script>")
            .formParam("fourEyes", "yes")
            .formParam("signers", ",")
            .formParam("due", "\"><script>")
            .post(PAGE);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.contentType()).startsWith("text/html");
    assertThat(refused.asString())
        .contains("id=\"kind-fault\">Choose what is reviewed.")
        .contains("id=\"title-fault\">A campaign has a title.")
        .contains("id=\"reviewers-fault\">Four eyes take two reviewers at least.")
        .contains("id=\"signers-fault\">Name at least one person who signs.")
        .contains("id=\"due-fault\">Write a day as")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;</textarea>")
        .contains("value=\"yes\" checked")
        .doesNotContain("<script");
    Response past = form("scope", "Review " + run).formParam("title", "x").post(PAGE);
    assertThat(past.statusCode()).isEqualTo(303);
    Response late =
        browser("mary")
            .formParam("kind", "scope")
            .formParam("title", "late")
            .formParam("reviewers", "ada")
            .formParam("signers", "mary")
            .formParam("due", "2001-01-01")
            .post(PAGE);
    assertThat(late.statusCode()).isEqualTo(400);
    assertThat(late.asString()).contains("id=\"due-fault\">This day is over.");
  }

  @Test
  void nobodyElseOpensOneAndNoOtherSite() {
    assertThat(browser("ada").get(PAGE).asString()).doesNotContain("action=\"" + PAGE + "\"");
    assertThat(browser("ada").formParam("title", "x").post(PAGE).statusCode()).isEqualTo(403);
    Response foreign =
        form("policies", "Foreign " + run).header("Sec-Fetch-Site", "cross-site").post(PAGE);
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(browser("mary").get(PAGE).asString()).doesNotContain("Foreign " + run);
    assertThat(browser("mary").get("/clusters/unheard/campaigns").statusCode()).isEqualTo(404);
  }

  @Test
  void hostileTitlesAreEscapedWhereverTheyStand() {
    Response opened = form("scope", "<script>alert('" + run + "')</script>").post(PAGE);
    String page = opened.header("Location").replaceFirst("^https?://[^/]+", "");
    for (String path : List.of(PAGE, "/clusters/sample", page)) {
      assertThat(browser("mary").get(path).asString())
          .as(path)
          .contains("&lt;script&gt;alert(")
          .doesNotContain("<script");
    }
    assertThat(browser("mary").get(page + "?text=%22%3E%3Cscript%3E").asString())
        .contains("No item matches.")
        .doesNotContain("<script");
  }

  @Test
  void itemsAreFilteredByTheAddressAndTheStatusKeepsTheRest() {
    String page = open(false);
    String entries = browser("ada").get(page + "?subject=register-entry").asString();
    assertThat(entries)
        .contains("value=\"register-entry F-001\"")
        .doesNotContain("value=\"policy ")
        .contains("<option value=\"register-entry\" selected>")
        .contains("href=\"" + page + "?status=pending&amp;subject=register-entry\"");
    List<String> zone = api(page, "/items?limit=200&zone=cde").getList("items.key");
    List<String> all = api(page, "/items?limit=200").getList("items.key");
    assertThat(zone).isNotEmpty().hasSizeLessThan(all.size()).contains("register-entry F-001");
    assertThat(zone).contains("policy NetworkPolicy cardholder/default-deny");
    assertThat(browser("ada").get(page + "?zone=cde").asString())
        .contains("I mean all " + zone.size());
  }

  @Test
  void allThatMatchAreDecidedWhenTheirNumberIsConfirmed() {
    String page = open(true);
    String query = "?subject=register-entry";
    List<String> entries =
        api(page, "/items?limit=200&subject=register-entry").getList("items.key");
    Response unconfirmed = decideAll("ada", page + "/decisions-on-all" + query, "certify", null, 0);
    assertThat(unconfirmed.statusCode()).isEqualTo(409);
    assertThat(unconfirmed.asString())
        .contains("it was not confirmed")
        .contains("<option value=\"certify\" selected>");
    int count = entries.size();
    assertThat(
            decideAll("ada", page + "/decisions-on-all" + query, "certify", count + 1, 0)
                .statusCode())
        .isEqualTo(409);
    assertThat(
            decideAll("ada", page + "/decisions-on-all" + query, "remove", count, 0).statusCode())
        .as("no comment")
        .isEqualTo(409);
    assertThat(
            decideAll("mary", page + "/decisions-on-all" + query, "certify", count, 0).statusCode())
        .as("no reviewer")
        .isEqualTo(409);
    assertThat(api(page, "").getInt("position")).isZero();

    Response decided = decideAll("ada", page + "/decisions-on-all" + query, "certify", count, 0);
    assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(303);
    assertThat(decided.header("Location")).endsWith(page + query);
    assertThat(api(page, "/items?limit=200&status=half-decided").getList("items.key"))
        .as("four eyes")
        .isEqualTo(entries);
    assertThat(
            decideAll("grace", page + "/decisions-on-all?status=half-decided", "certify", count, 0)
                .statusCode())
        .as("grace looked before")
        .isEqualTo(409);
    decideAll("grace", page + "/decisions-on-all?status=half-decided", "certify", count, 1);
    assertThat(api(page, "").getInt("counts.decided")).isEqualTo(count);
    assertThat(api(page, "").getInt("counts.pending")).isPositive();
  }

  private Response decideAll(String who, String path, String decision, Integer count, int seen) {
    RequestSpecification form =
        browser(who).formParam("decision", decision).formParam("seen", seen);
    return (count == null ? form : form.formParam("confirmed", count)).post(path);
  }

  @Test
  void theInterfaceTakesAFilterToo() {
    String page = open(false);
    List<String> entries =
        api(page, "/items?limit=200&subject=register-entry").getList("items.key");
    Map<String, Object> filter = Map.of("subject", "register-entry");
    assertThat(
            post(page, Map.of("decision", "certify", "filter", filter, "seen", 0))
                .jsonPath()
                .getList("errors.pointer"))
        .containsExactly("/count");
    assertThat(
            post(
                    page,
                    Map.of(
                        "decision",
                        "certify",
                        "filter",
                        Map.of("status", "open", "subject", "policies"),
                        "items",
                        entries,
                        "count",
                        1,
                        "seen",
                        0))
                .jsonPath()
                .getList("errors.pointer"))
        .containsExactly("/items", "/filter/status", "/filter/subject");
    Response wrong =
        post(page, Map.of("decision", "certify", "filter", filter, "count", 1000, "seen", 0));
    assertThat(wrong.statusCode()).isEqualTo(409);
    Response handed =
        post(
            page,
            Map.of(
                "decision",
                "reassign",
                "to",
                named("grace"),
                "filter",
                filter,
                "count",
                entries.size(),
                "seen",
                0));
    assertThat(handed.statusCode()).as(handed.asString()).isEqualTo(200);
    assertThat(api(page, "/items?limit=200&subject=register-entry").getList("items.assigned"))
        .containsOnly(named("grace"));
    assertThat(
            fixture
                .as(AUDITOR)
                .get("/api/v1/audit-log?limit=20")
                .jsonPath()
                .getList("items.detail"))
        .contains(entries.size() + " that match: subject register-entry");
  }

  private Response post(String page, Map<String, Object> decision) {
    return Fixture.with(secrets.get("ada"))
        .contentType(ContentType.JSON)
        .body(decision)
        .post("/api/v1" + page + "/decisions");
  }
}
