package dev.palisade.render.html;

import dev.palisade.render.pdf.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A page that is being written, chapter by chapter.
final class Page {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /// A row of more lines is broken over printed pages.
  private static final int TALL = 12;

  private static final Pattern PLAIN_WORD = Pattern.compile("\\p{L}+(?=[ ,:;]|$)");

  private final StringBuilder out = new StringBuilder();
  private final Texts texts;
  private final Set<String> printed;

  /// @param printed digests of the objects whose text stands in the page
  Page(Texts texts, Set<String> printed) {
    this.texts = texts;
    this.printed = Set.copyOf(printed);
  }

  Texts texts() {
    return texts;
  }

  String text(String name, Object... with) {
    return texts.get(name, with);
  }

  /// @param title of a text
  void chapter(String title, Runnable content) {
    String anchor = Anchors.chapter(title);
    raw(
        "<section id=\""
            + anchor
            + "\" class=\"chapter\" aria-labelledby=\""
            + anchor
            + "-title\">");
    raw("<h2 id=\"" + anchor + "-title\">" + Html.text(text(title)).markup() + "</h2>");
    content.run();
    raw("</section>");
  }

  void heading(int level, Html content, @Nullable String anchor) {
    raw(
        "<h"
            + level
            + (anchor == null ? "" : " id=\"" + anchor + "\"")
            + ">"
            + content.markup()
            + "</h"
            + level
            + ">");
  }

  /// @param title name of a text
  void heading(int level, String title) {
    heading(level, Html.text(text(title)), null);
  }

  void paragraph(Html content) {
    raw("<p" + content.direction() + ">" + content.markup() + "</p>");
  }

  /// @param names of classes of the style sheet
  void paragraph(String names, Html content) {
    raw("<p class=\"" + names + "\"" + content.direction() + ">" + content.markup() + "</p>");
  }

  /// @param name of a text
  void paragraph(String name, Object... with) {
    paragraph(Html.text(text(name, with)));
  }

  void note(String text) {
    raw("<p class=\"note\">" + Html.text(text).markup() + "</p>");
  }

  void list(List<Html> items) {
    raw(Html.list(items).markup());
  }

  void sentences(List<String> sentences) {
    list(sentences.stream().map(Html::text).toList());
  }

  /// The text of a manifest, folded away until it is asked for; printed, it is there.
  void code(String text) {
    raw("<pre tabindex=\"0\"><code>" + Html.text(text).markup() + "</code></pre>");
  }

  /// @param rows a name of a text and its value each
  void facts(List<Fact> rows) {
    raw("<table class=\"facts\"><tbody>");
    for (Fact row : rows) {
      raw(
          "<tr><th scope=\"row\">"
              + Html.text(text(row.name())).markup()
              + "</th><td"
              + row.value().direction()
              + ">"
              + row.value().markup()
              + "</td></tr>");
    }
    raw("</tbody></table>");
  }

  /// @param name of a text
  record Fact(String name, Html value) {
    static Fact of(String name, String value) {
      return new Fact(name, Html.text(value));
    }
  }

  /// @param caption name of a text; it is read out, not shown, as a heading says it already
  Rows table(String caption, String... columns) {
    return new Rows(text(caption), columns);
  }

  /// A table's rows; the first cell of each is its header.
  final class Rows {
    private final String caption;
    private final List<String> columns;
    private final List<List<Html>> rows = new ArrayList<>();

    private Rows(String caption, String... columns) {
      this.caption = caption;
      this.columns = Arrays.stream(columns).map(column -> text("column." + column)).toList();
    }

    Rows row(Html... cells) {
      if (cells.length != columns.size()) {
        throw new IllegalArgumentException(cells.length + " cells for " + columns);
      }
      rows.add(List.of(cells));
      return this;
    }

    Rows texts(String... cells) {
      return row(Arrays.stream(cells).map(Html::text).toArray(Html[]::new));
    }

    void end() {
      // wide tables scroll by themselves, also by keyboard
      raw(
          "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\""
              + Html.text(caption).markup()
              + "\"><table><caption>"
              + Html.text(caption).markup()
              + "</caption><thead><tr>");
      columns.forEach(column -> raw("<th scope=\"col\">" + Html.text(column).markup() + "</th>"));
      raw("</tr></thead><tbody>");
      for (List<Html> row : rows) {
        boolean tall = row.stream().anyMatch(cell -> cell.lines() > TALL);
        StringBuilder line = new StringBuilder(tall ? "<tr class=\"tall\">" : "<tr>");
        for (int i = 0; i < row.size(); i++) {
          line.append(i == 0 ? "<th scope=\"row\"" : "<td").append(row.get(i).direction());
          line.append('>').append(row.get(i).markup());
          line.append(i == 0 ? "</th>" : "</td>");
        }
        raw(line.append("</tr>").toString());
      }
      raw("</tbody></table></div>");
    }
  }

  /// An outcome's word, in the colour that stands for it.
  static Html outcome(String word) {
    String name =
        switch (word.toLowerCase(Locale.ROOT)) {
          case "contradicted", "fail", "open", "new", "reopened", "gained" -> "contradicted";
          case "insufficient", "inconclusive" -> "insufficient";
          case "supported", "pass", "lost" -> "supported";
          default -> "not-applicable";
        };
    return Html.of("strong", "outcome " + name, Html.text(spaced(word)));
  }

  /// An object's name, leading to its text where that is printed.
  Html object(String name, @Nullable String digest) {
    return digest != null && printed.contains(digest)
        ? Html.link(name, Anchors.object(digest))
        : Html.text(name);
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  /// A word of the JSON as people write it: `not applicable`.
  static String spaced(String word) {
    return word.replace('-', ' ').replace('_', ' ');
  }

  /// A clause as a sentence of its own. What begins with a name keeps it as it is written.
  static String sentence(String clause) {
    if (clause.isEmpty()) {
      return clause;
    }
    if (!PLAIN_WORD.matcher(clause).lookingAt()) {
      return clause.endsWith(".") ? clause : clause + ".";
    }
    int first = clause.offsetByCodePoints(0, 1);
    String text = clause.substring(0, first).toUpperCase(Locale.ROOT) + clause.substring(first);
    return text.endsWith(".") ? text : text + ".";
  }

  /// @param markup made by the program
  void raw(String markup) {
    out.append(markup).append('\n');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
