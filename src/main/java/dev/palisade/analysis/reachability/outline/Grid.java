package dev.palisade.analysis.reachability.outline;

import dev.palisade.analysis.reachability.connectivity.EndGroups;
import dev.palisade.analysis.reachability.connectivity.EndGroups.Place;
import dev.palisade.analysis.reachability.connectivity.MapEnd;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/// Units (what may become a node of the outline) and the traffic between any two of them, as
/// numbers that are equal exactly if the traffic and its extent are.
final class Grid {
  /// No traffic.
  static final int NOTHING = 0;

  /// Of a unit of one end with itself there is nothing to say: fits every other number.
  static final int UNSAID = -1;

  /// @param area number of the zone or network
  /// @param ends sorted
  record Unit(Place place, int area, List<MapEnd> ends) {
    boolean inside() {
      return place == Place.INSIDE;
    }
  }

  final List<Unit> units;
  final TrafficNumbers numbers;
  private final int[][] cells;

  Grid(List<Unit> units, int[][] cells, TrafficNumbers numbers) {
    this.units = units;
    this.cells = cells;
    this.numbers = numbers;
  }

  /// Every group a unit of its own, or with others.
  ///
  /// @param unitOf the unit of each group; numbered from 0 in the order of the groups
  static Grid of(EndGroups groups, int[] unitOf, TrafficNumbers numbers) {
    List<EndGroups.Group> given = groups.groups();
    List<List<EndGroups.Group>> parts = new ArrayList<>();
    for (int g = 0; g < given.size(); g++) {
      if (unitOf[g] == parts.size()) {
        parts.add(new ArrayList<>());
      }
      parts.get(unitOf[g]).add(given.get(g));
    }
    List<Unit> units = parts.stream().map(Grid::unit).toList();
    Tally tally = new Tally(parts, numbers);
    groups.forEachPair((from, to, traffic) -> tally.add(unitOf[from], unitOf[to], traffic));
    return new Grid(units, tally.cells(), numbers);
  }

  private static Unit unit(List<EndGroups.Group> groups) {
    return new Unit(
        groups.getFirst().place(),
        groups.getFirst().area(),
        groups.stream().flatMap(group -> group.ends().stream()).sorted().toList());
  }

  /// Counts the pairs of groups between two units, to know whether all have the same traffic.
  private static final class Tally {
    private final List<List<EndGroups.Group>> parts;
    private final TrafficNumbers numbers;
    private final int[][] unions;
    private final int[][] counts;
    private final boolean[][] mixed;

    Tally(List<List<EndGroups.Group>> parts, TrafficNumbers numbers) {
      this.parts = parts;
      this.numbers = numbers;
      int size = parts.size();
      this.unions = new int[size][size];
      this.counts = new int[size][size];
      this.mixed = new boolean[size][size];
    }

    void add(int from, int to, TrafficSet traffic) {
      int number = numbers.of(traffic);
      int before = unions[from][to];
      if (counts[from][to]++ > 0 && before != number) {
        mixed[from][to] = true;
        unions[from][to] = numbers.union(before, number);
      } else {
        unions[from][to] = number;
      }
    }

    int[][] cells() {
      int[][] cells = new int[unions.length][unions.length];
      for (int from = 0; from < cells.length; from++) {
        for (int to = 0; to < cells.length; to++) {
          long pairs = pairs(from, to);
          cells[from][to] =
              pairs == 0
                  ? UNSAID
                  : counts[from][to] == 0
                      ? NOTHING
                      : numbers.withExtent(
                          unions[from][to], mixed[from][to] || counts[from][to] < pairs);
        }
      }
      return cells;
    }

    private long pairs(int from, int to) {
      long all = (long) parts.get(from).size() * parts.get(to).size();
      boolean inside = parts.get(from).getFirst().place() == Place.INSIDE;
      return from == to && inside
          ? all - parts.get(from).stream().filter(group -> group.ends().size() == 1).count()
          : all;
    }
  }

  int size() {
    return cells.length;
  }

  int cell(int from, int to) {
    return cells[from][to];
  }

  boolean hasTraffic(int unit) {
    for (int other = 0; other < size(); other++) {
      if (cells[unit][other] > NOTHING || cells[other][unit] > NOTHING) {
        return true;
      }
    }
    return false;
  }

  /// Those of these units alone, in this order.
  Grid only(List<Integer> wanted) {
    int[][] kept = new int[wanted.size()][wanted.size()];
    for (int i = 0; i < kept.length; i++) {
      for (int k = 0; k < kept.length; k++) {
        kept[i][k] = cells[wanted.get(i)][wanted.get(k)];
      }
    }
    return new Grid(wanted.stream().map(units::get).toList(), kept, numbers);
  }

  /// Units that have the same traffic with every other one, and with each other: that is an
  /// equivalence.
  ///
  /// @param may which units may be put together at all; an equivalence, too
  /// @return the first unit that each is like
  int[] alike(BiPredicate<Integer, Integer> may) {
    int[] first = new int[size()];
    List<Integer> firsts = new ArrayList<>();
    for (int unit = 0; unit < first.length; unit++) {
      first[unit] = unit;
      for (int known : firsts) {
        if (may.test(known, unit) && alike(known, unit)) {
          first[unit] = known;
          break;
        }
      }
      if (first[unit] == unit) {
        firsts.add(unit);
      }
    }
    return first;
  }

  private boolean alike(int a, int b) {
    int between = cells[a][b];
    if (cells[b][a] != between || !fits(cells[a][a], between) || !fits(cells[b][b], between)) {
      return false;
    }
    for (int other = 0; other < size(); other++) {
      if (other != a
          && other != b
          && (cells[a][other] != cells[b][other] || cells[other][a] != cells[other][b])) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(int cell, int wanted) {
    return cell == UNSAID || cell == wanted;
  }

  /// Puts units together.
  ///
  /// @param first as [#alike] gives it
  Grid merged(int[] first) {
    List<Integer> kept = new ArrayList<>();
    List<List<MapEnd>> ends = new ArrayList<>();
    int[] place = new int[size()];
    int[] like = new int[size()];
    for (int unit = 0; unit < first.length; unit++) {
      if (first[unit] == unit) {
        place[unit] = kept.size();
        kept.add(unit);
        ends.add(new ArrayList<>(units.get(unit).ends));
      } else {
        ends.get(place[first[unit]]).addAll(units.get(unit).ends);
        like[first[unit]] = unit;
      }
    }
    Grid smaller = only(kept);
    List<Unit> joined = new ArrayList<>();
    for (int k = 0; k < kept.size(); k++) {
      int unit = kept.get(k);
      Unit old = units.get(unit);
      joined.add(new Unit(old.place, old.area, ends.get(k).stream().sorted().toList()));
      if (like[unit] != 0) {
        // what the first and any other say to each other, all say
        smaller.cells[k][k] = cells[unit][like[unit]];
      }
    }
    return new Grid(List.copyOf(joined), smaller.cells, numbers);
  }
}
