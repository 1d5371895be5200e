package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Pod.Life;
import dev.palisade.analysis.inventory.Service;
import dev.palisade.analysis.inventory.Service.Endpoint;
import dev.palisade.analysis.inventory.Service.Port;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Where connections to services end: at which pods, on which of their own ports.
final class Backends {
  private final Map<String, List<Service>> services = new HashMap<>();
  private final Map<String, List<Pod>> podsOfNamespace = new HashMap<>();
  private final Map<IpAddress, List<Pod>> podsAt = new HashMap<>();

  Backends(List<Service> services, List<Pod> pods) {
    for (Service s : services) {
      this.services.computeIfAbsent(s.namespace() + "/" + s.name(), k -> new ArrayList<>()).add(s);
    }
    for (Pod pod : pods) {
      if (pod.life() == Life.ACTIVE) {
        podsOfNamespace.computeIfAbsent(pod.namespace(), n -> new ArrayList<>()).add(pod);
        pod.addresses().forEach(a -> podsAt.computeIfAbsent(a, k -> new ArrayList<>()).add(pod));
      }
    }
  }

  /// The services of that name: none when it was not read, several when files disagree on it.
  List<Service> services(String namespace, String name) {
    return services.getOrDefault(namespace + "/" + name, List.of());
  }

  List<Pod> pods(String namespace) {
    return podsOfNamespace.getOrDefault(namespace, List.of());
  }

  /// What arrives at each pod, as `namespace/name`, through those ports of a service: by its
  /// selector, and by its endpoints, which others than the selector may have written.
  SortedMap<String, TrafficSet> behind(Service service, Predicate<Port> which) {
    SortedMap<String, TrafficSet> traffic = new TreeMap<>();
    for (Port port : service.ports()) {
      if (!which.test(port)) {
        continue;
      }
      for (Pod pod : pods(service.namespace())) {
        if (service.selects(pod)) {
          add(traffic, pod, targets(pod, port));
        }
      }
      for (Endpoint endpoint : service.endpoints()) {
        if (Objects.equals(endpoint.portName(), port.name())) {
          TrafficSet at = TrafficSet.of(endpoint.protocol(), endpoint.ports());
          podsAt.getOrDefault(endpoint.address(), List.of()).forEach(pod -> add(traffic, pod, at));
        }
      }
    }
    return traffic;
  }

  /// A named target port is looked up in the pod's containers.
  private static TrafficSet targets(Pod pod, Port port) {
    if (port.targetNumber() != null) {
      return TrafficSet.of(port.protocol(), PortSet.of(port.targetNumber()));
    }
    TrafficSet traffic = TrafficSet.NONE;
    for (ContainerPort declared : pod.ports()) {
      if (port.protocol().equals(declared.protocol())
          && Objects.equals(port.targetName(), declared.name())) {
        traffic = traffic.union(TrafficSet.of(port.protocol(), PortSet.of(declared.number())));
      }
    }
    return traffic;
  }

  private static void add(SortedMap<String, TrafficSet> to, Pod pod, TrafficSet traffic) {
    if (!traffic.isEmpty()) {
      to.merge(pod.toString(), traffic, TrafficSet::union);
    }
  }
}
