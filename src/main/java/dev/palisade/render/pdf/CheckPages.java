package dev.palisade.render.pdf;

import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.Report;
import java.util.ArrayList;
import java.util.List;

/// Each check with all of its findings.
final class CheckPages {
  /// Up to here, each group of findings has its rules in a table of their own.
  private static final int MANY = 12;

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
    report.checks().forEach(this::write);
  }

  private void write(JudgedCheck check) {
    pen.flow.heading(2, check.id(), Pen.checkAnchor(check.id()));
    List<Pen.Fact> facts = new ArrayList<>();
    if (check.question() != null) {
      facts.add(fact("check.question", check.question()));
    }
    List<Run> outcome = new ArrayList<>();
    outcome.add(pen.outcome(check.outcome().name(), "td"));
    if (check.proved() != null) {
      outcome.add(pen.td(" (" + pen.text("proved." + check.proved()) + ")"));
    }
    facts.add(new Pen.Fact("check.outcome", outcome));
    facts.add(fact("check.population", check.population()));
    facts.add(fact("check.examined", String.valueOf(check.examined())));
    facts.add(
        fact("check.findings", pen.text("check.findings.value", check.open(), check.excepted())));
    pen.facts(facts);
    sentences("check.reasons", check.reasons());
    sentences("check.proof", check.proof() == null ? List.of() : check.proof());
    List<List<JudgedFinding>> groups = findings.groups(check.id());
    if (groups.size() > MANY) {
      pen.flow.paragraph(pen.text("finding.citing"), "body");
      findings.citing(groups.stream().flatMap(List::stream).toList());
    } else {
      groups.forEach(findings::group);
    }
  }

  private Pen.Fact fact(String name, String value) {
    return new Pen.Fact(name, List.of(pen.td(value)));
  }

  private void sentences(String title, List<String> sentences) {
    if (!sentences.isEmpty()) {
      pen.flow.paragraph(pen.text(title), "strong");
      pen.sentences(sentences);
    }
  }
}
