package dev.palisade.analysis.reachability.outline;

import dev.palisade.analysis.reachability.connectivity.ConnectivityMap;
import dev.palisade.analysis.reachability.connectivity.EndGroups;
import dev.palisade.analysis.reachability.connectivity.EndGroups.Group;
import dev.palisade.analysis.reachability.connectivity.EndGroups.Place;
import dev.palisade.analysis.reachability.connectivity.MapEnd;
import dev.palisade.analysis.reachability.outline.Outline.Among;
import dev.palisade.analysis.reachability.outline.Outline.Box;
import dev.palisade.analysis.reachability.outline.Outline.Node;
import dev.palisade.analysis.reachability.outline.Outline.View;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Tries views of a map, the most detailed first, until one has few enough boxes and arrows.
final class Outlining {
  /// A picture of more is a hairball.
  private static final int MOST_ARROWS = 80;

  private static final int MOST_NODES = 70;
  private static final int MOST_BOXES = 40;

  /// With more groups, comparing each with each takes too long, and no picture would hold them.
  private static final int MOST_GROUPS = 600;

  private final ConnectivityMap map;
  private final Division division;
  private final EndGroups groups;
  private final TrafficNumbers numbers = new TrafficNumbers();

  Outlining(ConnectivityMap map, Division division) {
    this.map = map;
    this.division = division;
    this.groups = EndGroups.of(map, division::areaOf);
  }

  Outline outline() {
    if (groups.groups().size() <= MOST_GROUPS) {
      // first with every range of addresses, then with one end for each network
      for (boolean ranges : new boolean[] {true, false}) {
        Outline detailed = detailed(ranges);
        if (detailed.arrows().size() <= MOST_ARROWS && nodes(detailed) <= MOST_NODES) {
          return detailed;
        }
      }
    }
    Grid zones = withTraffic(merged(grid(group -> List.of(group.place(), group.area()))));
    Outline bundled = built(View.ZONES, zones);
    return bundled.arrows().size() <= MOST_ARROWS && bundled.boxes().size() <= MOST_BOXES
        ? bundled
        : built(View.MATRIX, zones);
  }

  private static int nodes(Outline outline) {
    return outline.boxes().stream().mapToInt(box -> box.nodes().size()).sum()
        + outline.sources().size()
        + outline.destinations().size();
  }

  private Outline detailed(boolean ranges) {
    Grid fine =
        grid(
            group ->
                group.place() == Place.INSIDE || ranges
                    ? group
                    : List.of(group.place(), group.area()));
    Grid alike =
        fine.merged(
            fine.alike(
                (a, b) ->
                    fine.units.get(a).place() == fine.units.get(b).place()
                        && fine.units.get(a).area() == fine.units.get(b).area()));
    return built(View.WORKLOADS, withTraffic(merged(alike)));
  }

  private Grid grid(Function<Group, Object> key) {
    Map<Object, Integer> units = new HashMap<>();
    int[] unitOf = new int[groups.groups().size()];
    for (int g = 0; g < unitOf.length; g++) {
      Integer unit = units.putIfAbsent(key.apply(groups.groups().get(g)), units.size());
      unitOf[g] = unit == null ? units.size() - 1 : unit;
    }
    return Grid.of(groups, unitOf, numbers);
  }

  /// Namespaces that behave alike become one; zones that people declared do not.
  private Grid merged(Grid grid) {
    if (division.kind() == Division.Kind.DECLARED) {
      return grid;
    }
    Map<Integer, Long> sizes = new HashMap<>();
    grid.units.stream()
        .filter(Grid.Unit::inside)
        .forEach(unit -> sizes.merge(unit.area(), 1L, Long::sum));
    return grid.merged(
        grid.alike(
            (a, b) ->
                Objects.equals(sizes.get(grid.units.get(a).area()), 1L)
                    && Objects.equals(sizes.get(grid.units.get(b).area()), 1L)
                    && grid.units.get(a).inside()
                    && grid.units.get(b).inside()));
  }

  /// Leaves out addresses without traffic, and, if the map is limited, zones without: then that
  /// they have none here says nothing. A zone is drawn with all of its workloads or not at all, so
  /// that an arrow to it says the same wherever it stands.
  private Grid withTraffic(Grid grid) {
    Set<Integer> zones = new HashSet<>();
    for (int unit = 0; unit < grid.size(); unit++) {
      if (grid.units.get(unit).inside() && (map.isWhole() || grid.hasTraffic(unit))) {
        zones.add(grid.units.get(unit).area());
      }
    }
    return grid.only(
        IntStream.range(0, grid.size())
            .filter(
                unit ->
                    grid.units.get(unit).inside()
                        ? zones.contains(grid.units.get(unit).area())
                        : grid.hasTraffic(unit))
            .boxed()
            .toList());
  }

  private Outline built(View view, Grid grid) {
    Map<Integer, List<Integer>> byArea = new TreeMap<>();
    for (int unit = 0; unit < grid.size(); unit++) {
      if (grid.units.get(unit).inside()) {
        byArea.computeIfAbsent(grid.units.get(unit).area(), a -> new ArrayList<>()).add(unit);
      }
    }
    List<List<Integer>> units = List.copyOf(byArea.values());
    Bundling bundling = new Bundling(grid, units);
    bundling.bundle(view != View.MATRIX && map.isWhole());
    List<Box> boxes = new ArrayList<>();
    for (int b = 0; b < units.size(); b++) {
      boxes.add(box(grid, bundling, b, units.get(b)));
    }
    int workloads =
        groups.groups().stream()
            .filter(group -> group.place() == Place.INSIDE)
            .mapToInt(group -> group.ends().size())
            .sum();
    return new Outline(
        view,
        division.kind(),
        boxes,
        outside(grid, Place.CONTROLLER, Place.SOURCE_ADDRESSES),
        outside(grid, Place.DESTINATION_ADDRESSES),
        bundling.arrows(),
        map.isWhole() ? Outline.Coverage.WHOLE : Outline.Coverage.LIMITED,
        workloads);
  }

  private Box box(Grid grid, Bundling bundling, int number, List<Integer> units) {
    Map<String, String> zones = new LinkedHashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (int unit : units) {
      List<MapEnd> ends = grid.units.get(unit).ends();
      for (MapEnd end : ends) {
        int area = division.areaOf(end);
        if (area < division.zones().size()) {
          zones.put(division.zones().get(area).name(), division.zones().get(area).category());
        } else {
          zones.put("in no zone", "");
        }
      }
      nodes.add(node("", ends, bundling.amongUnit(unit)));
    }
    return new Box(
        zones.keySet().stream().sorted().toList(),
        zones.values().iterator().next(),
        nodes,
        bundling.amongBox(number));
  }

  private List<Node> outside(Grid grid, Place... places) {
    List<Node> nodes = new ArrayList<>();
    for (int unit : Bundling.unitsAt(grid, places)) {
      Grid.Unit found = grid.units.get(unit);
      boolean named =
          found.place() != Place.CONTROLLER && found.area() < division.networks().size();
      nodes.add(
          node(named ? division.networks().get(found.area()).name() : "", found.ends(), null));
    }
    return nodes;
  }

  private static Node node(String name, List<MapEnd> ends, @Nullable Among among) {
    List<IpRange> ranges = new ArrayList<>();
    for (MapEnd end : ends) {
      if (end.range() != null) {
        ranges.add(end.range());
      }
    }
    return new Node(name, ends.stream().map(MapEnd::name).toList(), IpSet.ofRanges(ranges), among);
  }
}
