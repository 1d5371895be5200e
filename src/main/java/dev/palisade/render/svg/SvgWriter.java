package dev.palisade.render.svg;

import dev.palisade.render.svg.Drawing.Figure;
import dev.palisade.render.svg.Drawing.Mark;
import dev.palisade.render.svg.Drawing.Point;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A drawing as SVG: without scripts, links or fonts of its own, and readable by who hears it.
public final class SvgWriter {
  private final StringBuilder out = new StringBuilder();
  private final String prefix;

  private SvgWriter(String prefix) {
    this.prefix = prefix;
  }

  public static void write(Drawing drawing, PrintWriter out) {
    SvgWriter writer = new SvgWriter("");
    writer.drawing(drawing);
    out.append(writer.out);
    out.flush();
  }

  /// For a page with other pictures.
  ///
  /// @param name no other picture of the page has it; letters alone
  public static String inline(Drawing drawing, String name) {
    SvgWriter writer = new SvgWriter(name + "-");
    writer.drawing(drawing);
    return writer.out.toString();
  }

  private void drawing(Drawing drawing) {
    String width = number(Math.ceil(drawing.width()));
    String height = number(Math.ceil(drawing.height()));
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\""
            + " role=\"img\" aria-labelledby=\"%stitle %sdescription\" font-family=\"%s\">",
        width, height, width, height, prefix, prefix, Lettering.FONTS);
    line("<title id=\"%stitle\">%s</title>", prefix, text(drawing.title()));
    line("<desc id=\"%sdescription\">%s</desc>", prefix, text(drawing.description()));
    line("<rect width=\"%s\" height=\"%s\" fill=\"%s\"/>", width, height, Surface.PAGE.fill());
    drawing.figures().forEach(this::figure);
    line("</svg>");
  }

  private void figure(Figure figure) {
    line("<g class=\"%s\">", figure.role().name().toLowerCase(Locale.ROOT));
    if (!figure.tooltip().isEmpty()) {
      line("<title>%s</title>", text(figure.tooltip()));
    }
    figure.marks().forEach(this::mark);
    line("</g>");
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Panel panel -> panel(panel);
      case Mark.Words words -> words(words);
      case Mark.Path(List<Point> points, Stroke stroke) ->
          line(
              "<polyline points=\"%s\" fill=\"none\" stroke-linejoin=\"round\"%s/>",
              points(points), stroke(stroke));
      case Mark.Shape(List<Point> points, Stroke stroke) ->
          line("<polygon points=\"%s\" fill=\"%s\"/>", points(points), stroke.color());
      case Mark.Ring(Point center, double radius, Stroke stroke) ->
          line(
              "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"%s/>",
              number(center.x()),
              number(center.y()),
              number(radius),
              Surface.PAGE.fill(),
              stroke(stroke));
    }
  }

  private void panel(Mark.Panel panel) {
    Surface surface = panel.surface();
    boolean bordered = surface.width() > 0;
    line(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s fill=\"%s\"%s/>",
        number(panel.x()),
        number(panel.y()),
        number(panel.width()),
        number(panel.height()),
        panel.radius() > 0 ? " rx=\"" + number(panel.radius()) + "\"" : "",
        surface.fill(),
        bordered ? stroke(new Stroke(surface.line(), surface.width(), surface.dashes())) : "");
  }

  private void words(Mark.Words words) {
    Lettering lettering = words.lettering();
    String x = number(words.x());
    String y = number(words.y());
    line(
        "<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s fill=\"%s\"%s>%s</text>",
        x,
        y,
        number(lettering.size()),
        lettering.isBold() ? " font-weight=\"bold\"" : "",
        lettering.color(),
        switch (words.align()) {
          case LEFT -> "";
          case MIDDLE -> " text-anchor=\"middle\"";
          case RIGHT -> " text-anchor=\"end\"";
          case UPWARDS -> " transform=\"rotate(-90 " + x + " " + y + ")\"";
        },
        text(words.text()));
  }

  private static String stroke(Stroke stroke) {
    return " stroke=\""
        + stroke.color()
        + "\" stroke-width=\""
        + number(stroke.width())
        + "\""
        + (stroke.dashes().isEmpty() ? "" : " stroke-dasharray=\"" + stroke.dashes() + "\"");
  }

  private static String points(List<Point> points) {
    return points.stream()
        .map(point -> number(point.x()) + "," + number(point.y()))
        .collect(Collectors.joining(" "));
  }

  /// With at most one digit after the point.
  private static String number(double value) {
    long tenths = Math.round(value * 10);
    String sign = tenths < 0 ? "-" : "";
    long size = Math.abs(tenths);
    return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /// Text that cannot end, begin or break anything: what XML cannot hold, and what turns the
  /// direction of what follows, is replaced.
  static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            letter -> {
              switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n' -> escaped.append("&#10;");
                default -> escaped.appendCodePoint(isShown(letter) ? letter : 0xfffd);
              }
            });
    return escaped.toString();
  }

  private static boolean isShown(int letter) {
    boolean direction =
        letter == 0x61c
            || letter == 0x200e
            || letter == 0x200f
            || (letter >= 0x202a && letter <= 0x202e)
            || (letter >= 0x2066 && letter <= 0x2069);
    return !direction
        && !Character.isISOControl(letter)
        && !(letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE)
        && (letter & 0xfffe) != 0xfffe;
  }
}
