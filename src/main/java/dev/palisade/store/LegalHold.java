package dev.palisade.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That nothing of a cluster is pruned.
///
/// @param lift null while it stands
public record LegalHold(
    String cluster,
    UUID id,
    String reason,
    String placedBy,
    Instant placedAt,
    @Nullable Lift lift) {

  /// That a hold is over.
  public record Lift(String reason, String by, Instant at) {}
}
