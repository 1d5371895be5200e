package dev.palisade.translate;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Rule.Clause;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.TrafficMatch.NamedPort;
import dev.palisade.analysis.policy.TrafficMatch.Side;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Advises of port names that none of the pods declares which the rule could mean: it matches
/// nothing there.
final class NamedPortAdvice {
  private final PeerPods peers;
  private final Diagnostics diagnostics;

  /// The pods that declare a port, by protocol and name, then by namespace.
  private final Map<String, Map<String, List<Pod>>> declared = new HashMap<>();

  /// Many rules mean the same pods and name the same ports: each question is answered once.
  private final Map<Question, Boolean> answered = new HashMap<>();

  /// Whether one of the pods that a peer can mean declares a port.
  private record Question(Peer where, String port) {}

  private NamedPortAdvice(Inventory inventory, Diagnostics diagnostics) {
    this.peers = new PeerPods(inventory);
    this.diagnostics = diagnostics;
    for (Pod pod : inventory.pods()) {
      for (ContainerPort port : pod.ports()) {
        if (port.name() != null) {
          declared
              .computeIfAbsent(port.protocol() + " " + port.name(), k -> new HashMap<>())
              .computeIfAbsent(pod.namespace(), k -> new ArrayList<>())
              .add(pod);
        }
      }
    }
  }

  static void give(PolicySet policies, Inventory inventory, Diagnostics diagnostics) {
    NamedPortAdvice advice = new NamedPortAdvice(inventory, diagnostics);
    policies
        .policies()
        .forEach(
            policy -> {
              for (Direction direction : Direction.values()) {
                Policy.Rules rules = policy.rules(direction);
                if (rules != null) {
                  rules.rules().forEach(rule -> advice.examine(policy, direction, rule));
                }
              }
            });
  }

  private void examine(Policy policy, Direction direction, Rule rule) {
    Set<NamedPort> unknown = new LinkedHashSet<>();
    Set<NamedPort> known = new LinkedHashSet<>();
    for (Clause clause : rule.clauses()) {
      names(
          clause.traffic(),
          name -> {
            // the pod under policy is the destination of ingress and the source of egress
            boolean own = (name.side() == Side.DESTINATION) == (direction == Direction.INGRESS);
            Peer where = own ? policy.subject() : clause.peer();
            (isDeclared(where, name.protocol() + " " + name.name()) ? known : unknown).add(name);
          });
    }
    unknown.removeAll(known);
    Set<String> said = new LinkedHashSet<>();
    for (NamedPort name : unknown) {
      // a name without protocol stands for one of each
      boolean any = ofAnyProtocol(name, unknown, known);
      if (any && known.stream().anyMatch(other -> other.name().equals(name.name()))) {
        continue;
      }
      said.add(
          "no pod that the rule could mean declares the port name \""
              + name.name()
              + (any ? "\"" : "\" for " + name.protocol())
              + ": it matches nothing");
    }
    for (String message : said) {
      diagnostics.add(
          new Warning(
              policy.ref(), rule.pointer(), Warning.Effect.ADVICE, message, policy.subject()));
    }
  }

  private boolean isDeclared(Peer where, String port) {
    return answered.computeIfAbsent(
        new Question(where, port), q -> anyOf(where, declared.getOrDefault(port, Map.of())));
  }

  private boolean anyOf(Peer where, Map<String, List<Pod>> candidates) {
    return switch (where) {
      case Peer.AnyOf(var parts) -> parts.stream().anyMatch(part -> anyOf(part, candidates));
      // most rules reach into one namespace of thousands
      case Peer.Pods(NamespaceMatch.Named(var names), var labels, var network) ->
          names.stream()
              .flatMap(name -> candidates.getOrDefault(name, List.of()).stream())
              .anyMatch(pod -> peers.matches(where, pod));
      case Peer.Pods(var namespaces, var labels, var network) ->
          candidates.entrySet().stream()
              .filter(in -> peers.inNamespace(namespaces, in.getKey()))
              .anyMatch(in -> in.getValue().stream().anyMatch(pod -> peers.matches(where, pod)));
      default ->
          candidates.values().stream().flatMap(List::stream).anyMatch(p -> peers.matches(where, p));
    };
  }

  private static boolean ofAnyProtocol(
      NamedPort name, Set<NamedPort> unknown, Set<NamedPort> known) {
    return Stream.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP)
        .map(protocol -> new NamedPort(protocol, name.name(), name.side()))
        .allMatch(other -> unknown.contains(other) || known.contains(other));
  }

  private static void names(TrafficMatch match, Consumer<NamedPort> to) {
    switch (match) {
      case NamedPort name -> to.accept(name);
      case TrafficMatch.AnyOf(var parts) -> parts.forEach(part -> names(part, to));
      case TrafficMatch.AllOf(var parts) -> parts.forEach(part -> names(part, to));
      case TrafficMatch.Not(var part) -> names(part, to);
      case TrafficMatch.Exactly exactly -> {}
    }
  }
}
