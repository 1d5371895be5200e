package dev.palisade.analysis.reachability.question;

import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.function.Predicate;

/// Which flows a question is about. A range of addresses is in it as a whole or not at all.
public record Slice(Predicate<Endpoint> from, Predicate<Endpoint> to, TrafficSet traffic) {

  /// All flows.
  public static final Slice ALL = new Slice(end -> true, end -> true, TrafficSet.ALL);
}
