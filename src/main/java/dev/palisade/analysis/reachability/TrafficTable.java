package dev.palisade.analysis.reachability;

import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/// Numbers traffic sets, each once, and remembers what their combinations are. Safe for use by
/// several threads.
final class TrafficTable {

  static final int NONE = 0;
  static final int ALL = 1;

  private final Map<TrafficSet, Integer> numbers = new HashMap<>();
  private final List<TrafficSet> sets = new ArrayList<>();
  private final Map<Long, Integer> unions = new HashMap<>();
  private final Map<Long, Integer> intersections = new HashMap<>();
  private final Map<Long, Integer> differences = new HashMap<>();

  TrafficTable() {
    number(TrafficSet.NONE);
    number(TrafficSet.ALL);
  }

  synchronized int number(TrafficSet set) {
    Integer known = numbers.get(set);
    if (known != null) {
      return known;
    }
    sets.add(set);
    numbers.put(set, sets.size() - 1);
    return sets.size() - 1;
  }

  synchronized TrafficSet get(int number) {
    return sets.get(number);
  }

  int union(int a, int b) {
    if (a == b || b == NONE || a == ALL) {
      return a;
    }
    if (a == NONE || b == ALL) {
      return b;
    }
    return remembered(unions, Math.min(a, b), Math.max(a, b), TrafficSet::union);
  }

  int intersection(int a, int b) {
    if (a == b || b == ALL || a == NONE) {
      return a;
    }
    if (a == ALL || b == NONE) {
      return b;
    }
    return remembered(intersections, Math.min(a, b), Math.max(a, b), TrafficSet::intersect);
  }

  int difference(int a, int b) {
    if (a == b || a == NONE || b == ALL) {
      return NONE;
    }
    return b == NONE ? a : remembered(differences, a, b, TrafficSet::minus);
  }

  private synchronized int remembered(
      Map<Long, Integer> results, int a, int b, BinaryOperator<TrafficSet> operation) {
    long key = ((long) a << 32) | b;
    Integer known = results.get(key);
    if (known != null) {
      return known;
    }
    int result = number(operation.apply(sets.get(a), sets.get(b)));
    results.put(key, result);
    return result;
  }
}
