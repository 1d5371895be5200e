package dev.palisade.application;

import dev.palisade.application.KeepSchedules.Definition;
import dev.palisade.compliance.report.period.CalendarPeriod;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.StoredSchedule;
import dev.palisade.store.StoredSchedule.Source;
import dev.palisade.store.StoredSchedule.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Puts the schedules of the configuration into force when the service starts. Several replicas
/// with one configuration come to the same.
@ApplicationScoped
public class RunSchedules {
  private static final Logger LOG = Logger.getLogger(RunSchedules.class);
  private static final String CONFIGURATION = "configuration";

  private final ConfiguredSchedules configured;
  private final ScheduleStore store;
  private final RunQueue queue;
  private final KeepSchedules schedules;

  public RunSchedules(
      ConfiguredSchedules configured,
      ScheduleStore store,
      RunQueue queue,
      KeepSchedules schedules) {
    this.configured = configured;
    this.store = store;
    this.queue = queue;
    this.schedules = schedules;
  }

  /// Who asks for the runs of a schedule.
  static String requester(String name) {
    return "schedule " + name;
  }

  /// Begins with all schedules: those of the configuration as it says, and those that the API made.
  ///
  /// @throws UnusableInput if one of the configuration names no cluster, framework or period, or
  ///   never comes
  @Transactional
  public void start() {
    Map<String, Definition> wanted = new TreeMap<>();
    configured
        .byName()
        .forEach(
            (name, s) ->
                wanted.put(
                    name,
                    new Definition(
                        name,
                        s.cluster(),
                        s.task(),
                        new Cron(s.cron(), s.timeZone()),
                        s.framework(),
                        s.period().map(each -> period(name, each)).orElse(null))));
    wanted.values().forEach(schedules::usable);
    for (StoredSchedule now : store.newest()) {
      Definition same = wanted.get(now.name());
      if (now.state() != State.DELETED && !isOf(now, same)) {
        schedules.drop(now, CONFIGURATION);
        LOG.infof("schedule %s of cluster %s: deleted", now.name(), now.cluster());
      }
    }
    for (Definition each : wanted.values()) {
      StoredSchedule now = schedules.define(each, Source.CONFIGURATION, CONFIGURATION);
      LOG.infof(
          "schedule %s: %s %s at \"%s\" (%s), %s",
          now.name(), now.task(), now.cluster(), now.cron(), now.timeZone(), now.state());
    }
    List<StoredSchedule> made =
        store.newest().stream()
            .filter(s -> s.source() == Source.API && s.state() == State.ACTIVE)
            .toList();
    made.forEach(queue::follow);
  }

  private static CalendarPeriod period(String name, String notation) {
    try {
      return CalendarPeriod.parse(notation);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("palisade.schedules." + name + ".period: " + e.getMessage());
    }
  }

  /// Whether the configuration leaves a schedule where it is.
  private static boolean isOf(StoredSchedule now, @Nullable Definition wanted) {
    return wanted == null ? now.source() == Source.API : now.cluster().equals(wanted.cluster());
  }
}
