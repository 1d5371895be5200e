package dev.palisade.analysis.reachability;

import dev.palisade.analysis.traffic.TrafficSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The traffic from each of some groups of endpoints (zones, namespaces) to each, itself too: what
/// *some* pair of them has, and what *every* pair has. The traffic of an endpoint with itself is
/// left out; pairs on one node count with what they have there.
///
/// Groups are known by their place in the list that was given. Immutable.
public final class GroupMatrix {
  private final Reachability reachability;
  private final List<EndpointSet> groups;
  private final TrafficTable table;
  private final int[] some;
  private final int[] every;

  /// @param some numbers of traffic sets, row by row
  /// @param every likewise
  GroupMatrix(
      Reachability reachability,
      List<EndpointSet> groups,
      TrafficTable table,
      int[] some,
      int[] every) {
    this.reachability = reachability;
    this.groups = List.copyOf(groups);
    this.table = table;
    this.some = some;
    this.every = every;
  }

  /// Two endpoints and their traffic.
  public record Pair(int source, int destination, TrafficSet traffic) {}

  public List<EndpointSet> groups() {
    return groups;
  }

  /// What at least one endpoint of the one group may send to another endpoint of the other.
  public TrafficSet some(int from, int to) {
    return table.get(some[cell(from, to)]);
  }

  /// What each endpoint of the one group may send to every other endpoint of the other. Nothing
  /// where there are no two such endpoints.
  public TrafficSet every(int from, int to) {
    return table.get(every[cell(from, to)]);
  }

  /// A pair that has some of the wanted traffic, the one with the lowest numbers; null: there is
  /// none.
  public @Nullable Pair example(int from, int to, TrafficSet wanted) {
    if (!some(from, to).overlaps(wanted)) {
      return null;
    }
    Set<Integer> fruitless = new HashSet<>();
    for (int source : groups.get(from).ids().toArray()) {
      // endpoints of a class reach the same, but for those on their nodes
      if (fruitless.contains(reachability.classOf(source)) && !reachability.hasNeighbours(source)) {
        continue;
      }
      Pair lowest = example(source, groups.get(to), wanted);
      if (lowest != null) {
        return lowest;
      }
      fruitless.add(reachability.classOf(source));
    }
    return null;
  }

  private @Nullable Pair example(int source, EndpointSet group, TrafficSet wanted) {
    EndpointSet others = group.minus(EndpointSet.of(source));
    Pair lowest = null;
    for (Partition.Cell cell : reachability.destinationsOf(source).cells()) {
      EndpointSet found = cell.endpoints().and(others);
      if (cell.traffic().overlaps(wanted)
          && !found.isEmpty()
          && (lowest == null || found.first() < lowest.destination)) {
        lowest = new Pair(source, found.first(), cell.traffic());
      }
    }
    return lowest;
  }

  private int cell(int from, int to) {
    return Objects.checkIndex(from, groups.size()) * groups.size()
        + Objects.checkIndex(to, groups.size());
  }
}
