package dev.palisade.application.campaign;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Rule.Clause;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.scope.AuthorisedFlow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the rules of a policy that allow something have a part in: traffic that flows, with the
/// policies of both sides applied, and that one of them names.
final class Openings {
  private final Examination examination;
  private final Reachability reachability;
  private final Endpoints endpoints;
  private final Places places;
  private final EndpointSet counted;
  private final Map<Integer, List<Cell>> into = new HashMap<>();
  private final Map<Integer, List<Cell>> outOf = new HashMap<>();

  Openings(Examination examination) {
    this.examination = examination;
    this.reachability = examination.evidence().reachability();
    this.endpoints = reachability.endpoints();
    this.places = new Places(examination);
    this.counted = places.counted();
  }

  /// @param allows sentences, sorted
  /// @param register ids of the register entries whose flows are among it
  record Opened(List<String> allows, SortedSet<String> register) {}

  /// Traffic between two places.
  private static final class Sum {
    TrafficSet traffic = TrafficSet.NONE;
    EndpointSet from = EndpointSet.of();
    EndpointSet to = EndpointSet.of();
  }

  Opened of(Policy policy) {
    EndpointSet subject = reachability.matching(policy.subject()).and(endpoints.allPods());
    List<String> allows = new ArrayList<>();
    SortedSet<String> register = new TreeSet<>();
    SortedSet<String> workloads = places.workloads(subject);
    if (workloads.isEmpty()) {
      allows.add("applies to no workload");
    }
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules == null || workloads.isEmpty()) {
        continue;
      }
      String way = direction == Direction.INGRESS ? "ingress" : "egress";
      if (rules.noMatch() == Policy.NoMatch.DENY) {
        allows.add(
            "isolates " + isolated(subject) + " in " + way + ": what no rule allows is dropped");
      }
      Map<String, Sum> sums = new TreeMap<>();
      for (Rule rule : rules.rules()) {
        if (rule.action() == Action.ALLOW) {
          rule.clauses().forEach(clause -> add(subject, clause, direction, sums, register));
        } else {
          allows.add(way + ": rule " + rule.pointer() + " says " + rule.action());
        }
      }
      sums.forEach((ends, sum) -> allows.add(way + ": " + text(ends, sum)));
    }
    return new Opened(allows, register);
  }

  private String isolated(EndpointSet subject) {
    List<String> names = new ArrayList<>();
    places.of(subject).forEach((place, some) -> names.add(named(place, some)));
    return String.join(", ", names);
  }

  private String text(String ends, Sum sum) {
    String[] place = ends.split("\n", 2);
    return sum.traffic + " from " + named(place[0], sum.from) + " to " + named(place[1], sum.to);
  }

  private String named(String place, EndpointSet some) {
    SortedSet<String> workloads = places.workloads(some);
    return workloads.isEmpty() ? place : place + " (" + Places.some(workloads) + ")";
  }

  private void add(
      EndpointSet subject,
      Clause clause,
      Direction direction,
      Map<String, Sum> sums,
      SortedSet<String> register) {
    EndpointSet own =
        clause.self().equals(Peer.ANYONE)
            ? subject
            : subject.and(reachability.matching(clause.self()));
    EndpointSet peers = reachability.matching(clause.peer()).and(counted);
    Map<Integer, EndpointSet> classes = new LinkedHashMap<>();
    own.forEach(id -> classes.merge(reachability.classOf(id), EndpointSet.of(id), EndpointSet::or));
    for (EndpointSet members : classes.values()) {
      int pod = members.first();
      for (Cell cell : cells(pod, direction)) {
        EndpointSet others = cell.endpoints().and(peers).minus(EndpointSet.of(pod));
        if (others.isEmpty()) {
          continue;
        }
        EndpointSet destination = direction == Direction.INGRESS ? members : others;
        EndpointSet source = direction == Direction.INGRESS ? others : members;
        TrafficSet traffic =
            cell.traffic().intersect(resolved(clause.traffic(), source, destination));
        if (!traffic.isEmpty()) {
          add(source, destination, traffic, sums);
          entries(source, destination, traffic, register);
        }
      }
    }
  }

  private List<Cell> cells(int pod, Direction direction) {
    int number = reachability.classOf(pod);
    return direction == Direction.INGRESS
        ? into.computeIfAbsent(number, n -> reachability.sourcesOf(pod).cells())
        : outOf.computeIfAbsent(number, n -> reachability.destinationsOf(pod).cells());
  }

  private void add(
      EndpointSet sources, EndpointSet destinations, TrafficSet traffic, Map<String, Sum> sums) {
    places
        .of(sources)
        .forEach(
            (from, some) ->
                places
                    .of(destinations)
                    .forEach(
                        (to, others) -> {
                          Sum sum = sums.computeIfAbsent(from + "\n" + to, ends -> new Sum());
                          sum.traffic = sum.traffic.union(traffic);
                          sum.from = sum.from.or(some);
                          sum.to = sum.to.or(others);
                        }));
  }

  private void entries(
      EndpointSet source, EndpointSet destination, TrafficSet traffic, SortedSet<String> register) {
    for (AuthorisedFlow flow : examination.zoning().register()) {
      if (flow.traffic().overlaps(traffic)
          && flow.sources().overlaps(source)
          && flow.destinations().overlaps(destination)) {
        register.add(flow.entry().id());
      }
    }
  }

  /// A port's name stands for all the ports of that name on any of the pods.
  private TrafficSet resolved(TrafficMatch match, EndpointSet source, EndpointSet destination) {
    return switch (match) {
      case TrafficMatch.Exactly(TrafficSet traffic) -> traffic;
      case TrafficMatch.NamedPort port ->
          named(port, port.side() == TrafficMatch.Side.SOURCE ? source : destination);
      case TrafficMatch.AnyOf(var parts) -> {
        TrafficSet all = TrafficSet.NONE;
        for (TrafficMatch part : parts) {
          all = all.union(resolved(part, source, destination));
        }
        yield all;
      }
      case TrafficMatch.AllOf(var parts) -> {
        TrafficSet all = TrafficSet.ALL;
        for (TrafficMatch part : parts) {
          all = all.intersect(resolved(part, source, destination));
        }
        yield all;
      }
      case TrafficMatch.Not(TrafficMatch.Exactly(TrafficSet traffic)) -> traffic.complement();
      // what a name does not stand for on one pod it may on another
      case TrafficMatch.Not not -> TrafficSet.ALL;
    };
  }

  private TrafficSet named(TrafficMatch.NamedPort port, EndpointSet side) {
    List<TrafficSet> found = new ArrayList<>();
    side.forEach(
        id -> {
          if (endpoints.isPod(id)) {
            for (ContainerPort one : endpoints.podList().get(id).ports()) {
              if (port.name().equals(one.name()) && port.protocol().equals(one.protocol())) {
                PortSet number = PortSet.of(one.number());
                found.add(
                    port.side() == TrafficMatch.Side.SOURCE
                        ? TrafficSet.of(one.protocol(), PortSet.ALL, number)
                        : TrafficSet.of(one.protocol(), number));
              }
            }
          }
        });
    return found.stream().reduce(TrafficSet.NONE, TrafficSet::union);
  }
}
