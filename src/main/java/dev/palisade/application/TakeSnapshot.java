package dev.palisade.application;

import dev.palisade.collect.Collector;
import dev.palisade.collect.NothingUsable;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.RunStore;
import dev.palisade.store.StoreFailure;
import dev.palisade.store.StoredRun;
import dev.palisade.store.StoredSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/// Collects a cluster's objects and keeps them, as a run that says how it went. No transaction is
/// open while the cluster is asked.
@ApplicationScoped
public class TakeSnapshot {
  private final EvidenceStore evidence;
  private final RunStore runs;
  private final Clock clock;
  private final String worker = UUID.randomUUID().toString();

  public TakeSnapshot(EvidenceStore evidence, RunStore runs, Clock clock) {
    this.evidence = evidence;
    this.runs = runs;
    this.clock = clock;
  }

  /// Enters a run for [#take] to work on, at once or later.
  public StoredRun request(String cluster, String by) {
    return runs.request(cluster, StoredRun.Kind.COLLECTION, by, clock.instant());
  }

  /// Works on a run that waits: it ends as succeeded, with the snapshot's id as its result, or as
  /// failed, with what went wrong.
  ///
  /// @throws IllegalStateException if the run does not wait any more
  public StoredRun take(StoredRun run, Collector collector) {
    runs.start(run.id(), worker, clock.instant());
    try {
      runs.progress(run.id(), 10, "collecting");
      Snapshot snapshot = collector.collect();
      if (!snapshot.cluster().name().equals(run.cluster())) {
        throw new NothingUsable(
            "the snapshot is of cluster " + snapshot.cluster().name() + ", not " + run.cluster());
      }
      runs.progress(run.id(), 80, "storing " + snapshot.manifests().size() + " objects");
      StoredSnapshot stored = evidence.append(snapshot);
      return runs.succeed(run.id(), stored.id().toString(), clock.instant());
    } catch (NothingUsable | StoreFailure | IllegalArgumentException e) {
      return runs.fail(run.id(), String.valueOf(e.getMessage()), clock.instant());
    } catch (RuntimeException e) {
      endAfter(run, e);
      throw e;
    }
  }

  /// A fault of ours, or a run that was cancelled meanwhile and stays so.
  private void endAfter(StoredRun run, RuntimeException fault) {
    StoredRun now = runs.find(run.id());
    if (now != null && !now.state().isEnded()) {
      runs.fail(run.id(), fault.toString(), clock.instant());
    }
  }
}
