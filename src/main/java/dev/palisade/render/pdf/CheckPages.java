package dev.palisade.render.pdf;

import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import java.util.ArrayList;
import java.util.List;

/// Each check with all of its findings.
final class CheckPages {
  /// Sentences of a proof that are printed; the JSON has all.
  private static final int PROOF = 6;

  private final Pen pen;
  private final Report report;
  private final FindingTables findings;

  CheckPages(Pen pen, Report report, FindingTables findings) {
    this.pen = pen;
    this.report = report;
    this.findings = findings;
  }

  void write() {
    pen.flow.freshPage();
    pen.flow.section();
    pen.flow.heading(1, pen.text("checks.title"), "checks.title");
    pen.flow.paragraph(pen.text("checks.lead"), "body");
    if (report.history() != null) {
      pen.flow.paragraph(pen.text("period.checks.last"), "strong");
    }
    report.checks().forEach(this::write);
  }

  private void write(JudgedCheck check) {
    pen.flow.heading(2, check.id(), Pen.checkAnchor(check.id()));
    pen.flow.need(90);
    List<Run> facts = new ArrayList<>();
    facts.add(pen.outcome(check.outcome().name(), "body"));
    if (check.proved() != null) {
      facts.add(pen.body(" (" + pen.text("proved." + check.proved()) + ")"));
    }
    if (check.question() != null) {
      facts.add(pen.body("  " + check.question()));
    }
    pen.flow.paragraph(facts, 0);
    pen.flow.paragraph(
        pen.text(
            "check.facts", check.examined(), check.population(), check.open(), check.excepted()),
        "note");
    requirements(check);
    if (!check.reasons().isEmpty()) {
      pen.flow.paragraph(
          List.of(
              pen.strong(pen.text("check.reasons") + ": "),
              pen.body(String.join("; ", check.reasons()) + ".")),
          0);
    }
    if (check.proof() != null && !check.proof().isEmpty()) {
      proof(check.proof());
    }
    findings.write(check.id());
  }

  private void requirements(JudgedCheck check) {
    List<Run> runs = new ArrayList<>();
    for (JudgedRequirement requirement : report.requirements()) {
      if (requirement.checks().contains(check.id())) {
        if (!runs.isEmpty()) {
          runs.add(Run.of(", ", pen.look.style("note")));
        }
        runs.add(
            pen.link(
                RequirementPages.title(pen, report, requirement),
                Pen.requirementAnchor(requirement.name()),
                "note"));
      }
    }
    if (!runs.isEmpty()) {
      runs.addFirst(Run.of(pen.text("check.requirements") + " ", pen.look.style("note")));
      pen.flow.paragraph(runs, 0);
    }
  }

  private void proof(List<String> sentences) {
    int shown = Math.min(PROOF, sentences.size());
    pen.flow.paragraph(pen.text("check.proof"), "strong");
    List<List<Run>> items = new ArrayList<>();
    sentences
        .subList(0, shown)
        .forEach(sentence -> items.add(List.of(Run.of(sentence, pen.look.style("note")))));
    if (shown < sentences.size()) {
      items.add(
          List.of(
              Run.of(
                  pen.text("check.proof.more", sentences.size() - shown), pen.look.style("note"))));
    }
    pen.flow.list(items);
  }
}
