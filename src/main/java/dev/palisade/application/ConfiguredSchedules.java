package dev.palisade.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// Work that is done again and again: `palisade.schedules.<name>.…`.
@ConfigMapping(prefix = "palisade.schedules")
public interface ConfiguredSchedules {
  @WithParentName
  Map<String, Schedule> byName();

  /// What is done.
  enum Task {
    /// A snapshot is taken.
    COLLECT,
    /// The newest snapshot is judged.
    ASSESS,
    /// A report on the newest snapshot, or on the last period, is issued, unless there is one.
    REPORT,
    /// People are told of campaigns that are due and exceptions that end.
    REMIND
  }

  /// When, and of which cluster.
  interface Schedule {
    String cluster();

    /// Quartz' notation: seconds, minutes, hours, day of month, month, day of week, and perhaps the
    /// year.
    String cron();

    @WithDefault("UTC")
    ZoneId timeZone();

    @WithName("do")
    Task task();

    /// For `assess` and `report`.
    @WithDefault(AssessCluster.ALL)
    String framework();

    /// For `report`: `P1M`, `P3M` or `P1Y`. The report is on the calendar month, quarter or year
    /// before the turn, in UTC.
    Optional<String> period();
  }
}
