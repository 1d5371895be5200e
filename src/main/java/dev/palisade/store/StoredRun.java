package dev.palisade.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Long work that somebody waits for.
///
/// @param worker the execution by which the queue knows the work; null until it begins
/// @param progress 0 to 100
/// @param step what it is at, for people
/// @param result what came of it, e.g. the id of a snapshot; null when it has not succeeded, or
///   leaves nothing
/// @param error null unless it failed or was missed
/// @param schedule that asked for it; null: somebody did
/// @param plannedAt when the schedule expected it; null: at no instant of its own, e.g. to catch up
/// @param repeats the run that is done again, since its instance of the service ended; null: none
/// @param lost whether its instance of the service ended before it did
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
    @Nullable String error,
    @Nullable String schedule,
    @Nullable Instant plannedAt,
    @Nullable UUID repeats,
    boolean lost) {

  /// What is done.
  public enum Kind {
    COLLECTION,
    ASSESSMENT,
    REPORT,
    GROUP_REPORT,
    COMPARISON,
    REPERFORMANCE,
    REMINDER
  }

  /// How far it is.
  public enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /// It never began: nobody was there when a schedule expected it.
    MISSED;

    public boolean isEnded() {
      return this != QUEUED && this != RUNNING;
    }
  }
}
