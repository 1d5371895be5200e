package dev.palisade.render.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfStructureElement;

/// Sets blocks one under the other and goes on to the next page where one does not fit.
final class Flow {
  /// Below this, no line is left alone at a page's foot.
  private static final float LEAST = 40;

  private static final float GUTTER = 16;

  final TaggedDocument document;
  final Look look;
  private final Map<String, Integer> pagesBefore;
  private final List<Heading> headings = new ArrayList<>();
  private PdfStructureElement parent;
  private float y;
  private int columns = 1;
  private int column;
  private float columnTop;
  private float deepest;
  private float needed;

  /// A heading that waits for what comes under it, so that it is never the last thing on a page.
  private record Heading(
      int level,
      PdfStructureElement element,
      List<Line> lines,
      Style style,
      String text,
      @Nullable String anchor) {}

  /// @param pagesBefore the pages of all anchors in an earlier setting of the same content; empty
  ///   in the first
  Flow(TaggedDocument document, Map<String, Integer> pagesBefore) {
    this.document = document;
    this.look = document.look;
    this.pagesBefore = pagesBefore;
    this.parent = document.root();
    this.y = top();
    this.columnTop = y;
    this.deepest = y;
  }

  /// Where the next block begins. Headings that wait are set.
  float y() {
    keep(0);
    return y;
  }

  void moveTo(float place) {
    y = place;
  }

  PdfStructureElement parent() {
    return parent;
  }

  float left() {
    return look.margin("left") + column * (width() + GUTTER);
  }

  /// Of a column.
  float width() {
    return (look.width() - (columns - 1) * GUTTER) / columns;
  }

  float top() {
    return look.pageHeight() - look.margin("top");
  }

  float bottom() {
    return look.margin("bottom");
  }

  /// How much still fits on this page, or in this column.
  float room() {
    return y() - bottom();
  }

  private boolean atTop() {
    return y >= columnTop;
  }

  /// What follows stands in columns, which begin side by side here.
  void columns(int count) {
    oneColumn();
    keep(LEAST);
    columns = count;
    columnTop = y;
    deepest = y;
  }

  /// What follows is as wide as the page, under the longest column.
  void oneColumn() {
    keep(0);
    y = Math.min(y, deepest);
    columns = 1;
    column = 0;
    columnTop = top();
    deepest = y;
  }

  /// Goes on to the next column or page.
  void newPage() {
    deepest = Math.min(deepest, y);
    if (column + 1 < columns) {
      column++;
      y = columnTop;
      return;
    }
    document.newPage();
    column = 0;
    columnTop = top();
    y = columnTop;
    deepest = y;
  }

  /// Goes on to a new page unless this one is empty.
  void freshPage() {
    oneColumn();
    if (!atTop()) {
      newPage();
    }
  }

  /// Goes on to a new page if less than this is left; with the headings that wait, which are set.
  void keep(float height) {
    float wanted = Math.max(height, needed);
    needed = 0;
    for (Heading heading : headings) {
      wanted += height(heading);
    }
    if (y - bottom() < wanted && !atTop()) {
      newPage();
    }
    List<Heading> waiting = List.copyOf(headings);
    headings.clear();
    waiting.forEach(this::set);
  }

  /// What comes next begins on a new page if less than this is left under the headings that wait.
  void need(float height) {
    needed = height;
  }

  private float height(Heading heading) {
    return look.number("h" + heading.level + ".above")
        + heading.lines.size() * heading.style.leading()
        + look.number("h" + heading.level + ".below");
  }

  private void set(Heading heading) {
    space(look.number("h" + heading.level + ".above"));
    float top = y + heading.style.size() * 0.4f;
    document.bookmark(heading.level, heading.text, top);
    if (heading.anchor != null) {
      document.anchor(heading.anchor, top);
    }
    float size = heading.style.size();
    y = document.lines(heading.element, heading.lines, left(), y - size) + size;
    y -= look.number("h" + heading.level + ".below");
  }

  void space(float height) {
    if (!atTop()) {
      y -= height;
    }
  }

  /// What follows is a section of its own.
  void section() {
    parent = document.element(document.root(), "Sect");
  }

  /// A heading with an anchor and a bookmark; it is set with what comes under it.
  void heading(int level, String text, @Nullable String anchor) {
    Style style = look.style("h" + level);
    headings.add(
        new Heading(
            level,
            document.element(parent, "H" + level),
            broken(Run.one(text, style), width()),
            style,
            text,
            anchor));
  }

  void paragraph(String text, String style) {
    paragraph(Run.one(text, look.style(style)), 0);
  }

  /// @param indent from the left margin
  void paragraph(List<Run> runs, float indent) {
    flow(document.element(parent, "P"), broken(runs, width() - indent), indent);
    y -= look.number("paragraph.below");
  }

