package dev.palisade.translate.calico;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Service;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What `services` in a rule means: the endpoints in the service's EndpointSlices, ready or not
/// (`felix/serviceindex`). Where there are no slices, as in a folder of manifests, those that the
/// service's selector and ports will make.
final class ServiceBackends {
  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  /// Some backends, and what of their traffic is the service's.
  record Backends(Peer peer, TrafficMatch traffic) {}

  private record Slice(List<IpAddress> addresses, List<TrafficSet> ports) {}

  private final Inventory inventory;
  private final Map<String, List<Slice>> slices = new HashMap<>();

  private ServiceBackends(Inventory inventory) {
    this.inventory = inventory;
  }

  static ServiceBackends read(
      List<Manifest> manifests, Inventory inventory, Diagnostics diagnostics) {
    ServiceBackends all = new ServiceBackends(inventory);
    for (Manifest manifest : manifests) {
      if (manifest.ref().kind().equals("EndpointSlice")
          && manifest.ref().group().equals("discovery.k8s.io")) {
        Candidate.read(manifest, diagnostics, all::add);
      }
    }
    return all;
  }

  private Slice add(Candidate candidate) {
    Cursor root = candidate.root();
    List<IpAddress> addresses = new ArrayList<>();
    for (Cursor endpoint : root.get("endpoints").items()) {
      for (Cursor address : endpoint.get("addresses").items()) {
        // names outside the cluster are no addresses
        IpAddress.tryParse(address.text("")).ifPresent(addresses::add);
      }
    }
    List<TrafficSet> ports = new ArrayList<>();
    for (Cursor port : root.get("ports").items()) {
      Long number = port.get("port").integer();
      // an absent number means all ports to others, and none to Calico
      if (number != null && number >= PortRange.MIN && number <= PortRange.MAX) {
        ports.add(
            TrafficSet.of(
                protocol(port.get("protocol").text("TCP")), PortSet.of(number.intValue())));
      }
    }
    Slice slice = new Slice(addresses, ports);
    String service = root.get("metadata").get("labels").get(SERVICE_NAME).text("");
    slices
        .computeIfAbsent(candidate.ref().namespace() + "/" + service, k -> new ArrayList<>())
        .add(slice);
    return slice;
  }

  private static Protocol protocol(String name) {
    return switch (name) {
      case "UDP" -> Protocol.UDP;
      case "SCTP" -> Protocol.SCTP;
      default -> Protocol.TCP;
    };
  }

  /// The backends by address alone: as the source of traffic.
  Peer anyPort(String namespace, String name) {
    List<Slice> found = slices.get(namespace + "/" + name);
    if (found != null) {
      List<IpSet> addresses = new ArrayList<>();
      found.forEach(slice -> slice.addresses().forEach(a -> addresses.add(IpSet.of(a))));
      return addressed(IpSet.unionOf(addresses));
    }
    return named(pods(namespace, name));
  }

  /// The backends with the ports that the service leads to: as the destination of traffic. None
  /// when the service has none.
  List<Backends> withPorts(String namespace, String name) {
    List<Slice> found = slices.get(namespace + "/" + name);
    return found != null ? bySlices(found) : bySelector(namespace, name);
  }

  private static List<Backends> bySlices(List<Slice> slices) {
    List<Backends> backends = new ArrayList<>();
    for (Slice slice : slices) {
      IpSet addresses = IpSet.unionOf(slice.addresses().stream().map(IpSet::of).toList());
      TrafficSet ports = slice.ports().stream().reduce(TrafficSet.NONE, TrafficSet::union);
      if (!addresses.isEmpty() && !ports.isEmpty()) {
        backends.add(new Backends(addressed(addresses), new TrafficMatch.Exactly(ports)));
      }
    }
    return backends;
  }

  private static Peer addressed(IpSet addresses) {
    return new Peer.Addresses(addresses, AddressReach.PODS_AND_NODES);
  }

  private List<Backends> bySelector(String namespace, String name) {
    Map<TrafficSet, SortedSet<String>> byPorts = new HashMap<>();
    for (Service service : inventory.services()) {
      if (service.namespace().equals(namespace) && service.name().equals(name)) {
        for (Pod pod : pods(namespace, name)) {
          TrafficSet ports =
              service.ports().stream()
                  .map(port -> target(port, pod))
                  .reduce(TrafficSet.NONE, TrafficSet::union);
          if (!ports.isEmpty()) {
            byPorts.computeIfAbsent(ports, p -> new TreeSet<>()).add(pod.toString());
          }
        }
      }
    }
    SortedMap<String, Backends> sorted = new TreeMap<>();
    byPorts.forEach(
        (ports, pods) ->
            sorted.put(
                ports.toString(),
                new Backends(new Peer.PodsNamed(pods), new TrafficMatch.Exactly(ports))));
    return List.copyOf(sorted.values());
  }

  private static TrafficSet target(Service.Port port, Pod pod) {
    Integer number = port.targetNumber();
    if (number != null) {
      return TrafficSet.of(port.protocol(), PortSet.of(number));
    }
    for (ContainerPort declared : pod.ports()) {
      if (declared.protocol().equals(port.protocol())
          && declared.name() != null
          && declared.name().equals(port.targetName())) {
        return TrafficSet.of(port.protocol(), PortSet.of(declared.number()));
      }
    }
    return TrafficSet.NONE;
  }

  private List<Pod> pods(String namespace, String name) {
    for (Service service : inventory.services()) {
      if (service.namespace().equals(namespace) && service.name().equals(name)) {
        return inventory.pods().stream().filter(service::selects).toList();
      }
    }
    return Collections.emptyList();
  }

  private static Peer named(List<Pod> pods) {
    SortedSet<String> names = new TreeSet<>();
    pods.forEach(pod -> names.add(pod.toString()));
    return new Peer.PodsNamed(names);
  }

  /// Whether the service is there, by an object or by slices.
  boolean isKnown(String namespace, String name) {
    return slices.containsKey(namespace + "/" + name)
        || inventory.services().stream()
            .anyMatch(s -> s.namespace().equals(namespace) && s.name().equals(name));
  }
}
