package dev.palisade.render.svg;

import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.Stretch;
import dev.palisade.render.svg.Drawing.Align;
import dev.palisade.render.svg.Drawing.Figure;
import dev.palisade.render.svg.Drawing.Mark;
import dev.palisade.render.svg.Drawing.Mark.Words;
import dev.palisade.render.svg.Drawing.Point;
import dev.palisade.render.svg.Drawing.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// States over a period as strips, one under the other. The graver a state, the taller its bar;
/// where nobody was looking there is none, but a cross-hatched box.
public final class LanePicture {
  private static final double ROW = 21;
  private static final double BAR = 16;
  private static final double LABELS = 188;
  private static final double HEAD = 22;
  private static final double LEGEND = 30;
  private static final double HATCH = 6;
  private static final double SAMPLE = 18;
  private static final int MOST_TICKS = 7;

  /// A moment of a grave state is seen in a year, too.
  private static final double LEAST = 0.9;

  /// With more, the picture would be taller than a page.
  public static final int MOST_ROWS = 40;

  private final Interval period;
  private final double width;
  private final UnaryOperator<String> colors;
  private final UnaryOperator<String> legend;
  private final List<Figure> figures = new ArrayList<>();

  private LanePicture(
      Interval period, double width, UnaryOperator<String> colors, UnaryOperator<String> legend) {
    this.period = period;
    this.width = width;
    this.colors = colors;
    this.legend = legend;
  }

  /// @param lanes at most [#MOST_ROWS]
  /// @param colors of `contradicted`, `insufficient`, `supported`, `not-applicable`, `rule` and
  ///   `muted`, as `#rrggbb`
  /// @param legend what each of the four states and `unobserved` is called
  /// @param alternative the same in words
  public static Drawing of(
      List<Lane> lanes,
      Interval period,
      double width,
      UnaryOperator<String> colors,
      UnaryOperator<String> legend,
      String title,
      String alternative) {
    LanePicture picture = new LanePicture(period, width, colors, legend);
    double foot = HEAD + lanes.size() * ROW;
    picture.ticks(foot);
    for (int i = 0; i < lanes.size(); i++) {
      picture.lane(lanes.get(i), HEAD + (i + 1) * ROW - 3);
    }
    picture.legend(foot + LEGEND - 9);
    return new Drawing(width, foot + LEGEND, title, alternative, picture.figures);
  }

  /// `pci-dss 1.3.1`, or the name of a check.
  public static String name(Lane lane) {
    return lane.framework() == null ? lane.id() : lane.framework() + " " + lane.id();
  }

  private double place(Instant at) {
    double share =
        (double) Duration.between(period.from(), at).toSeconds()
            / Duration.between(period.from(), period.until()).toSeconds();
    return LABELS + share * (width - LABELS);
  }

  private void lane(Lane lane, double base) {
    String name = name(lane);
    String shown = Lettering.SMALL.cut(name, LABELS - 8);
    figures.add(
        new Figure(
            Role.LEGEND,
            shown.equals(name) ? "" : name,
            List.of(Words.of(0, base - 4, shown, Lettering.SMALL))));
    for (Stretch stretch : lane.stretches()) {
      String state = stretch.state();
      double x = place(stretch.from());
      figures.add(
          new Figure(
              Role.CELL,
              "%s: %s, %s to %s"
                  .formatted(
                      name,
                      state == null ? Stretch.UNOBSERVED : state,
                      stretch.from(),
                      stretch.until()),
              bar(state, x, place(stretch.until()) - x, base)));
    }
  }

  private List<Mark> bar(@Nullable String state, double x, double wide, double base) {
    if (state == null) {
      return hatched(x, x + wide, base);
    }
    double right = x + Math.max(wide, LEAST);
    double top = base - BAR * height(state);
    return List.of(
        new Mark.Shape(
            List.of(
                new Point(x, top),
                new Point(right, top),
                new Point(right, base),
                new Point(x, base)),
            new Stroke(colors.apply(color(state)), 0, "")));
  }

