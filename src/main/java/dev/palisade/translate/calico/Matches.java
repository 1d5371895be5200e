package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.List;

/// Traffic matches, put together so that what is known from the manifest alone is one set.
final class Matches {
  private Matches() {}

  static TrafficMatch allOf(List<TrafficMatch> parts) {
    TrafficSet exact = TrafficSet.ALL;
    List<TrafficMatch> rest = new ArrayList<>();
    for (TrafficMatch part : parts) {
      switch (part) {
        case TrafficMatch.Exactly(var traffic) -> exact = exact.intersect(traffic);
        default -> rest.add(part);
      }
    }
    if (!exact.isAll() || rest.isEmpty()) {
      rest.addFirst(new TrafficMatch.Exactly(exact));
    }
    return rest.size() == 1 ? rest.getFirst() : new TrafficMatch.AllOf(rest);
  }

  static TrafficMatch anyOf(List<TrafficMatch> parts) {
    TrafficSet exact = TrafficSet.NONE;
    List<TrafficMatch> rest = new ArrayList<>();
    for (TrafficMatch part : parts) {
      switch (part) {
        case TrafficMatch.Exactly(var traffic) -> exact = exact.union(traffic);
        default -> rest.add(part);
      }
    }
    if (!exact.isEmpty() || rest.isEmpty()) {
      rest.addFirst(new TrafficMatch.Exactly(exact));
    }
    return rest.size() == 1 ? rest.getFirst() : new TrafficMatch.AnyOf(rest);
  }

  static TrafficMatch not(TrafficMatch part) {
    return part instanceof TrafficMatch.Exactly(var traffic)
        ? new TrafficMatch.Exactly(traffic.complement())
        : new TrafficMatch.Not(part);
  }
}
