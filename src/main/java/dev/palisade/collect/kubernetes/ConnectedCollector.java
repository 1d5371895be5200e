package dev.palisade.collect.kubernetes;

import dev.palisade.collect.Collector;
import dev.palisade.collect.NothingUsable;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Snapshot;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Collects from a cluster by a client of its own, for whoever has none and knows of none.
public final class ConnectedCollector implements Collector, AutoCloseable {
  private final KubernetesClient client;
  private final ClusterCollector collector;
  private final Clock clock;

  /// @param kubeconfig null: found as kubectl finds one
  /// @param context null: the current one
  /// @param clusterName the name that people gave the cluster
  /// @param requester user, schedule or program that asks for the snapshot
  /// @throws NothingUsable if the file is no kubeconfig, or has no such context; no cluster was
  ///   asked yet
  public ConnectedCollector(
      @Nullable Path kubeconfig,
      @Nullable String context,
      String clusterName,
      Trigger trigger,
      String requester,
      Clock clock) {
    this.client =
        kubeconfig == null
            ? ClusterConnection.ambient(context)
            : ClusterConnection.kubeconfig(kubeconfig, context);
    this.clock = clock;
    this.collector =
        new ClusterCollector(
            client, clusterName, trigger, requester, clock, CollectionLimits.DEFAULT);
  }

  /// @throws NothingUsable if the API server does not answer, or does not know who asks
  @Override
  public Snapshot collect() {
    return collector.collect();
  }

  /// What the collector may do there; collects nothing.
  ///
  /// @throws NothingUsable if the API server does not answer, or does not know who asks
  public Rights rights() {
    return RightsCheck.of(client, clock, CollectionLimits.DEFAULT);
  }

  /// @param listing told of each kind before it is listed
  /// @throws NothingUsable if the API server does not answer, or does not know who asks
  public Snapshot collect(Listing listing) {
    return collector.collect(listing);
  }

  @Override
  public void close() {
    client.close();
  }
}
