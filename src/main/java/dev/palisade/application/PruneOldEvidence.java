package dev.palisade.application;

import dev.palisade.store.EvidenceStore;
import dev.palisade.store.RetentionRun;
import dev.palisade.store.RetentionStore;
import dev.palisade.store.RetentionStore.Prunable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;

/// Prunes what is older than it is kept, cluster by cluster, and leaves alone what is under a legal
/// hold.
@ApplicationScoped
public class PruneOldEvidence {
  private static final Logger LOG = Logger.getLogger(PruneOldEvidence.class);

  /// Who prunes when the time has come.
  private static final String SCHEDULE = "schedule retention";

  /// Contents and files a transaction: appending to the cluster waits as long.
  private static final int AT_ONCE = 20_000;

  private final RetentionStore retention;
  private final EvidenceStore evidence;
  private final RetentionSettings settings;
  private final Scheduler scheduler;

  public PruneOldEvidence(
      RetentionStore retention,
      EvidenceStore evidence,
      RetentionSettings settings,
      Scheduler scheduler) {
    this.retention = retention;
    this.evidence = evidence;
    this.settings = settings;
    this.scheduler = scheduler;
  }

  /// What is kept of a cluster, what of it could go now, and what went.
  ///
  /// @param held whether a legal hold keeps all of it
  /// @param cutoff what is older could go
  /// @param throughSequence contents that stood in no later snapshot could; 0: none
  /// @param contents how many contents of objects could
  /// @param files how many files of reports could
  /// @param bundles how many contents of files in reports' bundles could
  /// @param journalRows how many rows of the change journal could
  /// @param runs the latest first
  public record Outlook(
      String cluster,
      int keepMonths,
      boolean held,
      Instant cutoff,
      long throughSequence,
      int contents,
      int files,
      long bytes,
      int bundles,
      long journalRows,
      List<Pruned> runs) {}

  /// A run that pruned something.
  ///
  /// @param digests SHA-256 over the sorted digests of what went
  public record Pruned(
      UUID id,
      Instant at,
      String by,
      int keepMonths,
      Instant cutoff,
      long throughSequence,
      int contents,
      int files,
      long bytes,
      int bundles,
      long journalRows,
      String digests) {
    static Pruned of(RetentionRun run) {
      return new Pruned(
          run.id(),
          run.at(),
          run.by(),
          run.keepMonths(),
          run.cutoff(),
          run.through(),
          run.contents(),
          run.files(),
          run.bytes(),
          run.bundles(),
          run.journalRows(),
          run.digest());
    }
  }

  /// Prunes each night from now on.
  ///
  /// @throws UnusableInput if less is to be kept than has to be
  /// @throws IllegalArgumentException if the cron expression is none
  @Transactional
  public void start() {
    int months = settings.months();
    if (months < RetentionStore.LEAST_MONTHS) {
      throw new UnusableInput(
          "palisade.retention.months: %d: evidence is kept for at least %d months"
              .formatted(months, RetentionStore.LEAST_MONTHS));
    }
    if (InstallationJob.keep(scheduler, "retention", RetentionJob.class, settings.cron())) {
      LOG.infof(
          "retention: what is older than %d months goes at \"%s\" (UTC)", months, settings.cron());
    } else {
      LOG.infof("retention: %d months are kept at least; nothing is pruned by itself", months);
    }
  }

  /// Each cluster by itself: what fails for one is logged, and the next is pruned.
  void pruneAll() {
    for (String cluster : evidence.clusters()) {
      try {
        prune(cluster, SCHEDULE);
      } catch (RuntimeException e) {
        LOG.errorf(e, "retention of cluster %s", cluster);
      }
    }
  }

  /// Counts what could go, and changes nothing.
  ///
  /// @throws NotFound if there is no such cluster
  public Outlook outlook(String cluster, int runs) {
    return Stored.answer(
        () -> {
          Prunable now = retention.prunable(cluster, settings.months());
          return new Outlook(
              cluster,
              settings.months(),
              now.held(),
              now.cutoff(),
              now.through(),
              now.contents(),
              now.files(),
              now.bytes(),
              now.bundles(),
              now.journalRows(),
              retention.runs(cluster, runs).stream().map(Pruned::of).toList());
        });
  }

  /// Prunes what is old of a cluster; what it did is empty when nothing was, or a hold stands.
  ///
  /// @throws NotFound if there is no such cluster
  public List<Pruned> prune(String cluster, String by) {
    List<Pruned> done = new ArrayList<>();
    RetentionRun run = next(cluster, by);
    while (run != null) {
      LOG.infof(
          "retention of cluster %s: of before %s pruned: %d contents, %d files, %d of bundles,"
              + " %d bytes, and %d rows of the journal",
          cluster,
          run.cutoff(),
          run.contents(),
          run.files(),
          run.bundles(),
          run.bytes(),
          run.journalRows());
      done.add(Pruned.of(run));
      run = next(cluster, by);
    }
    return done;
  }

  private @Nullable RetentionRun next(String cluster, String by) {
    return Stored.answer(() -> retention.prune(cluster, settings.months(), by, AT_ONCE));
  }
}
