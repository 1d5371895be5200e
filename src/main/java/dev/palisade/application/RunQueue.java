package dev.palisade.application;

import dev.palisade.store.RunStore;
import dev.palisade.store.StoredRun;
import dev.palisade.store.StoredSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/// What waits to be done, in Quartz' tables, which all replicas share. Each cluster is one job that
/// Quartz never does twice at once, whichever replica does it; what is asked for and what is
/// scheduled are triggers of it. What is put into the queue and what is said of it in our tables is
/// one transaction.
@ApplicationScoped
@Transactional
public class RunQueue {
  private static final String CLUSTERS = "clusters";
  private static final String REQUESTS = "requests";

  private final Scheduler scheduler;
  private final RunStore runs;

  public RunQueue(Scheduler scheduler, RunStore runs) {
    this.scheduler = scheduler;
    this.runs = runs;
  }

  /// Something to be done to the scheduler.
  @FunctionalInterface
  private interface Scheduling<T extends @Nullable Object> {
    T on(Scheduler scheduler) throws SchedulerException;
  }

  private <T extends @Nullable Object> T ask(Scheduling<T> question) {
    try {
      return question.on(scheduler);
    } catch (SchedulerException e) {
      throw new IllegalStateException("the queue cannot be read or written", e);
    }
  }

  /// Enters a run that is done as soon as nothing else is at work on the cluster.
  StoredRun enter(RunStore.NewRun asked, RunOrder order) {
    StoredRun run = runs.request(asked);
    ask(
        quartz -> {
          // it may wait for as long as it takes: it was asked for
          return quartz.scheduleJob(
              TriggerBuilder.newTrigger()
                  .withIdentity(request(run.id()))
                  .forJob(job(quartz, run.cluster()))
                  .usingJobData(new JobDataMap(order.properties(run.id())))
                  .startNow()
                  .withSchedule(
                      SimpleScheduleBuilder.simpleSchedule()
                          .withMisfireHandlingInstructionIgnoreMisfires())
                  .build());
        });
    return run;
  }

  /// Puts off what came while something else was at work on the cluster.
  void later(Map<String, String> properties, Instant at) {
    ask(
        quartz ->
            quartz.scheduleJob(
                TriggerBuilder.newTrigger()
                    .withIdentity(UUID.randomUUID().toString(), REQUESTS)
                    .forJob(job(quartz, RunOrder.required(properties, RunOrder.CLUSTER)))
                    .usingJobData(new JobDataMap(properties))
                    .startAt(Date.from(at))
                    .withSchedule(
                        SimpleScheduleBuilder.simpleSchedule()
                            .withMisfireHandlingInstructionIgnoreMisfires())
                    .build()));
  }

  /// Says that nobody wants a run any more. One that waits is taken out of the queue, one at work
  /// stops where it next can.
  ///
  /// @throws IllegalStateException if it has ended
  StoredRun cancel(UUID run, Instant at) {
    StoredRun cancelled = runs.cancel(run, at);
    ask(quartz -> quartz.unscheduleJob(request(run)));
    return cancelled;
  }

  /// Takes a version of a schedule for the one that is in force.
  void follow(StoredSchedule schedule) {
    TriggerKey key = turns(schedule.cluster(), schedule.name());
    if (schedule.state() != StoredSchedule.State.ACTIVE) {
      ask(quartz -> quartz.unscheduleJob(key));
      return;
    }
    ask(
        quartz -> {
          CronTrigger next = trigger(key, job(quartz, schedule.cluster()), schedule);
          Trigger now = quartz.getTrigger(key);
          if (now instanceof CronTrigger cron && isSame(cron, next)) {
            return null; // what Quartz knows of its last turns stays known
          }
          if (now == null) {
            // one that had its last turn is left in peace: Quartz refuses what never comes
            if (next.getFireTimeAfter(null) != null) {
              quartz.scheduleJob(next);
            }
          } else {
            quartz.rescheduleJob(key, next);
          }
          return null;
        });
  }

  private static CronTrigger trigger(TriggerKey key, JobKey job, StoredSchedule schedule) {
    // turns that nobody could take are one turn as soon as somebody can: TakeTurns counts them
    return TriggerBuilder.newTrigger()
        .withIdentity(key)
        .forJob(job)
        .usingJobData(
            new JobDataMap(
                Map.of(RunOrder.CLUSTER, schedule.cluster(), RunOrder.SCHEDULE, schedule.name())))
        .startNow()
        .withSchedule(
            CronScheduleBuilder.cronSchedule(schedule.cron())
                .inTimeZone(TimeZone.getTimeZone(schedule.timeZone()))
                .withMisfireHandlingInstructionFireAndProceed())
        .build();
  }

  private static boolean isSame(CronTrigger a, CronTrigger b) {
    return a.getCronExpression().equals(b.getCronExpression())
        && a.getTimeZone().getID().equals(b.getTimeZone().getID());
  }

  /// When a schedule takes its turns.
  ///
  /// @param next null: not any more, or not while it is paused
  /// @param last null: it took none since it was made or changed
  public record Turns(@Nullable Instant next, @Nullable Instant last) {}

  Turns turns(StoredSchedule schedule) {
    Trigger trigger = ask(quartz -> quartz.getTrigger(turns(schedule.cluster(), schedule.name())));
    return trigger == null
        ? new Turns(null, null)
        : new Turns(instant(trigger.getNextFireTime()), instant(trigger.getPreviousFireTime()));
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static TriggerKey request(UUID run) {
    return new TriggerKey(run.toString(), REQUESTS);
  }

  private static TriggerKey turns(String cluster, String schedule) {
    return new TriggerKey(schedule, "schedules of " + cluster);
  }

  private static JobKey job(Scheduler quartz, String cluster) throws SchedulerException {
    JobKey key = new JobKey(cluster.toLowerCase(Locale.ROOT), CLUSTERS);
    if (!quartz.checkExists(key)) {
      quartz.addJob(
          JobBuilder.newJob(ClusterJob.class)
              .withIdentity(key)
              .storeDurably()
              // what a replica leaves behind when it dies is taken up by another
              .requestRecovery()
              .build(),
          true);
    }
    return key;
  }
}
