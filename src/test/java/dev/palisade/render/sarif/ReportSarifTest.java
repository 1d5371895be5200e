package dev.palisade.render.sarif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.compliance.report.Standing;
import dev.palisade.document.CanonicalJson;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportSarifTest {
  @Test
  void rulesAreTheChecksWithTheirCards() throws IOException {
    JsonNode rules = run(place -> null).at("/tool/driver/rules");

    assertThat(rules.findValuesAsText("id"))
        .containsExactly("cardholder-ingress", "default-deny", "necessary-ports", "need-to-know");
    assertThat(rules.at("/0/help/markdown").asText()).isEqualTo("# cardholder-ingress");
    assertThat(rules.at("/0/defaultConfiguration/level").asText()).isEqualTo("error");
  }

  @Test
  void aFindingIsLocatedInItsFileWhereThereIsOne() throws IOException {
    JsonNode result =
        run(place -> new SourcePlace("my cluster/policies.yaml", 12)).at("/results/0");

    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("my%20cluster/policies.yaml");
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(12);
  }

  @Test
  void withoutAFileTheObjectAndThePointerAreThePlace() throws IOException {
    JsonNode result = run(place -> null).at("/results/0");

    assertThat(result.at("/locations/0").has("physicalLocation")).isFalse();
    assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName").asText())
        .isEqualTo("NetworkPolicy cde/ledger-db/spec/ingress/1");
    assertThat(result.at("/partialFingerprints/palisadeFinding~1v1").asText())
        .isEqualTo(SomeReport.openFinding(1).fingerprint());
  }

  @Test
  void whatIsExceptedIsSuppressedWithItsJustification() throws IOException {
    JsonNode result = run(place -> null).at("/results/1");

    assertThat(result.at("/suppressions/0/justification").asText())
        .isEqualTo("exception EX-7, in force until " + SomeReport.AT.plusSeconds(8640000));
  }

  @Test
  void onlyAFailureHasALevel() throws IOException {
    for (JsonNode result : run(place -> null).at("/results")) {
      assertThat(result.at("/level").asText().equals("none"))
          .isEqualTo(!result.at("/kind").asText().equals("fail"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a/b.yaml, a/b.yaml",
    "/etc/x.yaml, file:///etc/x.yaml",
    "C:\\x y.yaml, C%3A/x%20y.yaml",
    "ü#?.yaml, %C3%BC%23%3F.yaml"
  })
  void pathsBecomeAddresses(String path, String uri) {
    assertThat(new SourcePlace(path, 0).uri()).isEqualTo(uri);
  }

  private static JsonNode run(Function<CitedPlace, @Nullable SourcePlace> sources)
      throws IOException {
    return new ObjectMapper()
        .readTree(
            CanonicalJson.bytes(
                ReportSarif.of(
                    SomeReport.withOneOfEverything(),
                    check -> "# " + check,
                    sources,
                    new Standing.Issued())))
        .at("/runs/0");
  }
}
