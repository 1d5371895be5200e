package dev.palisade.render.pdf;

import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import java.util.ArrayList;
import java.util.List;

/// A page a requirement: what is claimed, what was examined and how, what came of it, with a
/// witness for each check that failed.
final class RequirementPages {
  /// How many findings of a check stand here beside the witness; all of them stand with the check.
  private static final int FURTHER = 6;

  private final Pen pen;
  private final Report report;
  private final FindingTables findings;

  RequirementPages(Pen pen, Report report, FindingTables findings) {
    this.pen = pen;
    this.report = report;
    this.findings = findings;
  }

  static String title(Pen pen, Report report, JudgedRequirement requirement) {
    // the edition's explanation in brackets stands on the cover
    String framework = report.frameworkTitle(requirement.framework());
    int bracket = framework.indexOf(" (");
    return pen.text(
        "requirement.title",
        bracket < 0 ? framework : framework.substring(0, bracket),
        requirement.id());
  }

  void write() {
    boolean first = true;
    for (JudgedRequirement requirement : report.requirements()) {
      pen.flow.freshPage();
      pen.flow.section();
      if (first) {
        pen.flow.document.anchor("requirements.title", pen.flow.y());
        first = false;
      }
      write(requirement);
    }
  }

  private void write(JudgedRequirement requirement) {
    Flow flow = pen.flow;
    flow.heading(1, title(pen, report, requirement), Pen.requirementAnchor(requirement.name()));
    if (requirement.claim() != null) {
      flow.paragraph(Pen.sentence(requirement.claim()), "lead");
    }
    if (requirement.note() != null) {
      flow.paragraph(requirement.note(), "note");
    }
    if (requirement.references() != null) {
      flow.paragraph(
          pen.text("requirement.references", String.join(", ", requirement.references())), "note");
    }
    outcome(requirement);
    List<JudgedCheck> checks = requirement.checks().stream().map(report::check).toList();
    checks(checks, requirement.primary());
    population(checks);
    reasons(checks);
    witnesses(checks);
    proofs(checks);
    unseen(requirement.checks());
  }

  private void outcome(JudgedRequirement requirement) {
    Flow flow = pen.flow;
    String word = requirement.outcome().toString();
    flow.space(4);
    flow.keep(48);
    float top = flow.y();
    flow.paragraph(
        List.of(
            Run.of(
                pen.text("requirement.outcome", Pen.spaced(word)),
                pen.look.style("outcome").in(pen.look.color(word)))),
        12);
    flow.paragraph(List.of(pen.body(pen.text("requirement.outcome." + word))), 12);
    float foot = flow.y() + 4;
    flow.document.artifact(
        () -> flow.document.rectangle(flow.left(), foot, 4, top - foot, pen.look.color(word)));
    flow.space(4);
  }

