package dev.palisade.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A notice on its way to a target.
///
/// @param attempts how many were begun since it waits
/// @param waitingSince since when it is tried: when the notice was routed, or somebody asked again
/// @param dueAt not tried before
/// @param endedAt null: it waits
public record StoredDelivery(
    UUID id,
    StoredNotice notice,
    String target,
    State state,
    int attempts,
    Instant waitingSince,
    Instant dueAt,
    @Nullable Instant endedAt) {

  /// Where it stands.
  public enum State {
    WAITING,
    DELIVERED,
    /// Given up, until somebody asks to try again.
    DEAD,
    /// Somebody said that nobody needs it any more.
    DISCARDED
  }

  /// What came of one attempt.
  ///
  /// @param status of HTTP; null: there was none
  public record Attempt(Instant at, String result, @Nullable Integer status, String detail) {}
}
