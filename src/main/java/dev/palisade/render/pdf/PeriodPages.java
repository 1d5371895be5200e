package dev.palisade.render.pdf;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.PeriodRecord.ExceptionUse;
import dev.palisade.compliance.report.period.PeriodRecord.FindingLife;
import dev.palisade.compliance.report.period.Stretch;
import dev.palisade.compliance.report.period.Unseen;
import dev.palisade.render.svg.LanePicture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What a period was: each requirement and check in its states, when nobody was looking, the lives
/// of findings, what changed and who changed it, and what exceptions were used for.
final class PeriodPages {
  static final String TITLE = "period.title";

  /// Of one lane; the JSON has all.
  private static final int STRETCHES = 60;

  private final Pen pen;
  private final PeriodRecord period;
  private final PeriodWords words;

  PeriodPages(Pen pen, PeriodRecord period) {
    this.pen = pen;
    this.period = period;
    this.words = new PeriodWords(pen.texts, period);
  }

  void write() {
    if (period.lanes().isEmpty()) {
      return;
    }
    pen.flow.freshPage();
    pen.flow.section();
    pen.flow.heading(1, pen.text(TITLE), TITLE);
    pen.flow.paragraph(words.looking(), "body");
    pen.flow.paragraph(pen.text("period.reading"), "note");
    unseen();
    lanes(
        "period.requirements", period.lanes().stream().filter(l -> l.framework() != null).toList());
    lanes("period.checks", period.lanes().stream().filter(l -> l.framework() == null).toList());
    findings();
    changes();
    exceptions();
  }

  private void unseen() {
    pen.flow.heading(2, pen.text("period.unseen"), null);
    List<Unseen> intervals = period.looking().unseen();
    if (intervals.isEmpty()) {
      pen.flow.paragraph(pen.text("period.unseen.none"), "body");
      return;
    }
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "number",
            0.5,
            "from",
            2.3,
            "until",
            2.3,
            "lasted",
            1,
            "why",
            6);
    for (Unseen one : intervals) {
      table.row(
          pen.denseCells(
              String.valueOf(intervals.indexOf(one) + 1),
              Pen.time(one.from()),
              Pen.time(one.until()),
              PeriodWords.lasted(one.duration()),
              one.reason()));
    }
    table.end();
  }

  private void lanes(String title, List<Lane> lanes) {
    if (lanes.isEmpty()) {
      return;
    }
    pen.flow.heading(2, pen.text(title), null);
    new LaneFigure(pen, words.interval()).draw(lanes);
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "what",
            2.3,
            "period",
            1.6,
            "intervals",
            9.6);
    for (Lane lane : lanes) {
      List<Stretch> stretches = lane.stretches();
      int shown = Math.min(STRETCHES, stretches.size());
      List<List<Run>> intervals = new ArrayList<>();
      stretches.subList(0, shown).forEach(stretch -> intervals.add(interval(stretch)));
      if (shown < stretches.size()) {
        intervals.add(List.of(pen.dense(pen.text("period.more", stretches.size() - shown))));
      }
      table.cells(
          List.of(
              new Table.Cell(List.of(List.of(pen.dense(LanePicture.name(lane))))),
              new Table.Cell(List.of(List.of(pen.outcome(lane.outcome(), "dense")))),
              new Table.Cell(intervals)));
    }
    table.end();
  }

  private List<Run> interval(Stretch stretch) {
    String state = stretch.state();
    return List.of(
        pen.outcome(state == null ? Stretch.UNOBSERVED : state, "dense"),
        pen.dense("  " + words.stretch(stretch)));
  }

  private void findings() {
    pen.flow.heading(2, pen.text("period.findings"), null);
    if (period.findings().isEmpty()) {
      pen.flow.paragraph(pen.text("period.findings.none"), "body");
      return;
    }
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "check",
            1.9,
            "findings",
            6.2,
            "status",
            1,
            "seen",
            1.8,
            "closed",
            1.8,
            "lasted",
            1);
    for (List<FindingLife> alike : words.alike()) {
      FindingLife life = alike.getFirst();
      table.cells(
          List.of(
              cell(pen.dense(life.check())),
              new Table.Cell(summaries(alike)),
              cell(pen.outcome(life.state(), "dense")),
              cell(pen.dense(words.first(life))),
              cell(
                  pen.dense(
                      life.closedAt() == null ? pen.text("side.none") : Pen.time(life.closedAt()))),
              cell(pen.dense(PeriodWords.lasted(Duration.parse(life.duration()))))));
    }
    table.end();
  }

  private static Table.Cell cell(Run run) {
    return new Table.Cell(List.of(List.of(run)));
  }

  private List<List<Run>> summaries(List<FindingLife> alike) {
    List<List<Run>> lines = new ArrayList<>();
    for (FindingLife life : alike) {
      String mark = alike.size() == 1 ? "" : "• ";
      lines.add(List.of(pen.dense(mark + Pen.sentence(life.summary()))));
    }
    String cause = words.cause(alike.getFirst());
    if (!cause.isEmpty()) {
      lines.add(List.of(pen.denseBold(pen.text("column.cause") + ": "), pen.dense(cause)));
    }
    return lines;
  }

  private void changes() {
    pen.flow.heading(2, pen.text("period.changes"), null);
    if (period.changes().isEmpty()) {
      pen.flow.paragraph(pen.text("period.changes.none"), "body");
      return;
    }
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "object",
            2.4,
            "what",
            3.4,
            "from",
            2.5,
            "until",
            2.5,
            "actor",
            2.4,
            "approved",
            1.6);
    String none = pen.text("side.none");
    for (History.Change change : period.changes()) {
      table.row(
          pen.denseCells(
              change.object(),
              change.what(),
              Pen.time(change.after()),
              Pen.time(change.until()),
              Objects.requireNonNullElse(change.actor(), none),
              Objects.requireNonNullElse(change.approval(), none)));
    }
    table.end();
  }

  private void exceptions() {
    if (period.exceptions().isEmpty()) {
      return;
    }
    pen.flow.heading(2, pen.text("period.exceptions"), null);
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "exception",
            2.6,
            "reason",
            2.8,
            "approved",
            2,
            "from",
            2.5,
            "until",
            2.5,
            "use",
            1.6);
    for (ExceptionUse use : period.exceptions()) {
      table.row(
          pen.denseCells(
              use.id(),
              use.reason(),
              pen.text("period.approved", use.requestedBy(), use.approvedBy()),
              Pen.time(use.from()),
              (use.until() == null ? "" : Pen.time(use.until()) + ", ") + Pen.spaced(use.end()),
              use.findings().isEmpty()
                  ? pen.text("period.unused")
                  : pen.texts.count("summary.findings", use.findings().size())));
    }
    table.end();
  }
}
