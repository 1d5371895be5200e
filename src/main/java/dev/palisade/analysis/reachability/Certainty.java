package dev.palisade.analysis.reachability;

/// How a match is meant where it cannot be settled. What can be settled is the same under both.
enum Certainty {
  /// It matches surely: what denies counts only then.
  MUST,
  /// It may match: enough for what allows, since doubt must never close anything.
  MAY;

  Certainty opposite() {
    return this == MUST ? MAY : MUST;
  }
}
