package dev.palisade.analysis.reachability.outline;

import dev.palisade.analysis.reachability.outline.Outline.Extent;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Numbers for sets of traffic, so that comparing and joining them costs nothing. 0 is no traffic.
final class TrafficNumbers {
  private final List<TrafficSet> sets = new ArrayList<>(List.of(TrafficSet.NONE));
  private final Map<TrafficSet, Integer> numbers = new HashMap<>(Map.of(TrafficSet.NONE, 0));
  private final Map<Long, Integer> unions = new HashMap<>();

  int of(TrafficSet traffic) {
    Integer known = numbers.get(traffic);
    if (known == null) {
      known = sets.size();
      numbers.put(traffic, known);
      sets.add(traffic);
    }
    return known;
  }

  int union(int a, int b) {
    return unions.computeIfAbsent(((long) a << 32) | b, k -> of(sets.get(a).union(sets.get(b))));
  }

  /// A cell of a grid: the traffic and its extent in one number.
  int withExtent(int number, boolean some) {
    return number * 2 + (some ? 1 : 0);
  }

  TrafficSet traffic(int cell) {
    return sets.get(cell / 2);
  }

  static Extent extent(int cell) {
    return cell % 2 == 0 ? Extent.EVERY : Extent.SOME;
  }
}
