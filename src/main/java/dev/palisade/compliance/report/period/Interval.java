package dev.palisade.compliance.report.period;

import java.time.Duration;
import java.time.Instant;

/// A stretch of time, its beginning included and its end not. Never empty.
public record Interval(Instant from, Instant until) {
  public Interval {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "an interval ends after it began: " + from + " to " + until);
    }
  }

  public Duration duration() {
    return Duration.between(from, until);
  }

  boolean overlaps(Interval other) {
    return from.isBefore(other.until) && other.from.isBefore(until);
  }

  /// What of it lies in another that it overlaps.
  Interval within(Interval other) {
    return new Interval(
        from.isAfter(other.from) ? from : other.from,
        until.isBefore(other.until) ? until : other.until);
  }

  /// ISO 8601: `2026-01-01T00:00:00Z/2026-02-01T00:00:00Z`.
  @Override
  public String toString() {
    return from + "/" + until;
  }
}
