package dev.palisade.application;

import io.quarkus.scheduler.ScheduledExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/// What the job that reminds of campaigns does. A class, since a job that is kept in the database
/// is known by the name of one.
@ApplicationScoped
public class DailyReminders implements Consumer<ScheduledExecution> {
  private final RemindOfCampaigns reminders;

  public DailyReminders(RemindOfCampaigns reminders) {
    this.reminders = reminders;
  }

  @Override
  public void accept(ScheduledExecution execution) {
    reminders.remindAll();
  }
}
