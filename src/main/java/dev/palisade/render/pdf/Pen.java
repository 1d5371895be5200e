package dev.palisade.render.pdf;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the chapters write with: the flow, the words, and runs in the usual styles.
final class Pen {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  final Flow flow;
  final Look look;
  final Texts texts;
  private final Set<String> printed;

  /// @param printed digests of the objects whose text stands in the appendix
  Pen(Flow flow, Texts texts, Set<String> printed) {
    this.flow = flow;
    this.look = flow.look;
    this.texts = texts;
    this.printed = Set.copyOf(printed);
  }

  String text(String name, Object... with) {
    return texts.get(name, with);
  }

  Run td(String text) {
    return Run.of(text, look.style("td"));
  }

  Run tdBold(String text) {
    return Run.of(text, look.style("td").in(Face.BOLD));
  }

  Run tdMono(String text) {
    Style td = look.style("td");
    return Run.of(text, new Style(Face.MONO, td.size() - 0.5f, td.leading(), td.color()));
  }

  Run tdMuted(String text) {
    return Run.of(text, look.style("td").in(look.color("muted")));
  }

  Run tdLink(String text, String target) {
    return new Run(text, look.style("td").in(look.color("link")), target);
  }

  Run body(String text) {
    return Run.of(text, look.style("body"));
  }

  Run strong(String text) {
    return Run.of(text, look.style("strong"));
  }

  Run link(String text, String target) {
    return new Run(text, look.style("body").in(look.color("link")), target);
  }

  /// An outcome's word in its colour, bold.
  Run outcome(String word, String style) {
    String color =
        switch (word.toLowerCase(Locale.ROOT)) {
          case "contradicted", "fail", "open", "new", "reopened" -> "contradicted";
          case "insufficient", "inconclusive" -> "insufficient";
          case "supported", "pass" -> "supported";
          default -> "not-applicable";
        };
    return Run.of(spaced(word), look.style(style).in(Face.BOLD).in(look.color(color)));
  }

  /// A clause as a sentence of its own.
  static String sentence(String clause) {
    if (clause.isEmpty()) {
      return clause;
    }
    int first = clause.offsetByCodePoints(0, 1);
    String text = clause.substring(0, first).toUpperCase(Locale.ROOT) + clause.substring(first);
    return text.endsWith(".") ? text : text + ".";
  }

  /// A word of the JSON as people write it: `not applicable`.
  static String spaced(String word) {
    return word.replace('-', ' ').replace('_', ' ');
  }

  /// An object's name, leading to its text where that is printed.
  Run object(String name, @Nullable String digest) {
    return digest != null && printed.contains(digest)
        ? tdLink(name, objectAnchor(digest))
        : td(name);
  }

  static String objectAnchor(String digest) {
    return "object-" + digest;
  }

  static String checkAnchor(String id) {
    return "check-" + id;
  }

  static String requirementAnchor(String name) {
    return "requirement-" + name;
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  /// Cells of plain text.
  List<List<Run>> cells(String... texts) {
    List<List<Run>> cells = new ArrayList<>();
    for (String text : texts) {
      cells.add(List.of(td(text)));
    }
    return cells;
  }

  /// Names and values, one under the other.
  void facts(List<Fact> facts) {
    Table table =
        new Table(
            flow,
            Table.RowHeader.FIRST_CELL,
            List.of(new Table.Column("", 1), new Table.Column("", 3)));
    for (Fact fact : facts) {
      table.row(List.of(List.of(tdBold(text(fact.name()))), fact.value()));
    }
    table.end();
  }

  /// @param name of a text
  record Fact(String name, List<Run> value) {}

  Table table(Table.RowHeader rowHeader, Object... namesAndWeights) {
    List<Table.Column> columns = new ArrayList<>();
    for (int i = 0; i < namesAndWeights.length; i += 2) {
      columns.add(
          new Table.Column(
              text("column." + namesAndWeights[i]),
              ((Number) namesAndWeights[i + 1]).floatValue()));
    }
    return new Table(flow, rowHeader, columns);
  }

  void sentences(List<String> sentences) {
    flow.list(sentences.stream().map(s -> List.of(body(s))).toList());
  }
}
