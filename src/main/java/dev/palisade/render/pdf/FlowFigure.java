package dev.palisade.render.pdf;

import dev.palisade.compliance.report.ZoneMatrix;
import dev.palisade.render.svg.Drawing;
import dev.palisade.render.svg.ZoneFlows;

/// The flows into and out of zones in scope as a picture.
final class FlowFigure {
  /// Room for the heading and the lines above it.
  private static final float REST = 90;

  /// Larger, and a picture of two boxes would fill the page.
  private static final float LARGEST = 0.72f;

  /// Smaller, and nobody could read it.
  private static final float SMALLEST = 0.34f;

  private final Pen pen;
  private final ZoneMatrix matrix;

  FlowFigure(Pen pen, ZoneMatrix matrix) {
    this.pen = pen;
    this.matrix = matrix;
  }

  void draw() {
    Flow flow = pen.flow;
    float height = flow.top() - flow.bottom() - REST;
    Drawing drawing = ZoneFlows.of(matrix, flow.width() / height);
    if (drawing == null) {
      return;
    }
    float scale =
        (float)
            Math.min(LARGEST, Math.min(flow.width() / drawing.width(), height / drawing.height()));
    if (scale < SMALLEST) {
      return;
    }
    flow.heading(2, pen.text("scope.flows"), null);
    flow.paragraph(pen.text("scope.flows.lead"), "note");
    flow.figure(
        (float) drawing.height() * scale + 6,
        pen.text("scope.flows.alt"),
        top -> new DrawingPainter(flow.document, drawing, flow.left(), top, scale).paint());
    flow.moveTo(flow.y() - 4);
  }
}
