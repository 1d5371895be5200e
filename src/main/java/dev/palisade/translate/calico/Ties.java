package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Policy.Rules;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Policies of one order in one tier where versions of Calico break the tie differently: between
/// Calico's own and those of Kubernetes, whose names have had different prefixes.
final class Ties {
  private Ties() {}

  static void remark(
      List<PlacedPolicy> own, List<PlacedPolicy> kubernetes, Diagnostics diagnostics) {
    for (PlacedPolicy policy : own) {
      if (decidesByOrder(policy.policy())) {
        kubernetes.stream()
            .filter(k -> k.tier().equals(policy.tier()) && k.order() == policy.order())
            .findFirst()
            .ifPresent(k -> remark(policy, k, diagnostics));
      }
    }
  }

  private static void remark(PlacedPolicy own, PlacedPolicy other, Diagnostics diagnostics) {
    diagnostics.add(
        new Warning(
            own.policy().ref(),
            "/spec/order",
            Effect.MAY_ALLOW,
            "the order is that of "
                + other.policy().ref()
                + " too: versions of Calico differ in which of them decides first; here it is this one",
            own.policy().subject()));
  }

  /// Policies that only allow add up, whichever is first.
  private static boolean decidesByOrder(Policy policy) {
    return doesMoreThanAllow(policy.ingress()) || doesMoreThanAllow(policy.egress());
  }

  private static boolean doesMoreThanAllow(@Nullable Rules rules) {
    return rules != null && rules.rules().stream().anyMatch(r -> r.action() != Action.ALLOW);
  }
}
