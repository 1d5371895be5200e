package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Workload;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.snapshot.ResourceRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Short ways to make the parts of a cluster.
final class Clusters {

  static final DialectSettings KUBERNETES =
      DialectSettings.of(Dialect.KUBERNETES, DialectSettings.Use.MANIFESTS);

  private Clusters() {}

  static ResourceRef ref(String kind, String namespace, String name) {
    return new ResourceRef("test/v1", kind, namespace, name, null, "0");
  }

  static Namespace namespace(String name, Labels labels) {
    return new Namespace(
        name, labels.with("kubernetes.io/metadata.name", name), ref("Namespace", "", name));
  }

  static Pod pod(String namespace, String name, Labels labels, ContainerPort... ports) {
    return pod(namespace, name, labels, List.of(), null, Pod.Network.OWN, List.of(ports));
  }

  static Pod pod(
      String namespace,
      String name,
      Labels labels,
      List<IpAddress> addresses,
      @Nullable String nodeName,
      Pod.Network network,
      List<ContainerPort> ports) {
    return new Pod(
        ref("Pod", namespace, name),
        namespace,
        name,
        labels,
        labels,
        "default",
        addresses,
        nodeName,
        network,
        Pod.Life.ACTIVE,
        Pod.Origin.OBSERVED,
        new Workload(namespace, name, "Pod"),
        ports,
        new TreeMap<>());
  }

  static ContainerPort port(String name, Protocol protocol, int number) {
    return new ContainerPort(name, protocol, number, null, "/spec/containers/0/ports/0");
  }

  static Node node(String name, Labels labels, IpAddress... addresses) {
    return new Node(ref("Node", "", name), name, labels, List.of(addresses), IpSet.NONE);
  }

  static Inventory inventory(List<Namespace> namespaces, List<Pod> pods, List<Node> nodes) {
    Map<String, Namespace> byName = new TreeMap<>();
    namespaces.forEach(namespace -> byName.put(namespace.name(), namespace));
    Inventory none = Inventory.empty();
    return new Inventory(
        new TreeMap<>(byName),
        pods,
        none.services(),
        none.exposures(),
        nodes,
        none.agents(),
        none.access(),
        none.networkSettings(),
        none.apiKinds());
  }

  static PolicySet additive(Policy... policies) {
    return new PolicySet(
        List.of(new Tier("policies", Tier.Combination.DENY_OVERRIDES, List.of(policies))),
        List.of());
  }
}
