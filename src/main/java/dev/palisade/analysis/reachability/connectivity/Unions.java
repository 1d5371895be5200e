package dev.palisade.analysis.reachability.connectivity;

import dev.palisade.analysis.traffic.TrafficSet;
import java.util.HashMap;
import java.util.Map;

/// Unions, each computed once.
final class Unions {
  private record Operands(TrafficSet a, TrafficSet b) {}

  private final Map<Operands, TrafficSet> known = new HashMap<>();

  TrafficSet of(TrafficSet a, TrafficSet b) {
    if (a == b || b.isEmpty()) {
      return a;
    }
    return a.isEmpty() ? b : known.computeIfAbsent(new Operands(a, b), o -> o.a.union(o.b));
  }
}
