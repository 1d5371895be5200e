package dev.palisade.store;

import java.util.List;

/// What came of recomputing every digest of a cluster's evidence.
///
/// @param snapshots how many snapshots there are
/// @param damage rows that are not what was appended, each with what is wrong; empty when all is
///   whole
public record ChainVerification(long snapshots, List<String> damage) {
  public ChainVerification {
    damage = List.copyOf(damage);
  }

  public boolean isWhole() {
    return damage.isEmpty();
  }
}
