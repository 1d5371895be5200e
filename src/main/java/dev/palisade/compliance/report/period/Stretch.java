package dev.palisade.compliance.report.period;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An interval of one state.
///
/// @param state as the outcome or conclusion is written; null: nobody was looking, or what was
///   collected was not judged
/// @param seenFrom the first snapshot that shows the state. Where it is later than the beginning, the change
///   fell between two snapshots, and the graver state has the time between; null without a state
/// @param reason why there is no state; null with one
public record Stretch(
    Interval interval,
    @Nullable String state,
    @Nullable Instant seenFrom,
    @Nullable String reason) {

  /// Whether the other goes on where this ends and says the same.
  boolean continues(Stretch next) {
    return interval.until().equals(next.interval.from())
        && (state == null
            ? next.state == null && String.valueOf(reason).equals(next.reason)
            : state.equals(next.state));
  }

  Stretch through(Stretch next) {
    return new Stretch(
        new Interval(interval.from(), next.interval.until()), state, seenFrom, reason);
  }
}
