package dev.palisade.render.svg;

import dev.palisade.analysis.reachability.outline.Outline;
import dev.palisade.analysis.reachability.outline.Outline.Extent;
import dev.palisade.analysis.reachability.outline.Outline.View;
import dev.palisade.render.svg.Drawing.Figure;
import dev.palisade.render.svg.Drawing.Mark;
import dev.palisade.render.svg.Drawing.Mark.Panel;
import dev.palisade.render.svg.Drawing.Mark.Words;
import dev.palisade.render.svg.Drawing.Point;
import dev.palisade.render.svg.Drawing.Role;
import java.util.ArrayList;
import java.util.List;

/// What lines and boxes mean, as far as the picture has them: items from left to right, in as many
/// rows as they need.
final class Legend {
  private static final double ROW = 20;
  private static final double SAMPLE = 34;
  private static final double GAP = 22;

  private final double most;
  private double x;
  private double y;
  private double widest;
  private final double left;
  private final List<Figure> figures = new ArrayList<>();

  private Legend(double left, double top, double most) {
    this.left = left;
    this.most = most;
    this.x = left;
    this.y = top;
  }

  /// @param most width that rows keep to, as long as they have more than one item
  static OutlinePicture.Body of(Outline outline, double left, double top, double most) {
    Legend legend = new Legend(left, top, most);
    if (outline.view() == View.MATRIX) {
      legend.cells();
    } else {
      legend.lines(outline);
    }
    return new OutlinePicture.Body(legend.widest, legend.y + ROW - top, legend.figures);
  }

  private void lines(Outline outline) {
    for (Breadth breadth : Breadth.values()) {
      if (outline.arrows().stream().anyMatch(a -> Breadth.of(a.traffic()) == breadth)) {
        arrow(breadth.solid(), false, breadth.words());
      }
    }
    if (outline.arrows().stream()
        .anyMatch(a -> Wording.isOutside(a.from()) || Wording.isOutside(a.to()))) {
      arrow(Breadth.PORTS.stroke(true), false, "into or out of the cluster");
    }
    if (outline.arrows().stream().anyMatch(a -> a.extent() == Extent.SOME)) {
      arrow(Breadth.PORTS.solid(), true, "between some members, at most this traffic");
    }
    if (outline.view() == View.WORKLOADS) {
      panel(Surface.BOX, "arrow at a box: every workload in it");
      panel(Surface.NODE, "workloads that behave alike (×n: so many)");
    }
    if (anyIsolated(outline)) {
      panel(Surface.ISOLATED, "isolated: nothing in, nothing out");
    }
  }

  private static boolean anyIsolated(Outline outline) {
    for (int b = 0; b < outline.boxes().size(); b++) {
      for (int n = 0; n < outline.boxes().get(b).nodes().size(); n++) {
        if (outline.isIsolated(b, n)) {
          return true;
        }
      }
    }
    return false;
  }

  private void cells() {
    panel(Breadth.EVERYTHING.every(), Breadth.EVERYTHING.words());
    panel(Breadth.RANGES.every(), Breadth.RANGES.words());
    panel(Breadth.PORTS.every(), Breadth.PORTS.words());
    panel(Breadth.PORTS.some(), "hollow: between some members, at most this traffic");
  }

  private void arrow(Stroke stroke, boolean some, String words) {
    double width = room(words);
    double middle = y + ROW / 2;
    item(
        Arrows.of(List.of(new Point(x + 4, middle), new Point(x + SAMPLE, middle)), stroke, some),
        words,
        width);
  }

  private void panel(Surface surface, String words) {
    double width = room(words);
    boolean cell = surface.name().startsWith("CELL") || surface.name().startsWith("HOLLOW");
    double size = cell ? 11 : 22;
    item(
        List.of(new Panel(x + SAMPLE - size, y + 4, size, 12, cell ? 0 : 3, surface)),
        words,
        width);
  }

  /// Makes room for an item and says how wide it is.
  private double room(String words) {
    double width = SAMPLE + 6 + Lettering.SMALL.width(words);
    if (x > left && x + width > most) {
      x = left;
      y += ROW;
    }
    return width;
  }

  private void item(List<? extends Mark> sample, String words, double width) {
    List<Mark> marks = new ArrayList<>(sample);
    marks.add(Words.of(x + SAMPLE + 6, y + ROW / 2 + 3.5, words, Lettering.SMALL));
    figures.add(new Figure(Role.LEGEND, "", marks));
    widest = Math.max(widest, x + width);
    x += width + GAP;
  }
}
