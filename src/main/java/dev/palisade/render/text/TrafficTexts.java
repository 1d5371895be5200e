package dev.palisade.render.text;

import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.IdentityHashMap;
import java.util.Map;

/// Traffic as text, written once for each set however many lines it stands in.
public final class TrafficTexts {
  private final Map<TrafficSet, String> known = new IdentityHashMap<>();

  public String of(TrafficSet traffic) {
    return known.computeIfAbsent(traffic, TrafficNotation::format);
  }
}
