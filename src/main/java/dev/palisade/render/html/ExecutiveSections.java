package dev.palisade.render.html;

import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.FindingChange;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import dev.palisade.render.html.Page.Fact;
import dev.palisade.render.pdf.PeriodWords;
import dev.palisade.render.pdf.ReportPdf.Extent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// What everybody reads; printed, two pages: of what the report is, what came out, what is open,
/// what changed, what was not looked at, and how to see that it is genuine.
final class ExecutiveSections {
  /// What the two pages hold where they are all.
  private static final int REQUIREMENTS = 26;

  private static final int CHECKS = 14;

  private static final List<Conclusion> WORST_FIRST =
      List.of(
          Conclusion.CONTRADICTED,
          Conclusion.INSUFFICIENT,
          Conclusion.SUPPORTED,
          Conclusion.NOT_APPLICABLE);

  private final Page page;
  private final Report report;
  private final Extent extent;

  ExecutiveSections(Page page, Report report, Extent extent) {
    this.page = page;
    this.report = report;
    this.extent = extent;
  }

  /// The first page.
  void first() {
    page.paragraph("subject", Html.text(page.text("cover.subject", report.cluster().name())));
    page.note(facts());
    if (report.history() != null && !report.history().lanes().isEmpty()) {
      page.note(new PeriodWords(page.texts(), report.history()).looking());
    }
    bar();
    long open = report.checks().stream().mapToLong(JudgedCheck::open).sum();
    long excepted = report.checks().stream().mapToLong(JudgedCheck::excepted).sum();
    page.paragraph(
        "lead",
        Html.text(
            page.text(
                    "summary.outcomes",
                    report.requirements().size(),
                    counts().stream().map(Count::words).collect(Collectors.joining(", ")))
                + " "
                + page.text(
                    "summary.count",
                    page.texts().count("summary.findings", open),
                    page.texts().count("summary.excepted", excepted))));
    requirements();
  }

  /// @param digest SHA-256 of the canonical JSON
  void second(String digest) {
    page.raw("<section class=\"executive\">");
    findings();
    changes();
    unseen();
    genuine(digest);
    page.raw("</section>");
  }

  private String facts() {
    var identity = report.identity();
    Coverage.Source last = report.coverage().snapshots().getLast();
    String taken = Page.time(last.takenAt());
    return page.text(
        "executive.facts",
        identity.number(),
        identity.version(),
        identity.supersedes() == null
            ? ""
            : page.text("executive.supersedes", identity.version() - 1),
        last.sequence() == null
            ? taken
            : page.text("fact.snapshot.numbered", taken, last.sequence()),
        report.frameworks().stream().map(Report.Held::title).collect(Collectors.joining(", ")));
  }

  private record Count(Conclusion conclusion, long count, String words) {}

  private List<Count> counts() {
    List<Count> counts = new ArrayList<>();
    for (Conclusion conclusion : Conclusion.values()) {
      long count = report.requirements().stream().filter(r -> r.outcome() == conclusion).count();
      if (count > 0) {
        counts.add(new Count(conclusion, count, page.text("outcome.count." + conclusion, count)));
      }
    }
    return counts;
  }

  /// The lead after it says the same in words, so it is not read out.
  private void bar() {
    StringBuilder parts = new StringBuilder("<div class=\"bar\" aria-hidden=\"true\">");
    for (Count part : counts()) {
      parts
          .append("<span class=\"")
          .append(part.conclusion())
          .append("\" style=\"flex-grow: ")
          .append(part.count())
          .append("\">")
          .append(Html.text(part.words()).markup())
          .append("</span>");
    }
    page.raw(parts.append("</div>").toString());
  }

