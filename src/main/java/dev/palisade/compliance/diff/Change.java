package dev.palisade.compliance.diff;

import java.util.Locale;

/// What became of something from the one state to the other.
public enum Change {
  ADDED,
  REMOVED,
  CHANGED;

  /// `added`, `removed`, `changed`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
