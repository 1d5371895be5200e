package dev.palisade.render.pdf;

import dev.palisade.compliance.control.Remedy;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.JudgedFinding.Proof;
import dev.palisade.compliance.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Findings as tables: a row each, and the rules once for all findings that the same rules let
/// through.
final class FindingTables {
  private final Pen pen;
  private final Map<JudgedFinding, Integer> numbers = new HashMap<>();
  private final Map<String, List<List<JudgedFinding>>> groups = new LinkedHashMap<>();
  private final Set<String> written = new HashSet<>();

  /// Numbers the findings of all checks in the order in which [#group] prints them.
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
      groups.put(check.id(), List.copyOf(bySameRules.values()));
      bySameRules.values().forEach(group -> group.forEach(f -> numbers.put(f, numbers.size() + 1)));
    }
  }

  List<List<JudgedFinding>> groups(String check) {
    return groups.getOrDefault(check, List.of());
  }

  /// A group under its heading.
  void group(List<JudgedFinding> group) {
    int first = number(group.getFirst());
    pen.flow.heading(
        3,
        group.size() == 1
            ? pen.text("finding.one", first)
            : pen.text("finding.many", first, number(group.getLast()), group.size()),
        null);
    if (group.size() == 1) {
      pen.flow.paragraph(group.getFirst().summary(), "body");
    }
    rows(group);
    rules(group.getFirst().rules());
    fix(group.getFirst());
    remedy(group.getFirst());
  }

  /// A row each; flows and subjects in tables of their own.
  void rows(List<JudgedFinding> findings) {
    List<JudgedFinding> flows =
        findings.stream().filter(f -> f.witness() instanceof Proof.Flow).toList();
    List<JudgedFinding> subjects =
        findings.stream().filter(f -> f.witness() instanceof Proof.Subject).toList();
    if (!flows.isEmpty()) {
      Table table =
          pen.table(
              Table.RowHeader.FIRST_CELL,
              "number",
              0.7,
              "from",
              3,
              "to",
              3,
              "traffic",
              1.7,
              "status",
              1.3,
              "fingerprint",
              1.6);
      flows.forEach(f -> table.cells(flow(f, (Proof.Flow) f.witness())));
      table.end();
    }
    if (!subjects.isEmpty()) {
      Table table =
          pen.table(
              Table.RowHeader.FIRST_CELL,
              "number",
              0.7,
              "subject",
              6.4,
              "direction",
              1.5,
              "status",
              1.3,
              "fingerprint",
              1.6);
      subjects.forEach(f -> table.cells(subject(f, (Proof.Subject) f.witness())));
      table.end();
    }
  }

  private List<Table.Cell> flow(JudgedFinding finding, Proof.Flow flow) {
    List<List<Run>> source = new ArrayList<>();
    source.add(List.of(pen.td(flow.source())));
    if (flow.exposure() != null) {
      source.add(List.of(pen.tdMuted(pen.text("finding.exposure", flow.exposure()))));
    }
    return List.of(
        cell(pen.td(String.valueOf(number(finding)))),
        new Table.Cell(source),
        cell(pen.td(flow.destination())),
        cell(pen.td(flow.traffic())),
        status(finding),
        cell(pen.tdMono(finding.fingerprint().substring(0, 12))));
  }

  private List<Table.Cell> subject(JudgedFinding finding, Proof.Subject subject) {
    String direction = subject.direction();
    List<List<Run>> matter = new ArrayList<>();
    matter.add(List.of(pen.td(subject.subject())));
    matter.add(List.of(pen.tdMuted(finding.summary())));
    return List.of(
        cell(pen.td(String.valueOf(number(finding)))),
        new Table.Cell(matter),
        cell(pen.td(direction == null ? pen.text("side.none") : direction)),
        status(finding),
        cell(pen.tdMono(finding.fingerprint().substring(0, 12))));
  }

  private Table.Cell status(JudgedFinding finding) {
    List<List<Run>> status = new ArrayList<>();
    status.add(List.of(pen.outcome(pen.text("status." + finding.status()), "td")));
    if (finding.exception() != null) {
      status.add(List.of(pen.tdMuted(pen.text("finding.exception", finding.exception()))));
    }
    Instant since = finding.openSince();
    if (since != null) {
      status.add(List.of(pen.tdMuted(pen.text("finding.since", Pen.time(since)))));
    }
    Integer reopened = finding.reopened();
    if (reopened != null && reopened > 0) {
      status.add(List.of(pen.tdMuted(pen.text("finding.reopened", reopened))));
    }
    return new Table.Cell(status);
  }

  /// A row each with the places that it rests on, for checks whose findings have little in common.
  void citing(List<JudgedFinding> findings) {
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            "number",
            0.7,
            "finding",
            4.6,
            "status",
            1.2,
            "rests",
            4.2,
            "fingerprint",
            1.6);
    for (JudgedFinding finding : findings) {
      List<List<Run>> matter = new ArrayList<>();
      matter.add(List.of(pen.td(finding.summary())));
      if (finding.witness() instanceof Proof.Flow flow && flow.exposure() != null) {
        matter.add(List.of(pen.tdMuted(pen.text("finding.exposure", flow.exposure()))));
      }
      List<List<Run>> places = new ArrayList<>();
      for (CitedPlace rule : finding.rules()) {
        places.add(
            rule.kind() == null
                ? List.of(pen.tdMuted(rule.reason()))
                : List.of(object(rule), pen.td(" "), place(rule)));
      }
      table.cells(
          List.of(
              cell(pen.td(String.valueOf(number(finding)))),
              new Table.Cell(matter),
              status(finding),
              new Table.Cell(places),
              cell(pen.tdMono(finding.fingerprint().substring(0, 12)))));
    }
    table.end();
  }

  /// What lets it happen, on both sides.
  void rules(List<CitedPlace> rules) {
    if (rules.isEmpty()) {
      return;
    }
    Table table = pen.table(Table.RowHeader.NONE, "side", 1.6, "object", 3, "place", 2, "why", 4);
    for (CitedPlace rule : rules) {
      table.row(
          List.of(
              List.of(pen.td(side(rule.side()))),
              List.of(object(rule)),
              List.of(place(rule)),
              List.of(pen.td(rule.reason()))));
    }
    table.end();
  }

  private String side(@Nullable String side) {
    return side == null ? pen.text("side.none") : pen.text("side." + side);
  }

  private Run object(CitedPlace rule) {
    String name = rule.object();
    return name == null ? pen.tdMuted(pen.text("object.none")) : pen.object(name, rule.digest());
  }

  private Run place(CitedPlace rule) {
    if (rule.pointer() != null) {
      return pen.tdMono(rule.pointer());
    }
    return pen.tdMuted(pen.text(rule.kind() == null ? "place.none" : "place.whole"));
  }

  void fix(JudgedFinding finding) {
    if (finding.fix() != null) {
      pen.flow.paragraph(pen.text("finding.fix", finding.fix()), "body");
    }
  }

  /// What was proved to close it; the text of a change once, where it comes first.
  private void remedy(JudgedFinding finding) {
    Remedy remedy = finding.remedy();
    if (remedy == null) {
      return;
    }
    String proof = String.join("; ", remedy.proof());
    String key = "finding.remedy." + remedy.kind();
    pen.flow.paragraph(
        remedy.yaml() == null
            ? pen.text(key, proof)
            : pen.text(key, String.join(", ", remedy.objects()), proof),
        "body");
    if (remedy.yaml() != null && written.add(remedy.yaml())) {
      pen.flow.code(remedy.yaml());
    }
  }

  private int number(JudgedFinding finding) {
    return numbers.getOrDefault(finding, 0);
  }

  private static Table.Cell cell(Run run) {
    return new Table.Cell(List.of(List.of(run)));
  }
}
