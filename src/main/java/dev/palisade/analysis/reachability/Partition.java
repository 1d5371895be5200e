package dev.palisade.analysis.reachability;

import dev.palisade.analysis.traffic.TrafficSet;
import java.util.List;

/// The endpoints that have traffic with one given endpoint, grouped by that traffic.
///
/// @param cells disjoint; endpoints without traffic are in none
public record Partition(List<Cell> cells) {

  /// Endpoints with the same, non-empty traffic.
  public record Cell(EndpointSet endpoints, TrafficSet traffic) {}

  public Partition {
    cells = List.copyOf(cells);
  }
}
