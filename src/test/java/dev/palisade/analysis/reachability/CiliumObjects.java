package dev.palisade.analysis.reachability;

import static dev.palisade.analysis.reachability.ClusterObjects.BLOCKS;
import static dev.palisade.analysis.reachability.ClusterObjects.NAMESPACES;
import static dev.palisade.analysis.reachability.ClusterObjects.PORT_NAMES;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Random objects of Cilium: everything that its policies take.
final class CiliumObjects {
  private static final String NAMESPACE = "k8s:io.kubernetes.pod.namespace";
  private static final String OF_NAMESPACE = "k8s:io.cilium.k8s.namespace.labels.";
  private static final List<String> ENTITIES =
      List.of(
          "all",
          "world",
          "world-ipv4",
          "world-ipv6",
          "cluster",
          "cluster-mesh",
          "host",
          "remote-node",
          "kube-apiserver",
          "ingress",
          "init",
          "health",
          "unmanaged",
          "none");

  private final Chance chance;
  private final ClusterObjects cluster;

  CiliumObjects(Chance chance, ClusterObjects cluster) {
    this.chance = chance;
    this.cluster = cluster;
  }

  /// What policies look at: groups of addresses, the API server, and the agent's settings.
  List<ObjectNode> surroundings() {
    List<ObjectNode> all = new ArrayList<>();
    if (chance.in100(60)) {
      Node labels = Trees.object("of", chance.maybe(50, () -> "g"));
      Node spec = Trees.object("externalCIDRs", chance.some(0, 2, BLOCKS));
      all.add(Trees.manifest("cilium.io/v2", "CiliumCIDRGroup", null, "g", labels, "spec", spec));
    }
    if (chance.in100(30)) {
      Node spec = Trees.object("ports", List.of(Trees.object("port", 443)));
      all.add(Trees.manifest("v1", "Service", "default", "kubernetes", null, "spec", spec));
      all.add(cluster.slice("default", "kubernetes"));
    }
    if (chance.in100(25)) {
      Node data =
          Trees.object(
              // an agent without it drops policies that name nodes
              "enable-node-selector-labels",
              "true",
              "policy-cidr-match-mode",
              chance.maybe(60, () -> "nodes"),
              "cluster-name",
              chance.maybe(30, () -> "here"));
      all.add(
          Trees.manifest("v1", "ConfigMap", "kube-system", "cilium-config", null, "data", data));
    }
    return all;
  }

  ObjectNode policy(int number) {
    boolean wide = chance.in100(45);
    boolean several = chance.in100(12);
    return Trees.manifest(
        "cilium.io/v2",
        wide ? "CiliumClusterwideNetworkPolicy" : "CiliumNetworkPolicy",
        wide ? null : chance.pick(NAMESPACES),
        "c" + number,
        null,
        "spec",
        several ? null : spec(),
        "specs",
        several ? chance.many(1, 2, this::spec) : null);
  }

  private Node spec() {
    return Trees.object(
        "endpointSelector",
        chance.in100(70) ? cluster.podSelector() : endpoints(),
        "ingress",
        section(70, true, false),
        "ingressDeny",
        section(30, true, true),
        "egress",
        section(60, false, false),
        "egressDeny",
        section(30, false, true),
        "enableDefaultDeny",
        chance.maybe(
            25,
            () ->
                Trees.object(
                    "ingress",
                    chance.maybe(70, () -> chance.in100(30)),
                    "egress",
                    chance.maybe(70, () -> chance.in100(30)))));
  }

  private @Nullable List<Node> section(int cases, boolean ingress, boolean deny) {
    return chance.maybe(cases, () -> chance.many(0, 2, () -> rule(ingress, deny)));
  }

  private Node rule(boolean ingress, boolean deny) {
    String way = ingress ? "from" : "to";
    String peers = peerField(ingress, deny);
    boolean icmp = chance.in100(15);
    return Trees.object(
        way + peers,
        chance.maybe(80, () -> chance.many(chance.in100(10) ? 0 : 1, 2, () -> peer(peers))),
        "icmps",
        icmp ? List.of(Trees.object("fields", chance.many(1, 2, this::icmp))) : null,
        "toPorts",
        icmp ? null : chance.maybe(60, () -> chance.many(1, 2, () -> ports(ingress, deny))));
  }

  private String peerField(boolean ingress, boolean deny) {
    String any = chance.one("Endpoints", "Endpoints", "Entities", "CIDR", "CIDRSet", "Nodes");
    return ingress || chance.in100(75) ? any : deny ? "Services" : chance.one("Services", "FQDNs");
  }