  /// A bulleted list.
  void list(List<List<Run>> items) {
    if (items.isEmpty()) {
      return;
    }
    Style body = look.style("body");
    float indent = look.number("list.indent");
    PdfStructureElement list = document.element(parent, "L");
    TaggedDocument.attribute(list, "List", "ListNumbering", new PdfName("Disc"));
    for (List<Run> item : items) {
      PdfStructureElement entry = document.element(list, "LI");
      PdfStructureElement label = document.element(entry, "Lbl");
      PdfStructureElement text = document.element(entry, "LBody");
      List<Line> lines = broken(item, width() - indent);
      keep(Math.min(lines.size(), 2) * body.leading());
      document.lines(
          label, broken(Run.one("\u2022", body), indent), left() + indent - 10, y - body.size());
      flow(text, lines, indent);
      y -= look.number("list.below");
    }
    y -= look.number("paragraph.below") - look.number("list.below");
  }

  /// Preformatted text on a tinted ground, line by line.
  void code(String text) {
    code(text, "code");
  }

  void code(String text, String name) {
    float pad = 5;
    Style style = look.style(name);
    List<Line> lines = broken(Run.one(text.stripTrailing(), style), width() - 2 * pad);
    PdfStructureElement block = document.element(parent, "P");
    int at = 0;
    while (at < lines.size()) {
      keep(Math.min(3, lines.size() - at) * style.leading() + 2 * pad);
      int fits = Math.max(1, (int) ((room() - 2 * pad) / style.leading()));
      List<Line> part = lines.subList(at, Math.min(lines.size(), at + fits));
      float height = part.size() * style.leading() + 2 * pad;
      float ground = y - height;
      document.artifact(
          () -> document.rectangle(left(), ground, width(), height, look.color("ground")));
      document.lines(block, part, left() + pad, y - pad - style.size());
      y = ground;
      at += part.size();
      if (at < lines.size()) {
        newPage();
      }
    }
    y -= look.number("paragraph.below");
  }

  /// A figure of some height: what draws it gets its top.
  void figure(float height, String alternative, Consumer<Float> drawing) {
    PdfStructureElement within = parent;
    keep(height);
    float top = y;
    document.figure(
        within,
        alternative,
        new float[] {left(), top - height, left() + width(), top},
        () -> drawing.accept(top));
    y = top - height;
  }

  /// A line of the table of contents: the title leads to its place, whose page stands at the right.
  void contentsEntry(PdfStructureElement contents, int level, String title, String anchor) {
    Style style = look.style("contents" + level);
    float indent = (level - 1) * look.number("contents.indent");
    List<Line> lines = broken(List.of(new Run(title, style, anchor)), width() - indent - 40);
    keep(lines.size() * style.leading());
    PdfStructureElement item = document.element(contents, "TOCI");
    PdfStructureElement reference = document.element(item, "Reference");
    float last = y - style.size() - (lines.size() - 1) * style.leading();
    document.lines(reference, lines, left() + indent, y - style.size());
    String page = String.valueOf(pagesBefore.getOrDefault(anchor, 0));
    float pageWidth = document.fonts.width(page, style.face(), style.size());
    float right = left() + width();
    Line end = lines.getLast();
    float used =
        end.pieces().isEmpty() ? 0 : end.pieces().getLast().x() + end.pieces().getLast().width();
    document.artifact(
        () ->
            document.rule(
                left() + indent + used + 6,
                last + 1.5f,
                right - pageWidth - 6,
                last + 1.5f,
                0.4f,
                look.color("rule")));
    document.lines(
        reference, broken(List.of(new Run(page, style, anchor)), 40), right - pageWidth, last);
    y -= lines.size() * style.leading();
  }

  List<Line> broken(List<Run> runs, float width) {
    return LineBreaker.lines(runs, width, document.fonts);
  }

  /// Sets lines over as many pages as they need.
  private void flow(PdfStructureElement element, List<Line> lines, float indent) {
    float size = lines.getFirst().leading() * 0.78f;
    boolean linked = TaggedDocument.hasLinks(lines);
    int at = 0;
    while (at < lines.size()) {
      keep(Math.min(LEAST, (lines.size() - at) * lines.get(at).leading()));
      int end = at;
      float room = room();
      while (end < lines.size() && (end == at || room >= lines.get(end).leading())) {
        room -= lines.get(end).leading();
        end++;
      }
      if (end == lines.size() - 1 && end - at > 2) {
        end--; // two lines go over, never one
      }
      float next =
          document.lines(element, lines.subList(at, end), left() + indent, y - size, linked);
      y = next + size;
      at = end;
      if (at < lines.size()) {
        newPage();
      }
    }
  }
}
