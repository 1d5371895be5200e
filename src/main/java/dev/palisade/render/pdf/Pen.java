package dev.palisade.render.pdf;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the chapters write with: the flow, the words, and runs in the usual styles.
final class Pen {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Pattern PLAIN_WORD = Pattern.compile("\\p{L}+(?=[ ,:;]|$)");

  final Flow flow;
  final Look look;
  final Texts texts;
  private final Set<String> printed;
  private final Predicate<String> reachable;

  /// @param printed digests of the objects whose text stands in the appendix
  /// @param reachable which anchors the document will have: there are no links to others
  Pen(Flow flow, Texts texts, Set<String> printed, Predicate<String> reachable) {
    this.flow = flow;
    this.look = flow.look;
    this.texts = texts;
    this.printed = Set.copyOf(printed);
    this.reachable = reachable;
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
    return mono(text, "td");
  }

  Run tdMuted(String text) {
    return Run.of(text, look.style("td").in(look.color("muted")));
  }

  Run tdLink(String text, String target) {
    return link(text, target, "td");
  }

  Run body(String text) {
    return Run.of(text, look.style("body"));
  }

  Run strong(String text) {
    return Run.of(text, look.style("strong"));
  }

  Run link(String text, String target) {
    return link(text, target, "body");
  }

  Run link(String text, String target, String style) {
    return reachable.test(target)
        ? new Run(text, look.style(style).in(look.color("link")), target)
        : Run.of(text, look.style(style));
  }

  Run dense(String text) {
    return Run.of(text, look.style("dense"));
  }

  Run denseBold(String text) {
    return Run.of(text, look.style("dense").in(Face.BOLD));
  }

  Run denseMuted(String text) {
    return Run.of(text, look.style("dense").in(look.color("muted")));
  }

  Run denseMono(String text) {
    return mono(text, "dense");
  }

  private Run mono(String text, String style) {
    Style of = look.style(style);
    return Run.of(text, new Style(Face.MONO, of.size() - 0.5f, of.leading(), of.color()));
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

  /// A word of the JSON as people write it: `not applicable`.
  static String spaced(String word) {
    return word.replace('-', ' ').replace('_', ' ');
  }

  /// An object's name, leading to its text where that is printed.
  Run object(String name, @Nullable String digest) {
    return object(name, digest, "td");
  }

  Run object(String name, @Nullable String digest, String style) {
    return digest != null && printed.contains(digest)
        ? link(name, objectAnchor(digest), style)
        : Run.of(name, look.style(style));
  }

  static String findingAnchor(int number) {
    return "finding-" + number;
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

  static String day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  /// Cells of plain text in a long list.
  List<List<Run>> denseCells(String... texts) {
    List<List<Run>> cells = new ArrayList<>();
    for (String text : texts) {
      cells.add(List.of(dense(text)));
    }
    return cells;
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
    return table(rowHeader, Table.Density.ROOMY, namesAndWeights);
  }

  Table table(Table.RowHeader rowHeader, Table.Density density, Object... namesAndWeights) {
    List<Table.Column> columns = new ArrayList<>();
    for (int i = 0; i < namesAndWeights.length; i += 2) {
      columns.add(
          new Table.Column(
              text("column." + namesAndWeights[i]),
              ((Number) namesAndWeights[i + 1]).floatValue()));
    }
    return new Table(flow, rowHeader, density, columns);
  }

  void sentences(List<String> sentences) {
    flow.list(sentences.stream().map(s -> List.of(body(s))).toList());
  }
}
