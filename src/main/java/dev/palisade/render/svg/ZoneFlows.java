package dev.palisade.render.svg;

import dev.palisade.compliance.report.ZoneMatrix;
import dev.palisade.render.svg.Drawing.Align;
import dev.palisade.render.svg.Drawing.Figure;
import dev.palisade.render.svg.Drawing.Mark.Panel;
import dev.palisade.render.svg.Drawing.Mark.Words;
import dev.palisade.render.svg.Drawing.Point;
import dev.palisade.render.svg.Drawing.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.elk.core.options.Direction;
import org.jspecify.annotations.Nullable;

/// The flows into and out of zones in scope, as boxes and arrows: thick and dashed where something
/// is allowed beyond the register, thin where all of it is registered.
public final class ZoneFlows {
  /// With more arrows nobody can follow one; the table of pairs says the same.
  private static final int MOST = 36;

  private static final Set<String> IN_SCOPE = Set.of("cardholder-data", "connected", "trusted");
  private static final Stroke BEYOND = new Stroke("#8f1d1d", 2.2, "6 3");
  private static final Stroke REGISTERED = new Stroke("#1d5e36", 1.2, "");
  private static final double LONGEST_LABEL = 150;
  private static final double BAND = 4;
  private static final double NODE_HEIGHT = 38;

  private ZoneFlows() {}

  /// @param form width by height of the place for it
  /// @return null: there is nothing to draw, or too much
  public static @Nullable Drawing of(ZoneMatrix matrix, double form) {
    Map<String, ZoneMatrix.Party> parties = new LinkedHashMap<>();
    matrix.parties().forEach(party -> parties.put(party.name(), party));
    List<ZoneMatrix.Cell> cells =
        matrix.cells().stream()
            .filter(cell -> !cell.from().equals(cell.to()))
            .filter(cell -> cell.beyond() != null || !cell.register().isEmpty())
            .filter(cell -> isInScope(parties, cell.from()) || isInScope(parties, cell.to()))
            .toList();
    if (cells.size() > MOST) {
      cells = cells.stream().filter(cell -> cell.beyond() != null).toList();
    }
    if (cells.isEmpty() || cells.size() > MOST) {
      return null;
    }
    Drawing across = draw(parties, cells, Direction.RIGHT);
    Drawing down = draw(parties, cells, Direction.DOWN);
    return Comparator.<Drawing>comparingDouble(d -> Math.max(d.width() / form, d.height()))
                .compare(across, down)
            <= 0
        ? across
        : down;
  }

  private static boolean isInScope(Map<String, ZoneMatrix.Party> parties, String name) {
    ZoneMatrix.Party party = parties.get(name);
    return party != null && IN_SCOPE.contains(party.category());
  }

  private static Drawing draw(
      Map<String, ZoneMatrix.Party> parties, List<ZoneMatrix.Cell> cells, Direction direction) {
    Placement placement = new Placement(direction);
    Map<String, Integer> nodes = new LinkedHashMap<>();
    for (String name : parties.keySet()) {
      if (cells.stream().anyMatch(c -> c.from().equals(name) || c.to().equals(name))) {
        ZoneMatrix.Party party = parties.get(name);
        double width =
            Math.max(
                Lettering.HEAD.width(Lettering.HEAD.cut(name, 180)),
                Lettering.SMALL.width(party == null ? "" : party.category()));
        nodes.put(name, placement.node(Placement.Side.ANY, width + 26, NODE_HEIGHT));
      }
    }
    List<Integer> arrows = new ArrayList<>();
    for (ZoneMatrix.Cell cell : cells) {
      arrows.add(
          placement.arrow(
              nodes.getOrDefault(cell.from(), 0),
              nodes.getOrDefault(cell.to(), 0),
              2,
              label(cell),
              Lettering.TRAFFIC.width(label(cell)) + 4,
              Lettering.TRAFFIC.size() + 4));
    }
    placement.place();
    List<Figure> figures = new ArrayList<>();
    nodes.forEach((name, node) -> figures.add(node(placement, parties.get(name), name, node)));
    List<Figure> labels = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      ZoneMatrix.Cell cell = cells.get(i);
      List<Point> points = placement.points(arrows.get(i));
      Stroke stroke = cell.beyond() == null ? REGISTERED : BEYOND;
      figures.add(new Figure(Role.ARROW, "", Arrows.of(points, stroke, false)));
      Panel place = placement.label(arrows.get(i));
      labels.add(
          new Figure(
              Role.ARROW,
              "",
              List.of(
                  place,
                  new Words(
                      place.x() + place.width() / 2,
                      place.y() + place.height() - 4,
                      label(cell),
                      Lettering.TRAFFIC,
                      Align.MIDDLE))));
    }
    figures.addAll(labels);
    return new Drawing(placement.width(), placement.height(), "", "", figures);
  }

  private static Figure node(
      Placement placement, ZoneMatrix.@Nullable Party party, String name, int node) {
    String category = party == null ? "" : party.category();
    Surface band = Surface.band(category);
    Panel panel = placement.panel(node, 4, band == null ? Surface.OUTSIDE : Surface.BOX);
    List<Drawing.Mark> marks = new ArrayList<>(List.of(panel));
    if (band != null) {
      marks.add(new Panel(panel.x(), panel.y() + 5, BAND, panel.height() - 10, 0, band));
    }
    double middle = panel.x() + panel.width() / 2;
    marks.add(
        new Words(
            middle, panel.y() + 17, Lettering.HEAD.cut(name, 180), Lettering.HEAD, Align.MIDDLE));
    marks.add(new Words(middle, panel.y() + 31, category, Lettering.SMALL, Align.MIDDLE));
    return new Figure(Role.NODE, "", marks);
  }

  private static String label(ZoneMatrix.Cell cell) {
    String text =
        cell.beyond() == null
            ? cell.traffic() + " [" + String.join(", ", cell.register()) + "]"
            : cell.beyond();
    return Lettering.TRAFFIC.cut(text, LONGEST_LABEL);
  }
}
