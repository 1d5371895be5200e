package dev.palisade.api;

import static dev.palisade.application.Role.ADMINISTRATOR;
import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.CHANGE_REVIEWER;
import static dev.palisade.application.Role.COLLECTOR;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.api.problem.ProblemType;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.LogConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is refused, and how that is said.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ProblemsTest {
  private static final String SAMPLE = "/api/v1/clusters/sample";

  @Inject Fixture fixture;

  @BeforeEach
  void load() throws Exception {
    fixture.loadSample();
  }

  @Test
  void everyTypeHasItsHeadingAndStatusInTheDocument() throws Exception {
    List<String> documented =
        Arrays.stream(Files.readString(Path.of("docs/problems.md")).split("(?m)^## ", -1))
            .skip(1)
            .map(
                part ->
                    part.lines()
                        .limit(3)
                        .collect(Collectors.joining(" "))
                        .substring(0, part.indexOf('\n') + 5)
                        .strip())
            .map(head -> head.replaceAll("\\s+", " "))
            .toList();
    assertThat(documented)
        .containsExactlyElementsOf(
            Arrays.stream(ProblemType.values())
                .map(type -> type.slug() + " " + type.status())
                .toList());
  }

  @Test
  void parametersThatCannotBeUsed() {
    isProblem(
        fixture.as(AUDITOR).get(SAMPLE + "/snapshots?limit=0"), ProblemType.INVALID_PARAMETER);
    isProblem(fixture.as(AUDITOR).get(SAMPLE + "/snapshots?limit=x"), ProblemType.NOT_FOUND);
    isProblem(
        fixture.as(AUDITOR).get(SAMPLE + "/snapshots?cursor=!"), ProblemType.INVALID_PARAMETER);
    isProblem(fixture.as(AUDITOR).get(SAMPLE + "/snapshots?from=x"), ProblemType.INVALID_PARAMETER);
    isProblem(fixture.as(AUDITOR).get("/api/v1/snapshots/x"), ProblemType.INVALID_PARAMETER);
    isProblem(fixture.as(AUDITOR).get(SAMPLE + "/diff"), ProblemType.INVALID_PARAMETER);
    isProblem(fixture.as(AUDITOR).get(SAMPLE + "/diff?from=noon"), ProblemType.UNUSABLE_INPUT);
    isProblem(
        fixture.as(AUDITOR).get(SAMPLE + "/assessments?framework=hipaa"),
        ProblemType.UNUSABLE_INPUT);
  }

  @Test
  void whatIsNotThere() {
    isProblem(fixture.as(AUDITOR).get("/api/v1/nothing"), ProblemType.NOT_FOUND);
    isProblem(fixture.as(AUDITOR).get("/api/v1/clusters/unheard"), ProblemType.NOT_FOUND);
    isProblem(
        fixture.as(AUDITOR).get("/api/v1/reports/" + UUID.randomUUID()), ProblemType.NOT_FOUND);
    isProblem(fixture.as(AUDITOR).get(SAMPLE + "/diff?from=99"), ProblemType.NOT_FOUND);
    isProblem(fixture.as(AUDITOR).get("/api/v1/controls/nonsense"), ProblemType.NOT_FOUND);
    isProblem(fixture.as(AUDITOR).get("/schema/nonsense.v1.json"), ProblemType.NOT_FOUND);
  }

  @Test
  void whatHttpItselfDoesNotAllow() {
    Response method = fixture.as(AUDITOR).delete("/api/v1/clusters");
    isProblem(method, ProblemType.METHOD_NOT_ALLOWED);
    isProblem(
        fixture.as(AUDITOR).accept("image/png").get("/api/v1/clusters"),
        ProblemType.NOT_ACCEPTABLE);
    isProblem(
        fixture.as(CHANGE_REVIEWER).contentType("text/csv").body("a,b").post("/api/v1/reviews"),
        ProblemType.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void whatTheDatabaseCannotKeep() {
    RequestSpecification administrator = fixture.as(ADMINISTRATOR).contentType("application/json");
    isProblem(
        fixture.as(AUDITOR).urlEncodingEnabled(false).get(SAMPLE + "/findings?check=%00"),
        ProblemType.UNUSABLE_INPUT);
    isProblem(
        fixture.as(AUDITOR).get(SAMPLE + "/changes/coverage?to=%2B999999999-01-01T00:00:00Z"),
        ProblemType.UNUSABLE_INPUT);
    isProblem(
        administrator.body("{\"reason\": \"\\u0000\"}").post(SAMPLE + "/holds"),
        ProblemType.UNUSABLE_INPUT);
  }

  @Test
  void tokensThatNobodyCouldTellOrThatWouldBreakTheListOfThem() {
    for (String order :
        List.of(
            "{\"name\": \"a\", \"role\": \"auditor\", \"clusters\": [null]}",
            "{\"name\": \"b\", \"role\": \"auditor\", \"clusters\": [\"\\u0000\"]}",
            "{\"name\": \"au\\u200bditor\", \"role\": \"auditor\"}",
            "{\"name\": \"a\\u0000b\", \"role\": \"auditor\"}")) {
      isProblem(
          fixture
              .as(ADMINISTRATOR)
              .contentType("application/json")
              .body(order)
              .post("/api/v1/tokens"),
          ProblemType.MALFORMED_BODY);
    }
    fixture.as(ADMINISTRATOR).get("/api/v1/tokens").then().statusCode(200);
  }

  @Test
  void pushesThatNameNothing() {
    RequestSpecification nothing = fixture.as(COLLECTOR).contentType("application/json");
    isProblem(
        nothing.body("{\"digests\": [null]}").post(SAMPLE + "/pushes/missing"),
        ProblemType.UNUSABLE_INPUT);
    isProblem(
        fixture.as(COLLECTOR).body("").post("/api/v1/clusters/-x/pushes/objects"),
        ProblemType.UNUSABLE_INPUT);
    isProblem(
        fixture
            .as(ADMINISTRATOR)
            .contentType("application/json")
            .body("null")
            .put("/api/v1/schedules/none"),
        ProblemType.UNUSABLE_INPUT);
  }

  @Test
  void aBodyThatIsNoJsonOrNotTheOneExpected() {
    Response broken = officer().body("{\"snapshot\": ").post(SAMPLE + "/reports");
    isProblem(broken, ProblemType.MALFORMED_BODY);
    Response unknown = officer().body("{\"snapshoot\": \"latest\"}").post(SAMPLE + "/reports");
    isProblem(unknown, ProblemType.MALFORMED_BODY);
    assertThat(unknown.jsonPath().getString("errors[0].pointer")).isEqualTo("/snapshoot");
    assertThat(unknown.asString()).doesNotContain("dev.palisade").doesNotContain("java.");
    Response incomplete = officer().body("{\"cluster\": \"sample\"}").post("/api/v1/exceptions");
    isProblem(incomplete, ProblemType.MALFORMED_BODY);
    assertThat(incomplete.jsonPath().getList("errors.pointer"))
        .containsExactly("/check", "/reason", "/compensatingControl", "/findings", "/until");
  }

  @Test
  void aManifestThatAnApiServerRefusesIsNamedWithItsPointerAndNothingIsKept() {
    int kept = reviews();
    Response answer =
        fixture
            .as(CHANGE_REVIEWER)
            .contentType("application/yaml")
            .body(
                """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: nonsense, namespace: cardholder}
                spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.300/8}}]}]}
                """
                    .getBytes(StandardCharsets.UTF_8))
            .post("/api/v1/reviews?cluster=sample");
    isProblem(answer, ProblemType.UNUSABLE_INPUT);
    assertThat(answer.asString())
        .contains("NetworkPolicy cardholder/nonsense")
        .contains("/spec/ingress/0/from/0/ipBlock/cidr");
    assertThat(reviews()).isEqualTo(kept);
  }

  @Test
  void aYamlBombIsRefusedAndNothingIsKept() {
    StringBuilder bomb =
        new StringBuilder(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb}\ndata:\n  a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append(
          "  a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(9, before))));
    }
    int kept = reviews();
    Response answer =
        fixture
            .as(CHANGE_REVIEWER)
            .contentType("application/yaml")
            .body(bomb.toString().getBytes(StandardCharsets.UTF_8))
            .post("/api/v1/reviews?cluster=sample");
    isProblem(answer, ProblemType.UNUSABLE_INPUT);
    assertThat(answer.jsonPath().getString("detail")).contains("request");
    assertThat(reviews()).isEqualTo(kept);
  }

  @Test
  void aBodyOfTwentyMegabytesIsRefused() {
    byte[] large = new byte[20 << 20];
    Arrays.fill(large, (byte) ' ');
    Response answer =
        fixture
            .as(CHANGE_REVIEWER)
            // nothing is logged: that would make some hundred megabytes of text of it
            .config(RestAssuredConfig.newConfig().logConfig(new LogConfig()))
            .contentType(ContentType.JSON)
            .body(large)
            .post("/api/v1/reviews");
    isProblem(answer, ProblemType.TOO_LARGE);
  }

  @Test
  void manifestsThatAreNoneAreNamedOneByOne() {
    int kept = reviews();
    Response answer =
        fixture
            .as(CHANGE_REVIEWER)
            .contentType(ContentType.JSON)
            .body("{\"cluster\": \"sample\", \"apply\": [{\"kind\": \"Pod\"}, 7]}")
            .post("/api/v1/reviews");
    isProblem(answer, ProblemType.UNUSABLE_INPUT);
    assertThat(answer.jsonPath().getList("errors")).hasSize(2);
    assertThat(reviews()).isEqualTo(kept);
    isProblem(
        fixture
            .as(CHANGE_REVIEWER)
            .contentType(ContentType.JSON)
            .body("{\"cluster\": \"sample\", \"aply\": []}")
            .post("/api/v1/reviews"),
        ProblemType.MALFORMED_BODY);
  }

  @Test
  void aScopeWithFaultsNamesThemAllAndIsNotKept() {
    Response before = fixture.as(AUDITOR).get(SAMPLE + "/scope");
    Response answer =
        fixture
            .as(COMPLIANCE_OFFICER)
            .contentType("application/yaml")
            .header("If-Match", before.header("ETag"))
            .body(
                ("apiVersion: palisade.dev/v1\nkind: Scope\nzones:\n"
                        + "  - {name: cde, category: cardholder-data, namespaces: {names: [a]}}\n"
                        + "register:\n"
                        + "  - {id: F-1, from: {zone: nowhere}, to: {zone: cde}, traffic: [TCP/443], justification: j, owner: o}\n"
                        + "  - {id: F-2, from: {zone: cde}, to: {zone: cde}, traffic: [TCP/99999], justification: j, owner: o}\n")
                    .getBytes(StandardCharsets.UTF_8))
            .put(SAMPLE + "/scope");
    isProblem(answer, ProblemType.UNUSABLE_SCOPE);
    assertThat(answer.jsonPath().getList("errors.pointer", String.class))
        .anyMatch(pointer -> pointer.startsWith("/register/0/from"))
        .anyMatch(pointer -> pointer.startsWith("/register/1/traffic"));
    assertThat(fixture.as(AUDITOR).get(SAMPLE + "/scope").header("ETag"))
        .isEqualTo(before.header("ETag"));
  }

  @Test
  void aScopeSaysWhichVersionItReplaces() {
    Response scope = fixture.as(AUDITOR).get(SAMPLE + "/scope");
    byte[] document = scope.jsonPath().getString("document").getBytes(StandardCharsets.UTF_8);
    var put = fixture.as(COMPLIANCE_OFFICER).contentType("application/yaml").body(document);
    isProblem(put.put(SAMPLE + "/scope"), ProblemType.PRECONDITION_REQUIRED);
    Response late =
        fixture
            .as(COMPLIANCE_OFFICER)
            .contentType("application/yaml")
            .header("If-Match", "\"99\"")
            .body(document)
            .put(SAMPLE + "/scope");
    isProblem(late, ProblemType.OUT_OF_DATE);
  }

  private RequestSpecification officer() {
    return fixture.as(COMPLIANCE_OFFICER).contentType(ContentType.JSON);
  }

  private int reviews() {
    return fixture
        .as(AUDITOR)
        .get("/api/v1/reviews?cluster=sample")
        .jsonPath()
        .getList("items")
        .size();
  }

  private static void isProblem(Response answer, ProblemType type) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(type.status());
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("type")).isEqualTo(type.uri());
    assertThat(answer.jsonPath().getInt("status")).isEqualTo(type.status());
    assertThat(answer.jsonPath().getString("title")).isEqualTo(type.title());
    assertThat(answer.jsonPath().getString("detail")).isNotBlank();
  }
}
