package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Exposure;
import dev.palisade.analysis.inventory.Exposure.Kind;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Pod.HostAccess;
import dev.palisade.analysis.inventory.Pod.Life;
import dev.palisade.analysis.inventory.Service;
import dev.palisade.analysis.inventory.Service.Port;
import dev.palisade.analysis.inventory.Service.Type;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Computes by which ways addresses outside the cluster are led to pods. A way that leads to no pod
/// is none.
final class Exposures {
  private final Backends backends;
  private final Aliases aliases;
  private final List<Exposure> exposures = new ArrayList<>();

  private Exposures(Backends backends, Aliases aliases) {
    this.backends = backends;
    this.aliases = aliases;
  }

  static List<Exposure> of(
      List<Manifest> manifests, List<Service> services, List<Pod> pods, Diagnostics diagnostics) {
    Backends backends = new Backends(services, pods);
    Exposures all = new Exposures(backends, new Aliases(manifests, backends));
    services.forEach(all::addService);
    pods.forEach(all::addPod);
    Controllers controllers = Controllers.read(manifests, pods, diagnostics);
    IngressRoutes.read(manifests, controllers, diagnostics).forEach(all::addRoute);
    TargetGroups.read(manifests, diagnostics).forEach(all::addRoute);
    GatewayRoutes.read(manifests, controllers, diagnostics).forEach(all::addRoute);
    return all.exposures;
  }

  /// A LoadBalancer has node ports too, unless they are turned off: those that it names are
  /// exposures of their own.
  private void addService(Service service) {
    if (service.type() == Type.EXTERNAL_NAME) {
      return;
    }
    if (service.type() == Type.LOAD_BALANCER) {
      add(Kind.LOAD_BALANCER, service, "/spec/type", port -> true);
    }
    if (service.type() == Type.NODE_PORT) {
      add(Kind.NODE_PORT, service, "/spec/type", port -> true);
    } else {
      for (Port port : service.ports()) {
        if (port.nodePort() != null) {
          add(Kind.NODE_PORT, service, port.pointer() + "/nodePort", port::equals);
        }
      }
    }
    if (!service.externalAddresses().isEmpty()) {
      add(Kind.EXTERNAL_IP, service, "/spec/externalIPs", port -> true);
    }
  }

  private void add(Kind kind, Service service, String pointer, Predicate<Port> ports) {
    addGroups(kind, service.ref(), pointer, backends.behind(service, ports), new TreeSet<>());
  }

  private void addRoute(Route route) {
    for (Service service : backends.services(route.namespace(), route.service())) {
      if (service.type() == Type.EXTERNAL_NAME) {
        // the port that the alias says need not be one of the service's: controllers differ
        aliases.meant(service).forEach(meant -> addRoute(route, meant, port -> true));
      } else {
        addRoute(route, service, route.port());
      }
    }
  }

  private void addRoute(Route route, Service service, Predicate<Port> ports) {
    SortedMap<String, TrafficSet> traffic = backends.behind(service, ports);
    addGroups(route.kind(), route.ref(), route.pointer(), traffic, route.controllers());
  }

  /// One exposure for all pods that the same traffic arrives at: names of ports may mean different
  /// numbers.
  private void addGroups(
      Kind kind,
      ResourceRef ref,
      String pointer,
      SortedMap<String, TrafficSet> traffic,
      SortedSet<String> controllers) {
    Map<TrafficSet, SortedSet<String>> pods = new LinkedHashMap<>();
    traffic.forEach((pod, t) -> pods.computeIfAbsent(t, k -> new TreeSet<>()).add(pod));
    pods.forEach(
        (t, names) -> exposures.add(new Exposure(kind, ref, pointer, names, t, controllers)));
  }

  /// A pod in its node's network listens on the node's addresses, on whatever port: what its
  /// containers declare is for people.
  private void addPod(Pod pod) {
    SortedSet<String> self = new TreeSet<>(List.of(pod.toString()));
    if (pod.life() == Life.FINISHED) {
      return;
    }
    if (pod.usesHostNetwork()) {
      String pointer = pod.hostAccess().getOrDefault(HostAccess.HOST_NETWORK, "");
      exposures.add(
          new Exposure(
              Kind.HOST_NETWORK, pod.ref(), pointer, self, TrafficSet.ALL, new TreeSet<>()));
      return;
    }
    for (ContainerPort port : pod.ports()) {
      if (port.hostPort() != null) {
        TrafficSet traffic = TrafficSet.of(port.protocol(), PortSet.of(port.number()));
        exposures.add(
            new Exposure(
                Kind.HOST_PORT, pod.ref(), port.pointer(), self, traffic, new TreeSet<>()));
      }
    }
  }
}
