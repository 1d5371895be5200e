package dev.palisade.compliance.remedy;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.LabelSelector;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.scope.AuthorisedFlow;
import dev.palisade.compliance.scope.ClusterDns;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Scope.Network;
import dev.palisade.compliance.scope.Scope.Party;
import dev.palisade.compliance.scope.Scope.Zone;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.document.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Register entries in the words of networking.k8s.io/v1.
final class RegisteredRules {
  static final String NAME = "kubernetes.io/metadata.name";
  private static final String CACHE = "node-local-dns";
  private static final List<Protocol> PORTED = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP);

  private final Zoning zoning;
  private final Endpoints endpoints;
  private final boolean cached;

  RegisteredRules(Zoning zoning, Endpoints endpoints) {
    this.zoning = zoning;
    this.endpoints = endpoints;
    this.cached =
        zoning
            .dns()
            .pods()
            .ids()
            .anyMatch(id -> CACHE.equals(endpoints.podList().get(id).labels().get("k8s-app")));
  }

  /// The register as far as the cluster has its ends: the DNS cache of each node counts only where
  /// one runs.
  List<AuthorisedFlow> flows() {
    List<AuthorisedFlow> flows = new ArrayList<>();
    for (AuthorisedFlow flow : zoning.register()) {
      EndpointSet destinations =
          flow.entry().to() instanceof Party.ClusterDns && !cached
              ? flow.destinations().minus(zoning.dns().cache())
              : flow.destinations();
      if (!flow.sources().isEmpty() && !destinations.isEmpty()) {
        flows.add(new AuthorisedFlow(flow.entry(), flow.sources(), destinations, flow.traffic()));
      }
    }
    return flows;
  }

  static EndpointSet own(AuthorisedFlow flow, Direction direction) {
    return direction == Direction.INGRESS ? flow.destinations() : flow.sources();
  }

  /// Which pods of a namespace an entry speaks of.
  Node ownSelector(AuthorisedFlow flow, Direction direction) {
    Party party = direction == Direction.INGRESS ? flow.entry().to() : flow.entry().from();
    return selector(party);
  }

  /// The rule that lets an entry's traffic pass on one side.
  Node rule(AuthorisedFlow flow, Direction direction) {
    boolean in = direction == Direction.INGRESS;
    Map<String, Node> rule = new LinkedHashMap<>();
    rule.put(
        in ? "from" : "to",
        Node.array(
            peers(
                in ? flow.entry().from() : flow.entry().to(),
                in ? flow.sources() : flow.destinations())));
    List<Node> ports = ports(flow.traffic());
    if (!ports.isEmpty()) {
      rule.put("ports", Node.array(ports));
    }
    return Node.object(rule);
  }

  /// The rule that lets pods ask the cluster's DNS.
  Node toDns() {
    TrafficSet traffic = TrafficSet.NONE;
    for (TrafficSet ports : zoning.dns().ports().values()) {
      traffic = traffic.union(ports);
    }
    return Node.object(
        new LinkedHashMap<>(
            Map.of(
                "to",
                Node.array(peers(new Party.ClusterDns(), zoning.dns().pods())),
                "ports",
                Node.array(ports(traffic.isEmpty() ? ClusterDns.QUERIES : traffic)))));
  }

  private List<Node> peers(Party party, EndpointSet ends) {
    return switch (party) {
      case Party.AnyPod any -> List.of(field("namespaceSelector", Node.object(Map.of())));
      case Party.OfZone zone -> List.of(pods(namespaces(ends), selector(zone)));
      case Party.ClusterDns dns -> dns(ends);
      case Party.OfNetwork(String name) -> blocks(name);
    };
  }

  private SortedSet<String> namespaces(EndpointSet ends) {
    SortedSet<String> names = new TreeSet<>();
    ends.and(endpoints.allPods()).forEach(id -> names.add(endpoints.podList().get(id).namespace()));
    return names;
  }

  private static Node pods(SortedSet<String> namespaces, Node selector) {
    Node named =
        namespaces.size() == 1
            ? field("matchLabels", field(NAME, Node.text(namespaces.first())))
            : field(
                "matchExpressions",
                Node.array(List.of(requirement(NAME, "In", List.copyOf(namespaces)))));
    Map<String, Node> peer = new LinkedHashMap<>();
    peer.put("namespaceSelector", named);
    if (!((Node.ObjectNode) selector).fields().isEmpty()) {
      peer.put("podSelector", selector);
    }
    return Node.object(peer);
  }

  private List<Node> dns(EndpointSet ends) {
    Map<String, SortedSet<String>> byLabel = new TreeMap<>();
    ends.and(zoning.dns().pods())
        .forEach(
            id -> {
              Pod pod = endpoints.podList().get(id);
              byLabel
                  .computeIfAbsent(
                      String.valueOf(pod.labels().get("k8s-app")), l -> new TreeSet<>())
                  .add(pod.namespace());
            });
    List<Node> peers = new ArrayList<>();
    byLabel.forEach(
        (label, namespaces) ->
            peers.add(
                pods(
                    namespaces,
                    label.equals("null")
                        ? Node.object(Map.of())
                        : field("matchLabels", field("k8s-app", Node.text(label))))));
    if (cached && ends.overlaps(zoning.dns().cache())) {
      peers.add(block(ClusterDns.CACHE_ADDRESS.cidrs().getFirst(), IpSet.NONE));
    }
    return peers;
  }

  private List<Node> blocks(String network) {
    List<Node> peers = new ArrayList<>();
    if (network.equals(Scope.INTERNET)) {
      IpSet named =
          IpSet.unionOf(zoning.scope().networks().stream().map(Network::addresses).toList());
      for (String all : List.of("0.0.0.0/0", "::/0")) {
        Cidr cidr = Cidr.parse(all);
        peers.add(block(cidr, named.intersect(IpSet.of(cidr))));
      }
      return peers;
    }
    zoning.scope().networks().stream()
        .filter(n -> n.name().equals(network))
        .flatMap(n -> n.addresses().cidrs().stream())
        .forEach(cidr -> peers.add(block(cidr, IpSet.NONE)));
    return peers;
  }

  private static Node block(Cidr cidr, IpSet except) {
    Map<String, Node> block = new LinkedHashMap<>();
    block.put("cidr", Node.text(cidr.toString()));
    if (!except.isEmpty()) {
      block.put(
          "except", Node.array(except.cidrs().stream().map(c -> Node.text(c.toString())).toList()));
    }
    return field("ipBlock", Node.object(block));
  }

  /// Selector of a party's pods within their namespaces; `{}` for all.
  private Node selector(Party party) {
    if (!(party instanceof Party.OfZone(String name, LabelSelector pods))) {
      return Node.object(Map.of());
    }
    LabelSelector ofZone =
        zoning.zones().stream()
            .filter(zone -> zone.name().equals(name))
            .findFirst()
            .map(Zone::pods)
            .orElse(null);
    return selector(ofZone, pods);
  }

  private static Node selector(@Nullable LabelSelector one, @Nullable LabelSelector two) {
    Map<String, Node> labels = new TreeMap<>();
    List<Node> expressions = new ArrayList<>();
    for (LabelSelector selector : new LabelSelector[] {one, two}) {
      if (selector == null) {
        continue;
      }
      selector
          .matchLabels()
          .forEach(
              (key, value) -> {
                Node before = labels.putIfAbsent(key, Node.text(value));
                if (before != null) {
                  expressions.add(requirement(key, "In", List.of(value)));
                }
              });
      for (LabelSelector.Requirement r : selector.matchExpressions()) {
        expressions.add(requirement(r.key(), r.operator().toString(), List.copyOf(r.values())));
      }
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    if (!labels.isEmpty()) {
      fields.put("matchLabels", Node.object(labels));
    }
    if (!expressions.isEmpty()) {
      fields.put("matchExpressions", Node.array(expressions));
    }
    return Node.object(fields);
  }

  private static Node requirement(String key, String operator, List<String> values) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("key", Node.text(key));
    fields.put("operator", Node.text(operator));
    if (!values.isEmpty()) {
      fields.put("values", Node.array(values.stream().sorted().map(Node::text).toList()));
    }
    return Node.object(fields);
  }

  static Node field(String name, Node value) {
    return Node.object(Map.of(name, value));
  }

  /// None where everything is allowed.
  static List<Node> ports(TrafficSet traffic) {
    List<Node> ports = new ArrayList<>();
    if (traffic.contains(TrafficSet.TCP_UDP_SCTP)) {
      return ports;
    }
    for (Protocol protocol : PORTED) {
      var numbers = traffic.destinationPorts(protocol);
      if (numbers.isAll()) {
        ports.add(field("protocol", Node.text(protocol.toString())));
        continue;
      }
      for (PortRange range : numbers.ranges()) {
        Map<String, Node> port = new LinkedHashMap<>();
        port.put("port", Node.number(range.first()));
        if (range.last() > range.first()) {
          port.put("endPort", Node.number(range.last()));
        }
        port.put("protocol", Node.text(protocol.toString()));
        ports.add(Node.object(port));
      }
    }
    return ports;
  }
}
