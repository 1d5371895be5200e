package dev.palisade.analysis.reachability;

import static dev.palisade.analysis.reachability.ClusterObjects.BLOCKS;
import static dev.palisade.analysis.reachability.ClusterObjects.NAMESPACES;
import static dev.palisade.analysis.reachability.ClusterObjects.PORTS;
import static dev.palisade.analysis.reachability.ClusterObjects.PORT_NAMES;
import static dev.palisade.analysis.reachability.ClusterObjects.PROTOCOLS;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Random policies of every kind that Kubernetes defines, and primary networks of OVN-Kubernetes.
final class KubernetesObjects {
  private static final String V1 = "policy.networking.k8s.io/v1alpha1";
  private static final String V2 = "policy.networking.k8s.io/v1alpha2";

  private final Chance chance;
  private final ClusterObjects cluster;

  KubernetesObjects(Chance chance, ClusterObjects cluster) {
    this.chance = chance;
    this.cluster = cluster;
  }

  ObjectNode networkPolicy(int number) {
    return Trees.manifest(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        chance.pick(NAMESPACES),
        "np" + number,
        null,
        "spec",
        Trees.object(
            "podSelector",
            cluster.podSelector(),
            "policyTypes",
            chance.maybe(
                60,
                () ->
                    chance.one(
                        List.of("Ingress"), List.of("Egress"), List.of("Ingress", "Egress"))),
            "ingress",
            chance.maybe(70, () -> chance.many(0, 2, () -> networkPolicyRule("from"))),
            "egress",
            chance.maybe(60, () -> chance.many(0, 2, () -> networkPolicyRule("to")))));
  }

  Node networkPolicyRule(String peers) {
    return Trees.object(
        peers,
        chance.maybe(80, () -> chance.many(0, 2, this::networkPolicyPeer)),
        "ports",
        chance.maybe(65, () -> chance.many(0, 2, this::networkPolicyPort)));
  }

  private Node networkPolicyPeer() {
    return switch (chance.below(5)) {
      case 0 -> Trees.object("podSelector", cluster.podSelector());
      case 1 -> Trees.object("namespaceSelector", cluster.namespaceSelector());
      case 2 ->
          Trees.object(
              "namespaceSelector",
              cluster.namespaceSelector(),
              "podSelector",
              cluster.podSelector());
      default -> Trees.object("ipBlock", ipBlock());
    };
  }

  private Node ipBlock() {
    return switch (chance.below(5)) {
      case 0 ->
          Trees.object(
              "cidr", "10.0.0.0/8", "except", List.of(chance.one("10.0.0.0/30", "10.0.0.1/32")));
      case 1 ->
          Trees.object("cidr", "0.0.0.0/0", "except", chance.some(0, 2, BLOCKS.subList(0, 6)));
      case 2 -> Trees.object("cidr", "::/0", "except", List.of("fd00::2/127"));
      default -> Trees.object("cidr", chance.pick(BLOCKS));
    };
  }

  private Node networkPolicyPort() {
    String protocol = chance.maybe(60, () -> chance.pick(PROTOCOLS));
    return switch (chance.below(5)) {
      case 0 -> Trees.object("protocol", protocol);
      case 1 -> Trees.object("protocol", protocol, "port", chance.pick(PORT_NAMES));
      case 2 -> Trees.object("protocol", protocol, "port", 79, "endPort", chance.one(79, 80, 8080));
      default -> Trees.object("protocol", protocol, "port", chance.pick(PORTS));
    };
  }

  ObjectNode adminNetworkPolicy(int number) {
    return cluster(V1, "AdminNetworkPolicy", "a" + number, null, 2 * number + chance.below(2));
  }

  ObjectNode baselineAdminNetworkPolicy() {
    return cluster(V1, "BaselineAdminNetworkPolicy", "default", null, null);
  }

  ObjectNode clusterNetworkPolicy(int number) {
    return cluster(
        V2,
        "ClusterNetworkPolicy",
        "c" + number,
        chance.one("Admin", "Baseline"),
        2 * number + chance.below(2));
  }

