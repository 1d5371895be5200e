package dev.palisade.analysis.reachability.connectivity;

import dev.palisade.analysis.inventory.Exposure;
import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Workload;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an ingress controller reaches: an unknown pod in a namespace of its own, without labels. It
/// connects to the pods behind the Ingress and Route objects, on ports that a container declares,
/// as far as the ingress policies there let such a pod in. Nothing is known of policies on its own
/// side.
public final class IngressController {
  /// How the controller stands in a map.
  public static final String NAME = "{ingress-controller}";

  private IngressController() {}

  /// The end that stands for it.
  static MapEnd end() {
    return new MapEnd(NAME, null, EndpointSet.of());
  }

  /// The traffic to each pod that it has any to.
  static SortedMap<Pod, TrafficSet> flows(Reachability reachability) {
    Map<String, TrafficSet> led = new HashMap<>();
    for (Exposure exposure : reachability.inventory().exposures()) {
      if (exposure.kind() == Exposure.Kind.INGRESS) {
        exposure.pods().forEach(pod -> led.merge(pod, exposure.traffic(), TrafficSet::union));
      }
    }
    SortedMap<Pod, TrafficSet> flows = new TreeMap<>();
    if (led.isEmpty()) {
      return flows;
    }
    Pod controller = pod();
    Reachability seen = withController(reachability, controller);
    Endpoints endpoints = seen.endpoints();
    int source = endpoints.idOf(controller);
    for (Pod pod : reachability.inventory().pods()) {
      TrafficSet traffic =
          declared(pod)
              .intersect(led.getOrDefault(pod.toString(), TrafficSet.NONE))
              .intersect(seen.traffic(source, endpoints.idOf(pod)));
      if (!traffic.isEmpty()) {
        flows.put(pod, traffic);
      }
    }
    return flows;
  }

  private static TrafficSet declared(Pod pod) {
    TrafficSet traffic = TrafficSet.NONE;
    for (var port : pod.ports()) {
      traffic = traffic.union(TrafficSet.of(port.protocol(), PortSet.of(port.number())));
    }
    return traffic;
  }

  private static Reachability withController(Reachability reachability, Pod controller) {
    Inventory inventory = reachability.inventory();
    SortedMap<String, Namespace> namespaces = new TreeMap<>(inventory.namespaces());
    namespaces.put(NAME, new Namespace(NAME, Labels.EMPTY, null));
    List<Pod> pods = new ArrayList<>(inventory.pods());
    pods.add(controller);
    Inventory extended =
        new Inventory(
            namespaces,
            pods,
            inventory.services(),
            inventory.exposures(),
            inventory.nodes(),
            inventory.agents(),
            inventory.access(),
            inventory.networkSettings(),
            inventory.apiKinds());
    return Reachability.of(extended, ingressOnly(reachability.policies()), reachability.settings());
  }

  private static PolicySet ingressOnly(PolicySet policies) {
    return new PolicySet(
        policies.tiers().stream()
            .map(
                tier ->
                    new Tier(
                        tier.name(),
                        tier.combination(),
                        tier.policies().stream()
                            .map(p -> new Policy(p.ref(), p.subject(), p.ingress(), null))
                            .toList()))
            .toList(),
        List.of());
  }

  private static Pod pod() {
    return new Pod(
        new ResourceRef("v1", "Pod", NAME, NAME, null, ""),
        NAME,
        NAME,
        Labels.EMPTY,
        Labels.EMPTY,
        "default",
        List.of(),
        null,
        Pod.Network.OWN,
        Pod.Life.ACTIVE,
        Pod.Origin.TEMPLATE,
        new Workload(NAME, NAME, "Pod"),
        List.of(),
        new TreeMap<>());
  }
}
