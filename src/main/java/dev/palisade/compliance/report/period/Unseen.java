package dev.palisade.compliance.report.period;

import java.time.Duration;
import java.time.Instant;

/// An interval in which nobody was looking.
///
/// @param reason why not, in words
public record Unseen(Instant from, Instant until, String reason) {
  public Unseen {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("an interval ends after it began: " + from + "/" + until);
    }
  }

  public Duration duration() {
    return Duration.between(from, until);
  }

  boolean overlaps(Instant begin, Instant end) {
    return from.isBefore(end) && begin.isBefore(until);
  }

  /// What of it lies in a period that it overlaps.
  Unseen within(Interval period) {
    return new Unseen(
        from.isAfter(period.from()) ? from : period.from(),
        until.isBefore(period.until()) ? until : period.until(),
        reason);
  }
}
