package dev.palisade.render.pdf;

import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.FindingChange;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The two pages that everybody reads: of what the report is, what came out, what is open, what
/// changed, what was not looked at, and how to see that it is genuine.
final class ExecutivePages {
  /// So that the table ends on the first page, and the one of findings on the second.
  private static final int REQUIREMENTS = 26;

  private static final int CHECKS = 14;
  private static final int LONGEST = 150;

  private final Pen pen;
  private final Report report;
  private final @Nullable Logo logo;

  ExecutivePages(Pen pen, Report report, @Nullable Logo logo) {
    this.pen = pen;
    this.report = report;
    this.logo = logo;
  }

  /// @param digest SHA-256 of the attached JSON
  void write(String attachment, String digest) {
    pen.flow.section();
    head();
    new OutcomeBar(pen, report).draw();
    pen.flow.paragraph(
        pen.text("summary.outcomes", report.requirements().size(), outcomes()) + " " + counts(),
        "lead");
    requirements();
    findings();
    changes();
    unseen();
    genuine(attachment, digest);
  }

  private void head() {
    Flow flow = pen.flow;
    if (logo != null) {
      logo.draw(flow, pen.text("issuer.logo"));
    }
    flow.paragraph(pen.text("issuer.name"), "issuer");
    float bar = flow.y() + 2;
    flow.document.artifact(
        () ->
            flow.document.rectangle(
                flow.left(), bar - 3, flow.width(), 2, pen.look.color("accent")));
    flow.moveTo(bar - 6);
    flow.heading(1, pen.text("cover.title"), "summary.title");
    flow.paragraph(pen.text("cover.subject", report.cluster().name()), "cover.cluster");
    var identity = report.identity();
    Coverage.Source last = report.coverage().snapshots().getLast();
    String taken = Pen.time(last.takenAt());
    flow.paragraph(
        pen.text(
            "executive.facts",
            identity.number(),
            identity.version(),
            identity.supersedes() == null
                ? ""
                : pen.text("executive.supersedes", identity.version() - 1),
            last.sequence() == null
                ? taken
                : pen.text("fact.snapshot.numbered", taken, last.sequence()),
            report.frameworks().stream().map(Report.Held::title).collect(Collectors.joining(", "))),
        "note");
    if (report.history() != null && !report.history().lanes().isEmpty()) {
      flow.paragraph(new PeriodWords(pen.texts, report.history()).looking(), "note");
    }
  }

  private String outcomes() {
    List<String> counts = new ArrayList<>();
    for (Conclusion conclusion : Conclusion.values()) {
      long count = OutcomeBar.count(report, conclusion);
      if (count > 0) {
        counts.add(pen.text("outcome.count." + conclusion, count));
      }
    }
    return String.join(", ", counts);
  }

  private String counts() {
    long open = report.checks().stream().mapToLong(JudgedCheck::open).sum();
    long excepted = report.checks().stream().mapToLong(JudgedCheck::excepted).sum();
    return pen.text(
        "summary.count",
        pen.texts.count("summary.findings", open),
        pen.texts.count("summary.excepted", excepted));
  }

