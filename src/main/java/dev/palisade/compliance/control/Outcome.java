package dev.palisade.compliance.control;

/// Outcome of a check, the gravest first.
public enum Outcome {
  /// An unexcepted violation is witnessed.
  FAIL,
  /// A gap, an unmodelled object, a missing scope or an empty population stands in the way of a
  /// verdict.
  INCONCLUSIVE,
  PASS,
  /// The scope says that there is nothing to examine.
  NOT_APPLICABLE
}
