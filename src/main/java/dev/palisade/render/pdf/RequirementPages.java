package dev.palisade.render.pdf;

import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import java.util.ArrayList;
import java.util.List;

/// Each requirement: what is claimed, what came of it, by which checks on how many objects, with a
/// witness for each check that failed and the reason of each that could not be concluded.
final class RequirementPages {
  private final Pen pen;
  private final Report report;
  private final FindingTables findings;

  RequirementPages(Pen pen, Report report, FindingTables findings) {
    this.pen = pen;
    this.report = report;
    this.findings = findings;
  }

  static String title(Pen pen, Report report, JudgedRequirement requirement) {
    // the edition's explanation in brackets stands in the first pages
    String framework = report.frameworkTitle(requirement.framework());
    int bracket = framework.indexOf(" (");
    return pen.text(
        "requirement.title",
        bracket < 0 ? framework : framework.substring(0, bracket),
        requirement.id());
  }

  void write() {
    pen.flow.freshPage();
    pen.flow.section();
    pen.flow.heading(1, pen.text("requirements.title"), "requirements.title");
    pen.flow.paragraph(
        pen.text(
            "requirement.method",
            report.method().dialect(),
            report.coverage().snapshots().getLast().digest().substring(0, 16),
            report.scope().digest().substring(0, 16)),
        "body");
    report.requirements().forEach(this::write);
  }

  private void write(JudgedRequirement requirement) {
    Flow flow = pen.flow;
    flow.heading(2, title(pen, report, requirement), Pen.requirementAnchor(requirement.name()));
    flow.need(130);
    if (requirement.claim() != null) {
      flow.paragraph(Pen.sentence(requirement.claim()), "strong");
    }
    List<String> notes = new ArrayList<>();
    if (requirement.note() != null) {
      notes.add(requirement.note());
    }
    if (requirement.references() != null) {
      notes.add(pen.text("requirement.references", String.join(", ", requirement.references())));
    }
    if (!notes.isEmpty()) {
      flow.paragraph(String.join(" ", notes), "note");
    }
    outcome(requirement);
    List<JudgedCheck> checks = requirement.checks().stream().map(report::check).toList();
    checks(checks, requirement.primary());
    checks.forEach(this::because);
    unseen(requirement.checks());
    flow.space(6);
  }

  private void outcome(JudgedRequirement requirement) {
    Flow flow = pen.flow;
    String word = requirement.outcome().toString();
    flow.keep(34);
    float top = flow.y();
    flow.paragraph(
        List.of(
            Run.of(
                pen.text("requirement.outcome", Pen.spaced(word)),
                pen.look.style("outcome").in(pen.look.color(word))),
            Run.of("  " + pen.text("requirement.outcome." + word), pen.look.style("note"))),
        10);
    float foot = flow.y() + 4;
    flow.document.artifact(
        () -> flow.document.rectangle(flow.left(), foot, 4, top - foot, pen.look.color(word)));
    flow.space(2);
  }

  private void checks(List<JudgedCheck> checks, List<String> primary) {
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "check",
            2.6,
            "question",
            5.4,
            "role",
            1.3,
            "outcome",
            2.2,
            "examined",
            1.2,
            "open",
            0.8,
            "excepted",
            1.1);
    for (JudgedCheck check : checks) {
      List<Run> outcome = new ArrayList<>();
      outcome.add(pen.outcome(check.outcome().name(), "dense"));
      if (check.proved() != null) {
        outcome.add(pen.dense(" (" + pen.text("proved." + check.proved()) + ")"));
      }
      table.row(
          List.of(
              List.of(pen.link(check.id(), Pen.checkAnchor(check.id()), "dense")),
              List.of(pen.dense(check.question() == null ? "" : check.question())),
              List.of(
                  pen.dense(
                      pen.text(primary.contains(check.id()) ? "role.primary" : "role.supporting"))),
              outcome,
              List.of(pen.dense(String.valueOf(check.examined()))),
              List.of(pen.dense(String.valueOf(check.open()))),
              List.of(pen.dense(String.valueOf(check.excepted())))));
    }
    table.end();
  }

  /// Why a check did not pass: its first finding with what it rests on, or what stands in the way.
  private void because(JudgedCheck check) {
    if (check.findings().isEmpty()) {
      if (check.outcome() != Outcome.PASS && !check.reasons().isEmpty()) {
        pen.flow.paragraph(
            List.of(
                pen.strong(check.id() + ": "), pen.body(String.join(". ", check.reasons()) + ".")),
            0);
      }
      return;
    }
    JudgedFinding witness = check.findings().getFirst();
    List<Run> runs = new ArrayList<>();
    runs.add(pen.strong(check.id() + ", " + pen.text("requirement.witness") + ": "));
    runs.add(pen.body(Pen.sentence(witness.summary()) + " "));
    if (!witness.rules().isEmpty()) {
      runs.add(pen.body(pen.text("requirement.rests") + " "));
      for (CitedPlace rule : witness.rules()) {
        if (rule.object() != null) {
          runs.add(pen.object(rule.object(), rule.digest(), "body"));
          runs.add(pen.body(" " + (rule.pointer() == null ? "" : rule.pointer()) + ": "));
        }
        runs.add(pen.body(rule.reason() + "; "));
      }
    }
    int number = findings.number(witness);
    runs.add(
        pen.link(
            check.findings().size() == 1
                ? pen.text("finding.one", number)
                : pen.text("requirement.more", number, check.findings().size()),
            Pen.findingAnchor(number)));
    pen.flow.paragraph(runs, 0);
  }

  private void unseen(List<String> checks) {
    List<String> sentences = new ArrayList<>();
    for (Coverage.Missing gap : report.coverage().gaps()) {
      if (gap.affects().stream().anyMatch(checks::contains)) {
        sentences.add(gap.message());
      }
    }
    if (!sentences.isEmpty()) {
      pen.flow.paragraph(
          List.of(
              pen.strong(pen.text("requirement.unseen") + ": "),
              pen.link(String.join("; ", sentences), "unseen.title")),
          0);
    }
  }
}
