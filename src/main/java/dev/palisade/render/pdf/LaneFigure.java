package dev.palisade.render.pdf;

import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.Stretch;
import java.awt.Color;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// States over a period as strips, one under the other. The graver a state, the taller its bar;
/// where nobody was looking there is none, but a cross-hatched box.
final class LaneFigure {
  private static final float ROW = 15;
  private static final float BAR = 11;
  private static final float LABELS = 132;
  private static final float HEAD = 16;
  private static final float LEGEND = 20;
  private static final float HATCH = 4;
  private static final int MOST_TICKS = 14;

  /// With more, the picture would be taller than a page.
  private static final int MOST_ROWS = 40;

  private final Pen pen;
  private final Interval period;
  private final Style style;

  LaneFigure(Pen pen, Interval period) {
    this.pen = pen;
    this.period = period;
    this.style = pen.look.style("dense");
  }

  /// Draws as many pictures as it takes.
  void draw(List<Lane> lanes) {
    for (int from = 0; from < lanes.size(); from += MOST_ROWS) {
      List<Lane> some = lanes.subList(from, Math.min(from + MOST_ROWS, lanes.size()));
      float height = HEAD + some.size() * ROW + LEGEND;
      pen.flow.figure(height, alternative(some), top -> figure(some, top));
      pen.flow.moveTo(pen.flow.y() - 6);
    }
  }

  private String alternative(List<Lane> lanes) {
    return pen.text(
        "period.lanes.alt",
        Pen.time(period.from()),
        Pen.time(period.until()),
        lanes.stream()
            .map(lane -> name(lane) + ": " + Pen.spaced(lane.outcome()))
            .collect(Collectors.joining("; ")));
  }

  static String name(Lane lane) {
    return lane.framework() == null ? lane.id() : lane.framework() + " " + lane.id();
  }

  private void figure(List<Lane> lanes, float top) {
    float rows = top - HEAD;
    float foot = rows - lanes.size() * ROW;
    ticks(rows, foot);
    for (int i = 0; i < lanes.size(); i++) {
      float base = rows - (i + 1) * ROW + 2;
      label(name(lanes.get(i)), base + 2);
      lanes.get(i).stretches().forEach(stretch -> stretch(stretch, base));
    }
    legend(foot - LEGEND + 6);
  }

  private float place(Instant at) {
    double share =
        (double) Duration.between(period.from(), at).toSeconds()
            / Duration.between(period.from(), period.until()).toSeconds();
    return pen.flow.left() + LABELS + (float) (share * (pen.flow.width() - LABELS));
  }

  private void label(String text, float y) {
    Fonts fonts = pen.flow.document.fonts;
    String shown = fonts.printable(text, style.face());
    int end = shown.length();
    while (end > 1 && fonts.width(shown.substring(0, end), style.face(), style.size()) > LABELS - 8) {
      end = shown.offsetByCodePoints(end, -1);
    }
    pen.flow.document.show(
        end == shown.length() ? shown : shown.substring(0, end - 1) + ".",
        style,
        pen.flow.left(),
        y);
  }

  private void stretch(Stretch stretch, float base) {
    float x = place(stretch.from());
    bar(stretch.state(), x, place(stretch.until()) - x, base);
  }

  private void bar(@Nullable String state, float x, float width, float base) {
    TaggedDocument page = pen.flow.document;
    if (state == null) {
      hatched(x, base, width);
      return;
    }
    // a moment of a grave state is seen in a year, too
    float seen = Math.max(width, 0.6f);
    page.rectangle(x, base, seen, BAR * height(state), color(state));
  }

  private void hatched(float x, float base, float width) {
    TaggedDocument page = pen.flow.document;
    Color color = pen.look.color("muted");
    float right = x + width;
    float above = base + BAR;
    page.rule(x, base, right, base, 0.4f, color);
    page.rule(x, above, right, above, 0.4f, color);
    for (float at = x; at < right; at += HATCH) {
      float end = Math.min(at + HATCH, right);
      page.rule(at, base, end, above, 0.4f, color);
      page.rule(at, above, end, base, 0.4f, color);
    }
  }

  private static float height(String state) {
    return switch (state) {
      case "contradicted", "FAIL" -> 1;
      case "insufficient", "INCONCLUSIVE" -> 0.7f;
      case "supported", "PASS" -> 0.4f;
      default -> 0.15f;
    };
  }

  private Color color(String state) {
    return pen.look.color(
        switch (state) {
          case "contradicted", "FAIL" -> "contradicted";
          case "insufficient", "INCONCLUSIVE" -> "insufficient";
          case "supported", "PASS" -> "supported";
          default -> "not-applicable";
        });
  }

  private void ticks(float top, float foot) {
    TaggedDocument page = pen.flow.document;
    for (LocalDate day : days()) {
      Instant at = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      float x = place(at);
      page.rule(x, top + 2, x, foot, 0.3f, pen.look.color("rule"));
      String text = day.toString();
      float width = page.fonts.width(text, style.face(), style.size() - 2);
      if (x + width <= pen.flow.left() + pen.flow.width()) {
        page.show(
            text,
            new Style(style.face(), style.size() - 2, style.leading(), style.color()),
            x,
            top + 5);
      }
    }
  }

  /// Firsts of months, or days, no more than there is room for.
  private List<LocalDate> days() {
    LocalDate first = LocalDate.ofInstant(period.from(), ZoneOffset.UTC);
    LocalDate last = LocalDate.ofInstant(period.until(), ZoneOffset.UTC);
    long length = Duration.between(period.from(), period.until()).toDays();
    List<LocalDate> days = new ArrayList<>();
    if (length > 62) {
      long step = 1 + length / 31 / MOST_TICKS;
      LocalDate at = first.withDayOfMonth(1).plusMonths(1);
      for (; !at.isAfter(last); at = at.plusMonths(Math.max(2, step))) {
        days.add(at);
      }
    } else {
      long step = 1 + length / (MOST_TICKS / 2);
      for (LocalDate at = first.plusDays(1); !at.isAfter(last); at = at.plusDays(step)) {
        days.add(at);
      }
    }
    return days;
  }

  private void legend(float y) {
    float x = pen.flow.left();
    for (String state : List.of("contradicted", "insufficient", "supported", "not-applicable")) {
      bar(state, x, 12, y);
      x = word(pen.text("period.legend." + state), x + 16, y);
    }
    hatched(x, y, 12);
    word(pen.text("period.legend.unobserved"), x + 16, y);
  }

  private float word(String text, float x, float y) {
    pen.flow.document.show(text, style, x, y + 2);
    return x + pen.flow.document.fonts.width(text, style.face(), style.size()) + 12;
  }
}
