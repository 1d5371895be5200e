package dev.palisade.store;

import dev.palisade.ledger.VerifierKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of recomputing every digest of the store.
///
/// @param entries how many lines the log has
/// @param newest the largest checkpoint; null when none was signed
/// @param keys that ever signed
/// @param damage rows that are not what was stored, each with what is wrong; empty when all is
///   whole
public record StoreVerification(
    long clusters,
    long snapshots,
    long reports,
    long entries,
    @Nullable StoredCheckpoint newest,
    List<VerifierKey> keys,
    List<String> damage) {
  public StoreVerification {
    keys = List.copyOf(keys);
    damage = List.copyOf(damage);
  }
}
