package dev.palisade.application;

import dev.palisade.store.StoredSnapshot;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A snapshot that is kept, without its objects.
///
/// @param sequence its place among the cluster's snapshots: 1, 2, 3, … without gaps
/// @param objects how many objects it holds
/// @param gaps how many gaps it has
/// @param digest of what its objects and gaps say
/// @param previous [#chain] of the snapshot before; null for the first
/// @param chain covers everything about this snapshot and, through [#previous], all before it
public record SnapshotEntry(
    String cluster,
    long sequence,
    UUID id,
    Instant takenAt,
    int objects,
    int gaps,
    String digest,
    @Nullable String previous,
    String chain) {

  public static SnapshotEntry of(StoredSnapshot s) {
    return new SnapshotEntry(
        s.cluster(),
        s.sequence(),
        s.id(),
        s.takenAt(),
        s.objects(),
        s.gaps(),
        s.digest(),
        s.previous(),
        s.chain());
  }
}