  private void requirements() {
    List<Conclusion> worstFirst =
        List.of(
            Conclusion.CONTRADICTED,
            Conclusion.INSUFFICIENT,
            Conclusion.SUPPORTED,
            Conclusion.NOT_APPLICABLE);
    List<JudgedRequirement> all = report.requirements();
    List<JudgedRequirement> shown =
        all.size() <= REQUIREMENTS
            ? all
            : all.stream()
                .sorted(Comparator.comparing(r -> worstFirst.indexOf(r.outcome())))
                .limit(REQUIREMENTS)
                .toList();
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "requirement",
            2.2,
            "claim",
            6.4,
            "outcome",
            1.5,
            "open",
            0.7,
            "excepted",
            1);
    for (JudgedRequirement requirement : shown) {
      List<JudgedCheck> checks = requirement.checks().stream().map(report::check).toList();
      String claim = requirement.claim();
      table.row(
          List.of(
              List.of(
                  pen.link(
                      RequirementPages.title(pen, report, requirement),
                      Pen.requirementAnchor(requirement.name()),
                      "dense")),
              List.of(pen.dense(claim == null ? "" : shortened(Pen.sentence(claim)))),
              List.of(pen.outcome(requirement.outcome().toString(), "dense")),
              List.of(pen.dense(number(checks.stream().mapToLong(JudgedCheck::open).sum()))),
              List.of(pen.dense(number(checks.stream().mapToLong(JudgedCheck::excepted).sum())))));
    }
    table.end();
    if (shown.size() < all.size()) {
      pen.flow.paragraph(pen.text("executive.more", all.size() - shown.size()), "note");
    }
  }

  /// Nothing is drawn more lightly than a zero.
  private static String number(long count) {
    return count == 0 ? "\u2013" : String.valueOf(count);
  }

  private void findings() {
    pen.flow.freshPage();
    pen.flow.heading(2, pen.text("executive.findings"), null);
    List<JudgedCheck> found =
        report.checks().stream()
            .filter(check -> !check.findings().isEmpty())
            .sorted(
                Comparator.comparing(JudgedCheck::open).reversed().thenComparing(JudgedCheck::id))
            .toList();
    if (found.isEmpty()) {
      pen.flow.paragraph(pen.text("executive.findings.none"), "body");
      return;
    }
    pen.flow.paragraph(pen.text("executive.findings.lead"), "note");
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL,
            Table.Density.DENSE,
            "check",
            2.4,
            "open",
            0.8,
            "excepted",
            1.1,
            "example",
            7);
    for (JudgedCheck check : found.subList(0, Math.min(CHECKS, found.size()))) {
      table.row(
          List.of(
              List.of(pen.link(check.id(), Pen.checkAnchor(check.id()), "dense")),
              List.of(pen.dense(number(check.open()))),
              List.of(pen.dense(number(check.excepted()))),
              List.of(pen.dense(shortened(Pen.sentence(check.findings().getFirst().summary()))))));
    }
    table.end();
    if (found.size() > CHECKS) {
      pen.flow.paragraph(pen.text("executive.checks.more", found.size() - CHECKS), "note");
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST))) + "…";
  }

  private void changes() {
    pen.flow.heading(2, pen.text("changes.title"), null);
    Comparison changes = report.changes();
    if (changes == null) {
      pen.flow.paragraph(pen.text("executive.changes.none"), "body");
      return;
    }
    List<FindingChange> findings = changes.findings() == null ? List.of() : changes.findings();
    pen.flow.paragraph(
        List.of(
            pen.body(
                pen.text(
                        "executive.changes",
                        Pen.time(changes.before().takenAt()),
                        changes.objects().size(),
                        flows(changes, FlowChange.Kind.GAINED),
                        flows(changes, FlowChange.Kind.LOST),
                        flows(changes, FlowChange.Kind.CHANGED),
                        Arrays.stream(FindingChange.Kind.values())
                            .map(
                                kind ->
                                    findings.stream().filter(f -> f.change() == kind).count()
                                        + " "
                                        + Pen.spaced(kind.toString()))
                            .collect(Collectors.joining(", ")))
                    + " "),
            pen.link(pen.text("executive.see"), "changes.title", "body")),
        0);
  }

  private static long flows(Comparison changes, FlowChange.Kind kind) {
    return changes.flows().stream().filter(flow -> flow.change() == kind).count();
  }

  private void unseen() {
    pen.flow.heading(2, pen.text("unseen.title"), null);
    int gaps = report.coverage().gaps().size();
    pen.flow.paragraph(
        List.of(
            pen.body(
                (gaps == 0
                        ? pen.text("summary.gaps.none")
                        : pen.texts.count("summary.gaps.some", gaps))
                    + " "),
            pen.body(pen.text("executive.unseen", report.coverage().notExamined().size()) + " "),
            pen.link(pen.text("executive.see"), "unseen.title", "body")),
        0);
  }

  private void genuine(String attachment, String digest) {
    pen.flow.heading(2, pen.text("executive.genuine"), null);
    pen.flow.paragraph(pen.text("cover.statement"), "body");
    List<Pen.Fact> facts = new ArrayList<>();
    facts.add(new Pen.Fact("fact.attached", List.of(pen.tdMono(attachment))));
    facts.add(new Pen.Fact("fact.digest.json", List.of(pen.tdMono(digest))));
    facts.add(
        new Pen.Fact(
            "fact.digest.snapshot",
            List.of(pen.tdMono(report.coverage().snapshots().getLast().digest()))));
    facts.add(new Pen.Fact("fact.signature", List.of(pen.td(pen.text("genuine.signature")))));
    facts.add(new Pen.Fact("fact.ledger", List.of(pen.td(pen.text("genuine.ledger")))));
    pen.facts(facts);
  }
}
