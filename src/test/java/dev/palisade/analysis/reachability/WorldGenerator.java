package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Random worlds over the whole neutral model, from few names, labels, ports and addresses, so that
/// things meet.
final class WorldGenerator {

  private static final List<String> KEYS = List.of("a", "b");
  private static final List<String> VALUES = List.of("x", "y", "xy", "");
  private static final List<String> NAMESPACES = List.of("n1", "n2", "n3");
  private static final List<String> NODES = List.of("k1", "k2", "k3");
  private static final List<String> PORT_NAMES = List.of("http", "dns");
  private static final List<Protocol> PROTOCOLS =
      List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP);
  private static final List<Integer> PORTS = List.of(1, 79, 80, 81, 443, 8080, 65535);
  private static final List<Cidr> BLOCKS =
      List.of(
          Cidr.parse("0.0.0.0/0"),
          Cidr.parse("::/0"),
          Cidr.parse("10.0.0.0/8"),
          Cidr.parse("10.0.0.0/31"),
          Cidr.parse("10.0.0.2/32"),
          Cidr.parse("192.168.0.0/24"),
          Cidr.parse("fd00::/16"),
          Cidr.parse("fd00::1/128"));
  private static final List<IpAddress> ADDRESSES =
      List.of(
          IpAddress.parse("10.0.0.1"),
          IpAddress.parse("10.0.0.2"),
          IpAddress.parse("10.0.0.3"),
          IpAddress.parse("192.168.0.1"),
          IpAddress.parse("fd00::1"),
          IpAddress.parse("fe80::1"));

  private final Random random;

  WorldGenerator(long seed) {
    this.random = new Random(seed);
  }

  World world() {
    List<Namespace> namespaces =
        NAMESPACES.stream()
            .filter(n -> chance(80))
            .map(n -> Clusters.namespace(n, labels()))
            .toList();
    List<Node> nodes = NODES.stream().limit(random.nextInt(4)).map(n -> node(n)).toList();
    int podCount = 1 + random.nextInt(6);
    List<Pod> pods = IntStream.range(0, podCount).mapToObj(this::pod).toList();
    Inventory inventory = Clusters.inventory(namespaces, pods, nodes);
    List<Tier> tiers = new ArrayList<>();
    int tierCount = random.nextInt(4);
    for (int t = 0; t < tierCount; t++) {
      String name = "t" + t;
      tiers.add(
          new Tier(
              name,
              pick(List.of(Tier.Combination.values())),
              IntStream.range(0, random.nextInt(4))
                  .mapToObj(p -> policy(name + "-p" + p))
                  .toList()));
    }
    return new World(inventory, new PolicySet(tiers, List.of()), settings());
  }

  /// A packet from the same few ports and types that rules name.
  Packet packet() {
    return switch (random.nextInt(8)) {
      case 0 -> Packet.icmp(Protocol.ICMP, random.nextInt(2) * 8, random.nextInt(2));
      case 1 -> Packet.icmp(Protocol.ICMPV6, 128, 0);
      case 2 -> Packet.of(new Protocol(47));
      default -> Packet.of(pick(PROTOCOLS), chance(50) ? 49152 : pick(PORTS), pick(PORTS));
    };
  }

  <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private DialectSettings settings() {
    DialectSettings settings =
        DialectSettings.of(pick(List.of(Dialect.values())), DialectSettings.Use.MANIFESTS);
    return settings
        .with("host-network-pods", pick(List.of("policed", "exempt", "node")))
        .with("self-traffic", pick(List.of("open", "policed")))
        .with("node-to-local-pod", pick(List.of("open", "policed")))
        .with("icmp-when-isolated", pick(List.of("open", "denied")));
  }

  private Labels labels() {
    Map<String, String> labels = new TreeMap<>();
    for (String key : KEYS) {
      if (chance(70)) {
        labels.put(key, pick(VALUES));
      }
    }
    return Labels.of(labels);
  }

  private Node node(String name) {
    return Clusters.node(name, labels(), some(ADDRESSES, 3).toArray(IpAddress[]::new));
  }

  private Pod pod(int number) {
    List<ContainerPort> ports = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      ports.add(Clusters.port(pick(PORT_NAMES), pick(PROTOCOLS), pick(PORTS)));
    }
    @Nullable String nodeName = chance(75) ? pick(NODES) : null;
    return Clusters.pod(
        pick(NAMESPACES),
        "p" + number,
        labels(),
        some(ADDRESSES, 3),
        nodeName,
        chance(30) ? Pod.Network.HOST : Pod.Network.OWN,
        ports);
  }

  private <T> List<T> some(List<T> items, int fewerThan) {
    int count = random.nextInt(fewerThan);
    return IntStream.range(0, count).mapToObj(i -> pick(items)).distinct().toList();
  }

  private Policy policy(String name) {
    Policy.@Nullable Rules ingress = chance(70) ? rules("ingress") : null;
    Policy.@Nullable Rules egress = chance(70) ? rules("egress") : null;
    Peer subject =
        chance(30)
            ? Peer.ANYONE
            : chance(70) ? new Peer.Pods(namespaces(), selector(1), hostNetwork()) : peer(2);
    return new Policy(Clusters.ref("Policy", "", name), subject, ingress, egress);
  }

  private Policy.Rules rules(String section) {
    List<Rule> rules =
        IntStream.range(0, random.nextInt(4))
            .mapToObj(
                i ->
                    new Rule(
                        "/spec/" + section + "/" + i,
                        pick(List.of(Action.ALLOW, Action.ALLOW, Action.DENY, Action.PASS)),
                        many(3, () -> clause("/spec/" + section + "/" + i)),
                        null))
            .toList();
    return new Policy.Rules(rules, pick(List.of(Policy.NoMatch.values())), "/spec/" + section);
  }

  private Rule.Clause clause(String pointer) {
    return new Rule.Clause(pointer, peer(2), chance(80) ? Peer.ANYONE : peer(1), traffic(2));
  }

  private <T> List<T> many(int fewerThan, Supplier<T> make) {
    return IntStream.range(0, random.nextInt(fewerThan)).mapToObj(i -> make.get()).toList();
  }

  private Peer peer(int depth) {
    return switch (random.nextInt(depth == 0 ? 10 : 14)) {
      case 0 -> Peer.ANYONE;
      case 1, 2, 3 -> new Peer.Pods(namespaces(), selector(1), hostNetwork());
      case 4, 9 -> new Peer.Addresses(addresses(), pick(List.of(Peer.AddressReach.values())));
      case 5 -> new Peer.Nodes(selector(1));
      case 6 ->
          chance(50)
              ? new Peer.NodesNamed(new TreeSet<>(some(NODES, 3)))
              : new Peer.PodsNamed(
                  new TreeSet<>(many(4, () -> pick(NAMESPACES) + "/p" + random.nextInt(4))));
      case 7 -> new Peer.HostOfPod(pick(List.of(Peer.HostOfPod.Locality.values())));
      case 8 -> new Peer.DomainNames(chance(80) ? List.of("*.example.org") : List.of());
      case 10, 11 -> new Peer.AnyOf(many(3, () -> peer(depth - 1)));
      case 12 -> new Peer.AllOf(many(3, () -> peer(depth - 1)));
      default -> new Peer.Not(peer(depth - 1));
    };
  }

  private Peer.HostNetworkPods hostNetwork() {
    return chance(80) ? Peer.HostNetworkPods.BY_SETTING : Peer.HostNetworkPods.NEVER;
  }

  private NamespaceMatch namespaces() {
    return switch (random.nextInt(3)) {
      case 0 -> new NamespaceMatch.Any();
      case 1 -> new NamespaceMatch.Named(new TreeSet<>(some(NAMESPACES, 3)));
      default ->
          new NamespaceMatch.Labelled(
              chance(30)
                  ? Selector.in("kubernetes.io/metadata.name", some(NAMESPACES, 3))
                  : selector(1));
    };
  }

  private Selector selector(int depth) {
    String key = pick(KEYS);
    return switch (random.nextInt(depth == 0 ? 7 : 10)) {
      case 0 -> Selector.EVERYTHING;
      case 1 -> Selector.has(key);
      case 2 -> Selector.equal(key, pick(VALUES));
      case 3 -> Selector.in(key, some(VALUES, 3));
      case 4 -> Selector.startsWith(key, "x");
      case 5 -> Selector.endsWith(key, "y");
      case 6 -> Selector.contains(key, "x");
      case 7 -> Selector.not(selector(depth - 1));
      case 8 -> Selector.and(many(3, () -> selector(depth - 1)));
      default -> Selector.or(many(3, () -> selector(depth - 1)));
    };
  }

  private IpSet addresses() {
    IpSet set = IpSet.NONE;
    for (int i = random.nextInt(3); i >= 0; i--) {
      set = set.union(IpSet.of(pick(BLOCKS)));
    }
    return chance(40) ? set.minus(IpSet.of(pick(BLOCKS))) : set;
  }

  private TrafficMatch traffic(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0 -> TrafficMatch.ALL;
      case 1, 2, 3 -> new TrafficMatch.Exactly(trafficSet());
      case 4, 5 ->
          new TrafficMatch.NamedPort(
              pick(PROTOCOLS), pick(PORT_NAMES), pick(List.of(TrafficMatch.Side.values())));
      case 6 -> new TrafficMatch.AnyOf(many(3, () -> traffic(depth - 1)));
      case 7 -> new TrafficMatch.AllOf(many(3, () -> traffic(depth - 1)));
      default -> new TrafficMatch.Not(traffic(depth - 1));
    };
  }

  private TrafficSet trafficSet() {
    return switch (random.nextInt(7)) {
      case 0 -> TrafficSet.of(pick(PROTOCOLS));
      case 1 -> TrafficSet.icmp(Protocol.ICMP, 8, chance(50) ? null : 0);
      case 2 -> TrafficSet.of(new Protocol(47));
      case 3 -> TrafficSet.of(pick(PROTOCOLS), ports(), ports());
      default -> TrafficSet.of(pick(PROTOCOLS), ports());
    };
  }

  private PortSet ports() {
    int one = pick(PORTS);
    int other = pick(PORTS);
    return chance(60)
        ? PortSet.of(one)
        : PortSet.of(new PortRange(Math.min(one, other), Math.max(one, other)));
  }
}
