package dev.palisade.render.svg;

import dev.palisade.analysis.reachability.outline.Outline;
import dev.palisade.analysis.reachability.outline.Outline.Among;
import dev.palisade.analysis.reachability.outline.Outline.Arrow;
import dev.palisade.analysis.reachability.outline.Outline.Extent;
import dev.palisade.analysis.reachability.outline.Outline.Tip;
import dev.palisade.render.svg.Drawing.Align;
import dev.palisade.render.svg.Drawing.Figure;
import dev.palisade.render.svg.Drawing.Mark.Panel;
import dev.palisade.render.svg.Drawing.Mark.Words;
import dev.palisade.render.svg.Drawing.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An outline as a table: who sends in rows, who receives in columns.
final class MatrixPicture {
  private static final double CELL = 15;
  private static final double LONGEST_NAME = 210;
  private static final double PAD = 8;

  private final Outline outline;
  private final Wording wording;
  private final Map<Tip, String> rows = new LinkedHashMap<>();
  private final Map<Tip, String> columns = new LinkedHashMap<>();

  private MatrixPicture(Outline outline) {
    this.outline = outline;
    this.wording = new Wording(outline);
  }

  static OutlinePicture.Body of(Outline outline, double top) {
    return new MatrixPicture(outline).body(top);
  }

  private OutlinePicture.Body body(double top) {
    for (int i = 0; i < outline.sources().size(); i++) {
      Tip tip = new Tip.Outside(i);
      rows.put(tip, wording.name(tip, outline.sources()));
    }
    for (int b = 0; b < outline.boxes().size(); b++) {
      Tip tip = new Tip.OfBox(b);
      rows.put(tip, Wording.name(outline.boxes().get(b)));
      columns.put(tip, Wording.name(outline.boxes().get(b)));
    }
    for (int i = 0; i < outline.destinations().size(); i++) {
      Tip tip = new Tip.Outside(i);
      columns.put(tip, wording.name(tip, outline.destinations()));
    }
    double left = PAD + widest(rows) + PAD;
    double head = top + widest(columns) + PAD;
    List<Figure> figures = new ArrayList<>();
    Map<Tip, Double> ys = new HashMap<>();
    Map<Tip, Double> xs = new HashMap<>();
    for (Map.Entry<Tip, String> row : rows.entrySet()) {
      double y = head + ys.size() * CELL;
      ys.put(row.getKey(), y);
      String name = Lettering.SMALL.cut(row.getValue(), LONGEST_NAME);
      double x = left - PAD;
      figures.add(
          new Figure(
              Role.LEGEND,
              row.getValue(),
              List.of(new Words(x, y + CELL - 4, name, Lettering.SMALL, Align.RIGHT))));
    }
    for (Map.Entry<Tip, String> column : columns.entrySet()) {
      double x = left + xs.size() * CELL;
      xs.put(column.getKey(), x);
      String name = Lettering.SMALL.cut(column.getValue(), LONGEST_NAME);
      figures.add(
          new Figure(
              Role.LEGEND,
              column.getValue(),
              List.of(new Words(x + CELL - 4, head - PAD, name, Lettering.SMALL, Align.UPWARDS))));
    }
    ground(figures, left, head);
    cells(figures, xs, ys);
    return new OutlinePicture.Body(
        left + columns.size() * CELL + PAD, head - top + rows.size() * CELL + PAD, figures);
  }

  private static double widest(Map<Tip, String> names) {
    return Math.min(
        LONGEST_NAME, names.values().stream().mapToDouble(Lettering.SMALL::width).max().orElse(0));
  }

  private void ground(List<Figure> figures, double left, double head) {
    List<Drawing.Mark> stripes = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      stripes.add(
          new Panel(left, head + r * CELL, columns.size() * CELL, CELL, 0, Surface.EMPTY_CELL));
    }
    figures.add(new Figure(Role.CELL, "", stripes));
  }

  private void cells(List<Figure> figures, Map<Tip, Double> xs, Map<Tip, Double> ys) {
    for (int b = 0; b < outline.boxes().size(); b++) {
      Outline.Box box = outline.boxes().get(b);
      Among among = box.among() == null ? box.nodes().getFirst().among() : box.among();
      if (among != null) {
        Tip tip = new Tip.OfBox(b);
        figures.add(
            cell(
                xs.getOrDefault(tip, 0.0),
                ys.getOrDefault(tip, 0.0),
                Breadth.of(among.traffic()),
                among.extent(),
                Wording.name(box) + ", to each other: " + Wording.full(among)));
      }
    }
    for (Arrow arrow : outline.arrows()) {
      figures.add(
          cell(
              xs.getOrDefault(arrow.to(), 0.0),
              ys.getOrDefault(arrow.from(), 0.0),
              Breadth.of(arrow.traffic()),
              arrow.extent(),
              wording.sentence(arrow)));
    }
  }

  private static Figure cell(double x, double y, Breadth breadth, Extent extent, String tooltip) {
    // the size says the same as the colour
    double side =
        switch (breadth) {
          case EVERYTHING -> CELL - 2;
          case RANGES -> CELL - 5;
          case PORTS -> CELL - 8;
        };
    Surface surface = extent == Extent.EVERY ? breadth.every() : breadth.some();
    double shrink = surface.width();
    double inset = (CELL - side + shrink) / 2;
    return new Figure(
        Role.CELL,
        tooltip,
        List.of(new Panel(x + inset, y + inset, side - shrink, side - shrink, 0, surface)));
  }
}
