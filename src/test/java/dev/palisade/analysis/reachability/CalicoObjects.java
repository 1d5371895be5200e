package dev.palisade.analysis.reachability;

import static dev.palisade.analysis.reachability.ClusterObjects.NAMESPACES;
import static dev.palisade.analysis.reachability.ClusterObjects.SERVICE_ACCOUNTS;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Random objects of Calico: everything that its policies take, staged ones too.
final class CalicoObjects {
  private static final List<String> SELECTORS =
      List.of(
          "all()",
          "a == 'x'",
          "a != 'x'",
          "has(b)",
          "!has(b)",
          "a in {'x', 'y'}",
          "a not in {'y'}",
          "b starts with 'x'",
          "b ends with 'y'",
          "b contains 'x'",
          "a == 'x' && has(b)",
          "a == 'y' || !(b == 'xy')",
          "pcns.e == 'p'",
          "pcns.e != 'p'",
          "pcsa.r == 'q'",
          "projectcalico.org/namespace == 'n1'",
          "projectcalico.org/serviceaccount == 's1'");
  private static final List<String> NAMESPACE_SELECTORS =
      List.of(
          "all()",
          "global()",
          "e == 'p'",
          "e != 'p'",
          "has(e)",
          "!has(e)",
          "projectcalico.org/name == 'n1'");
  private static final List<String> NETS =
      List.of(
          "10.0.0.0/30",
          "10.0.0.2/31",
          "10.0.0.1/32",
          "10.0.0.3",
          "192.168.0.0/24",
          "0.0.0.0/0",
          "9.9.9.0/24",
          "9.9.9.9/32");
  private static final List<String> NETS_6 = List.of("fd00::/16", "fd00::1", "::/0");
  private static final List<Object> PORTS =
      List.of(80, 81, "80:90", "85:100", "http", "alt", "none", 8080, "1:65535");
  private static final List<String> TIERS =
      List.of("default", "default", "t1", "t2", "kube-admin", "kube-baseline");

  private final Chance chance;

  CalicoObjects(Chance chance) {
    this.chance = chance;
  }

  /// What policies look at: tiers, service accounts, and sets of addresses.
  List<ObjectNode> surroundings() {
    List<ObjectNode> all = new ArrayList<>();
    Object order = chance.maybe(80, () -> chance.one(1, 999, 1000, 2_000_000, 20_000_000));
    all.add(tier("t1", order, chance.maybe(70, () -> chance.one("Pass", "Deny"))));
    all.add(tier("t2", chance.maybe(50, () -> 1), null));
    for (String account : SERVICE_ACCOUNTS) {
      String namespace = chance.pick(NAMESPACES);
      Node labels = Trees.object("r", chance.maybe(60, () -> chance.one("q", "o")));
      all.add(Trees.manifest("v1", "ServiceAccount", namespace, account, labels));
    }
    if (chance.in100(60)) {
      all.add(set("NetworkSet", chance.one("n1", "n2")));
    }
    if (chance.in100(60)) {
      all.add(set("GlobalNetworkSet", null));
    }
    if (chance.in100(15)) {
      Node spec = Trees.object("node", "k1", "expectedIPs", List.of("192.168.0.1"));
      all.add(calico("HostEndpoint", null, "h", labels(), spec));
    }
    return all;
  }

  private static ObjectNode tier(String name, @Nullable Object order, @Nullable String action) {
    return calico("Tier", null, name, null, Trees.object("order", order, "defaultAction", action));
  }

  private ObjectNode set(String kind, @Nullable String namespace) {
    List<String> nets = chance.some(1, 2, chance.in100(80) ? NETS : NETS_6);
    return calico(kind, namespace, "s", labels(), Trees.object("nets", nets));
  }

  private Node labels() {
    return Trees.object(
        "a",
        chance.maybe(60, () -> chance.one("x", "y")),
        "b",
        chance.maybe(60, () -> chance.one("x", "xy", "z")));
  }

