package dev.palisade.application;

import jakarta.enterprise.context.ApplicationScoped;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/// Retention's turn: Quartz gives it to one of all replicas. Its name stands in Quartz' tables.
@ApplicationScoped
@DisallowConcurrentExecution
public class RetentionJob implements Job {
  private final PruneOldEvidence retention;

  public RetentionJob(PruneOldEvidence retention) {
    this.retention = retention;
  }

  @Override
  public void execute(JobExecutionContext context) {
    retention.pruneAll();
  }
}
