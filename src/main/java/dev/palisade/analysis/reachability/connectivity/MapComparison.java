package dev.palisade.analysis.reachability.connectivity;

import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What differs between the maps of two states. Addresses are cut by the policies of both;
/// neighbours with the same traffic before and the same after are one range again.
public final class MapComparison {
  private final Side before;
  private final Side after;
  private final List<FlowDifference> differences = new ArrayList<>();

  private MapComparison(Side before, Side after) {
    this.before = before;
    this.after = after;
  }

  /// The pairs that differ, sorted.
  public static List<FlowDifference> between(Reachability before, Reachability after, Level level) {
    List<PolicySet> policies = List.of(before.policies(), after.policies());
    AddressPieces pieces = AddressPieces.of(policies, List.of());
    MapComparison comparison =
        new MapComparison(
            new Side(ConnectivityMap.of(before, level, pieces)),
            new Side(ConnectivityMap.of(after, level, pieces)));
    comparison.compareInside(pieces);
    comparison.compareOutside(pieces);
    comparison.compareControllers();
    Collections.sort(comparison.differences);
    return List.copyOf(comparison.differences);
  }

  /// One state's map, by names.
  private static final class Side {
    static final int NOWHERE = -1;

    final ConnectivityMap map;
    final MapRow row;
    final SortedMap<String, MapEnd> inside = new TreeMap<>();
    final SortedMap<String, MapEnd> sources = new TreeMap<>();
    final SortedMap<String, Integer> destinations = new TreeMap<>();

    Side(ConnectivityMap map) {
      this.map = map;
      this.row = map.row();
      for (MapEnd source : map.sources()) {
        sources.put(source.name(), source);
        if (!source.isAddress()) {
          inside.put(source.name(), source);
        }
      }
      for (int i = 0; i < map.destinations().size(); i++) {
        destinations.put(map.destinations().get(i).name(), i);
      }
    }

    /// Makes this source the one that [#to] speaks of.
    boolean fill(String name) {
      MapEnd source = sources.get(name);
      if (source != null) {
        row.fill(source);
      }
      return source != null;
    }

    /// Where destinations stand in this map; [#NOWHERE] for those that it has not.
    int[] indices(List<String> names) {
      return names.stream().mapToInt(name -> destinations.getOrDefault(name, NOWHERE)).toArray();
    }

    TrafficSet[] to(boolean filled, int[] indices) {
      TrafficSet[] traffic = new TrafficSet[indices.length];
      for (int i = 0; i < traffic.length; i++) {
        traffic[i] = filled && indices[i] != NOWHERE ? row.to(indices[i]) : TrafficSet.NONE;
      }
      return traffic;
    }
  }

  private List<String> names() {
    SortedSet<String> names = new TreeSet<>(before.inside.keySet());
    names.addAll(after.inside.keySet());
    return List.copyOf(names);
  }

  /// From pods, to pods and to addresses.
  private void compareInside(AddressPieces pieces) {
    List<String> names = names();
    List<String> ranges = pieces.destinations().stream().map(MapEnd::nameOf).toList();
    int[] namesBefore = before.indices(names);
    int[] namesAfter = after.indices(names);
    int[] rangesBefore = before.indices(ranges);
    int[] rangesAfter = after.indices(ranges);
    for (String source : names) {
      boolean was = before.fill(source);
      boolean is = after.fill(source);
      TrafficSet[] then = before.to(was, namesBefore);
      TrafficSet[] now = after.to(is, namesAfter);
      for (int i = 0; i < then.length; i++) {
        if (then[i] != now[i] && !source.equals(names.get(i))) {
          add(source, names.get(i), then[i], now[i]);
        }
      }
      Run run = new Run((range, b, a) -> add(source, MapEnd.nameOf(range), b, a));
      TrafficSet[] thenOut = before.to(was, rangesBefore);
      TrafficSet[] nowOut = after.to(is, rangesAfter);
      for (int i = 0; i < thenOut.length; i++) {
        run.next(pieces.destinations().get(i), thenOut[i], nowOut[i]);
      }
      run.end();
    }
  }

  /// From addresses to pods.
  private void compareOutside(AddressPieces pieces) {
    List<String> names = names();
    List<Run> runs = new ArrayList<>(names.size());
    for (String name : names) {
      runs.add(new Run((range, b, a) -> add(MapEnd.nameOf(range), name, b, a)));
    }
    int[] namesBefore = before.indices(names);
    int[] namesAfter = after.indices(names);
    for (IpRange piece : pieces.sources()) {
      String source = MapEnd.nameOf(piece);
      TrafficSet[] then = before.to(before.fill(source), namesBefore);
      TrafficSet[] now = after.to(after.fill(source), namesAfter);
      for (int i = 0; i < then.length; i++) {
        runs.get(i).next(piece, then[i], now[i]);
      }
    }
    runs.forEach(Run::end);
  }

  private void compareControllers() {
    SortedMap<MapEnd, TrafficSet> then = before.map.controllerFlows();
    SortedMap<MapEnd, TrafficSet> now = after.map.controllerFlows();
    SortedMap<String, TrafficSet> byNameThen = new TreeMap<>();
    SortedMap<String, TrafficSet> byNameNow = new TreeMap<>();
    then.forEach((end, traffic) -> byNameThen.put(end.name(), traffic));
    now.forEach((end, traffic) -> byNameNow.put(end.name(), traffic));
    for (String name : names()) {
      add(
          IngressController.NAME,
          name,
          byNameThen.getOrDefault(name, TrafficSet.NONE),
          byNameNow.getOrDefault(name, TrafficSet.NONE));
    }
  }

  private void add(String source, String destination, TrafficSet then, TrafficSet now) {
    if (then == now || then.equals(now)) {
      return;
    }
    List<String> oneSided = new ArrayList<>();
    for (String end : List.of(source, destination)) {
      if (before.inside.containsKey(end) != after.inside.containsKey(end)) {
        oneSided.add(end);
      }
    }
    differences.add(
        new FlowDifference(
            FlowDifference.Kind.of(then, now), source, destination, then, now, oneSided));
  }

  /// Neighbouring ranges, merged as long as their traffic is the same on both sides.
  private static final class Run {
    /// Takes a merged range.
    @FunctionalInterface
    interface Taker {
      void take(IpRange range, TrafficSet before, TrafficSet after);
    }

    private final Taker taker;
    private @Nullable IpRange range;
    private TrafficSet before = TrafficSet.NONE;
    private TrafficSet after = TrafficSet.NONE;

    Run(Taker taker) {
      this.taker = taker;
    }

    void next(IpRange piece, TrafficSet then, TrafficSet now) {
      IpRange open = range;
      if (open != null && then.equals(before) && now.equals(after)) {
        range = new IpRange(open.first(), piece.last());
        return;
      }
      end();
      range = piece;
      before = then;
      after = now;
    }

    void end() {
      if (range != null) {
        taker.take(range, before, after);
      }
    }
  }
}
