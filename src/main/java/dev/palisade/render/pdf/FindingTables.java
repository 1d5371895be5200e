package dev.palisade.render.pdf;

import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.JudgedFinding.Proof;
import dev.palisade.compliance.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Findings as tables: those that the same rules let through with their rules once, the others with
/// what each rests on; where there are many, first how many rest on what, then a line each.
final class FindingTables {
  /// Up to here, each finding's row gives the reason at each place, and what would close it.
  private static final int MANY = 12;

  private static final int CAUSES = 20;

  private final Pen pen;
  private final Map<JudgedFinding, Integer> numbers = new HashMap<>();
  private final Map<String, TreeSet<Integer>> citing = new HashMap<>();
  private final Map<String, List<List<JudgedFinding>>> groups = new LinkedHashMap<>();
  private final RemedyTexts remedies;

  /// Numbers the findings of all checks in the order in which they are printed.
  FindingTables(Pen pen, Report report) {
    this.pen = pen;
    for (JudgedCheck check : report.checks()) {
      Map<Object, List<JudgedFinding>> bySameRules = new LinkedHashMap<>();
      for (JudgedFinding finding : check.findings()) {
        bySameRules
            .computeIfAbsent(
                List.of(
                    finding.rules(),
                    finding.status(),
                    String.valueOf(finding.fix()),
                    String.valueOf(finding.remedy())),
                same -> new ArrayList<>())
            .add(finding);
      }
      // those in common first: the others stand in one table
      List<List<JudgedFinding>> ordered =
          bySameRules.values().stream()
              .sorted(Comparator.comparing(group -> group.size() == 1))
              .toList();
      groups.put(check.id(), ordered);
      ordered.forEach(group -> group.forEach(this::number));
    }
    this.remedies = new RemedyTexts(pen, numbers);
  }

  /// The number of a finding, which is given one when it has none.
  int number(JudgedFinding finding) {
    Integer known = numbers.get(finding);
    if (known != null) {
      return known;
    }
    int number = numbers.size() + 1;
    numbers.put(finding, number);
    for (CitedPlace rule : finding.rules()) {
      if (rule.digest() != null) {
        citing.computeIfAbsent(rule.digest(), digest -> new TreeSet<>()).add(number);
      }
    }
    return number;
  }

  /// The numbers of the findings that rest on an object, by its digest.
  List<Integer> citing(String digest) {
    return List.copyOf(citing.getOrDefault(digest, new TreeSet<>()));
  }

  /// All findings of a check.
  void write(String check) {
    List<List<JudgedFinding>> found = groups.getOrDefault(check, List.of());
    List<JudgedFinding> singles =
        found.stream().filter(group -> group.size() == 1).map(List::getFirst).toList();
    found.stream().filter(group -> group.size() > 1).forEach(this::group);
    if (singles.size() > MANY) {
      causes(singles);
      rows(singles, true);
    } else if (!singles.isEmpty()) {
      detailed(singles);
    }
    remedies.write(found);
  }

  /// Findings by the same rules, under their heading.
  private void group(List<JudgedFinding> group) {
    pen.flow.heading(
        3,
        pen.text("finding.many", number(group.getFirst()), number(group.getLast()), group.size()),
        null);
    rules(group.getFirst().rules());
    String fix = group.getFirst().fix();
    if (fix != null) {
      pen.flow.paragraph(pen.text("finding.fix", fix), "note");
    }
    rows(group, false);
  }

  /// What lets it happen, on both sides.
  private void rules(List<CitedPlace> rules) {
    if (rules.isEmpty()) {
      return;
    }
    Table table =
        pen.table(
            Table.RowHeader.NONE,
            Table.Density.DENSE,
            "side",
            1.6,
            "object",
            3,
            "place",
            2,
            "why",
            4);
    for (CitedPlace rule : rules) {
      table.row(
          List.of(
              List.of(
                  pen.dense(pen.text("side." + Objects.requireNonNullElse(rule.side(), "none")))),
              List.of(object(rule)),
              List.of(place(rule)),
              List.of(pen.dense(rule.reason()))));
    }
    table.end();
  }

  /// How many findings rest on which objects.
  private void causes(List<JudgedFinding> findings) {
    Map<List<CitedPlace>, Integer> counts = new LinkedHashMap<>();
    for (JudgedFinding finding : findings) {
      List<CitedPlace> objects =
          finding.rules().stream()
              .filter(rule -> rule.kind() != null)
              .map(
                  rule ->
                      new CitedPlace(
                          rule.apiVersion(),
                          rule.kind(),
                          rule.namespace(),
                          rule.name(),
                          rule.digest(),
                          null,
                          null,
                          ""))
              .distinct()
              .toList();
      counts.merge(objects, 1, Integer::sum);
    }
    pen.flow.paragraph(pen.text("finding.causes", findings.size(), counts.size()), "strong");
    Table table = pen.table(Table.RowHeader.NONE, Table.Density.DENSE, "findings", 1, "rests", 9);
    List<Map.Entry<List<CitedPlace>, Integer>> most =
        counts.entrySet().stream()
            .sorted(Map.Entry.<List<CitedPlace>, Integer>comparingByValue().reversed())
            .limit(CAUSES)
            .toList();
    for (Map.Entry<List<CitedPlace>, Integer> cause : most) {
      List<Run> objects = new ArrayList<>();
      for (CitedPlace place : cause.getKey()) {
        if (!objects.isEmpty()) {
          objects.add(pen.dense(", "));
        }
        objects.add(object(place));
      }
      if (objects.isEmpty()) {
        objects.add(pen.dense(pen.text("object.none")));
      }
      table.row(List.of(List.of(pen.dense(String.valueOf(cause.getValue()))), objects));
    }
    table.end();
    if (counts.size() > most.size()) {
      int rest = findings.size() - most.stream().mapToInt(Map.Entry::getValue).sum();
      pen.flow.paragraph(
          pen.text("finding.causes.more", rest, counts.size() - most.size()), "note");
    }
  }

