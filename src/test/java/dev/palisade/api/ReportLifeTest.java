package dev.palisade.api;

import static dev.palisade.application.Role.AUDITOR;
import static dev.palisade.application.Role.COMPLIANCE_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.render.pdf.signature.PdfSignatureCheck;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpdf.text.pdf.PdfReader;

/// Reports before they are issued and after: periods, drafts, notes, withdrawal.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReportLifeTest {
  private static final String SAMPLE = "/api/v1/clusters/sample";

  @Inject Fixture fixture;

  @BeforeEach
  void load() throws Exception {
    fixture.loadSample();
  }

  private Response post(String path, Map<String, ?> body) {
    return fixture.as(COMPLIANCE_OFFICER).contentType(ContentType.JSON).body(body).post(path);
  }

  private Response get(String path) {
    return fixture.as(AUDITOR).get(path);
  }

  /// A report of its own, so that no other test sees what becomes of it.
  private String issued() {
    String id = get(SAMPLE + "/reports?limit=1").jsonPath().getString("items[0].id");
    return post("/api/v1/reports/" + id + "/versions", Map.of()).jsonPath().getString("id");
  }

  private Instant firstTaken() {
    return Instant.parse(
        get(SAMPLE + "/snapshots?limit=200").jsonPath().getString("items[-1].takenAt"));
  }

  @Test
  void aReportOnAPeriodIsIssuedInTheBackground() {
    Instant from = firstTaken().minus(Duration.ofDays(1));
    Instant to = from.plus(Duration.ofDays(30));
    Response run =
        post(
            SAMPLE + "/reports",
            Map.of("kind", "period", "from", from.toString(), "to", to.toString()));
    assertThat(run.statusCode()).isEqualTo(202);
    String id = run.jsonPath().getString("id");
    get("/api/v1/runs/" + id + "/events"); // ends with the run
    Response ended = get("/api/v1/runs/" + id);
    assertThat(ended.jsonPath().getString("state")).isEqualTo("succeeded");

    Response report = get("/api/v1/reports/" + ended.jsonPath().getString("result"));
    assertThat(report.jsonPath().getString("kind")).isEqualTo("period");
    assertThat(report.jsonPath().getString("period.from")).isEqualTo(from.toString());
    assertThat(report.jsonPath().getList("history.lanes.outcome"))
        .as("no schedule was in force: nobody was looking")
        .isNotEmpty()
        .doesNotContain("supported", "PASS");
    Response listed = get(SAMPLE + "/reports?limit=1");
    assertThat(listed.jsonPath().getString("items[0].kind")).isEqualTo("period");
    assertThat(listed.jsonPath().getString("items[0].from")).isEqualTo(from.toString());
    assertThat(listed.jsonPath().getString("items[0].until")).isEqualTo(to.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\":\"fortnight\"}|400|fortnight",
        "{\"kind\":\"period\"}|400|from: is missing",
        "{\"from\":\"2026-01-01T00:00:00Z\"}|400|to: is missing",
        "{\"kind\":\"point-in-time\",\"to\":\"2026-01-01T00:00:00Z\"}|400|to: has no meaning",
        "{\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}|400|ends after it"
            + " began",
        "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2199-01-01T00:00:00Z\"}|400|not over",
        "{\"from\":\"2001-01-01T00:00:00Z\",\"to\":\"2001-02-01T00:00:00Z\"}|404|no snapshot",
        "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-11-01T00:00:00Z\",\"framework\":\"iso\"}|400|iso",
        "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\",\"snapshot\":\"1\"}|400|snapshot:"
            + " has no"
      })
  void nonsenseIsAProblemAtOnce(String body, int status, String detail) {
    for (String path : new String[] {"/reports", "/drafts"}) {
      Response answer =
          fixture
              .as(COMPLIANCE_OFFICER)
              .contentType(ContentType.JSON)
              .body(body)
              .post(SAMPLE + path);
      assertThat(answer.statusCode()).as(path + answer.asString()).isEqualTo(status);
      assertThat(answer.contentType()).startsWith("application/problem+json");
      assertThat(answer.jsonPath().getString("detail")).contains(detail);
    }
  }

  @Test
  void aDraftTakesNoNumberAndIsMarked() throws Exception {
    int before = get(SAMPLE + "/reports?limit=200").jsonPath().getList("items").size();
    Response json = post(SAMPLE + "/drafts?format=json", Map.of("framework", "pci-dss"));
    Response pdf = post(SAMPLE + "/drafts?format=pdf", Map.of("framework", "pci-dss"));

    assertThat(json.jsonPath().getString("number")).matches("SAMPLE-PCI-DSS-[0-9]{4}-0000");
    assertThat(pdf.contentType()).isEqualTo("application/pdf");
    assertThat(pdf.header("Content-Disposition")).contains("-0000-draft.pdf");
    Response html = post(SAMPLE + "/drafts?format=html", Map.of("framework", "pci-dss"));
    assertThat(html.header("Content-Disposition")).contains("-0000-draft.html");
    assertThat(html.asString()).contains(">DRAFT</div>", "was not issued");
    assertThat(PdfSignatureCheck.isSigned(pdf.asByteArray())).isFalse();
    assertThat(get(SAMPLE + "/reports?limit=200").jsonPath().getList("items")).hasSize(before);
    assertThat(post(SAMPLE + "/drafts?format=csv", Map.of()).statusCode()).isEqualTo(400);
  }

  @Test
  void notesAndAttestationsStandBesideTheReportUnderTheNameOfWhoWroteThem() {
    String report = "/api/v1/reports/" + issued();
    byte[] bytes = get(report + "?format=json").asByteArray();
    Response note = post(report + "/notes", Map.of("text", "see ticket SEC-7"));
    Response attested =
        fixture
            .as(AUDITOR)
            .contentType(ContentType.JSON)
            .body(Map.of("kind", "attestation", "text", "I re-performed default-deny"))
            .post(report + "/notes");

    assertThat(note.statusCode()).isEqualTo(201);
    assertThat(attested.statusCode()).isEqualTo(201);
    Response life = get(report + "/notes");
    assertThat(life.jsonPath().getString("state")).isEqualTo("issued");
    assertThat(life.jsonPath().getList("notes.kind")).containsExactly("note", "attestation");
    assertThat(life.jsonPath().getList("notes.position")).containsExactly(1, 2);
    assertThat(life.jsonPath().getString("notes[1].author"))
        .contains("auditor")
        .isNotEqualTo(life.jsonPath().getString("notes[0].author"));
    assertThat(get(report + "?format=json").asByteArray()).isEqualTo(bytes);
    Response oscal = get(report + "?format=oscal");
    assertThat(
            oscal
                .jsonPath()
                .getList("'assessment-results'.results[0].attestations.parts.flatten().prose"))
        .contains("I re-performed default-deny")
        .doesNotContain("see ticket SEC-7");
    assertThat(get(report + "?format=oscal").asByteArray()).isEqualTo(oscal.asByteArray());
    assertThat(post(report + "/notes", Map.of("text", " ")).statusCode()).isEqualTo(400);
    assertThat(post(report + "/notes", Map.of("kind", "verdict", "text", "x")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void aReportIsWithdrawnOnceAndWithAReason() {
    String report = "/api/v1/reports/" + issued();
    assertThat(post(report + "/withdraw", Map.of()).statusCode()).isEqualTo(400);
    Response withdrawn = post(report + "/withdraw", Map.of("reason", "the scope was not ours"));

    assertThat(withdrawn.jsonPath().getString("state")).isEqualTo("withdrawn");
    assertThat(withdrawn.jsonPath().getString("withdrawal.reason"))
        .isEqualTo("the scope was not ours");
    assertThat(get(report + "?format=html").asString())
        .contains(">WITHDRAWN</div>", "the scope was not ours");
    for (String format : new String[] {"md", "oscal", "sarif", "hdf", "policyreport"}) {
      assertThat(get(report + "?format=" + format).asString())
          .as(format)
          .contains("the scope was not ours");
    }
    assertThat(get(report + "?format=junit").asString())
        .containsSubsequence("\"is withdrawn\"", "<error ", "the scope was not ours");
    Response again = post(report + "/withdraw", Map.of("reason", "once more"));
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(get(report + "?format=pdf").statusCode()).as("it stays what it was").isEqualTo(200);
  }

  @Test
  void aVersionNamesTheOneBeforeAndInWhatTheyDiffer() {
    String first = issued();
    String second =
        post("/api/v1/reports/" + first + "/versions", Map.of()).jsonPath().getString("id");

    Response life = get("/api/v1/reports/" + first + "/notes");
    assertThat(life.jsonPath().getString("state")).isEqualTo("superseded");
    assertThat(life.jsonPath().getString("supersededBy")).isEqualTo(second);
    Response since = get("/api/v1/reports/" + second + "/since");
    assertThat(since.statusCode()).isEqualTo(200);
    assertThat(since.jsonPath().getList("requirements")).isEmpty();
    assertThat(since.jsonPath().getList("findings")).isEmpty();
  }

  @Test
  void theExecutiveReportIsTwoPagesWithTheWholeJsonInside() throws Exception {
    String report = "/api/v1/reports/" + issued();
    Response pdf = get(report + "?extent=executive");

    assertThat(pdf.contentType()).isEqualTo("application/pdf");
    assertThat(new PdfReader(pdf.asByteArray()).getNumberOfPages()).isEqualTo(2);
    assertThat(get(report + "?extent=short").statusCode()).isEqualTo(400);
    Response page = get(report + "?extent=executive&format=html");
    assertThat(page.header("Content-Disposition")).contains("-executive.html");
    assertThat(page.asString()).contains("is genuine").doesNotContain("<nav");
    assertThat(get(report + "?extent=executive&format=csv").statusCode()).isEqualTo(400);
  }
}
