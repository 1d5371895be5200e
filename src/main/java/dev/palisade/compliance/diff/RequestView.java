package dev.palisade.compliance.diff;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.reachability.RequestLimits;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which requests may be made on connections, in one state. Traffic is cut where a rule of a policy
/// with rules on requests begins or ends; of each part one packet is asked about. Safe for use by
/// several threads.
final class RequestView {
  private final Reachability reachability;
  private final FlowEvaluator evaluator;
  private final boolean any;
  private final Map<Integer, List<Policy>> senders = new ConcurrentHashMap<>();
  private final Map<Integer, List<Policy>> receivers = new ConcurrentHashMap<>();

  RequestView(Reachability reachability) {
    this.reachability = reachability;
    this.evaluator =
        FlowEvaluator.of(
            reachability.inventory(), reachability.policies(), reachability.settings());
    this.any =
        reachability
            .policies()
            .policies()
            .anyMatch(p -> narrows(p, Direction.EGRESS) || narrows(p, Direction.INGRESS));
  }

  private static boolean narrows(Policy policy, Direction direction) {
    Policy.Rules rules = policy.rules(direction);
    return rules != null && rules.rules().stream().anyMatch(rule -> rule.narrowing() != null);
  }

  /// Whether requests are anywhere spoken of.
  boolean any() {
    return any;
  }

  /// Whether a policy that applies to one of the endpoints speaks of requests.
  boolean narrows(List<Integer> endpoints, Direction direction) {
    return any && endpoints.stream().anyMatch(id -> !applying(id, direction).isEmpty());
  }

  /// What may be asked for on connections of some traffic, by the parts of it that differ. Of
  /// several pairs of endpoints those count that have the connection.
  Map<TrafficSet, PairLimits> limits(
      List<Integer> sources, List<Integer> destinations, TrafficSet traffic) {
    List<TrafficSet> parts = List.of(traffic);
    for (int source : sources) {
      for (int destination : destinations) {
        if (source != destination) {
          for (TrafficSet cut : cuts(source, destination)) {
            parts = cut(parts, cut);
          }
          parts = cut(parts, reachability.traffic(source, destination));
        }
      }
    }
    Map<TrafficSet, PairLimits> limits = new LinkedHashMap<>();
    for (TrafficSet part : parts) {
      limits.put(part, limitsOfPart(sources, destinations, part));
    }
    return limits;
  }

  private PairLimits limitsOfPart(
      List<Integer> sources, List<Integer> destinations, TrafficSet part) {
    List<PairLimits.Sides> kinds = new ArrayList<>();
    for (int source : sources) {
      for (int destination : destinations) {
        if (source != destination && reachability.traffic(source, destination).overlaps(part)) {
          List<RequestLimits> sides =
              evaluator.limits(
                  reachability.endpoints().get(source),
                  reachability.endpoints().get(destination),
                  part.example());
          kinds.add(new PairLimits.Sides(sides.get(0), sides.get(1)));
        }
      }
    }
    return new PairLimits(kinds);
  }

  private static List<TrafficSet> cut(List<TrafficSet> parts, TrafficSet at) {
    List<TrafficSet> result = new ArrayList<>();
    for (TrafficSet part : parts) {
      TrafficSet inside = part.intersect(at);
      TrafficSet outside = part.minus(at);
      if (!inside.isEmpty()) {
        result.add(inside);
      }
      if (!outside.isEmpty()) {
        result.add(outside);
      }
    }
    return result;
  }

  private List<TrafficSet> cuts(int source, int destination) {
    List<TrafficSet> cuts = new ArrayList<>();
    Endpoint from = reachability.endpoints().get(source);
    Endpoint to = reachability.endpoints().get(destination);
    addCuts(applying(source, Direction.EGRESS), Direction.EGRESS, from, to, cuts);
    addCuts(applying(destination, Direction.INGRESS), Direction.INGRESS, from, to, cuts);
    return cuts.stream().distinct().toList();
  }

  private static void addCuts(
      List<Policy> policies,
      Direction direction,
      Endpoint source,
      Endpoint destination,
      List<TrafficSet> cuts) {
    for (Policy policy : policies) {
      Policy.Rules rules = policy.rules(direction);
      if (rules != null) {
        for (Rule rule : rules.rules()) {
          for (Rule.Clause clause : rule.clauses()) {
            cuts.add(resolve(clause.traffic(), source, destination));
          }
        }
      }
    }
  }

  /// All policies that apply to an endpoint, if one of them speaks of requests; otherwise none.
  private List<Policy> applying(int endpoint, Direction direction) {
    if (!any || !reachability.endpoints().isPod(endpoint)) {
      return List.of();
    }
    return (direction == Direction.EGRESS ? senders : receivers)
        .computeIfAbsent(
            endpoint,
            id -> {
              List<Policy> all =
                  reachability
                      .isolation(reachability.endpoints().podList().get(id), direction)
                      .applying();
              return all.stream().anyMatch(policy -> narrows(policy, direction)) ? all : List.of();
            });
  }

  private static TrafficSet resolve(TrafficMatch match, Endpoint source, Endpoint destination) {
    return switch (match) {
      case TrafficMatch.Exactly(TrafficSet traffic) -> traffic;
      case TrafficMatch.NamedPort named -> named(named, source, destination);
      case TrafficMatch.AnyOf any -> {
        TrafficSet all = TrafficSet.NONE;
        for (TrafficMatch part : any.parts()) {
          all = all.union(resolve(part, source, destination));
        }
        yield all;
      }
      case TrafficMatch.AllOf all -> {
        TrafficSet rest = TrafficSet.ALL;
        for (TrafficMatch part : all.parts()) {
          rest = rest.intersect(resolve(part, source, destination));
        }
        yield rest;
      }
      case TrafficMatch.Not not -> resolve(not.part(), source, destination).complement();
    };
  }

  private static TrafficSet named(
      TrafficMatch.NamedPort named, Endpoint source, Endpoint destination) {
    boolean ofSource = named.side() == TrafficMatch.Side.SOURCE;
    TrafficSet all = TrafficSet.NONE;
    if ((ofSource ? source : destination) instanceof Endpoint.PodEndpoint(var pod)) {
      for (ContainerPort port : pod.ports()) {
        if (named.name().equals(port.name()) && named.protocol().equals(port.protocol())) {
          PortSet one = PortSet.of(port.number());
          all =
              all.union(
                  ofSource
                      ? TrafficSet.of(named.protocol(), PortSet.ALL, one)
                      : TrafficSet.of(named.protocol(), one));
        }
      }
    }
    return all;
  }
}