  ObjectNode policy(int number) {
    boolean global = chance.in100(50);
    String staged = chance.in100(8) ? "Staged" : "";
    String tier = chance.pick(TIERS);
    Node spec =
        Trees.object(
            "tier",
            tier.equals("default") ? chance.maybe(50, () -> tier) : tier,
            "order",
            chance.maybe(70, () -> chance.one(1, 2, 2, 1000, 1001)),
            "selector",
            chance.maybe(75, () -> chance.pick(SELECTORS)),
            "serviceAccountSelector",
            chance.maybe(15, () -> "r == 'q'"),
            "namespaceSelector",
            global ? chance.maybe(30, () -> chance.one("e == 'p'", "all()", "!has(e)")) : null,
            "types",
            chance.maybe(
                40,
                () ->
                    chance.one(
                        List.of("Ingress"), List.of("Egress"), List.of("Ingress", "Egress"))),
            "ingress",
            chance.maybe(75, () -> chance.many(0, 3, () -> rule(true, global))),
            "egress",
            chance.maybe(75, () -> chance.many(0, 3, () -> rule(false, global))));
    return calico(
        staged + (global ? "GlobalNetworkPolicy" : "NetworkPolicy"),
        global ? null : chance.one("n1", "n2"),
        tier + ".p" + number,
        null,
        spec);
  }

  /// Protocol, address family and what else of a rule depends on the two.
  private record Kind(@Nullable Object protocol, @Nullable Integer version, boolean v6) {
    boolean hasPorts() {
      return protocol != null && List.of("TCP", "UDP", 6, "SCTP").contains(protocol);
    }
  }

  private Node rule(boolean ingress, boolean global) {
    Object protocol =
        chance.maybe(80, () -> chance.one("TCP", "TCP", "UDP", 6, "SCTP", "ICMP", "ICMPv6", 47));
    boolean v6 = "ICMPv6".equals(protocol) || (!"ICMP".equals(protocol) && chance.in100(15));
    Kind kind = new Kind(protocol, chance.maybe(12, () -> v6 ? 6 : 4), v6);
    boolean icmp = "ICMP".equals(protocol) || "ICMPv6".equals(protocol);
    boolean services = chance.in100(10);
    Node backends =
        Trees.object("services", Trees.object("name", chance.one("v", "w"), "namespace", "n1"));
    Node source = services ? (ingress ? backends : null) : entity(kind, global);
    Node destination = services ? (ingress ? null : backends) : entity(kind, global);
    return Trees.object(
        "action",
        chance.one("Allow", "Allow", "Deny", "Pass", "Log"),
        "protocol",
        protocol,
        "notProtocol",
        protocol == null ? chance.maybe(30, () -> chance.one("TCP", "UDP", "SCTP")) : null,
        "ipVersion",
        kind.version(),
        "icmp",
        icmp ? chance.maybe(35, this::icmp) : null,
        "notICMP",
        icmp ? chance.maybe(25, this::icmp) : null,
        "source",
        source == null ? null : chance.maybe(75, () -> source),
        "destination",
        destination == null ? null : chance.maybe(75, () -> destination));
  }

  private Node icmp() {
    return Trees.object(
        "type", chance.one(8, 128), "code", chance.maybe(50, () -> chance.below(2)));
  }

  private Node entity(Kind kind, boolean global) {
    List<String> nets = kind.v6() ? NETS_6 : NETS;
    return Trees.object(
        "selector",
        chance.maybe(45, () -> chance.pick(SELECTORS)),
        "notSelector",
        chance.maybe(20, () -> chance.pick(SELECTORS)),
        "namespaceSelector",
        chance.maybe(global ? 25 : 40, () -> chance.pick(NAMESPACE_SELECTORS)),
        "serviceAccounts",
        chance.maybe(
            15,
            () ->
                chance.one(
                    Trees.object("names", List.of("s1")),
                    Trees.object("selector", "r == 'q'"),
                    Trees.object())),
        "nets",
        chance.maybe(20, () -> chance.some(1, 2, nets)),
        "notNets",
        chance.maybe(20, () -> chance.some(1, 1, nets.subList(0, Math.min(4, nets.size() - 1)))),
        "ports",
        kind.hasPorts() ? chance.maybe(50, () -> chance.some(1, 3, PORTS)) : null,
        "notPorts",
        kind.hasPorts() ? chance.maybe(25, () -> chance.some(1, 2, PORTS.subList(0, 8))) : null);
  }

  private static ObjectNode calico(
      String kind, @Nullable String namespace, String name, @Nullable Node labels, Node spec) {
    return Trees.manifest("projectcalico.org/v3", kind, namespace, name, labels, "spec", spec);
  }
}
