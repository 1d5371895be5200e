package dev.palisade.api;

import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The two ends of a comparison, by every name that they may have.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DiffTest {
  private static final String SAMPLE = "/api/v1/clusters/sample";

  @Inject Fixture fixture;

  private Instant first;
  private Instant second;

  @BeforeEach
  void load() throws Exception {
    fixture.loadSample();
    List<String> taken =
        fixture.as(AUDITOR).get(SAMPLE + "/snapshots").jsonPath().getList("items.takenAt");
    second = Instant.parse(taken.getFirst());
    first = Instant.parse(taken.getLast());
  }

  private Response diff(String from, String to) {
    return fixture.as(AUDITOR).queryParam("from", from).queryParam("to", to).get(SAMPLE + "/diff");
  }

  private static String day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  /// Of a report on the first snapshot.
  private String number() {
    Response reports = fixture.as(AUDITOR).get(SAMPLE + "/reports?limit=200");
    List<Map<String, Object>> items = reports.jsonPath().getList("items");
    return items.stream()
        .filter(report -> report.get("snapshot").equals(1))
        .map(report -> report.get("number").toString())
        .findFirst()
        .orElseThrow(() -> new AssertionError(reports.asString()));
  }

  @Test
  void anEndIsASequenceADayAnInstantTheLatestOrAReport() {
    String number = number();
    record Case(String from, String to) {}
    for (Case ends :
        List.of(
            new Case("1", "2"),
            new Case("1", "latest"),
            new Case(first.toString(), second.toString()),
            new Case(first.plusSeconds(60).toString(), second.plusSeconds(60).toString()),
            new Case(first.atOffset(ZoneOffset.ofHours(-5)).toString(), "2"),
            new Case(day(first), day(second)),
            new Case(number, "2"),
            new Case(number + "-v1", day(second)))) {
      Response answer = diff(ends.from(), ends.to());
      assertThat(answer.statusCode()).as(ends + ": " + answer.asString()).isEqualTo(200);
      assertThat(answer.jsonPath().getInt("before.sequence")).as(ends.toString()).isEqualTo(1);
      assertThat(answer.jsonPath().getInt("after.sequence")).as(ends.toString()).isEqualTo(2);
    }
    Response newest = fixture.as(AUDITOR).get(SAMPLE + "/diff?from=1");
    assertThat(newest.jsonPath().getInt("after.sequence")).isEqualTo(2);
  }

  @Test
  void nonsenseIsAProblemThatSaysWhatIsWrong() {
    String number = number();
    record Case(String from, String to, int status, String says) {}
    for (Case nonsense :
        List.of(
            new Case("2", "1", 400, "from is later than to"),
            new Case("latest", day(first), 400, "from is later than to"),
            new Case("2", number, 400, "from is later than to"),
            new Case("99", "latest", 404, "99"),
            new Case("1", "99", 404, "99"),
            new Case("0", "1", 404, "0"),
            new Case("SAMPLE-ALL-1999-0001", "2", 404, "SAMPLE-ALL-1999-0001"),
            new Case(number + "-v99", "2", 404, number + "-v99"),
            new Case("OTHER-ALL-2026-0001", "2", 404, "OTHER-ALL-2026-0001"),
            new Case("1999-12-31", "2", 404, "1999"),
            new Case("1999-12-31T10:00:00Z", "2", 404, "1999-12-31T10:00:00Z"),
            new Case("2026-02-30", "2", 400, "2026-02-30"),
            new Case("2026-02-03T25:00:00Z", "2", 400, "2026-02-03T25:00:00Z"),
            new Case("yesterday", "2", 400, "yesterday"),
            new Case("-1", "2", 400, "-1"),
            new Case("one", "2", 400, "one"),
            new Case("99999999999999999999", "2", 400, "99999999999999999999"))) {
      Response answer = diff(nonsense.from(), nonsense.to());
      assertThat(answer.statusCode())
          .as(nonsense + ": " + answer.asString())
          .isEqualTo(nonsense.status());
      assertThat(answer.contentType()).startsWith("application/problem+json");
      assertThat(answer.asString()).as(nonsense.toString()).contains(nonsense.says());
    }
    Response none = fixture.as(AUDITOR).get(SAMPLE + "/diff?to=2");
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(none.asString()).contains("from");
  }

  @Test
  void aReportOfAnotherClusterIsNoEnd() {
    String other = "other-" + UUID.randomUUID().toString().substring(0, 8);
    String document =
        fixture.as(COMPLIANCE_OFFICER).get(SAMPLE + "/scope").jsonPath().getString("document");
    fixture
        .as(COMPLIANCE_OFFICER)
        .header("If-None-Match", "*")
        .contentType("application/yaml")
        .body(document.getBytes(StandardCharsets.UTF_8))
        .put("/api/v1/clusters/" + other + "/scope");
    Response answer =
        fixture
            .as(AUDITOR)
            .get("/api/v1/clusters/" + other + "/diff?from=" + number() + "&to=latest");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(404);
    assertThat(answer.asString()).contains("has no report");
  }

  @Test
  void theComparisonHasItsScopeAndKeepsToItsSchema() throws Exception {
    Response json = diff("1", "2");
    assertThat(json.jsonPath().getInt("scope.judgedBy.number")).isPositive();
    assertThat(json.jsonPath().getString("scope.judgedBy.author")).isNotBlank();
    assertThat(json.jsonPath().getList("zones")).isNotEmpty();
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("docs/schema/comparison.v1.json")))
                .validate(json.asString(), InputFormat.JSON))
        .isEmpty();
    for (String format : List.of("pdf", "html", "csv", "md")) {
      Response other = fixture.as(AUDITOR).get(SAMPLE + "/diff?from=1&to=2&format=" + format);
      assertThat(other.statusCode()).as(format).isEqualTo(200);
      if (!format.equals("pdf")) {
        assertThat(other.asString()).as(format).containsIgnoringCase("traffic by zone");
      }
    }
  }
}
