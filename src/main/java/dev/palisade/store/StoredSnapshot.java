package dev.palisade.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A snapshot as it stands in the store, without its objects.
///
/// @param cluster the cluster's name
/// @param sequence its place among the cluster's snapshots: 1, 2, 3, … without gaps
/// @param objects how many objects it holds
/// @param gaps how many gaps it has
/// @param digest [dev.palisade.snapshot.Snapshot#digest]
/// @param previous [#chain] of the snapshot before; null for the first
/// @param chain SHA-256 that covers everything about this snapshot and, through [#previous], all
///   before it
public record StoredSnapshot(
    String cluster,
    long sequence,
    UUID id,
    Instant takenAt,
    int objects,
    int gaps,
    String digest,
    @Nullable String previous,
    String chain) {

  StoredSnapshot chainedBy(String digest) {
    return new StoredSnapshot(
        cluster, sequence, id, takenAt, objects, gaps, this.digest, previous, digest);
  }
}
