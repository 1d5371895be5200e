package dev.palisade.compliance.control.probe;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Partition;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// For each zone and each zone or network that it may send to: a pair for every traffic that occurs
/// between two of their endpoints.
final class ZonePairs {
  /// @param from zone
  /// @param to zone or network
  record Border(String from, String to) {}

  private record Looks(TrafficSet traffic, TrafficSet served) {}

  private record Kin(int policyClass, TrafficSet served) {}

  private final Reachability reachability;
  private final ProbeEnds ends;
  private final Map<Border, Map<Looks, ProbePair>> found = new LinkedHashMap<>();

  private ZonePairs(Reachability reachability, ProbeEnds ends) {
    this.reachability = reachability;
    this.ends = ends;
  }

  static Map<Border, List<ProbePair>> of(Reachability reachability, ProbeEnds ends) {
    ZonePairs pairs = new ZonePairs(reachability, ends);
    ends.zones.forEach(pairs::toZone);
    ends.networks.forEach(pairs::toNetwork);
    Map<Border, List<ProbePair>> sorted = new LinkedHashMap<>();
    List<String> targets = new ArrayList<>(ends.zones.keySet());
    targets.addAll(ends.networks.keySet());
    for (String from : ends.zones.keySet()) {
      for (String to : targets) {
        Border border = new Border(from, to);
        Map<Looks, ProbePair> of = pairs.found.get(border);
        if (of != null) {
          sorted.put(border, List.copyOf(of.values()));
        }
      }
    }
    return sorted;
  }

  private void toZone(String zone, EndpointSet pods) {
    Set<Kin> seen = new HashSet<>();
    pods.forEach(
        id -> {
          TrafficSet served = ends.served(id);
          if (seen.add(new Kin(ends.classOf(id), served))) {
            into(zone, id, served);
          }
        });
  }

  private void toNetwork(String network, ProbeEnds.Outside outside) {
    TrafficSet served = outside.served();
    if (served == null) {
      served = TrafficSet.NONE;
      EndpointSet all = ends.zones.values().stream().reduce(EndpointSet.of(), EndpointSet::or);
      for (Partition.Cell cell : reachability.sourcesOf(outside.endpoint()).cells()) {
        if (cell.endpoints().overlaps(all)) {
          served = served.union(named(cell.traffic()));
        }
      }
    }
    into(network, outside.endpoint(), served);
  }

  /// Ports that somebody opened one by one: what is open on all says nothing of what is served.
  private static TrafficSet named(TrafficSet traffic) {
    TrafficSet named = TrafficSet.NONE;
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
      PortSet ports = traffic.destinationPorts(protocol);
      if (!ports.isAll()) {
        named = named.union(TrafficSet.of(protocol, ports));
      }
    }
    return named;
  }

  /// Sources in no cell have no traffic with the destination.
  private void into(String to, int destination, TrafficSet served) {
    List<Partition.Cell> cells = reachability.sourcesOf(destination).cells();
    ends.zones.forEach(
        (from, pods) -> {
          EndpointSet left = pods.minus(EndpointSet.of(destination));
          for (Partition.Cell cell : cells) {
            EndpointSet senders = left.and(cell.endpoints());
            if (!senders.isEmpty()) {
              add(
                  new Border(from, to),
                  new ProbePair(senders.first(), destination, cell.traffic(), served));
              left = left.minus(senders);
            }
          }
          if (!left.isEmpty()) {
            add(
                new Border(from, to),
                new ProbePair(left.first(), destination, TrafficSet.NONE, served));
          }
        });
  }

  private void add(Border border, ProbePair pair) {
    found
        .computeIfAbsent(border, b -> new LinkedHashMap<>())
        .putIfAbsent(new Looks(pair.traffic(), pair.served()), pair);
  }
}
