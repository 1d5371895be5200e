package dev.palisade.compliance.control.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.World;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WellBuiltTest {
  static List<String> checks() {
    return List.of(
        "cardholder-ingress",
        "cardholder-egress",
        "default-deny",
        "explicit-allow",
        "necessary-ports",
        "restricted-ports",
        "namespace-isolation",
        "need-to-know",
        "internet-exposure",
        "internet-exposure(data-stores)",
        "internet-egress",
        "dns-egress");
  }

  @ParameterizedTest
  @MethodSource("checks")
  void wellBuiltClusterPasses(String check) {
    CheckResult result = World.wellBuilt().judge(check);

    assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.PASS);
    assertThat(result.findings()).isEmpty();
    assertThat(result.examined()).isPositive();
    assertThat(result.closedBy()).isNotEmpty();
  }
}
