package dev.palisade.analysis.reachability.connectivity;

import dev.palisade.analysis.traffic.TrafficSet;

/// Takes a map's lines, one after the other.
@FunctionalInterface
public interface FlowConsumer {
  /// @param traffic never empty; the same object for most lines with the same traffic
  void accept(MapEnd source, MapEnd destination, TrafficSet traffic);
}
