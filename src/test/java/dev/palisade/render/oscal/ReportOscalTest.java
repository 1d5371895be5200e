package dev.palisade.render.oscal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palisade.compliance.report.Attestation;
import dev.palisade.compliance.report.Beside;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.compliance.report.Standing;
import dev.palisade.document.CanonicalJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReportOscalTest {
  private static final Report REPORT = SomeReport.withOneOfEverything();

  @Test
  void thePlanIsFoundInTheBackMatter() throws IOException {
    JsonNode results = results(REPORT);

    assertThat(results.at("/back-matter/resources").findValuesAsText("uuid"))
        .contains(results.at("/import-ap/href").asText().substring(1));
  }

  @Test
  void theResultOfAPeriodBeginsAndEndsWithIt() throws IOException {
    JsonNode result = results(SomeReport.overAPeriod()).at("/results/0");

    assertThat(result.get("start").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(result.get("end").asText()).isEqualTo("2026-07-01T00:00:00Z");
  }

  @Test
  void everythingThatIsReferredToIsThere() throws IOException {
    JsonNode results = results(REPORT);
    List<String> defined = new ArrayList<>(results.findValuesAsText("uuid"));

    assertThat(defined).doesNotHaveDuplicates();
    for (String reference :
        List.of("observation-uuid", "risk-uuid", "subject-uuid", "actor-uuid", "component-uuid")) {
      assertThat(results.findValuesAsText(reference)).as(reference).isNotEmpty();
      assertThat(new HashSet<>(defined)).containsAll(results.findValuesAsText(reference));
    }
  }

  @Test
  void uuidsAreOfVersionFiveAndFollowFromTheReport() throws IOException {
    List<String> once = results(REPORT).findValuesAsText("uuid");
    assertThat(once)
        .extracting(uuid -> UUID.fromString(uuid).version() + " " + UUID.fromString(uuid).variant())
        .containsOnly("5 2");
    assertThat(results(REPORT).findValuesAsText("uuid")).isEqualTo(once);
    Report next =
        REPORT.withIdentity(
            new ReportIdentity("other", "N", 1, null, ReportIdentity.Kind.POINT_IN_TIME));
    assertThat(results(next).findValuesAsText("uuid")).doesNotContainAnyElementsOf(once);
  }

  @Test
  void namedUuidsAreThoseOfTheStandard() {
    // RFC 9562 appendix A.4
    assertThat(
            NamedUuids.of(
                UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"))
        .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  }

  @Test
  void aWaiverIsARiskWhoseDeviationWasApproved() throws IOException {
    for (JsonNode risk : results(REPORT).at("/results/0/risks")) {
      boolean excepted = risk.at("/props").toString().contains("EX-7");
      assertThat(risk.at("/status").asText()).isEqualTo(excepted ? "deviation-approved" : "open");
      assertThat(risk.has("deadline")).isEqualTo(excepted);
      assertThat(risk.at("/risk-log/entries/0/status-change").asText())
          .isEqualTo(excepted ? "deviation-approved" : "");
    }
  }

  @Test
  void theConfirmationOfTheScopeIsAnAttestation() throws IOException {
    JsonNode attestation = results(REPORT).at("/results/0/attestations/0");

    assertThat(attestation.at("/parts/0/prose").asText())
        .startsWith("A. Lindqvist confirmed the scope");
    assertThat(results(REPORT).at("/metadata/parties").findValuesAsText("uuid"))
        .contains(attestation.at("/responsible-parties/0/party-uuids/0").asText());
  }

  private static Attestation signed(Attestation.Kind kind, String path) {
    return new Attestation(kind, path, "Half a year", "I saw it all.", "Olga", SomeReport.AT);
  }

  @Test
  void whatPeopleSignedForIsAnAttestationEachUnderTheirName() throws IOException {
    JsonNode results =
        results(
            REPORT,
            new Beside(
                new Standing.Issued(),
                List.of(
                    signed(Attestation.Kind.REVIEWER, "note/1"),
                    signed(Attestation.Kind.REVIEWER, "note/3"),
                    signed(Attestation.Kind.CAMPAIGN_SIGN_OFF, "campaign/7/1"))));

    JsonNode attestations = results.at("/results/0/attestations");
    assertThat(attestations.findValuesAsText("name"))
        .containsSubsequence("scope-confirmation", "reviewer", "reviewer", "campaign-sign-off");
    assertThat(attestations.at("/1/parts/0/prose").asText()).isEqualTo("I saw it all.");
    // one person, in two parts
    assertThat(results.at("/metadata/parties").findValuesAsText("name"))
        .containsExactly("A. Lindqvist", "Olga", "Olga");
    assertThat(attestations.findValues("party-uuids").stream().map(JsonNode::toString).distinct())
        .hasSize(3);
    assertThat(results.findValuesAsText("uuid")).doesNotHaveDuplicates();
    for (JsonNode one : attestations) {
      assertThat(results.at("/metadata/parties").findValuesAsText("uuid"))
          .contains(one.at("/responsible-parties/0/party-uuids/0").asText());
      assertThat(results.at("/metadata/roles").findValuesAsText("id"))
          .contains(one.at("/responsible-parties/0/role-id").asText());
    }
  }

  @Test
  void aWithdrawnReportSaysSoOfItselfAndOfItsResult() throws IOException {
    JsonNode results =
        results(
            REPORT,
            new Beside(new Standing.Withdrawn("olga", SomeReport.AT, "not ours"), List.of()));
    assertThat(results.at("/metadata/remarks").asText()).contains("withdrawn by olga", "not ours");
    assertThat(results.at("/results/0/remarks").asText()).startsWith("This report was withdrawn");
    assertThat(results.at("/metadata/props").toString()).contains("\"value\":\"withdrawn\"");
    assertThat(results(REPORT).at("/metadata").has("remarks")).isFalse();
  }

  private static JsonNode results(Report report) throws IOException {
    return results(report, Beside.NOTHING);
  }

  private static JsonNode results(Report report, Beside beside) throws IOException {
    return new ObjectMapper()
        .readTree(CanonicalJson.bytes(ReportOscal.of(report, SomeReport.digest("report"), beside)))
        .get("assessment-results");
  }
}
