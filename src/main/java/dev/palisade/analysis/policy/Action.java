package dev.palisade.analysis.policy;

/// What a rule does with the traffic that it matches.
public enum Action {
  /// Final: the traffic is let through on this side.
  ALLOW,
  /// Final: the traffic is dropped.
  DENY,
  /// The rest of this tier is passed over.
  PASS
}
