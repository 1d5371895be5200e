package dev.palisade.analysis.reachability;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Random small clusters as manifests, without policies: from few names, labels, ports and
/// addresses, so that things meet.
final class ClusterObjects {
  static final List<String> NAMESPACES = List.of("n1", "n2", "n3");
  static final List<String> SERVICE_ACCOUNTS = List.of("s1", "s2");

  /// Of pods, of nodes, of what is outside, and of both families.
  static final List<String> BLOCKS =
      List.of(
          "10.0.0.0/8",
          "10.0.0.0/30",
          "10.0.0.2/31",
          "10.0.0.1/32",
          "192.168.0.0/24",
          "9.9.9.0/24",
          "0.0.0.0/0",
          "fd00::/16",
          "fd00::2/127",
          "::/0");

  static final List<Integer> PORTS = List.of(1, 79, 80, 81, 443, 8080, 65535);
  static final List<String> PORT_NAMES = List.of("http", "alt");
  static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");

  private final Chance chance;

  ClusterObjects(Chance chance) {
    this.chance = chance;
  }

  List<ObjectNode> all() {
    List<ObjectNode> all = new ArrayList<>();
    for (String name : NAMESPACES) {
      // one that is not read is known by name alone
      if (chance.in100(93)) {
        all.add(namespace(name));
      }
    }
    List<String> nodes = chance.some(0, 2, List.of("k1", "k2"));
    nodes.forEach(name -> all.add(node(name)));
    all.addAll(chance.numbered(2, 4, this::pod));
    if (chance.in100(20)) {
      all.add(deployment());
    }
    return all;
  }

  private ObjectNode namespace(String name) {
    boolean primary = chance.in100(40);
    return Trees.manifest(
        "v1",
        "Namespace",
        null,
        name,
        Trees.object(
            "e",
            chance.maybe(70, () -> chance.one("p", "t")),
            "k8s.ovn.org/primary-user-defined-network",
            primary ? "" : null));
  }

  /// The last octet of a node is its number.
  private ObjectNode node(String name) {
    List<Node> addresses = new ArrayList<>();
    if (chance.in100(90)) {
      addresses.add(address("192.168.0." + name.substring(1)));
    }
    if (chance.in100(30)) {
      addresses.add(address("fd01::" + name.substring(1)));
    }
    return Trees.manifest(
        "v1", "Node", null, name, labels(), "status", Trees.object("addresses", addresses));
  }

  private static ObjectNode address(String address) {
    return Trees.object("type", "InternalIP", "address", address);
  }

  private ObjectNode pod(int number) {
    boolean host = chance.in100(18);
    String node = chance.maybe(80, () -> chance.one("k1", "k2"));
    return Trees.manifest(
        "v1",
        "Pod",
        chance.pick(NAMESPACES),
        "p" + number,
        labels(),
        "spec",
        spec(host, node),
        "status",
        Trees.object("phase", phase(), "podIPs", host ? nodeAddress(node) : addresses(number)));
  }

  private String phase() {
    return chance.in100(92) ? "Running" : chance.one("Succeeded", "Failed");
  }

  private ObjectNode spec(boolean host, @Nullable String node) {
    return Trees.object(
        "hostNetwork",
        host ? true : null,
        "nodeName",
        node,
        "serviceAccountName",
        chance.maybe(60, () -> chance.pick(SERVICE_ACCOUNTS)),
        "containers",
        List.of(
            Trees.object(
                "name", "c", "image", "i", "ports", chance.many(0, 2, this::containerPort))));
  }

  private ObjectNode containerPort() {
    return Trees.object(
        "name",
        chance.pick(PORT_NAMES),
        "containerPort",
        chance.one(80, 81, 8080),
        "protocol",
        chance.maybe(40, () -> chance.pick(PROTOCOLS)));
  }

