package dev.palisade.compliance.diff;

import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.reachability.RequestLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which requests two ends may make of one another, by both sides' policies. Two are equal only if
/// their rules are the same: in doubt they are not.
///
/// @param kinds one for each way in which pods of the ends differ, sorted
record PairLimits(List<Sides> kinds) {

  /// The two sides of a flow.
  record Sides(RequestLimits egress, RequestLimits ingress) {
    boolean open() {
      return egress.open() && ingress.open();
    }

    @Override
    public String toString() {
      if (open()) {
        return "every request";
      }
      List<String> parts = new ArrayList<>();
      for (RequestLimits side : List.of(egress, ingress)) {
        if (!side.open()) {
          parts.add(side.direction() + " only " + side);
        }
      }
      return String.join(" and ", parts);
    }
  }

  PairLimits {
    kinds =
        List.copyOf(
            kinds.stream()
                .collect(
                    Collectors.toMap(Sides::toString, k -> k, (a, b) -> a, java.util.TreeMap::new))
                .values());
  }

  RequestChange.Kind to(PairLimits other) {
    if (kinds.size() != 1 || other.kinds.size() != 1) {
      return RequestChange.Kind.CHANGED;
    }
    Sides was = kinds.getFirst();
    Sides is = other.kinds.getFirst();
    boolean narrower = within(is.egress, was.egress) && within(is.ingress, was.ingress);
    boolean wider = within(was.egress, is.egress) && within(was.ingress, is.ingress);
    return narrower == wider
        ? RequestChange.Kind.CHANGED
        : narrower ? RequestChange.Kind.NARROWED : RequestChange.Kind.WIDENED;
  }

  /// Whether every rule of the one is a rule of the other, which lets pass as much then.
  private static boolean within(RequestLimits one, RequestLimits other) {
    return other.open() || (!one.open() && rules(other).containsAll(rules(one)));
  }

  private static Set<String> rules(RequestLimits limits) {
    Set<String> rules = new TreeSet<>();
    for (Layer7 narrowing : limits.only()) {
      switch (narrowing) {
        case Layer7.Http http -> http.requests().forEach(request -> rules.add(request.toString()));
        case Layer7.Dns dns -> dns.patterns().forEach(pattern -> rules.add("DNS " + pattern));
      }
    }
    return rules;
  }

  @Override
  public String toString() {
    return kinds.stream().map(Sides::toString).collect(Collectors.joining(", or "));
  }
}
