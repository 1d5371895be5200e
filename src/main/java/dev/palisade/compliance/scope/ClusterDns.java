package dev.palisade.compliance.scope;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Service;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The cluster's DNS: the pods behind Service `kube-system/kube-dns` on the target ports of its
/// port 53, the pods of system namespaces labelled `k8s-app: kube-dns`, `coredns` or
/// `node-local-dns`, and the node-local cache's address 169.254.20.10.
///
/// The label counts in system namespaces alone: elsewhere anyone who may create a pod could set it
/// and be taken for the DNS.
///
/// @param pods the DNS pods
/// @param cache the address range of the node-local cache
/// @param ports by endpoint, the TCP and UDP ports that queries arrive at
public record ClusterDns(
    EndpointSet pods, EndpointSet cache, SortedMap<Integer, TrafficSet> ports) {

  /// Where node-local-dns listens unless told otherwise
  /// (kubernetes.io/docs/tasks/administer-cluster/nodelocaldns).
  public static final IpSet CACHE_ADDRESS = IpSet.of(IpAddress.parse("169.254.20.10"));

  private static final int PORT = 53;
  private static final Set<String> LABELS = Set.of("kube-dns", "coredns", "node-local-dns");

  /// UDP and TCP 53.
  public static final TrafficSet QUERIES = on(Protocol.UDP, PORT).union(on(Protocol.TCP, PORT));

  public ClusterDns {
    ports = Collections.unmodifiableSortedMap(new TreeMap<>(ports));
  }

  /// @param system whether a pod is in a system namespace
  static ClusterDns find(Inventory inventory, Endpoints endpoints, Predicate<Pod> system) {
    List<Service> services =
        inventory.services().stream()
            .filter(s -> s.namespace().equals("kube-system") && s.name().equals("kube-dns"))
            .toList();
    Set<IpAddress> backends = new HashSet<>();
    services.forEach(s -> s.endpoints().forEach(e -> backends.add(e.address())));
    SortedMap<Integer, TrafficSet> ports = new TreeMap<>();
    List<Pod> pods = endpoints.podList();
    for (int id = 0; id < pods.size(); id++) {
      Pod pod = pods.get(id);
      boolean labelled =
          LABELS.contains(String.valueOf(pod.labels().get("k8s-app"))) && system.test(pod);
      boolean behind =
          pod.addresses().stream().anyMatch(backends::contains)
              || services.stream().anyMatch(s -> s.selects(pod));
      if (behind) {
        ports.put(id, targets(services, pod));
      } else if (labelled) {
        ports.put(id, QUERIES);
      }
    }
    EndpointSet found =
        EndpointSet.of(ports.keySet().stream().mapToInt(Integer::intValue).toArray());
    EndpointSet cache =
        endpoints
            .addressesIn(CACHE_ADDRESS)
            .minus(endpoints.addressesIn(CACHE_ADDRESS.complement()));
    cache.forEach(id -> ports.put(id, QUERIES));
    return new ClusterDns(found, cache, ports);
  }

  private static TrafficSet targets(List<Service> services, Pod pod) {
    TrafficSet traffic = TrafficSet.NONE;
    for (Service service : services) {
      for (Service.Port port : service.ports()) {
        if (port.port() == PORT) {
          for (int number : numbers(port, pod)) {
            traffic = traffic.union(on(port.protocol(), number));
          }
        }
      }
    }
    // a protocol that the service does not name is asked for on the usual port
    for (Protocol protocol : QUERIES.protocols()) {
      if (traffic.restrictedTo(protocol).isEmpty()) {
        traffic = traffic.union(on(protocol, PORT));
      }
    }
    return traffic;
  }

  private static List<Integer> numbers(Service.Port port, Pod pod) {
    if (port.targetNumber() != null) {
      return List.of(port.targetNumber());
    }
    if (port.targetName() == null) {
      // without targetPort the service's own port is used (core/v1 ServicePort)
      return List.of(port.port());
    }
    List<Integer> numbers = new ArrayList<>();
    for (ContainerPort declared : pod.ports()) {
      if (port.targetName().equals(declared.name())
          && port.protocol().equals(declared.protocol())) {
        numbers.add(declared.number());
      }
    }
    return numbers;
  }

  /// Pods and cache.
  public EndpointSet endpoints() {
    return pods.or(cache);
  }

  /// The ports of one protocol that queries arrive at; nothing for an endpoint that is no DNS.
  public TrafficSet ports(int endpoint, Protocol protocol) {
    return ports.getOrDefault(endpoint, TrafficSet.NONE).restrictedTo(protocol);
  }

  private static TrafficSet on(Protocol protocol, int port) {
    return TrafficSet.of(protocol, PortSet.of(port));
  }
}
