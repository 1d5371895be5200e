package dev.palisade.analysis.reachability;

import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.TrafficSet;

/// One pair of endpoints whose traffic would be another.
///
/// @param source number in [Endpoints]
/// @param destination likewise
/// @param lost allowed now, not then
/// @param gained not allowed now, but then; not both sets are empty
public record FlowChange(int source, int destination, TrafficSet lost, TrafficSet gained) {

  /// One packet that becomes of it otherwise.
  public Packet example() {
    return lost.isEmpty() ? gained.example() : lost.example();
  }
}
