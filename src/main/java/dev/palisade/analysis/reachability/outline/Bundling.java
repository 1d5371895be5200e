package dev.palisade.analysis.reachability.outline;

import dev.palisade.analysis.reachability.connectivity.EndGroups.Place;
import dev.palisade.analysis.reachability.outline.Outline.Among;
import dev.palisade.analysis.reachability.outline.Outline.Arrow;
import dev.palisade.analysis.reachability.outline.Outline.Tip;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Says what a grid says with few arrows: between everyone, between boxes, from or to a box, and
/// only what is left between nodes. Each cell of the grid is covered by exactly what it says.
final class Bundling {
  /// With fewer boxes, arrows to each are as easy to read as one to everyone.
  private static final int BOXES_OF_EVERYONE = 3;

  /// What takes part in bundles as one: the nodes of a box, or one end outside.
  private record Party(Tip tip, List<Integer> units, List<Tip> tips) {}

  private final Grid grid;
  private final List<Party> parties = new ArrayList<>();
  private final List<Integer> workloads;
  private final boolean[][] covered;
  private final List<Arrow> arrows = new ArrayList<>();
  private final List<@Nullable Among> amongBoxes = new ArrayList<>();

  /// @param boxes the units of each box
  Bundling(Grid grid, List<List<Integer>> boxes) {
    this.grid = grid;
    this.covered = new boolean[grid.size()][grid.size()];
    for (int b = 0; b < boxes.size(); b++) {
      amongBoxes.add(null);
      List<Tip> tips = new ArrayList<>();
      for (int n = 0; n < boxes.get(b).size(); n++) {
        tips.add(new Tip.OfNode(b, n));
      }
      parties.add(new Party(new Tip.OfBox(b), boxes.get(b), tips));
    }
    this.workloads = boxes.stream().flatMap(List::stream).toList();
    List<Integer> controllers = unitsAt(grid, Place.CONTROLLER);
    outside(controllers, 0);
    outside(unitsAt(grid, Place.SOURCE_ADDRESSES), controllers.size());
    outside(unitsAt(grid, Place.DESTINATION_ADDRESSES), 0);
  }

