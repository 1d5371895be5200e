package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.translate.Translation;
import java.util.ArrayList;
import java.util.List;

/// Every list of policies, one rule each, over what can conflict: kind and action (with its tier,
/// order and default action), peers that overlap, ports that overlap, and direction. Both
/// formulations are asked, and a third one that each dialect's test writes straight from its
/// specification for these few shapes.
///
/// Three pods in one namespace: `a`, `b` and `c`. Policies of ingress select `b`, those of egress
/// `a`, so that the two sides of a world are two cases at once, and `a > b` both of them together.
///
/// @param <K> the kinds of policies of a dialect, each with what it does
final class ConflictSweep<K> {
  /// With `-Dpalisade.sweep=all` every combination of peers and ports, not only some.
  private static final boolean ALL = "all".equals(System.getProperty("palisade.sweep"));

  private static final List<Packet> PACKETS =
      List.of(
          Packet.of(Protocol.TCP, 79),
          Packet.of(Protocol.TCP, 85),
          Packet.of(Protocol.TCP, 95),
          Packet.of(Protocol.TCP, 105),
          Packet.of(Protocol.UDP, 95));

  /// The other side: `a` for ingress and `b` for egress, or every pod.
  enum Who {
    ONE,
    EVERY
  }

  /// TCP ports that overlap in part.
  enum Ports {
    ALL(1, 65535),
    LOW(80, 100),
    HIGH(90, 110);

    private final int first;
    private final int last;

    Ports(int first, int last) {
      this.first = first;
      this.last = last;
    }

    int first() {
      return first;
    }

    int last() {
      return last;
    }

    private boolean contains(Packet packet) {
      return this == ALL
          || (packet.protocol().equals(Protocol.TCP)
              && first <= packet.destinationPort()
              && packet.destinationPort() <= last);
    }
  }

  /// One policy with one rule.
  ///
  /// @param number its place in the case, from 0, by which it is named and, where its kind says
  ///   nothing else, ordered
  record Statement<K>(K kind, Who who, Ports ports, Direction direction, int number) {
    String subject() {
      return direction == Direction.INGRESS ? "b" : "a";
    }

    String one() {
      return direction == Direction.INGRESS ? "a" : "b";
    }

    /// `i0`, `e1`.
    String name() {
      return direction.toString().substring(0, 1) + number;
    }

    /// Lower for lower numbers, and no two the same.
    int priority() {
      return 2 * number + (direction == Direction.INGRESS ? 0 : 1);
    }

    private boolean matches(boolean one, Packet packet) {
      return (who == Who.EVERY || one) && ports.contains(packet);
    }
  }

  /// A dialect's way to write policies, and what they mean.
  interface Specification<K> {
    List<ObjectNode> manifests(List<Statement<K>> both);

    /// Whether one side lets a flow through.
    ///
    /// @param side all policies of the direction, by their numbers
    /// @param matching those whose rule matches the flow
    boolean allows(List<Statement<K>> side, List<Statement<K>> matching);
  }

  private final List<K> kinds;
  private final DialectSettings settings;
  private final Specification<K> specification;
  private int worlds;

  ConflictSweep(List<K> kinds, Dialect dialect, Specification<K> specification) {
    this.kinds = kinds;
    this.settings = DialectSettings.of(dialect, DialectSettings.Use.MANIFESTS);
    this.specification = specification;
  }

  /// All lists of so many policies, each with so many combinations of peers and ports.
  ///
  /// @return how many worlds were asked about
  int check(int policies, int combinations) {
    List<List<Who>> whos = lists(List.of(Who.values()), policies);
    List<List<Ports>> ports = lists(List.of(Ports.values()), policies);
    List<List<K>> cases = lists(kinds, policies);
    int patterns = whos.size() * ports.size();
    int step = ALL ? 1 : patterns / combinations;
    for (int c = 0; c < cases.size(); c++) {
      // 7 has no factor in common with the step: all combinations have their turn
      for (int p = 7 * c % step; p < patterns; p += step) {
        int other = (c * 31 + p) % cases.size();
        List<Who> who = whos.get(p % whos.size());
        List<Ports> at = ports.get(p / whos.size());
        check(
            statements(cases.get(c), who, at, Direction.INGRESS),
            statements(cases.get(other), who, at, Direction.EGRESS));
      }
    }
    return worlds;
  }

