package dev.palisade.api.v1;

import dev.palisade.application.SnapshotEntry;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A snapshot that is kept, without its objects.
///
/// @param sequence its place among the cluster's snapshots: 1, 2, 3, … without gaps
/// @param digest of what its objects and gaps say
/// @param previous `chain` of the snapshot before; null for the first
/// @param chain covers everything about this snapshot and all before it
public record SnapshotView(
    UUID id,
    String cluster,
    long sequence,
    Instant takenAt,
    int objects,
    int gaps,
    String digest,
    @Nullable String previous,
    String chain) {

  static SnapshotView of(SnapshotEntry s) {
    return new SnapshotView(
        s.id(),
        s.cluster(),
        s.sequence(),
        s.takenAt(),
        s.objects(),
        s.gaps(),
        s.digest(),
        s.previous(),
        s.chain());
  }
}
