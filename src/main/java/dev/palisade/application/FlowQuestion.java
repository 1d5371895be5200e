package dev.palisade.application;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Explanation;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.application.ExplainFlow.Part;
import dev.palisade.application.ExplainFlow.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What may flow from one end to another, and why.
///
/// @param sources the endpoints of `from`
/// @param destinations those of `to`
/// @param traffic that is asked for
record FlowQuestion(
    Reachability reachability,
    FlowEnd from,
    EndpointSet sources,
    FlowEnd to,
    EndpointSet destinations,
    TrafficSet traffic) {

  /// The endpoints of one part.
  private record Pairs(List<int[]> ids) {}

  static FlowQuestion of(Reachability reachability, FlowEnd from, FlowEnd to, TrafficSet traffic) {
    return new FlowQuestion(
        reachability, from, from.endpoints(reachability), to, to.endpoints(reachability), traffic);
  }

  ExplainFlow answer(FlowEvaluator evaluator, List<Message> warnings) {
    List<Map.Entry<TrafficSet, Pairs>> groups = new ArrayList<>(groups().entrySet());
    groups.sort(
        Comparator.comparing(
            (Map.Entry<TrafficSet, Pairs> group) -> -group.getValue().ids().size()));
    List<Part> parts = new ArrayList<>();
    List<Explanation> explanations = new ArrayList<>();
    for (Map.Entry<TrafficSet, Pairs> group : groups) {
      List<int[]> pairs = group.getValue().ids();
      parts.add(
          new Part(
              name(from, sources, pairs, 0, groups.size() == 1),
              name(to, destinations, pairs, 1, groups.size() == 1),
              TrafficNotation.format(group.getKey())));
      Endpoint source = reachability.endpoints().get(pairs.getFirst()[0]);
      Endpoint destination = reachability.endpoints().get(pairs.getFirst()[1]);
      explanations.add(
          evaluator.explain(source, destination, example(group.getKey(), destination)));
    }
    return new ExplainFlow(
        verdict(groups), parts, explanations, settings(reachability.settings()), warnings);
  }

  private Map<TrafficSet, Pairs> groups() {
    boolean itself = sources.size() == 1 && sources.equals(destinations);
    Map<TrafficSet, Pairs> groups = new LinkedHashMap<>();
    for (int source : sources.ids().toArray()) {
      for (int destination : destinations.ids().toArray()) {
        if (source != destination || itself) {
          groups
              .computeIfAbsent(
                  reachability.traffic(source, destination).intersect(traffic),
                  t -> new Pairs(new ArrayList<>()))
              .ids()
              .add(new int[] {source, destination});
        }
      }
    }
    return groups;
  }

  private Verdict verdict(List<Map.Entry<TrafficSet, Pairs>> groups) {
    if (groups.stream().allMatch(group -> group.getKey().isEmpty())) {
      return Verdict.DENIED;
    }
    return groups.stream().allMatch(group -> group.getKey().equals(traffic))
        ? Verdict.ALLOWED
        : Verdict.PARTLY;
  }

  /// The end as it was given; where only a part of it is meant, that part.
  private String name(FlowEnd end, EndpointSet all, List<int[]> pairs, int side, boolean whole) {
    EndpointSet meant = EndpointSet.of(pairs.stream().mapToInt(p -> p[side]).distinct().toArray());
    if (whole || meant.equals(all)) {
      return end.text();
    }
    return switch (end) {
      case FlowEnd.Pods pods ->
          meant
              .ids()
              .mapToObj(id -> reachability.endpoints().get(id).toString())
              .collect(Collectors.joining(", "));
      case FlowEnd.Addresses(var text, var addresses) ->
          IpSet.unionOf(
                  meant
                      .ids()
                      .mapToObj(id -> reachability.endpoints().get(id))
                      .map(FlowQuestion::range)
                      .toList())
              .intersect(addresses)
              .toString();
    };
  }

  private static IpSet range(Endpoint endpoint) {
    return endpoint instanceof Endpoint.AddressEndpoint(var range) ? IpSet.of(range) : IpSet.NONE;
  }

  /// A packet to explain: of what may flow, or of what may not, on a port that the destination has.
  private Packet example(TrafficSet allowed, Endpoint destination) {
    if (!allowed.isEmpty()) {
      return allowed.example();
    }
    if (destination instanceof Endpoint.PodEndpoint(var pod)) {
      for (ContainerPort port : pod.ports()) {
        Packet packet = Packet.of(port.protocol(), port.number());
        if (traffic.contains(packet)) {
          return packet;
        }
      }
    }
    Packet usual = Packet.of(Protocol.TCP, 443);
    return traffic.contains(usual) ? usual : traffic.example();
  }

  /// By which settings it is judged.
  static String settings(DialectSettings settings) {
    return "judged as "
        + settings.dialect()
        + " does, with "
        + settings.values().entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(", "));
  }
}
