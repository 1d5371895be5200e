package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;

/// Names of policies. Those in a tier other than `default` have the name of the tier before their
/// own (`tier1.web`); in `default` that is left out or not.
final class PolicyName {
  private PolicyName() {}

  /// The name without that of the tier.
  static String within(String name, String tier) {
    return name.startsWith(tier + ".") ? name.substring(tier.length() + 1) : name;
  }

  /// Warns of a name that versions of Calico refuse which put the name of the tier before that of
  /// the policy. Whether the policy is in force is then doubtful, and what it forbids cannot be
  /// relied on; not so for an object of an API server, which took it.
  static void check(Candidate candidate, Cursor at, String tier) {
    if (candidate.ref().uid() != null) {
      return;
    }
    String name = candidate.ref().name();
    if (!tier.equals(CalicoTier.DEFAULT) && !name.startsWith(tier + ".")) {
      candidate.warn(
          at,
          Effect.MAY_ALLOW,
          "\""
              + name
              + "\" does not begin with the name of its tier, which versions of Calico demand: expected \""
              + tier
              + "."
              + name
              + "\"");
    }
  }
}