  private Node peer(String field) {
    return switch (field) {
      case "Endpoints" -> endpoints();
      case "Entities" -> Node.text(chance.pick(ENTITIES));
      case "CIDR" ->
          Node.text(chance.in100(80) ? chance.pick(BLOCKS) : chance.one("9.9.9.9", "fd00::9"));
      case "CIDRSet" -> addresses();
      case "Nodes" -> cluster.podSelector();
      case "Services" -> service();
      default -> Trees.object("matchPattern", chance.one("*", "*.example.org"));
    };
  }

  /// Labels of the pod, of its namespace, those that Cilium adds, and identities that are no pods.
  private Node endpoints() {
    return switch (chance.below(9)) {
      case 0, 1, 2 -> cluster.podSelector();
      case 3 -> labels(NAMESPACE, chance.pick(NAMESPACES));
      case 4 -> labels(OF_NAMESPACE + "e", chance.one("p", "t"));
      case 5 -> labels(chance.one("any:a", "k8s:a"), "x");
      case 6 ->
          expression(
              chance.one(NAMESPACE, OF_NAMESPACE + "e"), chance.one("NotIn", "In"), "n1", "p");
      case 7 ->
          chance.in100(50)
              ? labels("io.cilium.k8s.policy.serviceaccount", "s1")
              : labels("io.cilium.k8s.policy.cluster", chance.one("default", "here"));
      default ->
          chance.in100(50)
              ? labels(chance.one("reserved:host", "reserved:remote-node", "reserved:world"), "")
              : expression(OF_NAMESPACE + "e", chance.one("Exists", "DoesNotExist"));
    };
  }

  private static Node labels(String key, String value) {
    return Trees.object("matchLabels", Trees.node(Map.of(key, value)));
  }

  private static Node expression(String key, String operator, String... values) {
    return Trees.object(
        "matchExpressions",
        List.of(
            Trees.object(
                "key",
                key,
                "operator",
                operator,
                "values",
                values.length == 0 ? null : List.of(values))));
  }

  private Node addresses() {
    return switch (chance.below(5)) {
      case 0 -> Trees.object("cidrGroupRef", chance.one("g", "g", "absent"));
      case 1 -> Trees.object("cidrGroupSelector", labels("of", "g"));
      case 2 ->
          Trees.object("cidr", "0.0.0.0/0", "except", chance.some(0, 2, BLOCKS.subList(0, 6)));
      case 3 -> Trees.object("cidr", "::/0", "except", List.of("fd00::/16"));
      default -> Trees.object("cidr", chance.pick(BLOCKS));
    };
  }

  private Node service() {
    return chance.in100(60)
        ? Trees.object(
            "k8sService", Trees.object("serviceName", chance.one("v", "w", "u"), "namespace", "n1"))
        : Trees.object("k8sServiceSelector", Trees.object("selector", labels("tier", "x")));
  }

  private Node icmp() {
    return chance.in100(50)
        ? Trees.object(
            "type",
            chance.one("EchoRequest", "EchoReply"),
            "family",
            chance.maybe(50, () -> chance.one("IPv4", "IPv6")))
        : Trees.object("type", chance.one(8, 128), "family", chance.one("IPv4", "IPv6"));
  }

  private Node ports(boolean ingress, boolean deny) {
    boolean dns = !ingress && !deny && chance.in100(8);
    boolean http = !deny && !dns && chance.in100(8);
    Node requests =
        http
            ? Trees.object("http", List.of(Trees.object("method", "GET")))
            : dns ? Trees.object("dns", List.of(Trees.object("matchPattern", "*"))) : null;
    return Trees.object(
        "ports",
        chance.many(1, 2, () -> requests == null ? port(protocol()) : policedPort(http)),
        "rules",
        requests);
  }

  private @Nullable String protocol() {
    return chance.maybe(75, () -> chance.one("TCP", "TCP", "UDP", "SCTP", "ANY"));
  }

  /// A port at which an agent takes requests apart: one, and named or numbered.
  private Node policedPort(boolean http) {
    String port = chance.one("80", "443", "8080", chance.pick(PORT_NAMES));
    return Trees.object("port", port, "protocol", http ? "TCP" : chance.one("UDP", "TCP", "ANY"));
  }

  private Node port(@Nullable String protocol) {
    return switch (chance.below(6)) {
      case 0 -> Trees.object("port", "0", "protocol", protocol);
      case 1, 2 -> Trees.object("port", chance.pick(PORT_NAMES), "protocol", protocol);
      case 3 -> Trees.object("port", "79", "endPort", chance.one(80, 8080), "protocol", protocol);
      default ->
          Trees.object("port", chance.one("1", "80", "81", "443", "8080"), "protocol", protocol);
    };
  }
}
