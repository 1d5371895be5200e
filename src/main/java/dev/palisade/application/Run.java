package dev.palisade.application;

import dev.palisade.store.StoredRun;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Long work that somebody waits for.
///
/// @param progress 0 to 100
/// @param step what it is at, for people
/// @param result what came of it: the id of a snapshot or report, or a count in words; null when it
///   has not succeeded, or leaves nothing
/// @param error null unless it failed or was missed
/// @param schedule that asked for it; null: somebody did
/// @param plannedAt when the schedule expected it; null: at no instant of its own, e.g. to catch up
/// @param repeats the run that is done again, since its instance of the service ended; null: none
public record Run(
    String cluster,
    UUID id,
    Kind kind,
    State state,
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
    @Nullable UUID repeats) {

  /// What is done.
  public enum Kind {
    COLLECTION,
    ASSESSMENT,
    REPORT,
    /// Over several clusters: a run of the first of them.
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

  static Run of(StoredRun r) {
    return new Run(
        r.cluster(),
        r.id(),
        Kind.valueOf(r.kind().name()),
        State.valueOf(r.state().name()),
        r.progress(),
        r.step(),
        r.requestedBy(),
        r.requestedAt(),
        r.startedAt(),
        r.endedAt(),
        r.result(),
        r.error(),
        r.schedule(),
        r.plannedAt(),
        r.repeats());
  }
}
