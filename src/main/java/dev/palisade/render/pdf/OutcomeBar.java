package dev.palisade.render.pdf;

import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.report.Report;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/// How many requirements came out how, as one bar. Each part says in words what it is.
final class OutcomeBar {
  private static final float HEIGHT = 20;
  private static final float LEAST = 84;

  private final Pen pen;
  private final Report report;

  OutcomeBar(Pen pen, Report report) {
    this.pen = pen;
    this.report = report;
  }

  static long count(Report report, Conclusion conclusion) {
    return report.requirements().stream().filter(r -> r.outcome() == conclusion).count();
  }

  void draw() {
    List<Conclusion> parts = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Conclusion conclusion : Conclusion.values()) {
      if (count(report, conclusion) > 0) {
        parts.add(conclusion);
        words.add(pen.text("outcome.count." + conclusion, count(report, conclusion)));
      }
    }
    if (parts.isEmpty()) {
      return;
    }
    // a part is wide enough for its words, whatever its share is
    float spare = pen.flow.width() - parts.size() * LEAST;
    int all = report.requirements().size();
    Style style = pen.look.style("td").in(Face.BOLD).in(Color.WHITE);
    pen.flow.figure(
        HEIGHT,
        String.join(", ", words),
        top -> {
          TaggedDocument page = pen.flow.document;
          float x = pen.flow.left();
          for (int i = 0; i < parts.size(); i++) {
            float width = LEAST + spare * count(report, parts.get(i)) / all;
            page.rectangle(
                x, top - HEIGHT, width - 1.5f, HEIGHT, pen.look.color(parts.get(i).toString()));
            page.show(words.get(i), style, x + 7, top - HEIGHT / 2 - 3);
            x += width;
          }
        });
    pen.flow.moveTo(pen.flow.y() - 8);
  }
}
