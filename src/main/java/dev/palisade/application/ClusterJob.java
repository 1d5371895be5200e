package dev.palisade.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/// The work on one cluster: Quartz does it once at a time over all replicas. Its name stands in
/// Quartz' tables.
@ApplicationScoped
@DisallowConcurrentExecution
public class ClusterJob implements Job {
  private final WorkOnCluster work;

  public ClusterJob(WorkOnCluster work) {
    this.work = work;
  }

  @Override
  public void execute(JobExecutionContext context) {
    Map<String, String> properties = new TreeMap<>();
    context
        .getMergedJobDataMap()
        .forEach((name, value) -> properties.put(name, String.valueOf(value)));
    Instant due = context.getScheduledFireTime().toInstant();
    work.take(
        new WorkOnCluster.Call(
            properties, context.getFireInstanceId(), context.isRecovering(), due));
  }
}
