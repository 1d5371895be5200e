package dev.palisade.compliance.diff;

import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Evidence;
import dev.palisade.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/// One of two states that are compared.
///
/// @param assessment null: it was not judged
/// @param sequence the snapshot's number in the cluster's chain; null: it is not kept in a store
public record State(Evidence evidence, @Nullable Assessment assessment, @Nullable Long sequence) {

  /// A state that was not judged.
  public static State of(Evidence evidence) {
    return new State(evidence, null, null);
  }

  public static State of(Assessment assessment, @Nullable Long sequence) {
    return new State(assessment.evidence(), assessment, sequence);
  }

  Snapshot snapshot() {
    return evidence.snapshot();
  }
}
