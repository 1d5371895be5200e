package dev.palisade.application;

import java.util.Set;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;

/// Work that an installation does by itself at a time of the day, once over all of its replicas: it
/// stands in the tables of Quartz. Within a transaction.
final class InstallationJob {
  /// In place of a cron expression: it is not done.
  static final String OFF = "off";

  private static final String GROUP = "installation";

  private InstallationJob() {}

  /// Sees to it that it is done from now on, or no longer.
  ///
  /// @param cron as Quartz reads it, in UTC; or [#OFF]
  /// @return whether it is done
  /// @throws IllegalArgumentException if the cron expression is none
  static boolean keep(Scheduler scheduler, String name, Class<? extends Job> work, String cron) {
    JobKey job = JobKey.jobKey(name, GROUP);
    try {
      if (cron.equals(OFF)) {
        scheduler.deleteJob(job);
        return false;
      }
      scheduler.scheduleJob(
          JobBuilder.newJob(work).withIdentity(job).build(),
          Set.of(
              TriggerBuilder.newTrigger()
                  .withIdentity(name, GROUP)
                  .withSchedule(
                      CronScheduleBuilder.cronSchedule(cron)
                          .inTimeZone(TimeZone.getTimeZone("UTC"))
                          .withMisfireHandlingInstructionFireAndProceed())
                  .build()),
          true);
      return true;
    } catch (SchedulerException e) {
      throw new IllegalStateException(name + " cannot be scheduled", e);
    }
  }
}
