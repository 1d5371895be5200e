package dev.palisade.render.pdf;

import dev.palisade.compliance.report.ZoneMatrix;
import java.awt.Color;
import java.util.List;
import java.util.stream.Collectors;

/// The map of zones as a picture: a square where all that is allowed is registered or stays within
/// a zone, a diamond where something is allowed beyond the register, a dot where nothing is.
/// Columns bear the numbers of the rows.
final class MatrixFigure {
  /// With more rows, the picture would be taller than a page; the list of pairs says the same.
  private static final int MOST = 26;

  private static final float CELL = 19;
  private static final float LABELS = 150;

  private final Pen pen;
  private final ZoneMatrix matrix;
  private final Style style;

  MatrixFigure(Pen pen, ZoneMatrix matrix) {
    this.pen = pen;
    this.matrix = matrix;
    this.style = pen.look.style("td");
  }

  void draw() {
    int count = matrix.parties().size();
    if (count > MOST) {
      return;
    }
    Flow flow = pen.flow;
    // narrower cells where the page would not hold them
    float side = Math.min(CELL, (flow.width() - LABELS) / count);
    float height = (count + 1) * side + 34;
    flow.figure(
        height,
        alternative(),
        top -> {
          grid(top, side);
          legend(top - (count + 1) * side - 18);
        });
    flow.moveTo(flow.y() - 4);
  }

  private String alternative() {
    return pen.text(
        "scope.matrix.alt",
        matrix.cells().stream()
            .map(
                cell ->
                    pen.text(
                        "scope.matrix.alt.cell",
                        cell.from(),
                        cell.to(),
                        cell.traffic(),
                        cell.beyond() == null ? "" : pen.text("scope.matrix.alt.beyond")))
            .collect(Collectors.joining(" ")));
  }

  private void grid(float top, float side) {
    TaggedDocument page = pen.flow.document;
    List<ZoneMatrix.Party> parties = matrix.parties();
    float left = pen.flow.left() + LABELS;
    for (int i = 0; i < parties.size(); i++) {
      String number = String.valueOf(i + 1);
      float middle = left + (i + 0.5f) * side;
      float width = page.fonts.width(number, style.face(), style.size());
      page.show(number, style, middle - width / 2, top - side + 6);
      float y = top - (i + 1.5f) * side;
      page.show(label(number + "  " + parties.get(i).name()), style, pen.flow.left(), y - 3);
      for (int k = 0; k < parties.size(); k++) {
        mark(left + (k + 0.5f) * side, y, side, parties.get(i), parties.get(k));
      }
    }
    Color rule = pen.look.color("rule");
    for (int i = 0; i <= parties.size(); i++) {
      float y = top - (i + 1) * side;
      float x = left + i * side;
      page.rule(left, y, left + parties.size() * side, y, 0.4f, rule);
      page.rule(x, top - side, x, top - (parties.size() + 1) * side, 0.4f, rule);
    }
  }

  private String label(String text) {
    Fonts fonts = pen.flow.document.fonts;
    String shown = fonts.printable(text, style.face());
    for (int end = shown.length() - 1;
        end > 0 && fonts.width(shown, style.face(), style.size()) > LABELS - 8;
        end--) {
      shown = shown.substring(0, end) + "…";
    }
    return shown;
  }

  private void mark(float x, float y, float side, ZoneMatrix.Party from, ZoneMatrix.Party to) {
    ZoneMatrix.Cell found =
        matrix.cells().stream()
            .filter(c -> c.from().equals(from.name()) && c.to().equals(to.name()))
            .findFirst()
            .orElse(null);
    float size = side * 0.28f;
    if (found == null) {
      dot(x, y);
    } else if (found.beyond() == null) {
      square(x, y, size);
    } else {
      diamond(x, y, size);
    }
  }

  private void dot(float x, float y) {
    pen.flow.document.rectangle(x - 0.7f, y - 0.7f, 1.4f, 1.4f, pen.look.color("rule"));
  }

  private void square(float x, float y, float size) {
    pen.flow.document.rectangle(
        x - size, y - size, 2 * size, 2 * size, pen.look.color("supported"));
  }

  private void diamond(float x, float y, float size) {
    pen.flow.document.diamond(x, y, size * 1.35f, pen.look.color("contradicted"));
  }

  private void legend(float y) {
    float x = pen.flow.left();
    x = word(x, y, pen.text("scope.matrix.legend")) + 10;
    square(x + 4, y + 3, 4);
    x = word(x + 12, y, pen.text("scope.matrix.legend.clear")) + 12;
    diamond(x + 4, y + 3, 4);
    x = word(x + 12, y, pen.text("scope.matrix.legend.beyond")) + 12;
    dot(x + 3, y + 3);
    word(x + 9, y, pen.text("scope.matrix.legend.none"));
  }

  private float word(float x, float y, String text) {
    pen.flow.document.show(text, style, x, y);
    return x + pen.flow.document.fonts.width(text, style.face(), style.size());
  }
}
