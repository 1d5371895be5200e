package dev.palisade.compliance.report.period;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An interval of one state, its beginning included and its end not. Never empty.
///
/// @param state as the outcome or conclusion is written; null: nobody was looking, or what was
///   collected was not judged
/// @param seenFrom the first snapshot that shows the state. Where it is later than the beginning,
///   the change fell between two snapshots, and the graver state has the time between; null without
///   a state
/// @param reason why there is no state; null with one
public record Stretch(
    Instant from,
    Instant until,
    @Nullable String state,
    @Nullable Instant seenFrom,
    @Nullable String reason) {
  /// The state of a stretch without one, where durations are added up.
  public static final String UNOBSERVED = "unobserved";

  public Stretch {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("a stretch ends after it began: " + from + "/" + until);
    }
  }

  public Duration duration() {
    return Duration.between(from, until);
  }

  /// Whether the other goes on where this ends and says the same.
  boolean continues(Stretch next) {
    return until.equals(next.from)
        && (state == null
            ? next.state == null && String.valueOf(reason).equals(next.reason)
            : state.equals(next.state));
  }

  Stretch through(Stretch next) {
    return new Stretch(from, next.until, state, seenFrom, reason);
  }
}
