package dev.palisade.application;

import dev.palisade.store.StoredSchedule;
import java.time.Instant;

/// A version of what is done again and again.
///
/// @param version 1, 2, … within the schedule
/// @param inForceFrom until the next version is
public record ScheduleVersion(
    String cluster,
    String name,
    int version,
    State state,
    ConfiguredSchedules.Task task,
    String cron,
    String timeZone,
    String framework,
    Source source,
    String decidedBy,
    Instant inForceFrom) {

  /// Whether its work is done.
  public enum State {
    ACTIVE,
    PAUSED,
    DELETED
  }

  /// Who owns the definition.
  public enum Source {
    CONFIGURATION,
    API
  }

  static ScheduleVersion of(StoredSchedule s) {
    return new ScheduleVersion(
        s.cluster(),
        s.name(),
        s.version(),
        State.valueOf(s.state().name()),
        ConfiguredSchedules.Task.valueOf(s.task().name()),
        s.cron(),
        s.timeZone(),
        s.framework(),
        Source.valueOf(s.source().name()),
        s.decidedBy(),
        s.inForceFrom());
  }
}
