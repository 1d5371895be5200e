package dev.palisade.render.pdf;

import dev.palisade.render.svg.Drawing;
import dev.palisade.render.svg.Drawing.Mark;
import dev.palisade.render.svg.Drawing.Point;
import dev.palisade.render.svg.Lettering;
import dev.palisade.render.svg.Stroke;
import dev.palisade.render.svg.Surface;
import java.awt.Color;
import java.util.List;
import org.openpdf.text.pdf.PdfContentByte;

/// Draws a picture onto a page, as vectors; its words in the document's own fonts.
final class DrawingPainter {
  private static final String NONE = "none";

  private final TaggedDocument page;
  private final PdfContentByte content;
  private final Drawing drawing;
  private final float left;
  private final float top;
  private final float scale;

  /// @param top where the picture's upper edge is
  DrawingPainter(TaggedDocument page, Drawing drawing, float left, float top, float scale) {
    this.page = page;
    this.content = page.content();
    this.drawing = drawing;
    this.left = left;
    this.top = top;
    this.scale = scale;
  }

  void paint() {
    drawing.figures().forEach(figure -> figure.marks().forEach(this::mark));
    content.setLineDash(0);
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Panel panel -> panel(panel);
      case Mark.Words words -> words(words);
      case Mark.Path(List<Point> points, Stroke stroke) -> {
        stroke(stroke);
        trace(points);
        content.stroke();
      }
      case Mark.Shape(List<Point> points, Stroke stroke) -> {
        content.setColorFill(Color.decode(stroke.color()));
        trace(points);
        content.closePath();
        content.fill();
      }
      case Mark.Ring(Point center, double radius, Stroke stroke) -> {
        stroke(stroke);
        content.setColorFill(Color.WHITE);
        content.circle(x(center.x()), y(center.y()), (float) radius * scale);
        content.fillStroke();
      }
    }
  }

  private void panel(Mark.Panel panel) {
    Surface surface = panel.surface();
    content.setColorFill(Color.decode(surface.fill()));
    content.roundRectangle(
        x(panel.x()),
        y(panel.y() + panel.height()),
        (float) panel.width() * scale,
        (float) panel.height() * scale,
        (float) panel.radius() * scale);
    if (surface.line().equals(NONE)) {
      content.fill();
    } else {
      stroke(new Stroke(surface.line(), surface.width(), surface.dashes()));
      content.fillStroke();
    }
  }

  private void words(Mark.Words words) {
    Lettering lettering = words.lettering();
    Face face = lettering.isBold() ? Face.BOLD : Face.TEXT;
    float size = (float) lettering.size() * scale;
    Style style = new Style(face, size, size, Color.decode(lettering.color()));
    String text = page.fonts.printable(words.text(), face);
    float width = page.fonts.width(text, face, size);
    float x =
        switch (words.align()) {
          case LEFT, UPWARDS -> x(words.x());
          case MIDDLE -> x(words.x()) - width / 2;
          case RIGHT -> x(words.x()) - width;
        };
    page.show(text, style, x, y(words.y()));
  }

  private void stroke(Stroke stroke) {
    content.setColorStroke(Color.decode(stroke.color()));
    content.setLineWidth((float) stroke.width() * scale);
    if (stroke.dashes().isEmpty()) {
      content.setLineDash(0);
    } else {
      String[] dashes = stroke.dashes().split(" ", -1);
      content.setLineDash(
          Float.parseFloat(dashes[0]) * scale, Float.parseFloat(dashes[1]) * scale, 0);
    }
  }

  private void trace(List<Point> points) {
    content.moveTo(x(points.getFirst().x()), y(points.getFirst().y()));
    points.subList(1, points.size()).forEach(point -> content.lineTo(x(point.x()), y(point.y())));
  }

  private float x(double x) {
    return left + (float) x * scale;
  }

  private float y(double y) {
    return top - (float) y * scale;
  }
}
