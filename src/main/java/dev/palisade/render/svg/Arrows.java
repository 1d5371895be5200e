package dev.palisade.render.svg;

import dev.palisade.render.svg.Drawing.Mark;
import dev.palisade.render.svg.Drawing.Point;
import java.util.ArrayList;
import java.util.List;

/// The marks that make an arrow.
final class Arrows {
  private static final double RING = 3.5;

  private Arrows() {}

  /// @param points at least two, which differ
  /// @param some whether it speaks of some members only: then a ring is at its tail
  static List<Mark> of(List<Point> points, Stroke stroke, boolean some) {
    Point end = points.getLast();
    Point before = points.get(points.size() - 2);
    double distance = Math.max(0.01, Math.hypot(end.x() - before.x(), end.y() - before.y()));
    double dx = (end.x() - before.x()) / distance;
    double dy = (end.y() - before.y()) / distance;
    double length = 7 + stroke.width();
    double half = 2.6 + stroke.width() * 0.7;
    Point neck = new Point(end.x() - dx * length, end.y() - dy * length);
    List<Point> shaft = new ArrayList<>(points.subList(0, points.size() - 1));
    shaft.add(neck);
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Path(shaft, stroke));
    marks.add(
        new Mark.Shape(
            List.of(
                end,
                new Point(neck.x() - dy * half, neck.y() + dx * half),
                new Point(neck.x() + dy * half, neck.y() - dx * half)),
            stroke));
    if (some) {
      marks.add(new Mark.Ring(points.getFirst(), RING, new Stroke(stroke.color(), 1.4, "")));
    }
    return marks;
  }
}