  private List<Statement<K>> statements(
      List<K> of, List<Who> who, List<Ports> ports, Direction direction) {
    List<Statement<K>> statements = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      statements.add(new Statement<>(of.get(i), who.get(i), ports.get(i), direction, i));
    }
    return statements;
  }

  private void check(List<Statement<K>> ingress, List<Statement<K>> egress) {
    List<Statement<K>> both = new ArrayList<>(ingress);
    both.addAll(egress);
    List<ObjectNode> objects = new ArrayList<>(PODS);
    objects.addAll(specification.manifests(both));
    ManifestWorld manifests = new ManifestWorld(objects, settings);
    Translation translation = manifests.translation();
    assertThat(translation.refusals()).as("%s%n%s", both, manifests).isEmpty();
    World world = manifests.world(translation);
    Reachability sets = world.reachability();
    FlowEvaluator walk = world.evaluator();
    for (String[] flow : FLOWS) {
      int source = number(sets, flow[0]);
      int destination = number(sets, flow[1]);
      for (Packet packet : PACKETS) {
        boolean expected =
            side(flow[0].equals("a") ? egress : List.of(), flow[1].equals("b"), packet)
                && side(flow[1].equals("b") ? ingress : List.of(), flow[0].equals("a"), packet);
        boolean bySets = sets.traffic(source, destination).contains(packet);
        boolean byWalk =
            walk.evaluate(sets.endpoints().get(source), sets.endpoints().get(destination), packet)
                .allowed();
        if (bySets != expected || byWalk != expected) {
          assertThat(List.of(bySets, byWalk))
              .as("%s > %s %s by sets and by walk:%n%s", flow[0], flow[1], packet, manifests)
              .containsOnly(expected);
        }
      }
    }
    worlds++;
  }

  private static final List<String[]> FLOWS =
      List.of(new String[] {"a", "b"}, new String[] {"c", "b"}, new String[] {"a", "c"});

  private boolean side(List<Statement<K>> side, boolean one, Packet packet) {
    return specification.allows(side, side.stream().filter(s -> s.matches(one, packet)).toList());
  }

  private static int number(Reachability sets, String pod) {
    return sets.endpoints().pods(p -> p.name().equals(pod)).first();
  }

  private static final List<ObjectNode> PODS = pods();

  private static List<ObjectNode> pods() {
    List<ObjectNode> objects = new ArrayList<>();
    objects.add(Trees.manifest("v1", "Namespace", null, "n", null));
    for (String name : List.of("a", "b", "c")) {
      Node labels = Trees.object("app", name);
      objects.add(Trees.manifest("v1", "Pod", "n", name, labels, "spec", Trees.object()));
    }
    return objects;
  }

  /// Labels of pods of one name.
  static Node app(String name) {
    return Trees.object("matchLabels", Trees.object("app", name));
  }

  /// A ClusterNetworkPolicy for a statement, whose number is its priority.
  static ObjectNode clusterNetworkPolicy(Statement<?> s, String tier, String action) {
    Node every = Trees.object("namespaces", Trees.object());
    Node range =
        Trees.object("range", Trees.object("start", s.ports().first(), "end", s.ports().last()));
    Node rule =
        Trees.object(
            "action",
            action,
            s.direction() == Direction.INGRESS ? "from" : "to",
            List.of(s.who() == Who.ONE ? pods(s.one()) : every),
            "protocols",
            s.ports() == Ports.ALL
                ? null
                : List.of(Trees.object("tcp", Trees.object("destinationPort", range))));
    Node spec =
        Trees.object(
            "tier",
            tier,
            "priority",
            s.priority(),
            "subject",
            pods(s.subject()),
            s.direction().toString(),
            List.of(rule));
    return Trees.manifest(
        "policy.networking.k8s.io/v1alpha2",
        "ClusterNetworkPolicy",
        null,
        s.name(),
        null,
        "spec",
        spec);
  }

  /// The pods of one name in any namespace, as policies of the cluster select them.
  static Node pods(String name) {
    return Trees.object(
        "pods", Trees.object("namespaceSelector", Trees.object(), "podSelector", app(name)));
  }

  /// A NetworkPolicy for a statement.
  ///
  /// @param isolates whether it allows nothing
  static ObjectNode networkPolicy(Statement<?> s, boolean isolates) {
    boolean ingress = s.direction() == Direction.INGRESS;
    Node port =
        Trees.object("protocol", "TCP", "port", s.ports().first(), "endPort", s.ports().last());
    Node rule =
        Trees.object(
            ingress ? "from" : "to",
            s.who() == Who.EVERY ? null : List.of(Trees.object("podSelector", app(s.one()))),
            "ports",
            s.ports() == Ports.ALL ? null : List.of(port));
    Node spec =
        Trees.object(
            "podSelector",
            app(s.subject()),
            "policyTypes",
            List.of(ingress ? "Ingress" : "Egress"),
            s.direction().toString(),
            isolates ? List.of() : List.of(rule));
    return Trees.manifest(
        "networking.k8s.io/v1", "NetworkPolicy", "n", s.name(), null, "spec", spec);
  }

  /// Every list of so many items.
  static <T> List<List<T>> lists(List<T> of, int length) {
    List<List<T>> lists = List.of(List.of());
    for (int i = 0; i < length; i++) {
      List<List<T>> longer = new ArrayList<>();
      for (List<T> list : lists) {
        for (T item : of) {
          List<T> next = new ArrayList<>(list);
          next.add(item);
          longer.add(next);
        }
      }
      lists = longer;
    }
    return lists;
  }
}
