package dev.palisade.render.pdf;

import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import java.util.List;

/// What stands on which page.
final class ContentsPage {
  private final Pen pen;
  private final Report report;

  ContentsPage(Pen pen, Report report) {
    this.pen = pen;
    this.report = report;
  }

  /// @param chapters text names of the chapters' titles, which are their anchors, too
  void write(List<String> chapters) {
    pen.flow.freshPage();
    pen.flow.section();
    pen.flow.heading(1, pen.text("contents.title"), null);
    pen.flow.columns(2);
    var contents = pen.flow.document.element(pen.flow.parent(), "TOC");
    for (String chapter : chapters) {
      if (chapter.equals("checks.title")) {
        pen.flow.newPage(); // the second column
      }
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
    pen.flow.oneColumn();
  }
}