  private void checks(List<JudgedCheck> checks, List<String> primary) {
    pen.flow.heading(2, pen.text("requirement.checks"), null);
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            "check",
            4.2,
            "role",
            1.4,
            "outcome",
            2,
            "examined",
            1.2,
            "open",
            0.9,
            "excepted",
            1.1);
    for (JudgedCheck check : checks) {
      List<List<Run>> name = new ArrayList<>();
      name.add(List.of(pen.tdLink(check.id(), Pen.checkAnchor(check.id()))));
      if (check.question() != null) {
        name.add(List.of(pen.tdMuted(check.question())));
      }
      table.cells(
          List.of(
              new Table.Cell(name),
              cell(pen.text(primary.contains(check.id()) ? "role.primary" : "role.supporting")),
              new Table.Cell(List.of(outcomeOf(check))),
              cell(String.valueOf(check.examined())),
              cell(String.valueOf(check.open())),
              cell(String.valueOf(check.excepted()))));
    }
    table.end();
  }

  private List<Run> outcomeOf(JudgedCheck check) {
    List<Run> runs = new ArrayList<>();
    runs.add(pen.outcome(check.outcome().name(), "td"));
    if (check.proved() != null) {
      runs.add(pen.td(" (" + pen.text("proved." + check.proved()) + ")"));
    }
    return runs;
  }

  private Table.Cell cell(String text) {
    return new Table.Cell(List.of(List.of(pen.td(text))));
  }

  private void population(List<JudgedCheck> checks) {
    pen.flow.heading(2, pen.text("requirement.population"), null);
    pen.flow.paragraph(
        pen.text(
            "requirement.method",
            report.method().dialect(),
            report.coverage().snapshots().getLast().digest().substring(0, 16),
            report.scope().digest().substring(0, 16)),
        "body");
    pen.flow.list(
        checks.stream()
            .map(
                c ->
                    List.of(
                        pen.strong(c.id() + ": "),
                        pen.body(pen.text("population.examined", c.population(), c.examined()))))
            .toList());
  }

  private void reasons(List<JudgedCheck> checks) {
    List<List<Run>> items = new ArrayList<>();
    for (JudgedCheck check : checks) {
      for (String reason : check.reasons()) {
        items.add(List.of(pen.strong(check.id() + ": "), pen.body(reason)));
      }
    }
    if (!items.isEmpty()) {
      pen.flow.heading(2, pen.text("requirement.reasons"), null);
      pen.flow.list(items);
    }
  }

  private void witnesses(List<JudgedCheck> checks) {
    List<JudgedCheck> found = checks.stream().filter(c -> !c.findings().isEmpty()).toList();
    if (found.isEmpty()) {
      return;
    }
    pen.flow.heading(2, pen.text("requirement.witness"), null);
    for (JudgedCheck check : found) {
      JudgedFinding witness = check.findings().getFirst();
      pen.flow.heading(3, check.id(), null);
      pen.flow.paragraph(Pen.sentence(witness.summary()), "strong");
      findings.rules(witness.rules());
      findings.fix(witness);
      List<JudgedFinding> others = check.findings().subList(1, check.findings().size());
      if (!others.isEmpty()) {
        List<JudgedFinding> shown = others.subList(0, Math.min(FURTHER, others.size()));
        pen.flow.paragraph(pen.text("requirement.others"), "strong");
        findings.rows(shown);
        int more = others.size() - shown.size();
        if (more > 0) {
          pen.flow.paragraph(
              List.of(
                  pen.link(
                      pen.text("requirement.more", more, check.findings().size(), check.id()),
                      Pen.checkAnchor(check.id()))),
              0);
        }
      }
    }
  }

  private void proofs(List<JudgedCheck> checks) {
    List<List<Run>> items = new ArrayList<>();
    for (JudgedCheck check : checks) {
      List<String> proof = check.proof();
      if (check.outcome() == Outcome.PASS && proof != null && !proof.isEmpty()) {
        for (String sentence : proof.subList(0, Math.min(FURTHER, proof.size()))) {
          items.add(List.of(pen.strong(check.id() + ": "), pen.body(sentence)));
        }
        int more = proof.size() - FURTHER;
        if (more > 0) {
          items.add(
              List.of(
                  pen.link(
                      pen.text("requirement.more", more, proof.size(), check.id()),
                      Pen.checkAnchor(check.id()))));
        }
      }
    }
    if (!items.isEmpty()) {
      pen.flow.heading(2, pen.text("requirement.proof"), null);
      pen.flow.list(items);
    }
  }

  private void unseen(List<String> checks) {
    List<String> sentences = new ArrayList<>();
    for (Coverage.Missing gap : report.coverage().gaps()) {
      if (gap.affects().stream().anyMatch(checks::contains)) {
        sentences.add(gap.message());
      }
    }
    for (Coverage.NotExamined matter : report.coverage().notExamined()) {
      if (matter.affects().stream().anyMatch(checks::contains)) {
        sentences.add(matter.what() + ": " + matter.why());
      }
    }
    if (!sentences.isEmpty()) {
      pen.flow.heading(2, pen.text("requirement.unseen"), null);
      pen.sentences(sentences);
    }
  }
}
