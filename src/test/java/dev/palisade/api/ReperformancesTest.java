package dev.palisade.api;

import static dev.palisade.application.Role.AUDITOR;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palisade.api.problem.ProblemType;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An auditor draws a sample over HTTP.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReperformancesTest {
  private static final String PATH = "/api/v1/clusters/sample/reperformances";

  @Inject Fixture fixture;

  @BeforeEach
  void load() throws Exception {
    fixture.loadSample();
  }

  private Response ask(Object body) {
    return fixture.as(AUDITOR).contentType(ContentType.JSON).body(body).post(PATH);
  }

  @Test
  void aSampleIsDrawnPerformedAndDownloaded() {
    Response asked = ask(Map.of("from", "1", "to", "2", "population", "policies", "size", 3));

    assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
    String id = asked.jsonPath().getString("reperformance.id");
    String seed = asked.jsonPath().getString("reperformance.seed");
    assertThat(seed).matches("[0-9a-f]{32}");
    String run = asked.header("Location");
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> fixture.as(AUDITOR).get(run).jsonPath().getString("endedAt") != null);
    Response ended = fixture.as(AUDITOR).get(run);
    assertThat(ended.jsonPath().getString("error")).isNull();
    String place = ended.jsonPath().getString("resultLocation");
    assertThat(place).isEqualTo("/api/v1/reperformances/" + id);

    Response json = fixture.as(AUDITOR).get(place);
    assertThat(json.jsonPath().getString("format")).isEqualTo("palisade/reperformance/v1");
    assertThat(json.jsonPath().getString("asked.seed")).isEqualTo(seed);
    assertThat(json.jsonPath().getList("items")).hasSize(3);
    String key = json.jsonPath().getString("items[0].key");
    assertThat(fixture.as(AUDITOR).get(place + "?format=md").asString())
        .startsWith("# Working paper: re-performance " + id);
    assertThat(fixture.as(AUDITOR).get(place + "/population").asString().lines()).contains(key);
    assertThat(fixture.as(AUDITOR).get(PATH).jsonPath().<String>getList("items.id")).contains(id);
    pagesShow(id, key);
    assertThat(
            fixture
                .as(AUDITOR)
                .get("/api/v1/audit-log?limit=100")
                .jsonPath()
                .<String>getList("items.action"))
        .contains("reperformance.request", "reperformance.download");
  }

  private void pagesShow(String id, String key) {
    String session =
        given()
            .redirects()
            .follow(false)
            .formParam("token", fixture.secret(AUDITOR))
            .post("/sign-in")
            .cookie("palisade-session");
    assertThat(page(session, "/clusters/sample/reperformances").asString())
        .contains("/reperformances/" + id);
    assertThat(page(session, "/reperformances/" + id).asString())
        .contains("Conclusion: ", key, "By what held at the time", "By what holds today");
    assertThat(page(session, "/reperformances/" + id + "/md").asString())
        .startsWith("# Working paper");
  }

  private static Response page(String session, String path) {
    return given().cookie("palisade-session", session).accept("text/html,*/*").get(path);
  }

  @Test
  void nonsenseIsAProblem() {
    record Case(Object body, ProblemType type) {}
    for (Case c :
        List.of(
            new Case(Map.of(), ProblemType.MALFORMED_BODY),
            new Case(Map.of("population", "pods", "size", 1), ProblemType.UNUSABLE_INPUT),
            new Case(
                Map.of("population", "objects", "size", 1, "from", "1", "to", "99"),
                ProblemType.NOT_FOUND),
            new Case(
                Map.of("population", "objects", "size", 1, "report", UUID.randomUUID().toString()),
                ProblemType.NOT_FOUND),
            new Case(
                Map.of("population", "objects", "size", 1, "from", "1", "to", "2", "seed", "a b"),
                ProblemType.UNUSABLE_INPUT))) {
      Response refused = ask(c.body());
      assertThat(refused.contentType()).startsWith("application/problem+json");
      assertThat(refused.jsonPath().getString("type"))
          .as(c.body().toString())
          .endsWith(c.type().slug());
    }
    Response format =
        fixture.as(AUDITOR).get("/api/v1/reperformances/" + UUID.randomUUID() + "?format=pdf");
    assertThat(format.statusCode()).isEqualTo(404);
  }
}
