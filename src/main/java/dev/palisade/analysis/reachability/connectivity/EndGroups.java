package dev.palisade.analysis.reachability.connectivity;

import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The ends of a map, those together that policies do not tell apart and that lie in one area: each
/// of a group has the same traffic with any other end, so that it is enough to look at one of them.
public final class EndGroups {

  /// In which place of a line the ends of a group stand.
  public enum Place {
    /// Workloads or pods.
    INSIDE,
    /// What an ingress controller is known by.
    CONTROLLER,
    /// Addresses as sources.
    SOURCE_ADDRESSES,
    /// Addresses as destinations.
    DESTINATION_ADDRESSES
  }

  /// @param area as the caller numbers them
  /// @param ends sorted; at least one
  public record Group(Place place, int area, List<MapEnd> ends) {
    public Group {
      ends = List.copyOf(ends);
    }
  }

  /// Takes what one group may send to another; from a group to itself, what its ends may send to
  /// each other.
  @FunctionalInterface
  public interface GroupConsumer {
    void accept(int source, int destination, TrafficSet traffic);
  }

  /// What the ends of a group have in common.
  private record Alike(
      Place place,
      int area,
      List<Integer> classes,
      boolean source,
      boolean destination,
      @Nullable TrafficSet fromController,
      String alone) {}

  private final ConnectivityMap map;
  private final LocalPairs local;
  private final SortedMap<MapEnd, TrafficSet> fromController;
  private final List<Group> groups = new ArrayList<>();

  private EndGroups(ConnectivityMap map, ToIntFunction<MapEnd> area) {
    this.map = map;
    this.local = map.localPairs();
    this.fromController = map.controllerFlows();
    group(area);
  }

  /// @param area of an end; ends of different areas are never in one group
  public static EndGroups of(ConnectivityMap map, ToIntFunction<MapEnd> area) {
    return new EndGroups(map, area);
  }

  private void group(ToIntFunction<MapEnd> area) {
    SortedMap<String, MapEnd> sources = byName(map.sources());
    SortedMap<String, MapEnd> destinations = byName(map.destinations());
    // what may differ with the node that a pod is on is told of each end by itself
    Set<String> alone = local.names(map.destinations());
    SortedMap<String, MapEnd> inside = new TreeMap<>(sources);
    inside.putAll(destinations);
    inside.values().removeIf(MapEnd::isAddress);
    Map<Alike, List<MapEnd>> found = new LinkedHashMap<>();
    inside.forEach(
        (name, end) ->
            add(
                found,
                end,
                new Alike(
                    Place.INSIDE,
                    area.applyAsInt(end),
                    Destinations.classes(map.reachability(), end),
                    sources.containsKey(name),
                    destinations.containsKey(name),
                    fromController.get(end),
                    alone.contains(name) ? name : "")));
    if (!fromController.isEmpty()) {
      MapEnd controller = IngressController.end();
      found.put(
          new Alike(Place.CONTROLLER, 0, List.of(), true, false, null, ""), List.of(controller));
    }
    addresses(found, map.sources(), Place.SOURCE_ADDRESSES, area);
    addresses(found, map.destinations(), Place.DESTINATION_ADDRESSES, area);
    found.forEach((alike, ends) -> groups.add(new Group(alike.place, alike.area, ends)));
  }

  private void addresses(
      Map<Alike, List<MapEnd>> found, List<MapEnd> ends, Place place, ToIntFunction<MapEnd> area) {
    ends.stream()
        .filter(MapEnd::isAddress)
        .forEach(
            end ->
                add(
                    found,
                    end,
                    new Alike(
                        place,
                        area.applyAsInt(end),
                        Destinations.classes(map.reachability(), end),
                        place == Place.SOURCE_ADDRESSES,
                        place == Place.DESTINATION_ADDRESSES,
                        null,
                        "")));
  }

  private static void add(Map<Alike, List<MapEnd>> found, MapEnd end, Alike alike) {
    found.computeIfAbsent(alike, a -> new ArrayList<>()).add(end);
  }

  private static SortedMap<String, MapEnd> byName(List<MapEnd> ends) {
    SortedMap<String, MapEnd> byName = new TreeMap<>();
    ends.forEach(end -> byName.put(end.name(), end));
    return byName;
  }

  /// Those inside in the order of their first names, then the controller, then addresses.
  public List<Group> groups() {
    return List.copyOf(groups);
  }

  /// Hands on every pair of groups with traffic, source by source. Of a group of one end with
  /// itself nothing is said, and nothing of addresses to addresses.
  public void forEachPair(GroupConsumer consumer) {
    Map<String, Integer> column = new HashMap<>();
    for (int i = 0; i < map.destinations().size(); i++) {
      column.put(map.destinations().get(i).name(), i);
    }
    Map<String, MapEnd> sources = byName(map.sources());
    // the column of a group, by its first end
    int[] columns = new int[groups.size()];
    for (int g = 0; g < columns.length; g++) {
      Group group = groups.get(g);
      boolean receives = group.place == Place.INSIDE || group.place == Place.DESTINATION_ADDRESSES;
      columns[g] = receives ? column.getOrDefault(group.ends.getFirst().name(), -1) : -1;
    }
    MapRow row = map.row(local);
    for (int s = 0; s < columns.length; s++) {
      Group source = groups.get(s);
      if (source.place == Place.CONTROLLER) {
        fromController(s, consumer);
      } else if (source.place != Place.DESTINATION_ADDRESSES) {
        MapEnd end = sources.get(source.ends.getFirst().name());
        if (end != null) {
          row.fill(end);
          fromRow(s, row, columns, consumer);
        }
      }
    }
  }

  private void fromRow(int source, MapRow row, int[] columns, GroupConsumer consumer) {
    boolean addresses = groups.get(source).place == Place.SOURCE_ADDRESSES;
    for (int d = 0; d < columns.length; d++) {
      boolean counts =
          columns[d] >= 0
              && !(addresses && groups.get(d).place == Place.DESTINATION_ADDRESSES)
              && (d != source || groups.get(d).ends.size() > 1);
      if (counts) {
        TrafficSet traffic = row.to(columns[d]);
        if (!traffic.isEmpty()) {
          consumer.accept(source, d, traffic);
        }
      }
    }
  }

  private void fromController(int source, GroupConsumer consumer) {
    for (int d = 0; d < groups.size(); d++) {
      TrafficSet traffic = fromController.get(groups.get(d).ends.getFirst());
      if (traffic != null && groups.get(d).place == Place.INSIDE) {
        consumer.accept(source, d, traffic);
      }
    }
  }
}