  /// A row each with the reasons.
  private void detailed(List<JudgedFinding> findings) {
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "number",
            0.6,
            "finding",
            5.2,
            "rests",
            4.6,
            "status",
            1.5);
    for (JudgedFinding finding : findings) {
      List<List<Run>> matter = new ArrayList<>();
      matter.add(List.of(pen.dense(Pen.sentence(finding.summary()))));
      if (finding.witness() instanceof Proof.Flow flow && flow.exposure() != null) {
        matter.add(List.of(muted(pen.text("finding.exposure", flow.exposure()))));
      }
      if (finding.fix() != null) {
        matter.add(List.of(muted(pen.text("finding.fix", finding.fix()))));
      }
      List<List<Run>> places = new ArrayList<>();
      for (CitedPlace rule : finding.rules()) {
        places.add(
            rule.kind() == null
                ? List.of(pen.dense(Pen.sentence(rule.reason())))
                : List.of(
                    object(rule),
                    pen.dense(" "),
                    place(rule),
                    pen.dense(" " + Pen.sentence(rule.reason()))));
      }
      List<List<Run>> status = status(finding);
      status.add(List.of(pen.denseMono(finding.fingerprint().substring(0, 12))));
      table.anchor(Pen.findingAnchor(number(finding)));
      table.cells(
          List.of(
              cell(pen.dense(String.valueOf(number(finding)))),
              new Table.Cell(matter),
              new Table.Cell(places),
              new Table.Cell(status)));
    }
    table.end();
  }

  /// A line each, flows and subjects in tables of their own.
  ///
  /// @param resting whether each has rules of its own
  private void rows(List<JudgedFinding> findings, boolean resting) {
    Map<Boolean, List<JudgedFinding>> kinds =
        findings.stream()
            .collect(Collectors.partitioningBy(f -> f.witness() instanceof Proof.Flow));
    rows(kinds.getOrDefault(true, List.of()), resting, "from", "to", "traffic");
    rows(kinds.getOrDefault(false, List.of()), resting, "subject", "finding", "direction");
  }

  private void rows(
      List<JudgedFinding> findings, boolean resting, String first, String second, String third) {
    if (findings.isEmpty()) {
      return;
    }
    List<Object> columns = new ArrayList<>(List.of("number", 0.6, first, 3, second, 3, third, 1.6));
    if (resting) {
      columns.addAll(List.of("rests", 3.4));
    }
    columns.addAll(List.of("status", 1.1, "fingerprint", 1.8));
    Table table = pen.table(Table.RowHeader.FIRST_CELL, Table.Density.DENSE, columns.toArray());
    for (JudgedFinding finding : findings) {
      List<Table.Cell> cells = new ArrayList<>();
      cells.add(cell(pen.dense(String.valueOf(number(finding)))));
      switch (finding.witness()) {
        case Proof.Flow flow -> {
          cells.add(cell(pen.dense(flow.source())));
          cells.add(cell(pen.dense(flow.destination())));
          cells.add(cell(pen.dense(flow.traffic())));
        }
        case Proof.Subject subject -> {
          cells.add(cell(pen.dense(subject.subject())));
          cells.add(cell(pen.dense(finding.summary())));
          cells.add(
              cell(
                  pen.dense(
                      Objects.requireNonNullElse(subject.direction(), pen.text("side.none")))));
        }
      }
      if (resting) {
        List<List<Run>> places = new ArrayList<>();
        for (CitedPlace rule : finding.rules()) {
          if (rule.kind() != null) {
            places.add(List.of(object(rule), pen.dense(" "), place(rule)));
          }
        }
        cells.add(new Table.Cell(places));
      }
      cells.add(new Table.Cell(status(finding)));
      cells.add(cell(pen.denseMono(finding.fingerprint().substring(0, 12))));
      table.anchor(Pen.findingAnchor(number(finding)));
      table.cells(cells);
    }
    table.end();
  }

  private List<List<Run>> status(JudgedFinding finding) {
    List<List<Run>> status = new ArrayList<>();
    status.add(List.of(pen.outcome(pen.text("status." + finding.status()), "dense")));
    if (finding.exception() != null) {
      status.add(List.of(muted(pen.text("finding.exception", finding.exception()))));
    }
    Instant since = finding.openSince();
    if (since != null) {
      status.add(List.of(muted(pen.text("finding.since", Pen.day(since)))));
    }
    Integer reopened = finding.reopened();
    if (reopened != null && reopened > 0) {
      status.add(List.of(muted(pen.text("finding.reopened", reopened))));
    }
    return status;
  }

  private Run muted(String text) {
    return Run.of(text, pen.look.style("dense").in(pen.look.color("muted")));
  }

  private Run object(CitedPlace rule) {
    @Nullable String name = rule.object();
    return name == null ? muted(pen.text("object.none")) : pen.object(name, rule.digest(), "dense");
  }

  private Run place(CitedPlace rule) {
    if (rule.pointer() != null) {
      return pen.denseMono(rule.pointer());
    }
    return muted(pen.text(rule.kind() == null ? "place.none" : "place.whole"));
  }

  private static Table.Cell cell(Run run) {
    return new Table.Cell(List.of(List.of(run)));
  }
}
