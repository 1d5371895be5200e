package dev.palisade.analysis.reachability.question;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Workload;
import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Isolation;
import dev.palisade.analysis.reachability.Partition;
import dev.palisade.analysis.reachability.Prospect;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a pod that does not exist yet could reach and who could reach it, by the names that maps
/// use.
///
/// @param sources who could reach it, sorted by name
/// @param destinations whom it could reach, likewise
public record FuturePod(
    Pod pod, Isolation ingress, Isolation egress, List<Line> sources, List<Line> destinations) {

  /// @param end a workload all of whose pods have this traffic, or else a pod; a node; a range of
  ///   addresses
  /// @param traffic never empty
  public record Line(String end, TrafficSet traffic) {}

  public FuturePod {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
  }

  /// @throws IllegalArgumentException for a pod that uses its node's network
  public static FuturePod of(Reachability reachability, Pod pod) {
    Prospect prospect = reachability.imagine(pod);
    return new FuturePod(
        pod,
        prospect.ingress(),
        prospect.egress(),
        lines(reachability.endpoints(), prospect.sources()),
        lines(reachability.endpoints(), prospect.destinations()));
  }

  /// The name under which it stands in lines.
  public String name() {
    return pod.workload().toString();
  }

  private static List<Line> lines(Endpoints endpoints, Partition partition) {
    TrafficSet[] traffic = new TrafficSet[endpoints.size()];
    Arrays.fill(traffic, TrafficSet.NONE);
    SortedMap<String, TrafficSet> lines = new TreeMap<>();
    for (Partition.Cell cell : partition.cells()) {
      List<IpRange> addresses = new ArrayList<>();
      cell.endpoints()
          .forEach(
              id -> {
                traffic[id] = cell.traffic();
                switch (endpoints.get(id)) {
                  case Endpoint.PodEndpoint p -> {}
                  case Endpoint.NodeEndpoint n -> lines.put(n + "[Node]", cell.traffic());
                  case Endpoint.AddressEndpoint a -> addresses.add(a.range());
                }
              });
      for (IpRange range : IpSet.ofRanges(addresses).ranges()) {
        lines.put(range + "[External]", cell.traffic());
      }
    }
    addPods(endpoints, traffic, lines);
    return lines.entrySet().stream()
        .filter(line -> !line.getValue().isEmpty())
        .map(line -> new Line(line.getKey(), line.getValue()))
        .toList();
  }

  private static void addPods(
      Endpoints endpoints, TrafficSet[] traffic, SortedMap<String, TrafficSet> lines) {
    Map<Workload, List<Integer>> byWorkload = new HashMap<>();
    for (int i = 0; i < endpoints.podList().size(); i++) {
      byWorkload
          .computeIfAbsent(endpoints.podList().get(i).workload(), w -> new ArrayList<>())
          .add(i);
    }
    byWorkload.forEach(
        (workload, members) -> {
          boolean alike = members.stream().map(id -> traffic[id]).distinct().count() == 1;
          for (int id : members) {
            Pod pod = endpoints.podList().get(id);
            String name =
                alike
                    ? workload.toString()
                    : new Workload(pod.namespace(), pod.name(), "Pod").toString();
            lines.merge(name, traffic[id], TrafficSet::union);
          }
        });
  }
}
