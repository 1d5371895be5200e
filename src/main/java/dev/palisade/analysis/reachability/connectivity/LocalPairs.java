package dev.palisade.analysis.reachability.connectivity;

import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The traffic of those pairs of pods whose classes alone do not tell it, since they are on one
/// node or may be.
final class LocalPairs {

  /// @param pairs how many pairs of pods it is about
  /// @param traffic of any of them
  record Entry(long pairs, TrafficSet traffic) {
    Entry plus(Entry other) {
      return new Entry(pairs + other.pairs, traffic.union(other.traffic));
    }
  }

  private static final int NO_END = -1;

  private final Map<String, Map<Integer, Entry>> bySource = new HashMap<>();

  LocalPairs(Reachability reachability, List<MapEnd> destinations, List<MapEnd> sources) {
    int endpoints = reachability.endpoints().size();
    int[] sourceOf = endsOf(sources, endpoints);
    int[] destinationOf = endsOf(destinations, endpoints);
    reachability.forEachLocalPair(
        (source, destination, traffic) -> {
          int from = sourceOf[source];
          int to = destinationOf[destination];
          if (from != NO_END && to != NO_END) {
            String name = sources.get(from).name();
            if (!name.equals(destinations.get(to).name())) {
              bySource
                  .computeIfAbsent(name, n -> new HashMap<>())
                  .merge(to, new Entry(1, traffic), Entry::plus);
            }
          }
        });
  }

  private static int[] endsOf(List<MapEnd> ends, int endpoints) {
    int[] endOf = new int[endpoints];
    Arrays.fill(endOf, NO_END);
    for (int i = 0; i < ends.size(); i++) {
      int end = i;
      if (!ends.get(i).isAddress()) {
        ends.get(i).endpoints().forEach(endpoint -> endOf[endpoint] = end);
      }
    }
    return endOf;
  }

  /// The names of all sources and destinations that it speaks of.
  Set<String> names(List<MapEnd> destinations) {
    Set<String> names = new HashSet<>(bySource.keySet());
    bySource.values().stream()
        .flatMap(pairs -> pairs.keySet().stream())
        .forEach(destination -> names.add(destinations.get(destination).name()));
    return names;
  }

  /// By the index of the destination.
  Map<Integer, Entry> of(MapEnd source) {
    return bySource.getOrDefault(source.name(), Map.of());
  }
}
