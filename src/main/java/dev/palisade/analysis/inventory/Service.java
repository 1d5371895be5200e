package dev.palisade.analysis.inventory;

import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.snapshot.ResourceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Service and where its connections end.
///
/// @param selector null: without selector, backends come from its EndpointSlices alone
/// @param externalAddresses `spec.externalIPs`, as written (they may be nonsense)
/// @param endpoints backends by its EndpointSlices; empty when none were read
public record Service(
    ResourceRef ref,
    String namespace,
    String name,
    Type type,
    @Nullable Labels selector,
    List<IpAddress> clusterAddresses,
    List<String> externalAddresses,
    List<Port> ports,
    List<Endpoint> endpoints)
    implements Comparable<Service> {

  /// `spec.type`; headless services are CLUSTER_IP without cluster addresses.
  public enum Type {
    CLUSTER_IP,
    NODE_PORT,
    LOAD_BALANCER,
    EXTERNAL_NAME
  }

  /// One entry of `spec.ports`.
  ///
  /// @param targetNumber the pod's port; null when `targetName` gives it by name
  /// @param nodePort null: none
  public record Port(
      @Nullable String name,
      Protocol protocol,
      int port,
      @Nullable Integer targetNumber,
      @Nullable String targetName,
      @Nullable Integer nodePort,
      String pointer) {}

  /// One backend address with the port that connections to `portName` end at.
  ///
  /// @param ports one, or all of them: a port without number in an EndpointSlice "is interpreted as
  ///   'all ports'"
  public record Endpoint(
      IpAddress address, @Nullable String portName, Protocol protocol, PortSet ports) {}

  public Service {
    clusterAddresses = List.copyOf(clusterAddresses);
    externalAddresses = List.copyOf(externalAddresses);
    ports = List.copyOf(ports);
    endpoints = List.copyOf(endpoints);
  }

  /// Whether the service's own selector selects the pod (same namespace).
  public boolean selects(Pod pod) {
    Labels wanted = selector;
    return wanted != null
        && pod.namespace().equals(namespace)
        && wanted.asMap().entrySet().stream()
            .allMatch(e -> e.getValue().equals(pod.labels().get(e.getKey())));
  }

  @Override
  public int compareTo(Service other) {
    return ref.compareTo(other.ref);
  }
}