  /// None, one or both families: which addresses a pod has is not always known.
  private @Nullable List<Node> addresses(int number) {
    Node v4 = Trees.object("ip", "10.0.0." + number);
    Node v6 = Trees.object("ip", "fd00::" + number);
    return switch (chance.below(8)) {
      case 0, 1 -> null;
      case 2, 3 -> List.of(v4, v6);
      case 4 -> List.of(v6);
      default -> List.of(v4);
    };
  }

  private @Nullable List<Node> nodeAddress(@Nullable String node) {
    return node == null || chance.in100(20)
        ? null
        : List.of(Trees.object("ip", "192.168.0." + node.substring(1)));
  }

  /// A workload of which no pod was read.
  private ObjectNode deployment() {
    return Trees.manifest(
        "apps/v1",
        "Deployment",
        chance.pick(NAMESPACES),
        "d",
        null,
        "spec",
        Trees.object(
            "template",
            Trees.object(
                "metadata",
                Trees.object("labels", labels()),
                "spec",
                spec(chance.in100(20), null))));
  }

  Node labels() {
    return Trees.object(
        "a",
        chance.maybe(75, () -> chance.one("x", "y")),
        "b",
        chance.maybe(60, () -> chance.one("x", "xy", "")));
  }

  /// A selector as Kubernetes writes it, over the labels of pods and nodes.
  Node podSelector() {
    return selector("a", "x", "y");
  }

  /// Likewise over those of namespaces.
  Node namespaceSelector() {
    return chance.in100(20)
        ? Trees.object(
            "matchLabels", Trees.object("kubernetes.io/metadata.name", chance.pick(NAMESPACES)))
        : selector("e", "p", "t");
  }

  private Node selector(String key, String... values) {
    return switch (chance.below(6)) {
      case 0 -> Trees.object();
      case 1, 2 -> Trees.object("matchLabels", Trees.object(key, chance.one(values)));
      case 3 ->
          Trees.object(
              "matchLabels",
              chance.in100(50) ? Trees.object(key, chance.one(values)) : null,
              "matchExpressions",
              List.of(expression("b", "x", "xy")));
      default ->
          Trees.object(
              "matchExpressions",
              chance.many(1, 2, () -> expression(chance.one(key, "b"), values)));
    };
  }

  private Node expression(String key, String... values) {
    String operator = chance.one("In", "NotIn", "NotIn", "Exists", "DoesNotExist");
    boolean ofValues = operator.endsWith("In");
    return Trees.object(
        "key",
        key,
        "operator",
        operator,
        "values",
        ofValues ? chance.some(1, 2, List.of(values)) : null);
  }

  /// A service of namespace n1 with a selector, and one without; both sometimes with endpoints that
  /// are pods, nodes and addresses outside.
  List<ObjectNode> services() {
    List<ObjectNode> all = new ArrayList<>();
    all.add(service("v", Trees.object("a", "x")));
    all.add(service("w", null));
    if (chance.in100(60)) {
      all.add(slice("n1", chance.one("v", "w")));
    }
    return all;
  }

  private ObjectNode service(String name, @Nullable Node selector) {
    Node port =
        Trees.object(
            "port",
            1,
            "targetPort",
            chance.one(80, "http"),
            "protocol",
            chance.maybe(30, () -> chance.pick(PROTOCOLS)));
    return Trees.manifest(
        "v1",
        "Service",
        "n1",
        name,
        Trees.object("tier", chance.maybe(50, () -> "x")),
        "spec",
        Trees.object("selector", selector, "ports", List.of(port)));
  }

  /// Endpoints of a service.
  ObjectNode slice(String namespace, String service) {
    return Trees.manifest(
        "discovery.k8s.io/v1",
        "EndpointSlice",
        namespace,
        service + "-1",
        Trees.object("kubernetes.io/service-name", service),
        "addressType",
        "IPv4",
        "endpoints",
        List.of(
            Trees.object("addresses", List.of("10.0.0." + chance.below(4))),
            Trees.object("addresses", List.of(chance.one("9.9.9.9", "192.168.0.1", "10.0.0.0")))),
        "ports",
        List.of(Trees.object("port", chance.one(80, 443))));
  }
}
