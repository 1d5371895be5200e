package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Clusters that a look at their policies passes, and in which traffic flows or nobody can tell.
class FalseGreenTest {
  @TempDir Path folder;

  static List<FalseGreenCase> cases() {
    return Stream.of(
            FalseGreenPolicies.kubernetes(),
            FalseGreenSurroundings.tiers(),
            FalseGreenSurroundings.plugins(),
            FalseGreenSurroundings.exposures(),
            FalseGreenSurroundings.rightsAndScope())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void thereAreAtLeastForty() {
    assertThat(cases())
        .hasSizeGreaterThanOrEqualTo(40)
        .extracting(FalseGreenCase::name)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isNotPassed(FalseGreenCase row) {
    AssessManifests assessment = row.change().apply(BuiltCluster.wellBuilt()).assess(folder);
    Report report = assessment.report();

    assertThat(report.check(row.check()).outcome())
        .as(BuiltCluster.words(report, row.check()))
        .hasToString(row.outcome());
    // otherwise that, and not what the case is about, could be why it does not pass
    assertThat(report.method().canaries()).isNotNull();
    assertThat(report.method().canaries().missed()).isEmpty();
    assertThat(BuiltCluster.words(report, row.check())).contains(row.reason());
    assertThat(assessment.verdict()).isEqualTo(AssessManifests.Verdict.NOT_GOOD);
    for (JudgedRequirement requirement : report.requirements()) {
      if (requirement.checks().contains(row.check())) {
        assertThat(requirement.outcome()).as(requirement.name()).isNotNull();
        assertThat(requirement.outcome().toString()).isIn("contradicted", "insufficient");
      }
    }
  }
}
