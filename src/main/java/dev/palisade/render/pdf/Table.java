package dev.palisade.render.pdf;

import java.util.ArrayList;
import java.util.List;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfStructureElement;

/// A table that is set row by row. One whose columns have empty headers has no header row: its rows
/// need headers of their own. Rows break over pages between lines where they must; the header
/// stands again on each page, where it is an artifact, since the table has it once.
final class Table {
  /// How much room there is.
  enum Density {
    ROOMY("td", "th", 4, 3),
    /// For long lists.
    DENSE("dense", "dense", 3, 1.6f);

    final String style;
    final String header;
    final float side;
    final float pad;

    Density(String style, String header, float side, float pad) {
      this.style = style;
      this.header = header;
      this.side = side;
      this.pad = pad;
    }
  }

  /// @param weight share of the width
  record Column(String header, float weight) {}

  /// Paragraphs, one under the other.
  record Cell(List<List<Run>> paragraphs) {
    Cell {
      paragraphs = List.copyOf(paragraphs);
    }
  }

  /// Whether the first cell of each row names what the row is about.
  enum RowHeader {
    NONE,
    FIRST_CELL
  }

  /// A cell's lines and how many of them are set.
  private static final class Setting {
    final List<List<Line>> paragraphs = new ArrayList<>();
    final List<PdfStructureElement> elements = new ArrayList<>();
    int paragraph;
    int line;

    boolean isDone() {
      return paragraph == paragraphs.size();
    }
  }

  private final Flow flow;
  private final Look look;
  private final List<Column> columns;
  private final RowHeader rowHeader;
  private final PdfStructureElement table;
  private final float[] x;
  private final List<List<Line>> headers = new ArrayList<>();
  private final Density density;
  private final boolean headed;
  private final float headerHeight;
  private final List<String> anchors = new ArrayList<>();
  private boolean begun;

  Table(Flow flow, RowHeader rowHeader, List<Column> columns) {
    this(flow, rowHeader, Density.ROOMY, columns);
  }

  Table(Flow flow, RowHeader rowHeader, Density density, List<Column> columns) {
    this.flow = flow;
    this.density = density;
    this.look = flow.look;
    this.columns = List.copyOf(columns);
    this.rowHeader = rowHeader;
    this.table = flow.document.element(flow.parent(), "Table");
    this.x = new float[columns.size() + 1];
    double weights = columns.stream().mapToDouble(Column::weight).sum();
    Style th = look.style(density.header).in(Face.BOLD);
    float tallest = 0;
    for (int i = 0; i < columns.size(); i++) {
      x[i + 1] = x[i] + (float) (flow.width() * columns.get(i).weight() / weights);
      List<Line> lines =
          flow.broken(Run.one(columns.get(i).header(), th), x[i + 1] - x[i] - 2 * density.side);
      headers.add(lines);
      tallest = Math.max(tallest, height(lines));
    }
    headed = columns.stream().anyMatch(column -> !column.header().isEmpty());
    headerHeight = headed ? tallest + 2 * density.pad : 0;
  }

  /// A row of cells of one paragraph each.
  void row(List<List<Run>> cells) {
    cells(cells.stream().map(runs -> new Cell(List.of(runs))).toList());
  }

  /// Links lead to the row that comes next.
  void anchor(String name) {
    anchors.add(name);
  }

  void cells(List<Cell> cells) {
    List<Setting> row = new ArrayList<>();
    PdfStructureElement tr = null;
    float tallest = 0;
    for (int i = 0; i < cells.size(); i++) {
      Setting setting = new Setting();
      float cellHeight = 0;
      for (List<Run> runs : cells.get(i).paragraphs()) {
        List<Line> lines = flow.broken(runs, x[i + 1] - x[i] - 2 * density.side);
        setting.paragraphs.add(lines);
        cellHeight += height(lines);
      }
      tallest = Math.max(tallest, cellHeight);
      row.add(setting);
    }
    float wanted = tallest + 2 * density.pad;
    float least = Math.min(wanted, look.number("table.keep"));
    if (!begun) {
      flow.keep(headerHeight + (wanted < look.number("table.whole") ? wanted : least));
      header();
    } else if (flow.room() < least
        || (flow.room() < wanted && wanted < look.number("table.whole"))) {
      nextPage();
    }
    anchors.forEach(anchor -> flow.document.anchor(anchor, flow.y()));
    anchors.clear();
    tr = flow.document.element(table, "TR");
    tags(tr, cells, row);
    boolean done = set(row);
    while (!done) {
      nextPage();
      done = set(row);
    }
  }