  private void outside(List<Integer> units, int first) {
    List<Tip> tips = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      tips.add(new Tip.Outside(first + i));
    }
    if (!units.isEmpty()) {
      parties.add(
          new Party(units.size() > 1 ? new Tip.AllOutside() : tips.getFirst(), units, tips));
    }
  }

  /// Units outside at these places, in their order.
  static List<Integer> unitsAt(Grid grid, Place... places) {
    return IntStream.range(0, grid.size())
        .filter(unit -> List.of(places).contains(grid.units.get(unit).place()))
        .boxed()
        .toList();
  }

  /// @param everyone whether arrows may speak of all workloads of the cluster
  void bundle(boolean everyone) {
    if (everyone && boxes() >= BOXES_OF_EVERYONE) {
      bundleEveryone();
    }
    for (Party from : parties) {
      for (Party to : parties) {
        if (from != to) {
          between(from, to);
        }
      }
    }
    for (int b = 0; b < boxes(); b++) {
      within(b);
    }
  }

  private int boxes() {
    return amongBoxes.size();
  }

  List<Arrow> arrows() {
    return arrows;
  }

  @Nullable Among amongBox(int box) {
    return amongBoxes.get(box);
  }

  /// What the ends of a unit may send to each other, where no bundle says it.
  @Nullable Among amongUnit(int unit) {
    int cell = grid.cell(unit, unit);
    return cell > Grid.NOTHING && !covered[unit][unit] ? among(cell) : null;
  }

  private Among among(int cell) {
    return new Among(grid.numbers.traffic(cell), TrafficNumbers.extent(cell));
  }

  /// The one number of all cells of a block; NOTHING where they differ, or are nothing.
  private int common(List<Integer> from, List<Integer> to) {
    int common = Grid.UNSAID;
    for (int source : from) {
      for (int destination : to) {
        int cell = grid.cell(source, destination);
        if (cell != Grid.UNSAID) {
          if (common != Grid.UNSAID && common != cell) {
            return Grid.NOTHING;
          }
          common = cell;
        }
      }
    }
    return Math.max(common, Grid.NOTHING);
  }

  private boolean anyOpen(List<Integer> from, List<Integer> to) {
    return from.stream().anyMatch(s -> to.stream().anyMatch(d -> isOpen(s, d)));
  }

  private boolean isOpen(int from, int to) {
    return grid.cell(from, to) > Grid.NOTHING && !covered[from][to];
  }

  /// Draws the arrow unless others have said all of it.
  private void draw(Tip from, Tip to, List<Integer> sources, List<Integer> destinations, int cell) {
    if (!anyOpen(sources, destinations)) {
      return;
    }
    sources.forEach(s -> destinations.forEach(d -> covered[s][d] = true));
    arrows.add(new Arrow(from, to, grid.numbers.traffic(cell), TrafficNumbers.extent(cell)));
  }

  private void bundleEveryone() {
    Tip everyone = new Tip.Everyone();
    int all = common(workloads, workloads);
    if (all > Grid.NOTHING) {
      draw(everyone, everyone, workloads, workloads, all);
    }
    for (Party to : parties) {
      toEach(workloads, everyone, to);
    }
    for (Party from : parties) {
      fromEach(from, workloads, everyone);
    }
  }

  /// Arrows to a party as a whole or else to those of its units of which the sources say one thing.
  private void toEach(List<Integer> sources, Tip from, Party to) {
    int whole = common(sources, to.units);
    if (whole > Grid.NOTHING) {
      draw(from, to.tip, sources, to.units, whole);
      return;
    }
    for (int n = 0; n < to.units.size(); n++) {
      List<Integer> one = List.of(to.units.get(n));
      int cell = common(sources, one);
      if (cell > Grid.NOTHING) {
        draw(from, to.tips.get(n), sources, one, cell);
      }
    }
  }

  private void fromEach(Party from, List<Integer> destinations, Tip to) {
    int whole = common(from.units, destinations);
    if (whole > Grid.NOTHING) {
      draw(from.tip, to, from.units, destinations, whole);
      return;
    }
    for (int n = 0; n < from.units.size(); n++) {
      List<Integer> one = List.of(from.units.get(n));
      int cell = common(one, destinations);
      if (cell > Grid.NOTHING) {
        draw(from.tips.get(n), to, one, destinations, cell);
      }
    }
  }

  private void between(Party from, Party to) {
    if (!anyOpen(from.units, to.units)) {
      return;
    }
    long rows = from.units.stream().filter(s -> common(List.of(s), to.units) > 0).count();
    long columns = to.units.stream().filter(d -> common(from.units, List.of(d)) > 0).count();
    // a full row saves as many arrows as the other has nodes
    if (rows * (to.units.size() - 1) >= columns * (from.units.size() - 1)) {
      fromEach(from, to.units, to.tip);
    } else {
      toEach(from.units, from.tip, to);
    }
    single(from, to);
  }

  private void single(Party from, Party to) {
    for (int s = 0; s < from.units.size(); s++) {
      for (int d = 0; d < to.units.size(); d++) {
        int source = from.units.get(s);
        int destination = to.units.get(d);
        if (source != destination && isOpen(source, destination)) {
          draw(
              from.tips.get(s),
              to.tips.get(d),
              List.of(source),
              List.of(destination),
              grid.cell(source, destination));
        }
      }
    }
  }

  private void within(int box) {
    Party party = parties.get(box);
    int all = common(party.units, party.units);
    if (all > Grid.NOTHING && anyOpen(party.units, party.units)) {
      party.units.forEach(s -> party.units.forEach(d -> covered[s][d] = true));
      amongBoxes.set(box, among(all));
    }
    single(party, party);
  }
}
