package dev.palisade.application;

import dev.palisade.snapshot.CollectionRun.Trigger;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Does what the configuration says is to be done again and again. A schedule whose last run has
/// not ended passes over a turn.
@ApplicationScoped
public class RunSchedules {
  private static final Logger LOG = Logger.getLogger(RunSchedules.class);

  private final Scheduler scheduler;
  private final ConfiguredSchedules schedules;
  private final CollectCluster collect;
  private final RunInBackground background;

  public RunSchedules(
      Scheduler scheduler,
      ConfiguredSchedules schedules,
      CollectCluster collect,
      RunInBackground background) {
    this.scheduler = scheduler;
    this.schedules = schedules;
    this.collect = collect;
    this.background = background;
  }

  /// Begins with all schedules of the configuration.
  ///
  /// @throws NotFound if one of them collects a cluster that is not configured
  /// @throws IllegalArgumentException if a cron expression is none
  public void start() {
    schedules
        .byName()
        .forEach(
            (name, schedule) -> {
              if (schedule.task() == ConfiguredSchedules.Task.COLLECT) {
                collect.requireConfigured(schedule.cluster());
              }
            });
    schedules.byName().forEach(this::schedule);
  }

  private void schedule(String name, ConfiguredSchedules.Schedule schedule) {
    scheduler
        .newJob("palisade." + name)
        .setCron(schedule.cron())
        .setTimeZone(schedule.timeZone().getId())
        .setConcurrentExecution(ConcurrentExecution.SKIP)
        .setTask(execution -> run(name, schedule))
        .schedule();
    LOG.infof(
        "schedule %s: %s %s at \"%s\" (%s)",
        name, schedule.task(), schedule.cluster(), schedule.cron(), schedule.timeZone());
  }

  /// Who asks for the runs of a schedule.
  static String requester(String name) {
    return "schedule " + name;
  }

  /// Returns when the work has ended.
  private void run(String name, ConfiguredSchedules.Schedule schedule) {
    String by = requester(name);
    String cluster = schedule.cluster();
    try {
      RunInBackground.Started started =
          switch (schedule.task()) {
            case COLLECT -> background.collect(cluster, by, Trigger.SCHEDULE);
            case ASSESS ->
                background.startAssessing(
                    new AssessCluster.Request(
                        cluster, SnapshotChoice.LATEST, schedule.framework(), null),
                    by);
            case REPORT ->
                background.reportOnce(
                    new IssueReport.Request(
                        cluster, SnapshotChoice.LATEST, schedule.framework(), null, by));
          };
      started.end().join();
    } catch (NotFound e) {
      LOG.warnf("schedule %s: %s", name, e.getMessage());
    }
  }
}