  private void requirements() {
    List<JudgedRequirement> all = report.requirements();
    List<JudgedRequirement> shown =
        extent == Extent.FULL || all.size() <= REQUIREMENTS
            ? all
            : all.stream()
                .sorted(Comparator.comparing(r -> WORST_FIRST.indexOf(r.outcome())))
                .limit(REQUIREMENTS)
                .toList();
    Page.Rows table =
        page.table("summary.requirements", "requirement", "claim", "outcome", "open", "excepted");
    for (JudgedRequirement r : shown) {
      List<JudgedCheck> checks = r.checks().stream().map(report::check).toList();
      String claim = r.claim();
      table.row(
          link(RequirementSections.title(page, report, r), Anchors.requirement(r.name())),
          Html.text(claim == null ? "" : Page.sentence(claim)),
          Page.outcome(r.outcome().toString()),
          number(checks.stream().mapToLong(JudgedCheck::open).sum()),
          number(checks.stream().mapToLong(JudgedCheck::excepted).sum()));
    }
    table.end();
    if (shown.size() < all.size()) {
      page.note(page.text("executive.more", all.size() - shown.size()));
    }
  }

  private void findings() {
    page.heading(2, "executive.findings");
    List<JudgedCheck> found =
        report.checks().stream()
            .filter(check -> !check.findings().isEmpty())
            .sorted(
                Comparator.comparing(JudgedCheck::open).reversed().thenComparing(JudgedCheck::id))
            .toList();
    if (found.isEmpty()) {
      page.paragraph("executive.findings.none");
      return;
    }
    page.note(page.text("executive.findings.lead"));
    Page.Rows table = page.table("executive.findings", "check", "open", "excepted", "example");
    for (JudgedCheck check : found.subList(0, Math.min(CHECKS, found.size()))) {
      table.row(
          link(check.id(), Anchors.check(check.id())),
          number(check.open()),
          number(check.excepted()),
          Html.text(Page.sentence(check.findings().getFirst().summary())));
    }
    table.end();
    if (found.size() > CHECKS) {
      page.note(page.text("executive.checks.more", found.size() - CHECKS));
    }
  }

  private void changes() {
    page.heading(2, "changes.title");
    Comparison changes = report.changes();
    if (changes == null) {
      page.paragraph("executive.changes.none");
      return;
    }
    List<FindingChange> findings = changes.findings() == null ? List.of() : changes.findings();
    String said =
        page.text(
            "executive.changes",
            Page.time(changes.before().takenAt()),
            changes.objects().size(),
            flows(changes, FlowChange.Kind.GAINED),
            flows(changes, FlowChange.Kind.LOST),
            flows(changes, FlowChange.Kind.CHANGED),
            Arrays.stream(FindingChange.Kind.values())
                .map(
                    kind ->
                        findings.stream().filter(f -> f.change() == kind).count()
                            + " "
                            + Page.spaced(kind.toString()))
                .collect(Collectors.joining(", ")));
    page.paragraph(Html.text(said + " ").and(see("changes.title")));
  }

  private static long flows(Comparison changes, FlowChange.Kind kind) {
    return changes.flows().stream().filter(flow -> flow.change() == kind).count();
  }

  private void unseen() {
    page.heading(2, "unseen.title");
    int gaps = report.coverage().gaps().size();
    page.paragraph(
        Html.text(
                (gaps == 0
                        ? page.text("summary.gaps.none")
                        : page.texts().count("summary.gaps.some", gaps))
                    + " "
                    + page.text("executive.unseen", report.coverage().notExamined().size())
                    + " ")
            .and(see("unseen.title")));
  }

  private void genuine(String digest) {
    page.heading(2, "executive.genuine");
    page.paragraph("cover.statement");
    var identity = report.identity();
    page.facts(
        List.of(
            Fact.of(
                "fact.recorded",
                page.text("html.genuine.recorded", identity.number() + "-v" + identity.version())),
            new Fact("fact.digest.json", Html.code(digest)),
            new Fact(
                "fact.digest.snapshot",
                Html.code(report.coverage().snapshots().getLast().digest())),
            Fact.of("fact.signature", page.text("html.genuine.signature")),
            Fact.of("fact.ledger", page.text("genuine.ledger"))));
  }

  private Html see(String chapter) {
    return link(page.text("executive.see"), Anchors.chapter(chapter));
  }

  /// The two pages alone have no chapters to lead to.
  private Html link(String text, String anchor) {
    return extent == Extent.FULL ? Html.link(text, anchor) : Html.text(text);
  }

  private static Html number(long count) {
    return Html.text(count == 0 ? "\u2013" : String.valueOf(count));
  }
}
