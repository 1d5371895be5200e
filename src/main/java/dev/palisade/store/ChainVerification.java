package dev.palisade.store;

import java.util.List;

/// What came of recomputing every digest of a cluster's evidence.
///
/// @param snapshots how many snapshots there are
/// @param pruned how many contents of objects retention took; what is left of them, their digests,
///   was recomputed like the rest
/// @param damage rows that are not what was appended, each with what is wrong; empty when all is
///   whole
public record ChainVerification(long snapshots, long pruned, List<String> damage) {
  public ChainVerification {
    damage = List.copyOf(damage);
  }

  /// Of a cluster of which nothing was pruned.
  ChainVerification(long snapshots, List<String> damage) {
    this(snapshots, 0, damage);
  }

  public boolean isWhole() {
    return damage.isEmpty();
  }
}
