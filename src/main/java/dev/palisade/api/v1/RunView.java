package dev.palisade.api.v1;

import dev.palisade.application.Run;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Long work that somebody waits for.
///
/// @param kind `collection`, `assessment`, `report`, `comparison`, `reperformance` or `reminder`
/// @param state `queued`, `running`, `succeeded`, `failed`, `cancelled` or `missed`: a schedule
///   expected it, and nobody began it
/// @param progress 0 to 100
/// @param step what it is at, for people
/// @param result what came of it; null when it has not succeeded, or leaves nothing
/// @param resultLocation where that is to be had; null: nowhere
/// @param error null unless it failed or was missed
/// @param schedule that asked for it; null: somebody did
/// @param plannedAt when the schedule expected it; null: at no instant of its own, e.g. to catch up
/// @param repeats the run that is done again, since its instance of the service ended; null: none
public record RunView(
    UUID id,
    String cluster,
    String kind,
    String state,
    int progress,
    @Nullable String step,
    String requestedBy,
    Instant requestedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String result,
    @Nullable String resultLocation,
    @Nullable String error,
    @Nullable String schedule,
    @Nullable Instant plannedAt,
    @Nullable UUID repeats) {

  static RunView of(Run r) {
    return new RunView(
        r.id(),
        r.cluster(),
        r.kind().name().toLowerCase(Locale.ROOT),
        r.state().name().toLowerCase(Locale.ROOT),
        r.progress(),
        r.step(),
        r.requestedBy(),
        r.requestedAt(),
        r.startedAt(),
        r.endedAt(),
        r.result(),
        location(r),
        r.error(),
        r.schedule(),
        r.plannedAt(),
        r.repeats());
  }

  private static @Nullable String location(Run r) {
    if (r.result() == null) {
      return null;
    }
    return switch (r.kind()) {
      case COLLECTION -> "/api/v1/snapshots/" + r.result();
      case REPORT -> "/api/v1/reports/" + r.result();
      case GROUP_REPORT -> "/api/v1/group-reports/" + r.result();
      case REPERFORMANCE -> "/api/v1/reperformances/" + r.result();
      case ASSESSMENT, COMPARISON, REMINDER -> null;
    };
  }

  /// 202, with where to ask how it goes.
  static Once.Written accepted(Run run, Body body) {
    return new Once.Written(202, "/api/v1/runs/" + run.id(), body.written(of(run)));
  }
}
