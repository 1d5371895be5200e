package dev.palisade.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The little Markdown that our own documents are written in: headings, paragraphs, tables, code
/// blocks, bold and code within a line. What it makes is values, which templates escape; there is
/// no way to write HTML.
public final class Markdown {
  private static final Pattern MARKS = Pattern.compile("\\*\\*(.+?)\\*\\*|`([^`]+)`");

  private final List<Block> blocks = new ArrayList<>();
  private final List<String> lines;
  private int at;

  private Markdown(String text) {
    this.lines = text.lines().toList();
  }

  /// A piece of a document: `kind` says which of the others it has.
  ///
  /// @param kind `heading`, `text`, `code` or `table`
  /// @param level of a heading: 1, 2, …
  /// @param text of a heading or a code block
  /// @param spans of a paragraph
  /// @param rows of a table, the first its head
  public record Block(String kind, int level, String text, List<Span> spans, List<Row> rows) {}

  /// @param kind `plain`, `bold` or `code`
  public record Span(String kind, String text) {}

  /// A row of a table.
  public record Row(List<Cell> cells) {}

  /// A cell of a table.
  public record Cell(List<Span> spans) {}

  static List<Block> read(String text) {
    Markdown markdown = new Markdown(text);
    while (markdown.at < markdown.lines.size()) {
      markdown.block();
    }
    return List.copyOf(markdown.blocks);
  }

  private void block() {
    String line = lines.get(at);
    if (line.isBlank()) {
      at++;
    } else if (line.startsWith("#")) {
      int level = line.indexOf(' ');
      blocks.add(
          new Block("heading", level, line.substring(level + 1).strip(), List.of(), List.of()));
      at++;
    } else if (line.startsWith("|")) {
      table();
    } else if (line.startsWith("    ")) {
      code();
    } else {
      paragraph();
    }
  }

  private void table() {
    List<Row> rows = new ArrayList<>();
    for (; at < lines.size() && lines.get(at).startsWith("|"); at++) {
      String line = lines.get(at).strip();
      if (!line.matches("[| :-]+")) {
        List<Cell> cells = new ArrayList<>();
        for (String cell : line.substring(1, line.length() - 1).split(" \\| ", -1)) {
          cells.add(new Cell(spans(cell.strip())));
        }
        rows.add(new Row(cells));
      }
    }
    blocks.add(new Block("table", 0, "", List.of(), rows));
  }

  private void code() {
    StringBuilder text = new StringBuilder();
    for (; at < lines.size() && lines.get(at).startsWith("    "); at++) {
      text.append(lines.get(at).substring(4)).append('\n');
    }
    blocks.add(new Block("code", 0, text.toString(), List.of(), List.of()));
  }

  private void paragraph() {
    List<String> text = new ArrayList<>();
    for (; at < lines.size() && !lines.get(at).isBlank() && !lines.get(at).startsWith("|"); at++) {
      text.add(lines.get(at).strip());
    }
    blocks.add(new Block("text", 0, "", spans(String.join(" ", text)), List.of()));
  }

  private static List<Span> spans(String text) {
    List<Span> spans = new ArrayList<>();
    Matcher mark = MARKS.matcher(text);
    int from = 0;
    while (mark.find()) {
      if (mark.start() > from) {
        spans.add(new Span("plain", text.substring(from, mark.start())));
      }
      boolean bold = mark.group(1) != null;
      spans.add(new Span(bold ? "bold" : "code", bold ? mark.group(1) : mark.group(2)));
      from = mark.end();
    }
    if (from < text.length()) {
      spans.add(new Span("plain", text.substring(from)));
    }
    return spans;
  }
}
