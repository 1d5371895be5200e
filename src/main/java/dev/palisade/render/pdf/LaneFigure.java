package dev.palisade.render.pdf;

import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.render.svg.Drawing;
import dev.palisade.render.svg.LanePicture;
import java.util.List;
import java.util.stream.Collectors;

/// States over a period as pictures, each with what it shows in words.
final class LaneFigure {
  /// The picture's small letters become as large as those of dense tables.
  private static final float SCALE = 0.7f;

  private final Pen pen;
  private final Interval period;

  LaneFigure(Pen pen, Interval period) {
    this.pen = pen;
    this.period = period;
  }

  /// Draws as many pictures as it takes.
  void draw(List<Lane> lanes) {
    Flow flow = pen.flow;
    for (int from = 0; from < lanes.size(); from += LanePicture.MOST_ROWS) {
      List<Lane> some = lanes.subList(from, Math.min(from + LanePicture.MOST_ROWS, lanes.size()));
      String alternative = alternative(some);
      Drawing drawing =
          LanePicture.of(
              some,
              period,
              flow.width() / SCALE,
              name -> "#%06x".formatted(pen.look.color(name).getRGB() & 0xffffff),
              state -> pen.text("period.legend." + state),
              "",
              alternative);
      flow.figure(
          (float) drawing.height() * SCALE,
          alternative,
          top -> new DrawingPainter(flow.document, drawing, flow.left(), top, SCALE).paint());
      flow.moveTo(flow.y() - 6);
    }
  }

  private String alternative(List<Lane> lanes) {
    return pen.text(
        "period.lanes.alt",
        Pen.time(period.from()),
        Pen.time(period.until()),
        lanes.stream()
            .map(lane -> LanePicture.name(lane) + ": " + Pen.spaced(lane.outcome()))
            .collect(Collectors.joining("; ")));
  }
}
