package dev.palisade.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A re-performance that was asked for.
///
/// @param request canonical JSON
/// @param performedAt null: there is no answer yet, or its run failed
public record StoredReperformance(
    String cluster,
    UUID id,
    String request,
    String requestedBy,
    Instant requestedAt,
    @Nullable Instant performedAt) {

  /// @param population keys of all items, one a line
  /// @param document canonical JSON
  public record Answer(String population, String document, Instant performedAt) {}
}