  private ObjectNode cluster(
      String version, String kind, String name, @Nullable String tier, @Nullable Integer priority) {
    Form form = new Form(version.equals(V2), priority == null);
    return Trees.manifest(
        version,
        kind,
        null,
        name,
        null,
        "spec",
        Trees.object(
            "tier",
            tier,
            "priority",
            priority,
            "subject",
            chance.in100(40) ? Trees.object("namespaces", Trees.object()) : pods(),
            "ingress",
            chance.maybe(85, () -> chance.many(1, 3, () -> rule("from", form))),
            "egress",
            chance.maybe(85, () -> chance.many(1, 3, () -> rule("to", form)))));
  }

  /// In what the kinds differ.
  private record Form(boolean second, boolean baseline) {
    String allow() {
      return second ? "Accept" : "Allow";
    }
  }

  private Node rule(String peers, Form form) {
    String action =
        form.baseline()
            ? chance.one("Allow", "Deny", "Deny")
            : chance.one(form.allow(), "Deny", "Deny", "Pass");
    boolean names = chance.in100(30);
    boolean domains = !names && !form.baseline() && action.equals(form.allow());
    boolean outside = peers.equals("to") && !names;
    return Trees.object(
        "action",
        action,
        peers,
        chance.many(1, 2, () -> outside && chance.in100(40) ? outside(domains) : pods()),
        form.second() ? "protocols" : "ports",
        chance.maybe(
            50, () -> chance.many(1, 2, () -> form.second() ? protocol(names) : port(names))));
  }

  private Node pods() {
    return chance.in100(50)
        ? Trees.object("namespaces", cluster.namespaceSelector())
        : Trees.object(
            "pods",
            Trees.object(
                "namespaceSelector",
                cluster.namespaceSelector(),
                "podSelector",
                cluster.podSelector()));
  }

  private Node outside(boolean domains) {
    return switch (chance.below(domains ? 4 : 3)) {
      case 0, 1 -> Trees.object("networks", chance.some(1, 2, BLOCKS));
      case 2 -> Trees.object("nodes", cluster.podSelector());
      default -> Trees.object("domainNames", List.of("*.example.org"));
    };
  }

  private Node port(boolean names) {
    if (names && chance.in100(60)) {
      return Trees.object("namedPort", chance.pick(PORT_NAMES));
    }
    String protocol = chance.pick(PROTOCOLS);
    return chance.in100(60)
        ? Trees.object("portNumber", Trees.object("protocol", protocol, "port", chance.pick(PORTS)))
        : Trees.object(
            "portRange",
            Trees.object("protocol", protocol, "start", 79, "end", chance.one(80, 81, 8080)));
  }

  private Node protocol(boolean names) {
    if (names && chance.in100(60)) {
      return Trees.object("destinationNamedPort", chance.pick(PORT_NAMES));
    }
    String protocol = chance.pick(PROTOCOLS).toLowerCase(Locale.ROOT);
    Node port =
        chance.in100(60)
            ? Trees.object("number", chance.pick(PORTS))
            : Trees.object("range", Trees.object("start", 80, "end", chance.one(81, 8080)));
    return Trees.object(protocol, Trees.object("destinationPort", port));
  }

  /// A primary network of some namespaces, whose pods are apart from all others.
  ObjectNode network() {
    Node layer = Trees.object("role", "Primary", "subnets", List.of("172.16.0.0/16"));
    return chance.in100(50)
        ? Trees.manifest(
            "k8s.ovn.org/v1",
            "UserDefinedNetwork",
            chance.pick(NAMESPACES),
            "u",
            null,
            "spec",
            Trees.object("topology", "Layer2", "layer2", layer))
        : Trees.manifest(
            "k8s.ovn.org/v1",
            "ClusterUserDefinedNetwork",
            null,
            "u",
            null,
            "spec",
            Trees.object(
                "namespaceSelector",
                cluster.namespaceSelector(),
                "network",
                Trees.object("topology", "Layer2", "layer2", layer)));
  }
}
