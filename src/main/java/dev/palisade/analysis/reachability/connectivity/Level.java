package dev.palisade.analysis.reachability.connectivity;

import java.util.Locale;

/// What an end of a map stands for.
public enum Level {
  /// All pods of one workload.
  WORKLOAD,
  /// One pod.
  POD;

  /// `workload` or `pod`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
