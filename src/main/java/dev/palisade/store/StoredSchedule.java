package dev.palisade.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A version of what is done again and again.
///
/// @param version 1, 2, … within the schedule
/// @param cron in Quartz' notation
/// @param timeZone whose clock that is
/// @param framework `all` or the one, for assessments and reports
/// @param period of reports on one: `P1M`, `P3M` or `P1Y`; null: on the newest snapshot, or it is
///   other work
/// @param inForceFrom until the next version is
public record StoredSchedule(
    String cluster,
    String name,
    int version,
    State state,
    Task task,
    String cron,
    String timeZone,
    String framework,
    @Nullable String period,
    Source source,
    String decidedBy,
    Instant inForceFrom) {

  StoredSchedule withTime(Instant kept) {
    return new StoredSchedule(
        cluster, name, version, state, task, cron, timeZone, framework, period, source, decidedBy,
        kept);
  }

  /// Whether its work is done.
  public enum State {
    ACTIVE,
    PAUSED,
    DELETED
  }

  /// What is done.
  public enum Task {
    COLLECT,
    ASSESS,
    REPORT,
    REMIND
  }

  /// Who owns the definition.
  public enum Source {
    CONFIGURATION,
    API
  }
}
