package dev.palisade.application;

import jakarta.enterprise.context.ApplicationScoped;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/// The reminders' turn: Quartz gives it to one of all replicas. Its name stands in Quartz' tables.
@ApplicationScoped
@DisallowConcurrentExecution
public class DailyReminders implements Job {
  private final RemindPeople reminders;

  public DailyReminders(RemindPeople reminders) {
    this.reminders = reminders;
  }

  @Override
  public void execute(JobExecutionContext context) {
    reminders.remindAll();
  }
}
