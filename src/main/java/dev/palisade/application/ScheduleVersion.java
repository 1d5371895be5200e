package dev.palisade.application;

import dev.palisade.compliance.report.period.CalendarPeriod;
import dev.palisade.store.StoredSchedule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A version of what is done again and again.
///
/// @param version 1, 2, … within the schedule
/// @param period of reports on one; null: on the newest snapshot, or it is other work
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
    @Nullable CalendarPeriod period,
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

  /// The length of the periods of which a schedule wants reports; null: of none.
  static @Nullable CalendarPeriod period(StoredSchedule s) {
    return s.period() == null ? null : CalendarPeriod.parse(s.period());
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
        period(s),
        Source.valueOf(s.source().name()),
        s.decidedBy(),
        s.inForceFrom());
  }
}
