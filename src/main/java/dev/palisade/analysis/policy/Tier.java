package dev.palisade.analysis.policy;

import java.util.List;

/// A stage of evaluation. A tier counts for an endpoint and a direction only if one of its policies
/// applies there.
///
/// @param policies in the order of their evaluation
public record Tier(String name, Combination combination, List<Policy> policies) {

  /// How the rules of a tier's policies add up.
  public enum Combination {
    /// The first rule that matches decides; policies one after the other.
    ORDERED,
    /// Any matching DENY decides, else any ALLOW, else any PASS; the order does not matter.
    DENY_OVERRIDES
  }

  public Tier {
    policies = List.copyOf(policies);
  }
}
