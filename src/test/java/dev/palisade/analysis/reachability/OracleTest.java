package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palisade.analysis.reachability.OracleCase.Check;
import dev.palisade.analysis.reachability.OracleCase.Judged;
import dev.palisade.snapshot.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The verdicts of other projects' own test suites, asked of the set engine and of the one-flow
/// evaluator.
class OracleTest {

  @TestFactory
  Stream<DynamicTest> kubernetesEndToEndTests() {
    return cases("k8s-e2e", 48, 452);
  }

  @TestFactory
  Stream<DynamicTest> networkPolicyAnalyzersEvaluations() {
    return cases("netpol-eval", 52, 52);
  }

  @TestFactory
  Stream<DynamicTest> networkPolicyApiConformanceTests() {
    return cases("network-policy-api", 80, 416);
  }

  @TestFactory
  Stream<DynamicTest> calicosFunctionalTests() {
    return cases("calico", 71, 720);
  }

  private static Stream<DynamicTest> cases(String folder, int count, int checks) {
    if (!OracleCase.given(folder)) {
      return Stream.of(
          DynamicTest.dynamicTest(folder, () -> assumeTrue(false, "the given cases are not here")));
    }
    List<OracleCase> cases = OracleCase.of(folder);
    DynamicTest complete =
        DynamicTest.dynamicTest(
            folder + " is complete",
            () -> {
              assertThat(cases).hasSize(count);
              assertThat(cases.stream().mapToInt(c -> c.checks().size()).sum()).isEqualTo(checks);
            });
    return Stream.concat(
        Stream.of(complete),
        cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> judge(c))));
  }

  private static void judge(OracleCase oracleCase) {
    Judged judged =
        oracleCase.judged(DialectSettings.of(oracleCase.dialect(), DialectSettings.Use.MANIFESTS));
    boolean modelled =
        judged.translation().gaps().stream()
            .noneMatch(gap -> gap.reason() == Gap.Reason.NOT_MODELLED);
    assertThat(modelled).as("all of the case is modelled").isTrue();
    assertThat(mismatches(oracleCase, judged)).isEmpty();
  }

  private static List<String> mismatches(OracleCase oracleCase, Judged judged) {
    List<String> mismatches = new ArrayList<>();
    for (Check check : oracleCase.checks()) {
      boolean bySets = judged.bySets(check);
      boolean byWalk = judged.byWalk(check);
      if (bySets != check.expected() || byWalk != check.expected()) {
        mismatches.add(
            check + ": by sets " + bySets + ", by walk " + byWalk + "\n" + judged.why(check));
      }
    }
    return mismatches;
  }

  /// The four checks that README of the cases calls the only ones that can tell.
  @Test
  void whereAddressBlocksDoNotMatchPodsExactlyTheMarkedChecksTurnRound() {
    assumeTrue(OracleCase.given("k8s-e2e"), "the given cases are not here");
    DialectSettings settings =
        DialectSettings.of(Dialect.KUBERNETES, DialectSettings.Use.MANIFESTS)
            .with("ip-block-matches-pods", "false");
    List<String> turned = new ArrayList<>();
    List<String> marked = new ArrayList<>();
    for (OracleCase oracleCase : OracleCase.of("k8s-e2e")) {
      if (oracleCase.note().startsWith("CNI-dependent")) {
        marked.add(oracleCase.name());
      }
      Judged judged = oracleCase.judged(settings);
      for (Check check : oracleCase.checks()) {
        assertThat(judged.bySets(check))
            .as("%s %s", oracleCase.name(), check)
            .isEqualTo(judged.byWalk(check));
        if (judged.bySets(check) != check.expected()) {
          turned.add(oracleCase.name());
        }
      }
    }
    assertThat(turned).hasSize(4).isEqualTo(marked);
  }
}
