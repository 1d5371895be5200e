package dev.palisade.application;

import dev.palisade.collect.Collector;
import dev.palisade.collect.files.FolderCollector;
import dev.palisade.collect.kubernetes.ConnectedCollector;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.StoredRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Takes snapshots of the clusters that the configuration names.
@ApplicationScoped
public class CollectCluster {
  private final TakeSnapshot takeSnapshot;
  private final ConfiguredClusters clusters;
  private final CheckRights rights;
  private final Clock clock;

  public CollectCluster(
      TakeSnapshot takeSnapshot, ConfiguredClusters clusters, CheckRights rights, Clock clock) {
    this.takeSnapshot = takeSnapshot;
    this.clusters = clusters;
    this.rights = rights;
    this.clock = clock;
  }

  /// Names of the clusters that can be collected.
  public SortedSet<String> names() {
    return new TreeSet<>(clusters.byName().keySet());
  }

  /// @throws NotFound if the configuration has no such cluster
  void requireConfigured(String cluster) {
    configured(cluster);
  }

  private ConfiguredClusters.Source configured(String cluster) {
    ConfiguredClusters.Source configured = clusters.byName().get(cluster);
    if (configured == null) {
      throw new NotFound(
          "no cluster " + cluster + " is configured (palisade.clusters." + cluster + ")");
    }
    return configured;
  }

  /// Works on a run that has begun.
  ///
  /// @return the snapshot's id
  String collect(StoredRun run, Trigger trigger, Steps steps) {
    ConfiguredClusters.Source source = configured(run.cluster());
    List<Path> files = source.files().orElse(List.of());
    return takeSnapshot.take(
        run,
        files.isEmpty()
            ? () -> fromApiServer(run, source, trigger, steps)
            : fromFiles(run, files, trigger)::collect,
        steps);
  }

  private Snapshot fromApiServer(
      StoredRun run, ConfiguredClusters.Source source, Trigger trigger, Steps steps) {
    rights.beforeFirstCollection(run.cluster());
    try (ConnectedCollector cluster =
        new ConnectedCollector(
            source.kubeconfig().orElse(null),
            source.context().orElse(null),
            run.cluster(),
            trigger,
            run.requestedBy(),
            clock)) {
      return cluster.collect(
          (kind, number, all) -> steps.at(5 + 70 * number / all, "listing " + kind));
    }
  }

  private Collector fromFiles(StoredRun run, List<Path> files, Trigger trigger) {
    FolderCollector folder = new FolderCollector(files, run.cluster(), clock);
    return () -> {
      Snapshot read = folder.collect();
      return new Snapshot(
          read.cluster(),
          read.takenAt(),
          read.run().askedFor(trigger, run.requestedBy()),
          read.manifests(),
          read.calls(),
          read.gaps());
    };
  }
}
