package dev.palisade.render.html;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.Stretch;
import dev.palisade.compliance.report.period.Unseen;
import dev.palisade.render.pdf.PeriodWords;
import dev.palisade.render.pdf.Templates;
import dev.palisade.render.svg.Drawing;
import dev.palisade.render.svg.LanePicture;
import dev.palisade.render.svg.SvgWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a period was: which requirement and check was in which state when, when nobody was looking,
/// and the lives of findings.
final class PeriodSections {
  private static final double WIDTH = 960;

  private final Page page;
  private final PeriodRecord period;
  private final PeriodWords words;
  private final Templates templates;

  PeriodSections(Page page, PeriodRecord period, Templates templates) {
    this.page = page;
    this.period = period;
    this.words = new PeriodWords(page.texts(), period);
    this.templates = templates;
  }

  void write() {
    page.chapter(
        "period.title",
        () -> {
          if (period.lanes().isEmpty()) {
            page.paragraph("unseen.gaps.none");
            return;
          }
          page.paragraph(Html.text(words.looking()));
          page.note(page.text("period.reading"));
          unseen(period.looking().unseen());
          lanes("period.requirements", "requirements", lane -> lane.framework() != null);
          lanes("period.checks", "checks", lane -> lane.framework() == null);
          findings();
          changes();
          exceptions();
        });
  }

  private void unseen(List<Unseen> intervals) {
    page.heading(3, "period.unseen");
    if (intervals.isEmpty()) {
      page.paragraph("period.unseen.none");
      return;
    }
    Page.Rows table = page.table("period.unseen", "number", "from", "until", "lasted", "why");
    for (Unseen one : intervals) {
      table.texts(
          String.valueOf(intervals.indexOf(one) + 1),
          Page.time(one.from()),
          Page.time(one.until()),
          PeriodWords.lasted(one.duration()),
          one.reason());
    }
    table.end();
  }

  /// @param name of the pictures in the page
  private void lanes(String title, String name, Predicate<Lane> which) {
    List<Lane> lanes = period.lanes().stream().filter(which).toList();
    if (lanes.isEmpty()) {
      return;
    }
    page.heading(3, title);
    for (int from = 0; from < lanes.size(); from += LanePicture.MOST_ROWS) {
      List<Lane> some = lanes.subList(from, Math.min(from + LanePicture.MOST_ROWS, lanes.size()));
      page.raw(
          "<figure>" + SvgWriter.inline(picture(title, some), name + "-" + from) + "</figure>");
    }
    Page.Rows table = page.table(title, "what", "period", "intervals");
    for (Lane lane : lanes) {
      table.row(
          Html.text(LanePicture.name(lane)),
          Page.outcome(lane.outcome()),
          Html.lines(lane.stretches().stream().map(this::stretch).toList()));
    }
    table.end();
  }

  private Html stretch(Stretch stretch) {
    String state = stretch.state();
    return Page.outcome(state == null ? Stretch.UNOBSERVED : state)
        .and(Html.text(" " + words.stretch(stretch)));
  }

  private Drawing picture(String title, List<Lane> lanes) {
    Interval interval = words.interval();
    return LanePicture.of(
        lanes,
        interval,
        WIDTH,
        templates::color,
        state -> page.text("period.legend." + state),
        page.text(title),
        page.text(
            "period.lanes.alt",
            Page.time(interval.from()),
            Page.time(interval.until()),
            lanes.stream()
                .map(lane -> LanePicture.name(lane) + ": " + Page.spaced(lane.outcome()))
                .collect(Collectors.joining("; "))));
  }

  private void findings() {
    page.heading(3, "period.findings");
    if (period.findings().isEmpty()) {
      page.paragraph("period.findings.none");
      return;
    }
    Page.Rows table =
        page.table("period.findings", "check", "findings", "status", "seen", "closed", "lasted");
    for (List<PeriodRecord.FindingLife> alike : words.alike()) {
      PeriodRecord.FindingLife life = alike.getFirst();
      table.row(
          Html.text(life.check()),
          summaries(alike),
          Page.outcome(life.state()),
          Html.text(words.first(life)),
          Html.text(life.closedAt() == null ? page.text("side.none") : Page.time(life.closedAt())),
          Html.text(PeriodWords.lasted(Duration.parse(life.duration()))));
    }
    table.end();
  }

  /// Each with the first digits of its fingerprint, and what caused all of them.
  private Html summaries(List<PeriodRecord.FindingLife> alike) {
    List<Html> lines = new ArrayList<>();
    for (PeriodRecord.FindingLife life : alike) {
      lines.add(
          Html.text(Page.sentence(life.summary()) + " ")
              .and(Html.code(life.fingerprint().substring(0, 12))));
    }
    Html found = lines.size() == 1 ? lines.getFirst() : Html.list(lines);
    String cause = words.cause(alike.getFirst());
    return cause.isEmpty()
        ? found
        : Html.lines(
            List.of(
                found,
                Html.element("strong", Html.text(page.text("column.cause") + ": "))
                    .and(Html.text(cause))));
  }

  private void changes() {
    page.heading(3, "period.changes");
    if (period.changes().isEmpty()) {
      page.paragraph("period.changes.none");
      return;
    }
    Page.Rows table =
        page.table("period.changes", "object", "what", "from", "until", "actor", "approved");
    for (History.Change change : period.changes()) {
      table.texts(
          change.object(),
          change.what(),
          Page.time(change.after()),
          Page.time(change.until()),
          Objects.requireNonNullElse(change.actor(), page.text("side.none")),
          Objects.requireNonNullElse(change.approval(), page.text("side.none")));
    }
    table.end();
  }

  private void exceptions() {
    if (period.exceptions().isEmpty()) {
      return;
    }
    page.heading(3, "period.exceptions");
    Page.Rows table =
        page.table("period.exceptions", "exception", "reason", "approved", "from", "until", "use");
    for (PeriodRecord.ExceptionUse use : period.exceptions()) {
      table.texts(
          use.id(),
          use.reason(),
          page.text("period.approved", use.requestedBy(), use.approvedBy()),
          Page.time(use.from()),
          (use.until() == null ? "" : Page.time(use.until()) + ", ") + Page.spaced(use.end()),
          use.findings().isEmpty()
              ? page.text("period.unused")
              : page.texts().count("summary.findings", use.findings().size()));
    }
    table.end();
  }
}
