package dev.palisade.render.svg;

import dev.palisade.compliance.report.ZoneMatrix;
import dev.palisade.compliance.report.ZoneMatrix.Cell;
import dev.palisade.compliance.report.ZoneMatrix.Party;
import dev.palisade.render.svg.Drawing.Align;
import dev.palisade.render.svg.Drawing.Figure;
import dev.palisade.render.svg.Drawing.Mark;
import dev.palisade.render.svg.Drawing.Mark.Panel;
import dev.palisade.render.svg.Drawing.Mark.Words;
import dev.palisade.render.svg.Drawing.Role;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A zone matrix as a table that one would put in a report: who sends in rows, who receives in
/// columns, the services in the cells. What no register entry names stands out by its border and by
/// its words.
public final class MatrixSvg {
  private static final double MARGIN = 16;
  private static final double HEAD = 62;
  private static final double ROW_NAME = 170;
  private static final double COLUMN = 150;
  private static final double ROW = 50;
  private static final double BAND = 5;
  private static final double PAD = 8;
  private static final double LEGEND = 40;

  private final ZoneMatrix matrix;
  private final Map<String, Map<String, Cell>> cells = new HashMap<>();
  private final List<Figure> figures = new ArrayList<>();

  private MatrixSvg(ZoneMatrix matrix) {
    this.matrix = matrix;
    for (Cell cell : matrix.cells()) {
      cells.computeIfAbsent(cell.from(), f -> new HashMap<>()).put(cell.to(), cell);
    }
  }

  public static void write(ZoneMatrix matrix, PrintWriter out) {
    SvgWriter.write(draw(matrix), out);
  }

  /// The picture, for whoever writes it in another format.
  public static Drawing draw(ZoneMatrix matrix) {
    return new MatrixSvg(matrix).drawing();
  }

  private Drawing drawing() {
    String title = "Allowed traffic between zones";
    long beyond = matrix.cells().stream().filter(cell -> cell.beyond() != null).count();
    String note =
        matrix.parties().size()
            + " zones and networks. Rows send, columns receive. "
            + (beyond == 0
                ? "Everything that crosses a border is registered."
                : beyond == 1
                    ? "1 cell has traffic that is in no register entry."
                    : beyond + " cells have traffic that is in no register entry.");
    figures.add(
        new Figure(
            Role.CAPTION,
            "",
            List.of(
                Words.of(MARGIN, MARGIN + 15, title, Lettering.TITLE),
                Words.of(MARGIN, MARGIN + 36, note, Lettering.NOTE))));
    double top = MARGIN + HEAD;
    for (int i = 0; i < matrix.parties().size(); i++) {
      Party party = matrix.parties().get(i);
      heading(party, MARGIN + ROW_NAME + i * COLUMN, top, COLUMN);
      heading(party, MARGIN, top + ROW + i * ROW, ROW_NAME);
    }
    for (int row = 0; row < matrix.parties().size(); row++) {
      for (int column = 0; column < matrix.parties().size(); column++) {
        Party from = matrix.parties().get(row);
        Party to = matrix.parties().get(column);
        cell(
            cells.getOrDefault(from.name(), Map.of()).get(to.name()),
            from,
            to,
            MARGIN + ROW_NAME + column * COLUMN,
            top + ROW + row * ROW);
      }
    }
    double bottom = top + ROW * (matrix.parties().size() + 1);
    double width =
        Math.max(
            2 * MARGIN + ROW_NAME + matrix.parties().size() * COLUMN,
            2 * MARGIN + Math.max(legend(bottom + 14), Lettering.NOTE.width(note)));
    return new Drawing(width, bottom + 14 + LEGEND + MARGIN, title, note, figures);
  }

  private void heading(Party party, double x, double y, double width) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Panel(x, y, width, ROW, 0, Surface.BOX));
    Surface band = Surface.band(party.category());
    if (band != null) {
      marks.add(new Panel(x, y, BAND, ROW, 0, band));
    }
    double room = width - 2 * PAD - BAND;
    marks.add(
        Words.of(x + BAND + PAD, y + 21, Lettering.HEAD.cut(party.name(), room), Lettering.HEAD));
    marks.add(
        Words.of(
            x + BAND + PAD, y + 37, Lettering.SMALL.cut(party.category(), room), Lettering.SMALL));
    figures.add(new Figure(Role.LEGEND, party.name() + " (" + party.category() + ")", marks));
  }

  private void cell(@Nullable Cell cell, Party from, Party to, double x, double y) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Panel(x, y, COLUMN, ROW, 0, Surface.EMPTY_CELL));
    if (cell == null) {
      marks.add(
          new Words(x + COLUMN / 2, y + ROW / 2 + 4, "\u2013", Lettering.SMALL, Align.MIDDLE));
      figures.add(
          new Figure(Role.CELL, from.name() + " to " + to.name() + ": nothing is allowed", marks));
      return;
    }
    boolean within = cell.from().equals(cell.to());
    if (!within) {
      marks.add(
          new Panel(
              x + 3,
              y + 3,
              COLUMN - 6,
              ROW - 6,
              3,
              cell.beyond() == null ? Surface.HOLLOW_PORTS : Surface.HOLLOW_EVERYTHING));
    }
    double room = COLUMN - 2 * PAD;
    marks.add(
        Words.of(
            x + PAD,
            y + 21,
            Lettering.TRAFFIC.cut(shortened(cell.traffic()), room),
            Lettering.TRAFFIC));
    marks.add(
        Words.of(
            x + PAD, y + 37, Lettering.SMALL.cut(standing(cell, within), room), Lettering.SMALL));
    figures.add(new Figure(Role.CELL, sentence(cell), marks));
  }

  private static String shortened(String traffic) {
    return traffic.equals("All Connections") ? "all traffic" : traffic.replace(",", ", ");
  }

  private static String standing(Cell cell, boolean within) {
    if (within) {
      return "within the zone";
    }
    return cell.beyond() == null
        ? String.join(", ", cell.register())
        : "not registered: "
            + (cell.beyond().equals(cell.traffic()) ? "all of it" : shortened(cell.beyond()));
  }

  private static String sentence(Cell cell) {
    return cell.from()
        + " to "
        + cell.to()
        + ": "
        + cell.traffic()
        + (cell.register().isEmpty() ? "" : "; register: " + String.join(", ", cell.register()))
        + (cell.beyond() == null ? "" : "; in no register entry: " + cell.beyond());
  }

  /// @return its width
  private double legend(double y) {
    double x = MARGIN;
    x = entry(x, y, Surface.HOLLOW_PORTS, "all of it is registered");
    x = entry(x, y, Surface.HOLLOW_EVERYTHING, "some of it is in no register entry");
    x = entry(x, y, Surface.EMPTY_CELL, "\u2013 nothing is allowed");
    for (Surface band : bands()) {
      x = entry(x, y, band, band.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return x - MARGIN;
  }

  private List<Surface> bands() {
    return matrix.parties().stream()
        .map(party -> Surface.band(party.category()))
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  private double entry(double x, double y, Surface surface, String text) {
    figures.add(
        new Figure(
            Role.LEGEND,
            "",
            List.of(
                new Panel(x + 1, y + 1, 12, 12, 0, surface),
                Words.of(x + 20, y + 11, text, Lettering.SMALL))));
    return x + 20 + Lettering.SMALL.width(text) + 18;
  }
}
