package dev.palisade.render.html;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.Stretch;
import dev.palisade.compliance.report.period.Unseen;
import java.util.List;
import java.util.Objects;

/// What a period was: which requirement and check was in which state when, when nobody was looking,
/// and the lives of findings.
final class PeriodSections {
  private final Page page;
  private final PeriodRecord period;

  PeriodSections(Page page, PeriodRecord period) {
    this.page = page;
    this.period = period;
  }

  void write() {
    page.chapter(
        "html.period.title",
        () -> {
          PeriodRecord.Looking looking = period.looking();
          page.paragraph(
              "html.period.looking",
              looking.snapshots(),
              looking.judged(),
              looking.expected() == null ? page.text("side.none") : looking.expected(),
              looking.unobserved());
          unseen(looking.unseen());
          lanes();
          findings();
          changes();
          exceptions();
        });
  }

  private void unseen(List<Unseen> intervals) {
    page.heading(3, "html.period.unseen");
    if (intervals.isEmpty()) {
      page.paragraph("unseen.gaps.none");
      return;
    }
    Page.Rows table = page.table("html.period.unseen", "from", "until", "why");
    intervals.forEach(
        one -> table.texts(Page.time(one.from()), Page.time(one.until()), one.reason()));
    table.end();
  }

  private void lanes() {
    page.heading(3, "html.period.lanes");
    Page.Rows table = page.table("html.period.lanes", "what", "outcome", "status", "from", "until");
    for (Lane lane : period.lanes()) {
      String name = lane.framework() == null ? lane.id() : lane.framework() + " " + lane.id();
      for (Stretch stretch : lane.stretches()) {
        String state = stretch.state();
        table.row(
            Html.text(name),
            Page.outcome(lane.outcome()),
            state == null
                ? Html.muted(Stretch.UNOBSERVED + ": " + stretch.reason())
                : Page.outcome(state),
            Html.text(Page.time(stretch.from())),
            Html.text(Page.time(stretch.until())));
      }
    }
    table.end();
  }

  private void findings() {
    page.heading(3, "check.findings");
    if (period.findings().isEmpty()) {
      page.paragraph("unseen.gaps.none");
      return;
    }
    Page.Rows table =
        page.table(
            "check.findings",
            "check",
            "finding",
            "status",
            "from",
            "until",
            "cause",
            "fingerprint");
    for (PeriodRecord.FindingLife life : period.findings()) {
      table.row(
          Html.text(life.check()),
          Html.text(life.summary()),
          Page.outcome(life.state()),
          Html.lines(
              List.of(
                  Html.text(Page.time(life.firstSeen())),
                  Html.muted(page.text("finding.since", Page.time(life.openSince()))),
                  Html.muted(page.text("finding.reopened", life.reopened())))),
          Html.text(life.closedAt() == null ? page.text("side.none") : Page.time(life.closedAt())),
          Html.lines(life.causes().stream().map(Html::text).toList()),
          Html.code(life.fingerprint().substring(0, 12)));
    }
    table.end();
  }

  private void changes() {
    page.heading(3, "changes.title");
    if (period.changes().isEmpty()) {
      page.paragraph("changes.objects.none");
      return;
    }
    Page.Rows table =
        page.table("changes.title", "object", "what", "from", "until", "actor", "approval");
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
    page.heading(3, "html.period.exceptions");
    Page.Rows table =
        page.table(
            "html.period.exceptions",
            "exception",
            "reason",
            "actor",
            "approval",
            "from",
            "until",
            "use");
    for (PeriodRecord.ExceptionUse use : period.exceptions()) {
      table.texts(
          use.id(),
          use.reason(),
          use.requestedBy(),
          use.approvedBy(),
          Page.time(use.from()),
          (use.until() == null ? "" : Page.time(use.until()) + ", ") + use.end(),
          page.texts().count("summary.findings", use.findings().size()));
    }
    table.end();
  }
}
