package dev.palisade.analysis.inventory;

import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.snapshot.ResourceRef;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A pod, or the pod that a workload's template would make where no pod of it was read.
///
/// @param ref the Pod, or the workload whose template it is
/// @param labels labels as the manifest has them
/// @param selectorLabels labels as the dialect's selectors see them: `labels` and what the network
///   plugin adds
/// @param addresses pod addresses, IPv4 and IPv6; empty when not known
/// @param nodeName null: not scheduled, or a template
/// @param hostAccess how the pod reaches into its node, with the JSON pointer of the field that
///   says so
public record Pod(
    ResourceRef ref,
    String namespace,
    String name,
    Labels labels,
    Labels selectorLabels,
    String serviceAccount,
    List<IpAddress> addresses,
    @Nullable String nodeName,
    Network network,
    Life life,
    Origin origin,
    Workload workload,
    List<ContainerPort> ports,
    SortedMap<HostAccess, String> hostAccess)
    implements Comparable<Pod> {

  /// Whose network a pod uses.
  public enum Network {
    OWN,
    /// `hostNetwork: true`: the node's addresses are the pod's.
    HOST
  }

  /// Whether a pod can still have traffic.
  public enum Life {
    ACTIVE,
    /// Succeeded or Failed, or of a Job that is complete.
    FINISHED
  }

  /// Where the pod is known from.
  public enum Origin {
    OBSERVED,
    TEMPLATE
  }

  /// Ways out of a pod's isolation from its node.
  public enum HostAccess {
    PRIVILEGED,
    HOST_NETWORK,
    HOST_PATH,
    HOST_PID,
    HOST_IPC
  }

  private static final Comparator<Pod> ORDER =
      Comparator.comparing(Pod::namespace).thenComparing(Pod::name).thenComparing(Pod::workload);

  public Pod {
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
    hostAccess = Collections.unmodifiableSortedMap(new TreeMap<>(hostAccess));
  }

  public boolean usesHostNetwork() {
    return network == Network.HOST;
  }

  @Override
  public int compareTo(Pod other) {
    return ORDER.compare(this, other);
  }

  /// `namespace/name`.
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
