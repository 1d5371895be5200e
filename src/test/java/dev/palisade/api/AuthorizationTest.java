package dev.palisade.api;

import static dev.palisade.application.Role.ADMINISTRATOR;
import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.CHANGE_REVIEWER;
import static dev.palisade.application.Role.COLLECTOR;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.palisade.application.Role;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Who may call what: every method with every role.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuthorizationTest {
  private static final Set<Role> EVERYONE = Set.of(Role.values());
  private static final Set<Role> READERS =
      Set.of(AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR);
  private static final Set<Role> PUSHERS = Set.of(COLLECTOR, ADMINISTRATOR);
  private static final Set<Role> OFFICER = Set.of(COMPLIANCE_OFFICER);
  private static final Set<Role> OVERSEERS = Set.of(AUDITOR, COMPLIANCE_OFFICER, ADMINISTRATOR);
  private static final Set<Role> WATCHERS =
      Set.of(AUDITOR, COMPLIANCE_OFFICER, COLLECTOR, ADMINISTRATOR);

  record Row(String endpoint, Set<Role> roles) {}

  /// A new endpoint needs a row.
  private static final List<Row> TABLE =
      List.of(
          new Row("GET /api/v1/clusters", EVERYONE),
          new Row("GET /api/v1/clusters/{cluster}", EVERYONE),
          new Row("GET /api/v1/clusters/{cluster}/snapshots", EVERYONE),
          new Row(
              "POST /api/v1/clusters/{cluster}/snapshots",
              Set.of(COMPLIANCE_OFFICER, COLLECTOR, ADMINISTRATOR)),
          new Row("POST /api/v1/clusters/{cluster}/pushes/missing", PUSHERS),
          new Row("POST /api/v1/clusters/{cluster}/pushes/objects", PUSHERS),
          new Row("PUT /api/v1/clusters/{cluster}/pushes/{id}", PUSHERS),
          new Row("GET /api/v1/clusters/{cluster}/preflight", EVERYONE),
          new Row(
              "POST /api/v1/clusters/{cluster}/preflight",
              Set.of(COMPLIANCE_OFFICER, COLLECTOR, ADMINISTRATOR)),
          new Row("GET /api/v1/snapshots/{id}", EVERYONE),
          new Row("GET /api/v1/snapshots/{id}/objects", READERS),
          new Row("GET /api/v1/objects/{digest}", READERS),
          new Row("GET /api/v1/clusters/{cluster}/scope", READERS),
          new Row("PUT /api/v1/clusters/{cluster}/scope", OFFICER),
          new Row("GET /api/v1/clusters/{cluster}/scope/versions", READERS),
          new Row("GET /api/v1/clusters/{cluster}/scope/versions/{version}", READERS),
          new Row("GET /api/v1/controls", EVERYONE),
          new Row("GET /api/v1/controls/{id}", EVERYONE),
          new Row("GET /api/v1/clusters/{cluster}/assessments", READERS),
          new Row(
              "POST /api/v1/clusters/{cluster}/assessments", Set.of(AUDITOR, COMPLIANCE_OFFICER)),
          new Row("GET /api/v1/clusters/{cluster}/reports", READERS),
          new Row("POST /api/v1/clusters/{cluster}/reports", OFFICER),
          new Row("GET /api/v1/reports/{id}", READERS),
          new Row("GET /api/v1/reports/{id}/versions", READERS),
          new Row("POST /api/v1/reports/{id}/versions", OFFICER),
          new Row("POST /api/v1/clusters/{cluster}/drafts", Set.of(AUDITOR, COMPLIANCE_OFFICER)),
          new Row("GET /api/v1/reports/{id}/notes", READERS),
          new Row("POST /api/v1/reports/{id}/notes", Set.of(AUDITOR, COMPLIANCE_OFFICER)),
          new Row("GET /api/v1/reports/{id}/since", READERS),
          new Row("POST /api/v1/reports/{id}/withdraw", OFFICER),
          new Row("POST /api/v1/reports", OFFICER),
          new Row("GET /api/v1/group-reports", READERS),
          new Row("GET /api/v1/group-reports/{id}", READERS),
          new Row("GET /api/v1/group-reports/{id}/bundle", READERS),
          new Row("GET /api/v1/group-reports/{id}/versions", READERS),
          new Row("GET /api/v1/group-reports/{id}/notes", READERS),
          new Row("POST /api/v1/group-reports/{id}/notes", Set.of(AUDITOR, COMPLIANCE_OFFICER)),
          new Row("POST /api/v1/group-reports/{id}/withdraw", OFFICER),
          new Row("GET /api/v1/clusters/{cluster}/findings", READERS),
          new Row("GET /api/v1/clusters/{cluster}/diff", READERS),
          new Row("GET /api/v1/clusters/{cluster}/history", READERS),
          new Row("GET /api/v1/clusters/{cluster}/changes", READERS),
          new Row("GET /api/v1/clusters/{cluster}/changes/coverage", READERS),
          new Row("POST /api/v1/hooks/kubernetes/audit", Set.of(COLLECTOR)),
          new Row("POST /api/v1/hooks/kubernetes/admission", Set.of(COLLECTOR)),
          new Row("GET /api/v1/reviews", READERS),
          new Row("POST /api/v1/reviews", Set.of(COMPLIANCE_OFFICER, CHANGE_REVIEWER)),
          new Row("GET /api/v1/reviews/{id}", READERS),
          new Row("GET /api/v1/exceptions", READERS),
          new Row("POST /api/v1/exceptions", Set.of(COMPLIANCE_OFFICER, CHANGE_REVIEWER)),
          new Row("GET /api/v1/exceptions/{id}", READERS),
          new Row("POST /api/v1/exceptions/{id}/approve", OFFICER),
          new Row("POST /api/v1/exceptions/{id}/reject", OFFICER),
          new Row("POST /api/v1/exceptions/{id}/revoke", OFFICER),
          new Row("GET /api/v1/clusters/{cluster}/campaigns", READERS),
          new Row("POST /api/v1/clusters/{cluster}/campaigns", OFFICER),
          new Row("GET /api/v1/clusters/{cluster}/expired-rules", READERS),
          new Row("GET /api/v1/clusters/{cluster}/calendar.ics", READERS),
          new Row("GET /api/v1/calendar.ics", READERS),
          new Row("GET /api/v1/campaigns/{id}", READERS),
          new Row("GET /api/v1/campaigns/{id}/items", READERS),
          new Row("GET /api/v1/campaigns/{id}/report", READERS),
          new Row(
              "POST /api/v1/campaigns/{id}/decisions", Set.of(COMPLIANCE_OFFICER, CHANGE_REVIEWER)),
          new Row(
              "POST /api/v1/campaigns/{id}/sign-off", Set.of(COMPLIANCE_OFFICER, CHANGE_REVIEWER)),
          new Row("POST /api/v1/campaigns/{id}/cancel", OFFICER),
          new Row("GET /api/v1/clusters/{cluster}/runs", WATCHERS),
          new Row("GET /api/v1/runs/{id}", WATCHERS),
          new Row("POST /api/v1/runs/{id}/cancel", Set.of(COMPLIANCE_OFFICER, ADMINISTRATOR)),
          new Row("GET /api/v1/runs/{id}/events", WATCHERS),
          new Row("GET /api/v1/clusters/{cluster}/holds", OVERSEERS),
          new Row(
              "POST /api/v1/clusters/{cluster}/holds", Set.of(COMPLIANCE_OFFICER, ADMINISTRATOR)),
          new Row(
              "POST /api/v1/clusters/{cluster}/holds/{id}/lift",
              Set.of(COMPLIANCE_OFFICER, ADMINISTRATOR)),
          new Row("GET /api/v1/clusters/{cluster}/retention", OVERSEERS),
          new Row("POST /api/v1/clusters/{cluster}/retention/prune", Set.of(ADMINISTRATOR)),
          new Row("GET /api/v1/clusters/{cluster}/reperformances", OVERSEERS),
          new Row(
              "POST /api/v1/clusters/{cluster}/reperformances",
              Set.of(AUDITOR, COMPLIANCE_OFFICER)),
          new Row("GET /api/v1/reperformances/{id}", OVERSEERS),
          new Row("GET /api/v1/reperformances/{id}/population", OVERSEERS),
          new Row("GET /api/v1/schedules", OVERSEERS),
          new Row("GET /api/v1/schedules/{name}", OVERSEERS),
          new Row("GET /api/v1/schedules/{name}/versions", OVERSEERS),
          new Row("PUT /api/v1/schedules/{name}", Set.of(COMPLIANCE_OFFICER, ADMINISTRATOR)),
          new Row("DELETE /api/v1/schedules/{name}", Set.of(COMPLIANCE_OFFICER, ADMINISTRATOR)),
          new Row("POST /api/v1/schedules/{name}/pause", Set.of(COMPLIANCE_OFFICER, ADMINISTRATOR)),
          new Row(
              "POST /api/v1/schedules/{name}/resume", Set.of(COMPLIANCE_OFFICER, ADMINISTRATOR)),
          new Row("GET /api/v1/notifications/targets", OVERSEERS),
          new Row("POST /api/v1/notifications/targets/{name}/test", Set.of(ADMINISTRATOR)),
          new Row("POST /api/v1/notifications/targets/{name}/enable", Set.of(ADMINISTRATOR)),
          new Row("GET /api/v1/notifications/deliveries", OVERSEERS),
          new Row("GET /api/v1/notifications/deliveries/{id}", OVERSEERS),
          new Row(
              "POST /api/v1/notifications/deliveries/{id}/retry",
              Set.of(COMPLIANCE_OFFICER, ADMINISTRATOR)),
          new Row(
              "POST /api/v1/notifications/deliveries/{id}/discard",
              Set.of(COMPLIANCE_OFFICER, ADMINISTRATOR)),
          new Row("GET /api/v1/tokens", Set.of(ADMINISTRATOR)),
          new Row("POST /api/v1/tokens", Set.of(ADMINISTRATOR)),
          new Row("DELETE /api/v1/tokens/{id}", Set.of(ADMINISTRATOR)),
          new Row("GET /api/v1/audit-log", OVERSEERS),
          new Row("GET /api/v1/reports/{id}/bundle", READERS),
          new Row("GET /api/v1/ledger/checkpoint", READERS),
          new Row("GET /api/v1/ledger/entries/{position}", READERS),
          new Row("GET /api/v1/ledger/entries/{position}/proof", READERS),
          new Row("GET /api/v1/ledger/consistency", READERS),
          new Row("GET /api/v1/ledger/keys", READERS),
          new Row("GET /api/v1/ledger/verifier", READERS));

  /// Open to everyone: it holds no evidence.
  private static final Set<String> OPEN = Set.of("GET /schema/{name}");

  @Inject Fixture fixture;

  @Test
  void everyMethodIsOpenToItsRolesAlone() {
    List<String> wrong = new ArrayList<>();
    for (Row row : TABLE) {
      for (Role role : Role.values()) {
        int status = call(row, fixture.as(role)).statusCode();
        boolean let = status != 401 && status != 403;
        if (let != row.roles().contains(role) || status >= 500) {
          wrong.add(row.endpoint() + " as " + role + " answered " + status);
        }
      }
      int anonymous = call(row, given()).statusCode();
      if (anonymous != 401) {
        wrong.add(row.endpoint() + " without a token answered " + anonymous);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyMethodHasARow() {
    Set<String> expected = new TreeSet<>(OPEN);
    TABLE.forEach(row -> expected.add(row.endpoint()));
    assertThat(endpoints()).isEqualTo(expected);
  }

  @Test
  void openApiListsEveryMethodWithASummary() {
    Map<String, Map<String, Map<String, Object>>> paths =
        given().accept("application/json").get("/openapi?format=json").jsonPath().getMap("paths");
    Set<String> listed = new TreeSet<>();
    paths.forEach(
        (path, methods) ->
            methods.forEach(
                (method, operation) -> {
                  listed.add(method.toUpperCase(Locale.ROOT) + " " + path);
                  assertThat(operation.get("summary")).as(method + " " + path).isNotNull();
                }));
    assertThat(listed).isEqualTo(endpoints());
    assertThat(
            given()
                .get("/openapi?format=json")
                .jsonPath()
                .getString("components.securitySchemes.bearer.scheme"))
        .isEqualTo("bearer");
  }

  @Test
  void aTokenIsLimitedToItsClusters() throws Exception {
    fixture.loadSample();
    String limited = fixture.token("elsewhere", AUDITOR, List.of("elsewhere"));
    assertThat(Fixture.with(limited).get("/api/v1/clusters").jsonPath().getList("items")).isEmpty();
    assertThat(Fixture.with(limited).get("/api/v1/clusters/sample").statusCode()).isEqualTo(403);
    assertThat(Fixture.with(limited).get("/api/v1/clusters/unheard").statusCode()).isEqualTo(403);
    assertThat(Fixture.with(limited).get("/api/v1/clusters/elsewhere").statusCode()).isEqualTo(404);
    assertThat(Fixture.with(limited).get("/api/v1/audit-log").statusCode()).isEqualTo(403);
    String snapshot =
        fixture
            .as(AUDITOR)
            .get("/api/v1/clusters/sample")
            .jsonPath()
            .getString("latestSnapshot.id");
    assertThat(Fixture.with(limited).get("/api/v1/snapshots/" + snapshot).statusCode())
        .isEqualTo(403);
  }

  @Test
  void expiredAndRevokedTokensAndOtherSchemesAreRefused() {
    for (String header :
        List.of(
            "Bearer " + fixture.expired(),
            "Bearer " + fixture.revoked(),
            "Bearer nonsense",
            "Bearer ",
            "Basic cm9vdDpyb290")) {
      Response answer = given().header("Authorization", header).get("/api/v1/clusters");
      assertThat(answer.statusCode()).as(header).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
      assertThat(answer.contentType()).startsWith("application/problem+json");
    }
  }

  @Test
  void theApiTakesNoCookie() {
    String session =
        given()
            .redirects()
            .follow(false)
            .formParam("token", fixture.secret(AUDITOR))
            .post("/sign-in")
            .cookie("palisade-session");
    assertThat(session).isNotEmpty();
    assertThat(given().cookie("palisade-session", session).get("/api/v1/clusters").statusCode())
        .isEqualTo(401);
  }

  private static Response call(Row row, RequestSpecification request) {
    String[] endpoint = row.endpoint().split(" ");
    String path =
        endpoint[1]
            .replace("{cluster}", "nowhere")
            .replace("/controls/{id}", "/controls/enforcement")
            .replace("{id}", UUID.randomUUID().toString())
            .replace("{digest}", "0".repeat(64))
            .replace("{version}", "1")
            .replace("{position}", "0")
            .replace("{name}", "nobody");
    return endpoint[0].equals("GET")
        ? request.get(path)
        : request.contentType(ContentType.JSON).body("{}").request(endpoint[0], path);
  }

  /// `METHOD /path` of every method of the API's resources.
  private static Set<String> endpoints() {
    Set<String> endpoints = new TreeSet<>();
    for (JavaClass resource :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.palisade.api")) {
      if (!resource.isAnnotatedWith(Path.class)) {
        continue;
      }
      String base = resource.getAnnotationOfType(Path.class).value();
      for (JavaMethod method : resource.getMethods()) {
        for (var annotation : method.getAnnotations()) {
          if (annotation.getRawType().isAnnotatedWith(HttpMethod.class)) {
            String below =
                method.isAnnotatedWith(Path.class)
                    ? "/" + method.getAnnotationOfType(Path.class).value()
                    : "";
            endpoints.add(annotation.getRawType().getSimpleName() + " " + base + below);
          }
        }
      }
    }
    return endpoints;
  }
}
