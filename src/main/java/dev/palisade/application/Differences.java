package dev.palisade.application;

import dev.palisade.compliance.diff.Comparison;
import org.jspecify.annotations.Nullable;

/// What differs between two states that were judged.
final class Differences {
  private Differences() {}

  /// @param sequence its number in the cluster's chain; null: it is not kept
  record State(@Nullable Long sequence, AssessSnapshot.Assessed assessed) {}

  static Comparison between(State before, State after) {
    throw new UnsupportedOperationException();
  }
}
