package dev.palisade.render.pdf;

import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.ExceptionInForce;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The data: what was not looked at, what was, and which exceptions were in force.
final class DataPages {
  private final Pen pen;
  private final Report report;

  DataPages(Pen pen, Report report) {
    this.pen = pen;
    this.report = report;
  }

  void unseen() {
    Flow flow = pen.flow;
    Coverage coverage = report.coverage();
    flow.freshPage();
    flow.section();
    flow.heading(1, pen.text("unseen.title"), "unseen.title");
    flow.paragraph(pen.text("unseen.lead"), "body");
    flow.heading(2, pen.text("unseen.gaps"), null);
    if (coverage.gaps().isEmpty()) {
      flow.paragraph(pen.text("unseen.gaps.none"), "body");
    } else {
      gaps(coverage.gaps());
    }
    flow.heading(2, pen.text("unseen.warnings"), null);
    if (coverage.warnings().isEmpty()) {
      flow.paragraph(pen.text("unseen.warnings.none"), "body");
    } else {
      flow.paragraph(pen.text("unseen.warnings.lead"), "body");
      warnings(coverage.warnings());
    }
    if (!coverage.notExamined().isEmpty()) {
      flow.heading(2, pen.text("unseen.examined"), null);
      Table table =
          pen.table(
              Table.RowHeader.FIRST_CELL, Table.Density.DENSE, "what", 3, "why", 4, "affects", 3);
      for (Coverage.NotExamined matter : coverage.notExamined()) {
        table.row(pen.denseCells(matter.what(), matter.why(), affected(matter.affects())));
      }
      table.end();
    }
  }

  /// The checks, or which are not among them where those are fewer.
  private String affected(List<String> affects) {
    List<String> others =
        report.checks().stream().map(JudgedCheck::id).filter(id -> !affects.contains(id)).toList();
    if (others.isEmpty()) {
      return pen.text("affects.all");
    }
    return others.size() < affects.size()
        ? pen.text("affects.but", String.join(", ", others))
        : String.join(", ", affects);
  }

  private void gaps(List<Coverage.Missing> gaps) {
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "what",
            2.6,
            "reason",
            1.4,
            "message",
            4,
            "affects",
            2.6);
    for (Coverage.Missing gap : gaps) {
      String reason = Pen.spaced(gap.reason());
      table.row(
          pen.denseCells(
              name(gap.kind(), gap.namespace(), gap.name()),
              gap.status() == null ? reason : reason + ", " + pen.text("gap.status", gap.status()),
              gap.message(),
              affected(gap.affects())));
    }
    table.end();
  }

  private void warnings(List<Coverage.Caution> warnings) {
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "object",
            2.6,
            "place",
            2.2,
            "effect",
            1.2,
            "message",
            4.4);
    for (Coverage.Caution warning : warnings) {
      String pointer = warning.pointer();
      table.row(
          List.of(
              List.of(
                  pen.object(
                      name(warning.kind(), warning.namespace(), warning.name()),
                      warning.digest(),
                      "dense")),
              List.of(
                  pointer == null ? pen.dense(pen.text("place.whole")) : pen.denseMono(pointer)),
              List.of(pen.dense(warning.effect())),
              List.of(pen.dense(warning.message()))));
    }
    table.end();
  }

  void population() {
    Flow flow = pen.flow;
    flow.section();
    flow.heading(1, pen.text("population.title"), "population.title");
    flow.paragraph(pen.text("population.lead"), "body");
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "kind",
            3,
            "apiVersion",
            3,
            "count",
            1,
            "resourceVersion",
            1.8,
            "complete",
            2);
    for (Coverage.Population list : report.coverage().population()) {
      String version = list.resourceVersion();
      table.row(
          pen.denseCells(
              list.kind(),
              list.apiVersion(),
              String.valueOf(list.count()),
              version == null ? pen.text("side.none") : version,
              list.state().equals("complete")
                  ? pen.text("complete.yes")
                  : list.complete()
                      ? Pen.spaced(list.state())
                      : pen.text("complete.no", Pen.spaced(list.state()))));
    }
    table.end();
  }

  void exceptions() {
    Flow flow = pen.flow;
    flow.section();
    flow.heading(1, pen.text("exceptions.title"), "exceptions.title");
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            "exception",
            1.6,
            "check",
            2.4,
            "fingerprint",
            1.6,
            "traffic",
            1.8,
            "until",
            2.4,
            "use",
            1);
    for (ExceptionInForce exception : report.exceptions()) {
      String traffic = exception.traffic();
      String fingerprint = exception.fingerprint();
      table.row(
          List.of(
              List.of(pen.td(exception.id())),
              List.of(pen.td(exception.check())),
              List.of(
                  fingerprint == null
                      ? pen.td(String.valueOf(exception.selector()))
                      : pen.tdMono(fingerprint.substring(0, 12))),
              List.of(pen.td(traffic == null ? pen.text("side.none") : traffic)),
              List.of(pen.td(Pen.time(exception.until()))),
              List.of(pen.td(exception.use()))));
    }
    table.end();
  }

  private static String name(String kind, @Nullable String namespace, @Nullable String name) {
    StringBuilder text = new StringBuilder(kind);
    if (namespace != null || name != null) {
      text.append(' ');
    }
    if (namespace != null) {
      text.append(namespace).append(name == null ? "" : "/");
    }
    return text.append(name == null ? "" : name).toString();
  }
}
