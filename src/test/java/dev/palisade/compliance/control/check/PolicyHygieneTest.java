package dev.palisade.compliance.control.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.RequirementResult;
import dev.palisade.compliance.control.World;
import org.junit.jupiter.api.Test;

class PolicyHygieneTest {

  @Test
  void policyThatIsRefusedIsAFindingWithTheLikelyCorrection() {
    CheckResult result =
        World.wellBuilt()
            .with(
                """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {namespace: shop, name: misspelt}
                spec: {podSelctor: {}, policyTypes: [Ingress]}
                """)
            .judge("policy-hygiene");

    assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(result.findings())
        .extracting(Finding::summary)
        .anySatisfy(
            summary ->
                assertThat(summary)
                    .startsWith("refused: NetworkPolicy shop/misspelt")
                    .contains("\"podSelector\" is meant?"));
  }

  @Test
  void adviceChangesNoRequirement() {
    // the shop resolves no names: advice, and no requirement's business
    Assessment assessment = World.wellBuilt().assess();

    assertThat(assessment.checks())
        .filteredOn(check -> check.id().equals("policy-hygiene"))
        .extracting(CheckResult::outcome)
        .containsExactly(Outcome.FAIL);
    assertThat(assessment.requirements())
        .flatExtracting(RequirementResult::checks)
        .doesNotContain("policy-hygiene");
  }
}
