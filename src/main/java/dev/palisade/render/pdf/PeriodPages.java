package dev.palisade.render.pdf;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.PeriodRecord.ExceptionUse;
import dev.palisade.compliance.report.period.PeriodRecord.FindingLife;
import dev.palisade.compliance.report.period.Stretch;
import dev.palisade.compliance.report.period.Unseen;
import dev.palisade.render.svg.LanePicture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a period was: each requirement and check in its states, when nobody was looking, the lives
/// of findings, what changed and who changed it, and what exceptions were used for.
final class PeriodPages {
  static final String TITLE = "period.title";

  /// Of one lane; the JSON has all.
  private static final int STRETCHES = 60;

  private final Pen pen;
  private final PeriodRecord period;

  PeriodPages(Pen pen, PeriodRecord period) {
    this.pen = pen;
    this.period = period;
  }

  /// From the first stretch to the last; every lane has the same.
  static Interval of(PeriodRecord period) {
    List<Stretch> stretches = period.lanes().getFirst().stretches();
    return new Interval(stretches.getFirst().from(), stretches.getLast().until());
  }

  void write() {
    if (period.lanes().isEmpty()) {
      return;
    }
    pen.flow.freshPage();
    pen.flow.section();
    pen.flow.heading(1, pen.text(TITLE), TITLE);
    pen.flow.paragraph(looking(pen, period), "body");
    pen.flow.paragraph(pen.text("period.reading"), "note");
    unseen();
    lanes(
        "period.requirements", period.lanes().stream().filter(l -> l.framework() != null).toList());
    lanes("period.checks", period.lanes().stream().filter(l -> l.framework() == null).toList());
    findings();
    changes();
    exceptions();
  }

  /// How the collection went, in sentences.
  static String looking(Pen pen, PeriodRecord period) {
    PeriodRecord.Looking looking = period.looking();
    Interval interval = of(period);
    Unseen longest = looking.longest();
    return pen.text(
        "period.looking",
        Pen.time(interval.from()),
        Pen.time(interval.until()),
        looking.snapshots(),
        looking.expected() == null
            ? pen.text("period.unscheduled")
            : pen.text("period.expected", looking.expected()),
        looking.judged(),
        longest == null
            ? pen.text("period.unseen.none")
            : pen.text(
                "period.unseen.some",
                lasted(Duration.parse(looking.unobserved())),
                lasted(longest.duration()),
                Pen.time(longest.from()),
                Pen.time(longest.until())));
  }

  /// `12 d 3 h`, `3 h 20 min`, `45 s`: the two largest units.
  static String lasted(Duration duration) {
    List<String> parts = new ArrayList<>();
    add(parts, duration.toDaysPart(), "d");
    add(parts, duration.toHoursPart(), "h");
    add(parts, duration.toMinutesPart(), "min");
    add(parts, duration.toSecondsPart(), "s");
    return parts.isEmpty() ? "0 s" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit);
    }
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
              lasted(one.duration()),
              one.reason()));
    }
    table.end();
  }

  private void lanes(String title, List<Lane> lanes) {
    if (lanes.isEmpty()) {
      return;
    }
    pen.flow.heading(2, pen.text(title), null);
    new LaneFigure(pen, of(period)).draw(lanes);
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
    String reason = stretch.reason();
    return List.of(
        pen.outcome(state == null ? Stretch.UNOBSERVED : state, "dense"),
        pen.dense(
            "  "
                + pen.text(
                    "period.stretch",
                    Pen.time(stretch.from()),
                    Pen.time(stretch.until()),
                    lasted(stretch.duration()))
                + (reason == null ? seen(stretch) : "; " + because(reason))));
  }

  /// The table of such intervals has their reasons.
  private String because(String reason) {
    List<Unseen> intervals = period.looking().unseen();
    for (int i = 0; i < intervals.size(); i++) {
      if (intervals.get(i).reason().equals(reason)) {
        return pen.text("period.interval", i + 1);
      }
    }
    return reason;
  }

  private String seen(Stretch stretch) {
    return stretch.seenFrom() != null && stretch.seenFrom().isAfter(stretch.from())
        ? "; " + pen.text("period.seen", Pen.time(stretch.seenFrom()))
        : "";
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
    for (List<FindingLife> alike : alike()) {
      FindingLife life = alike.getFirst();
      table.cells(
          List.of(
              cell(pen.dense(life.check())),
              new Table.Cell(summaries(alike)),
              cell(pen.outcome(life.state(), "dense")),
              cell(pen.dense(first(life))),
              cell(
                  pen.dense(
                      life.closedAt() == null ? pen.text("side.none") : Pen.time(life.closedAt()))),
              cell(pen.dense(lasted(Duration.parse(life.duration()))))));
    }
    table.end();
  }

  private static Table.Cell cell(Run run) {
    return new Table.Cell(List.of(List.of(run)));
  }

  /// Findings of one check that began, ended and were caused alike stand together.
  private List<List<FindingLife>> alike() {
    Map<List<Object>, List<FindingLife>> groups = new LinkedHashMap<>();
    for (FindingLife life : period.findings()) {
      List<Object> story =
          List.of(
              life.check(),
              life.state(),
              life.openSince(),
              life.duration(),
              first(life),
              cause(life),
              String.valueOf(life.closedAt()));
      groups.computeIfAbsent(story, s -> new ArrayList<>()).add(life);
    }
    return List.copyOf(groups.values());
  }

  private List<List<Run>> summaries(List<FindingLife> alike) {
    List<List<Run>> lines = new ArrayList<>();
    for (FindingLife life : alike) {
      String mark = alike.size() == 1 ? "" : "• ";
      lines.add(List.of(pen.dense(mark + Pen.sentence(life.summary()))));
    }
    String cause = cause(alike.getFirst());
    if (!cause.isEmpty()) {
      lines.add(
          List.of(
              pen.denseBold(pen.text("column.cause") + ": "),
              pen.dense(cause)));
    }
    return lines;
  }

  private String first(FindingLife life) {
    return life.reopened() == 0
        ? Pen.time(life.firstSeen())
        : pen.text(
            "period.reopened",
            Pen.time(life.firstSeen()),
            Pen.time(life.openSince()),
            life.reopened());
  }

  private String cause(FindingLife life) {
    List<String> sentences = new ArrayList<>(life.causes());
    if (!life.exceptions().isEmpty()) {
      sentences.add(pen.text("period.excepted", String.join(", ", life.exceptions())));
    }
    return String.join("; ", sentences);
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
