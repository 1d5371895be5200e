package dev.palisade.compliance.report.period;

import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.Outcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A snapshot of the period, and what it was judged to show.
///
/// @param sequence the snapshot's number in the cluster's chain
/// @param at when it was taken
/// @param outcomes of the checks that were asked; null: the snapshot is there and was not judged
public record Observation(long sequence, Instant at, @Nullable Map<CheckCall, Outcome> outcomes) {
  public Observation {
    outcomes = outcomes == null ? null : Map.copyOf(outcomes);
  }
}
