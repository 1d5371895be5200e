package dev.palisade.compliance.diff;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that differs between two states of a cluster, as text. Lists are sorted.
///
/// @param attribution how the causes of flows were found, or why they were not
/// @param outcomes null: at least one of the states was not judged
/// @param findings likewise
public record Comparison(
    State before,
    State after,
    List<ObjectChange> objects,
    List<FlowChange> flows,
    String attribution,
    @Nullable List<OutcomeChange> outcomes,
    @Nullable List<FindingChange> findings) {

  /// One of the two states.
  ///
  /// @param sequence its number in the cluster's chain; null: it is not kept in a store
  /// @param digest of the snapshot
  public record State(
      String cluster, @Nullable Long sequence, Instant takenAt, String digest) {}

  public Comparison {
    objects = List.copyOf(objects);
    flows = List.copyOf(flows);
    outcomes = outcomes == null ? null : List.copyOf(outcomes);
    findings = findings == null ? null : List.copyOf(findings);
  }

  /// Whether the states are the same in objects, traffic and outcomes.
  public boolean isEmpty() {
    return objects.isEmpty()
        && flows.isEmpty()
        && (outcomes == null || outcomes.isEmpty())
        && (findings == null
            || findings.stream()
                .allMatch(
                    f ->
                        f.change() == FindingChange.Kind.STILL_OPEN
                            || f.change() == FindingChange.Kind.STILL_EXCEPTED));
  }
}
