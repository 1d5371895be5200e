package dev.palisade.compliance.report.period;

import java.time.Instant;

/// A stretch of time, its beginning included and its end not. Never empty.
public record Interval(Instant from, Instant until) {
  public Interval {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("a period ends after it began: " + from + " to " + until);
    }
  }

  boolean covers(Instant begin, Instant end) {
    return !from.isAfter(begin) && !until.isBefore(end);
  }

  /// ISO 8601: `2026-01-01T00:00:00Z/2026-02-01T00:00:00Z`.
  @Override
  public String toString() {
    return from + "/" + until;
  }
}