  /// Ends the table; one without rows is only its header.
  void end() {
    if (!begun) {
      flow.keep(headerHeight);
      header();
    }
    flow.moveTo(flow.y() - look.number("table.below"));
  }

  private void tags(PdfStructureElement tr, List<Cell> cells, List<Setting> row) {
    for (int i = 0; i < cells.size(); i++) {
      boolean header = i == 0 && rowHeader == RowHeader.FIRST_CELL;
      PdfStructureElement cell = flow.document.element(tr, header ? "TH" : "TD");
      if (header) {
        TaggedDocument.attribute(cell, "Table", "Scope", new PdfName("Row"));
      }
      for (int p = 0; p < row.get(i).paragraphs.size(); p++) {
        row.get(i).elements.add(flow.document.element(cell, "P"));
      }
    }
  }

  /// Sets as much of a row as the page holds.
  ///
  /// @return whether that was the rest of it
  private boolean set(List<Setting> row) {
    float top = flow.y();
    float room = flow.room() - 2 * density.pad;
    float at = flow.left();
    float lowest = top;
    boolean done = true;
    for (int i = 0; i < row.size(); i++) {
      Setting cell = row.get(i);
      float y = top - density.pad;
      float left = room;
      while (!cell.isDone()) {
        List<Line> lines = cell.paragraphs.get(cell.paragraph);
        int end = cell.line;
        float height = 0;
        while (end < lines.size() && height + lines.get(end).leading() <= left + 0.01f) {
          height += lines.get(end).leading();
          end++;
        }
        if (end == cell.line) {
          break;
        }
        flow.document.lines(
            cell.elements.get(cell.paragraph),
            lines.subList(cell.line, end),
            at + x[i] + density.side,
            y - lines.get(cell.line).leading() * 0.76f,
            TaggedDocument.hasLinks(lines));
        y -= height;
        left -= height;
        cell.line = end;
        if (end < lines.size()) {
          break;
        }
        cell.paragraph++;
        cell.line = 0;
      }
      done &= cell.isDone();
      lowest = Math.min(lowest, y - density.pad);
    }
    float foot = lowest;
    flow.document.artifact(
        () -> flow.document.rule(at, foot, at + x[columns.size()], foot, 0.4f, look.color("rule")));
    flow.moveTo(foot);
    return done;
  }

  private void nextPage() {
    flow.newPage();
    if (!headed) {
      return;
    }
    float top = flow.y();
    flow.document.artifact(
        () -> {
          ground(top);
          for (int i = 0; i < columns.size(); i++) {
            float y = top - density.pad;
            for (Line line : headers.get(i)) {
              for (Line.Piece piece : line.pieces()) {
                flow.document.show(
                    piece.text(),
                    piece.run().style(),
                    flow.left() + x[i] + density.side + piece.x(),
                    y - line.leading() * 0.76f);
              }
              y -= line.leading();
            }
          }
        });
    flow.moveTo(top - headerHeight);
  }

  private void header() {
    begun = true;
    if (!headed) {
      return;
    }
    float top = flow.y();
    flow.document.artifact(() -> ground(top));
    PdfStructureElement tr = flow.document.element(table, "TR");
    for (int i = 0; i < columns.size(); i++) {
      PdfStructureElement th = flow.document.element(tr, "TH");
      TaggedDocument.attribute(th, "Table", "Scope", new PdfName("Column"));
      List<Line> lines = headers.get(i);
      flow.document.lines(
          th,
          lines,
          flow.left() + x[i] + density.side,
          top - density.pad - lines.getFirst().leading() * 0.76f);
    }
    flow.moveTo(top - headerHeight);
  }

  private void ground(float top) {
    flow.document.rectangle(
        flow.left(), top - headerHeight, x[columns.size()], headerHeight, look.color("header"));
  }

  private static float height(List<Line> lines) {
    return (float) lines.stream().mapToDouble(Line::leading).sum();
  }
}
