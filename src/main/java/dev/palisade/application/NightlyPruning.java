package dev.palisade.application;

import io.quarkus.scheduler.ScheduledExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/// What the retention's job does. A class, since a job that is kept in the database is known by the
/// name of one.
@ApplicationScoped
public class NightlyPruning implements Consumer<ScheduledExecution> {
  private final PruneOldEvidence retention;

  public NightlyPruning(PruneOldEvidence retention) {
    this.retention = retention;
  }

  @Override
  public void accept(ScheduledExecution execution) {
    retention.pruneAll();
  }
}
