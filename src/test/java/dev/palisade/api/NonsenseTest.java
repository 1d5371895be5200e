package dev.palisade.api;

import static dev.palisade.application.Role.ADMINISTRATOR;
import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.store.EvidenceStore;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever is sent, the answer is a problem that says what is wrong, nothing of it is kept, and
/// nobody learns of a cluster that is none of theirs.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NonsenseTest {
  private static final String ID = "00000000-0000-4000-8000-000000000000";
  private static final String SAMPLE = "/api/v1/clusters/sample";
  @Inject Fixture fixture;
  @Inject EvidenceStore evidence;

  @BeforeEach
  void load() throws Exception {
    fixture.loadSample();
    evidence.enter("hidden-one");
  }

  private static void isProblem(Response answer, String asked) {
    assertThat(answer.statusCode()).as(asked + ": " + answer.asString()).isBetween(400, 499);
    if (!answer.asString().isEmpty()) {
      assertThat(answer.contentType()).as(asked).startsWith("application/problem+json");
    }
    assertThat(answer.asString()).as(asked).doesNotContain("hidden-one", "Exception", "SELECT ");
  }

  @Test
  void bodiesThatMeanNothing() {
    List<String> bodies =
        List.of(
            "",
            "[]",
            "7",
            "{",
            "null",
            "{\"unheard\":1}",
            "{\"clusters\":{}}",
            "{\"clusters\":[[]]}",
            "{\"clusters\":[\"hidden-two\"]}",
            "{\"group\":\"\\u0000\"}",
            "{\"cluster\":\"sample\",\"task\":\"report\",\"cron\":\"0 0 6 * * ?\",\"period\":\"P7D\"}",
            "{\"cluster\":\"sample\",\"task\":\"assess\",\"cron\":\"0 0 6 * * ?\",\"period\":\"P1M\"}",
            "{\"cluster\":\"sample\",\"task\":\"report\",\"cron\":\"never\"}",
            "{\"cluster\":\"sample\",\"task\":\"report\",\"cron\":\"0 0 6 * * ?\",\"timeZone\":\"Mars\"}",
            "{\"asOf\":\"9999-12-31T00:00:00Z\",\"clusters\":[]}",
            "{\"from\":\"-1000-01-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\",\"clusters\":[\"sample\"]}",
            "{\"kind\":\"\\ud800\",\"clusters\":[\"sample\"]}",
            "{\"framework\":\"" + "x".repeat(5_000) + "\",\"clusters\":[\"sample\"]}");
    int schedules = schedules();
    int groups = groups();
    for (String body : bodies) {
      isProblem(send("/api/v1/reports", body), "order " + body);
      for (String path : List.of("/notes", "/withdraw")) {
        isProblem(send("/api/v1/group-reports/" + ID + path, body), path + " " + body);
      }
      isProblem(
          fixture
              .as(ADMINISTRATOR)
              .contentType(ContentType.JSON)
              .body(body)
              .put("/api/v1/schedules/nonsense"),
          "schedule " + body);
    }
    for (String order :
        List.of(
            "{\"asOf\":\"9999-12-31T00:00:00Z\"}",
            "{\"asOf\":\"-1000-01-01T00:00:00Z\"}",
            "{\"snapshot\":\"\\u0000\"}",
            "{\"from\":\"2026-01-01T00:00:00Z\"}")) {
      isProblem(send(SAMPLE + "/drafts", order), "draft " + order);
      isProblem(send(SAMPLE + "/reports", order), "report " + order);
    }
    isProblem(send(SAMPLE + "/assessments", "{\"asOf\":\"9999-12-31T00:00:00Z\"}"), "assessment");
    assertThat(schedules()).isEqualTo(schedules);
    assertThat(groups()).isEqualTo(groups);
  }

  private Response send(String path, String body) {
    return fixture.as(COMPLIANCE_OFFICER).contentType(ContentType.JSON).body(body).post(path);
  }

  private int schedules() {
    return fixture.as(ADMINISTRATOR).get("/api/v1/schedules").jsonPath().getList("").size();
  }

  private int groups() {
    return fixture.as(AUDITOR).get("/api/v1/group-reports").jsonPath().getList("items").size();
  }

  @Test
  void whoeverIsLimitedToAClusterLearnsOfNoOther() {
    String body = "{\"cluster\":\"%s\",\"task\":\"assess\",\"cron\":\"0 0 6 * * ?\"}";
    assertThat(
            fixture
                .as(ADMINISTRATOR)
                .contentType(ContentType.JSON)
                .body(body.formatted("hidden-one"))
                .put("/api/v1/schedules/taken")
                .statusCode())
        .isEqualTo(200);
    String limited = fixture.token("limited", COMPLIANCE_OFFICER, List.of("sample"));
    Response conflict =
        Fixture.with(limited)
            .contentType(ContentType.JSON)
            .body(body.formatted("sample"))
            .put("/api/v1/schedules/taken");
    assertThat(conflict.statusCode()).isEqualTo(409);
    isProblem(conflict, "a schedule's name that is taken");
    isProblem(Fixture.with(limited).get("/api/v1/schedules/taken/versions"), "its versions");
    isProblem(Fixture.with(limited).get("/api/v1/schedules/taken"), "itself");
    assertThat(Fixture.with(limited).get("/api/v1/schedules").asString())
        .doesNotContain("hidden-one");
  }
}