  private List<Mark> hatched(double x, double right, double base) {
    Stroke line = new Stroke(colors.apply("muted"), 0.6, "");
    double top = base - BAR;
    List<Point> up = new ArrayList<>();
    List<Point> down = new ArrayList<>();
    boolean high = false;
    for (double at = x; at < right + HATCH; at += HATCH) {
      double end = Math.min(at, right);
      up.add(new Point(end, high ? top : base));
      down.add(new Point(end, high ? base : top));
      high = !high;
    }
    return List.of(
        new Mark.Path(List.of(new Point(x, top), new Point(right, top)), line),
        new Mark.Path(List.of(new Point(x, base), new Point(right, base)), line),
        new Mark.Path(up, line),
        new Mark.Path(down, line));
  }

  private static double height(String state) {
    return switch (state) {
      case "contradicted", "FAIL" -> 1;
      case "insufficient", "INCONCLUSIVE" -> 0.7;
      case "supported", "PASS" -> 0.4;
      default -> 0.15;
    };
  }

  private static String color(String state) {
    return switch (state) {
      case "contradicted", "FAIL" -> "contradicted";
      case "insufficient", "INCONCLUSIVE" -> "insufficient";
      case "supported", "PASS" -> "supported";
      default -> "not-applicable";
    };
  }

  private void ticks(double foot) {
    Stroke line = new Stroke(colors.apply("rule"), 0.5, "");
    boolean months = length() > 62;
    List<Mark> marks = new ArrayList<>();
    for (LocalDate day : days(months)) {
      double x = place(day.atStartOfDay(ZoneOffset.UTC).toInstant());
      marks.add(new Mark.Path(List.of(new Point(x, HEAD - 4), new Point(x, foot)), line));
      String text = months ? day.toString().substring(0, 7) : day.toString();
      if (x + Lettering.SMALL.width(text) <= width) {
        marks.add(new Words(x, HEAD - 8, text, Lettering.SMALL, Align.LEFT));
      }
    }
    figures.add(new Figure(Role.CAPTION, "", marks));
  }

  private long length() {
    return Duration.between(period.from(), period.until()).toDays();
  }

  /// Firsts of months, or days, no more than there is room for.
  private List<LocalDate> days(boolean months) {
    LocalDate first = LocalDate.ofInstant(period.from(), ZoneOffset.UTC);
    LocalDate last = LocalDate.ofInstant(period.until(), ZoneOffset.UTC);
    List<LocalDate> days = new ArrayList<>();
    if (months) {
      long step = Math.max(1, Math.ceilDiv(length() / 30, MOST_TICKS));
      LocalDate at = first.withDayOfMonth(1).plusMonths(1);
      for (; !at.isAfter(last); at = at.plusMonths(step)) {
        days.add(at);
      }
    } else {
      long step = 1 + length() / MOST_TICKS;
      for (LocalDate at = first.plusDays(1); !at.isAfter(last); at = at.plusDays(step)) {
        days.add(at);
      }
    }
    return days;
  }

  private void legend(double y) {
    List<Mark> marks = new ArrayList<>();
    double x = 0;
    for (String state : List.of("contradicted", "insufficient", "supported", "not-applicable")) {
      marks.addAll(bar(state, x, SAMPLE, y));
      x = word(marks, legend.apply(state), x, y);
    }
    marks.addAll(hatched(x, x + SAMPLE, y));
    word(marks, legend.apply("unobserved"), x, y);
    figures.add(new Figure(Role.LEGEND, "", marks));
  }

  private static double word(List<Mark> marks, String text, double x, double y) {
    marks.add(Words.of(x + SAMPLE + 5, y - 3, text, Lettering.SMALL));
    return x + SAMPLE + 5 + Lettering.SMALL.width(text) + 14;
  }
}
