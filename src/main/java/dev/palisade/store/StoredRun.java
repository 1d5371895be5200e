package dev.palisade.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Long work that somebody waits for.
///
/// @param worker the instance of the service that works on it; null until it begins
/// @param progress 0 to 100
/// @param step what it is at, for people
/// @param result what came of it, e.g. the id of a snapshot; null when it has not succeeded, or
///   leaves nothing
/// @param error null unless it failed
public record StoredRun(
    String cluster,
    UUID id,
    Kind kind,
    State state,
    @Nullable String worker,
    int progress,
    @Nullable String step,
    String requestedBy,
    Instant requestedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String result,
    @Nullable String error) {

  /// What is done.
  public enum Kind {
    COLLECTION,
    ASSESSMENT,
    REPORT,
    COMPARISON
  }

  /// How far it is.
  public enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public boolean isEnded() {
      return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
  }
}
