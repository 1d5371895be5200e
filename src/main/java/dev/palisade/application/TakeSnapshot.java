package dev.palisade.application;

import dev.palisade.collect.NothingUsable;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.StoredRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/// Collects a cluster's objects and keeps them. No transaction is open while the cluster is asked.
@ApplicationScoped
public class TakeSnapshot {
  private final EvidenceStore evidence;

  public TakeSnapshot(EvidenceStore evidence) {
    this.evidence = evidence;
  }

  /// Works on a run that has begun.
  ///
  /// @return the snapshot's id
  /// @throws NothingUsable if there is nothing to make a snapshot of, or it is of another cluster
  /// @throws dev.palisade.store.StoreFailure if it cannot be stored
  /// @throws IllegalStateException if the run is not at work any more: nothing is stored
  String take(StoredRun run, Supplier<Snapshot> collector, Steps steps) {
    steps.at(2, "collecting");
    Snapshot snapshot = collector.get();
    if (!snapshot.cluster().name().equals(run.cluster())) {
      throw new NothingUsable(
          "the snapshot is of cluster " + snapshot.cluster().name() + ", not " + run.cluster());
    }
    steps.at(80, "storing " + snapshot.manifests().size() + " objects");
    return steps
        .store(() -> evidence.append(snapshot), stored -> stored.id().toString())
        .id()
        .toString();
  }
}
