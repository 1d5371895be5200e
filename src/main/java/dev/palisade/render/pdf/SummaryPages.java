package dev.palisade.render.pdf;

import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Table of contents, and the outcomes at one glance.
final class SummaryPages {
  private final Pen pen;
  private final Report report;

  SummaryPages(Pen pen, Report report) {
    this.pen = pen;
    this.report = report;
  }

  /// @param chapters text names of the chapters' titles, which are their anchors, too
  void contents(List<String> chapters) {
    pen.flow.section();
    pen.flow.heading(1, pen.text("contents.title"), null);
    var contents = pen.flow.document.element(pen.flow.parent(), "TOC");
    for (String chapter : chapters) {
      pen.flow.contentsEntry(contents, 1, pen.text(chapter), chapter);
      if (chapter.equals("requirements.title")) {
        for (JudgedRequirement requirement : report.requirements()) {
          pen.flow.contentsEntry(
              contents,
              2,
              RequirementPages.title(pen, report, requirement),
              Pen.requirementAnchor(requirement.name()));
        }
      }
      if (chapter.equals("checks.title")) {
        for (JudgedCheck check : report.checks()) {
          pen.flow.contentsEntry(contents, 2, check.id(), Pen.checkAnchor(check.id()));
        }
      }
    }
  }

  void summary() {
    Flow flow = pen.flow;
    flow.section();
    flow.heading(1, pen.text("summary.title"), "summary.title");
    flow.paragraph(List.of(Run.of(outcomes(), pen.look.style("lead"))), 0);
    long open = report.checks().stream().mapToLong(JudgedCheck::open).sum();
    long excepted = report.checks().stream().mapToLong(JudgedCheck::excepted).sum();
    flow.paragraph(
        List.of(
            Run.of(
                pen.text(
                    "summary.count",
                    pen.texts.count("summary.findings", open),
                    pen.texts.count("summary.excepted", excepted)),
                pen.look.style("lead"))),
        0);
    flow.heading(2, pen.text("summary.gaps"), null);
    int gaps = report.coverage().gaps().size();
    flow.paragraph(
        gaps == 0
            ? List.of(pen.body(pen.text("summary.gaps.none")))
            : List.of(pen.link(pen.texts.count("summary.gaps.some", gaps), "unseen.title")),
        0);
    flow.heading(2, pen.text("summary.requirements"), null);
    flow.paragraph(pen.text("summary.lead"), "body");
    requirements();
  }

  private String outcomes() {
    List<String> counts = new ArrayList<>();
    Arrays.stream(Conclusion.values())
        .forEach(
            conclusion -> {
              long count =
                  report.requirements().stream().filter(r -> r.outcome() == conclusion).count();
              if (count > 0) {
                counts.add(pen.text("outcome.count." + conclusion, count));
              }
            });
    return pen.text(
        "summary.outcomes",
        report.requirements().size(),
        counts.stream().collect(Collectors.joining(", ")));
  }

  private void requirements() {
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            "requirement",
            2.2,
            "claim",
            4.4,
            "outcome",
            1.7,
            "open",
            0.9,
            "excepted",
            1.1);
    for (JudgedRequirement requirement : report.requirements()) {
      List<JudgedCheck> checks = requirement.checks().stream().map(report::check).toList();
      String claim = requirement.claim();
      table.row(
          List.of(
              List.of(
                  pen.tdLink(
                      RequirementPages.title(pen, report, requirement),
                      Pen.requirementAnchor(requirement.name()))),
              List.of(pen.td(claim == null ? "" : Pen.sentence(claim))),
              List.of(pen.outcome(requirement.outcome().toString(), "td")),
              List.of(pen.td(String.valueOf(checks.stream().mapToLong(JudgedCheck::open).sum()))),
              List.of(
                  pen.td(String.valueOf(checks.stream().mapToLong(JudgedCheck::excepted).sum())))));
    }
    table.end();
  }
}
