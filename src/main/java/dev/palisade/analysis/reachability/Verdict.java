package dev.palisade.analysis.reachability;

/// What a step of an explanation came to.
public enum Verdict {
  ALLOWED,
  DENIED,
  /// It matched, and hands the decision on to the next tier.
  PASSED,
  /// It says nothing about this flow.
  NO_MATCH
}
