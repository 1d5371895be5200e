package dev.palisade.render.markdown;

import static dev.palisade.render.markdown.ComparisonMarkdown.cell;

import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.ExceptionInForce;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.Standing;
import dev.palisade.compliance.report.ZoneMatrix;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.Stretch;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A report as Markdown (GitHub's, for its tables), for a wiki or a comment: outcomes, what was
/// found and by which rules, what is excepted, and what was not looked at.
public final class ReportMarkdown {
  private final StringBuilder text = new StringBuilder();
  private final Report report;

  private ReportMarkdown(Report report) {
    this.report = report;
  }

  /// @param digest SHA-256 of the report's canonical JSON
  public static String of(Report report, String digest, Standing standing) {
    ReportMarkdown markdown = new ReportMarkdown(report);
    markdown.head(digest, standing);
    markdown.requirements();
    if (report.history() != null) {
      markdown.period(report.history());
    }
    markdown.checks();
    markdown.exceptions();
    markdown.unseen();
    markdown.matrix();
    if (report.changes() != null) {
      markdown.text.append('\n').append(lowered(ComparisonMarkdown.of(report.changes())));
    }
    return markdown.text.toString();
  }

  /// One level of headings down.
  private static String lowered(String markdown) {
    return markdown.replaceAll("(?m)^#", "##");
  }

  private void head(String digest, Standing standing) {
    var identity = report.identity();
    text.append("# ").append(cell(identity.number())).append(" version ");
    text.append(identity.version()).append("\n\n");
    String caution = standing.caution();
    if (caution != null) {
      text.append("> **").append(standing.word().toUpperCase(Locale.ROOT)).append("**: ");
      text.append(cell(caution)).append("\n\n");
    }
    fact("Cluster", report.cluster().name());
    for (Coverage.Source snapshot : report.coverage().snapshots()) {
      fact("Snapshot", snapshot.takenAt() + ", SHA-256 " + snapshot.digest());
    }
    fact("Expiries judged as of", report.asOf().toString());
    fact("Scope", "SHA-256 " + report.scope().digest());
    fact(
        "Method",
        report.method().engine()
            + ", catalogue "
            + report.method().catalogue().version()
            + ", policies read as by "
            + report.method().dialect());
    if (report.method().canaries() != null) {
      fact("Canaries", report.method().canaries().toString());
    }
    fact("Report", "id " + identity.id() + ", SHA-256 " + digest);
  }

  private void fact(String name, String value) {
    text.append("- **").append(name).append("**: ").append(cell(value)).append('\n');
  }

  private void requirements() {
    text.append("\n## Requirements\n\n");
    row("Requirement", "In our words", "Outcome", "Open", "Excepted");
    row("---", "---", "---", "---:", "---:");
    for (JudgedRequirement r : report.requirements()) {
      List<JudgedCheck> checks = r.checks().stream().map(report::check).toList();
      row(
          cell(r.name()),
          cell(or(r.claim(), "")),
          "**" + r.outcome().toString().replace('-', ' ') + "**",
          String.valueOf(checks.stream().mapToLong(JudgedCheck::open).sum()),
          String.valueOf(checks.stream().mapToLong(JudgedCheck::excepted).sum()));
    }
  }

  private void period(PeriodRecord period) {
    PeriodRecord.Looking looking = period.looking();
    text.append("\n## The period\n\n");
    fact("Snapshots", looking.snapshots() + ", of which judged: " + looking.judged());
    fact(
        "Collections that schedules expected",
        looking.expected() == null ? "none was scheduled" : String.valueOf(looking.expected()));
    fact("Nobody was looking for", looking.unobserved() + " in all");
    looking
        .unseen()
        .forEach(one -> fact("From " + one.from() + " to " + one.until(), one.reason()));
    text.append('\n');
    row("What", "Over the period", "State", "From", "Until");
    row("---", "---", "---", "---", "---");
    for (Lane lane : period.lanes()) {
      String name = lane.framework() == null ? lane.id() : lane.framework() + " " + lane.id();
      for (Stretch stretch : lane.stretches()) {
        row(
            cell(name),
            cell(lane.outcome()),
            cell(stretch.state() == null ? "unobserved: " + stretch.reason() : stretch.state()),
            stretch.from().toString(),
            stretch.until().toString());
      }
    }
    if (!period.findings().isEmpty()) {
      text.append('\n');
      row("Finding", "At the end", "First seen", "Closed", "Because of");
      row("---", "---", "---", "---", "---");
    }
    for (PeriodRecord.FindingLife life : period.findings()) {
      row(
          cell(life.check() + ": " + life.summary()),
          life.state(),
          life.firstSeen().toString(),
          life.closedAt() == null ? "–" : life.closedAt().toString(),
          cell(String.join("; ", life.causes())));
    }
    changes(period.changes());
    exceptions(period.exceptions());
  }

  private void changes(List<History.Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    text.append('\n');
    row("Change", "After", "Seen by", "By", "Approved as");
    row("---", "---", "---", "---", "---");
    for (History.Change change : changes) {
      row(
          cell(change.object() + " " + change.what()),
          change.after().toString(),
          change.until().toString(),
          cell(or(change.actor(), "–")),
          cell(or(change.approval(), "–")));
    }
  }

  private void exceptions(List<PeriodRecord.ExceptionUse> exceptions) {
    if (exceptions.isEmpty()) {
      return;
    }
    text.append('\n');
    row("Exception", "Reason", "Requested and approved by", "From", "Until", "Findings");
    row("---", "---", "---", "---", "---", "---:");
    for (PeriodRecord.ExceptionUse use : exceptions) {
      row(
          cell(use.id()),
          cell(use.reason()),
          cell(use.requestedBy() + ", " + use.approvedBy()),
          use.from().toString(),
          use.until() == null ? use.end() : use.until() + " (" + use.end() + ")",
          String.valueOf(use.findings().size()));
    }
  }

  private void checks() {
    text.append(
        report.history() == null
            ? "\n## Checks\n\n"
            : "\n## Checks in the last snapshot of the period\n\n");
    row("Check", "Outcome", "Examined", "Open", "Excepted", "Population");
    row("---", "---", "---:", "---:", "---:", "---");
    for (JudgedCheck c : report.checks()) {
      row(
          cell(c.id()),
          outcome(c),
          String.valueOf(c.examined()),
          String.valueOf(c.open()),
          String.valueOf(c.excepted()),
          cell(c.population()));
    }
    for (JudgedCheck check : report.checks()) {
      if (check.outcome() != Outcome.PASS || !check.findings().isEmpty()) {
        check(check);
      }
    }
  }

  private static String outcome(JudgedCheck check) {
    String word = check.outcome().name().replace('_', ' ');
    return check.proved() == null ? word : word + " (" + check.proved() + ")";
  }

  private void check(JudgedCheck check) {
    text.append("\n### ")
        .append(cell(check.id()))
        .append(": ")
        .append(outcome(check))
        .append("\n\n");
    if (check.question() != null) {
      text.append(cell(check.question())).append("\n\n");
    }
    check.reasons().forEach(reason -> text.append("- ").append(cell(reason)).append('\n'));
    for (JudgedFinding finding : check.findings()) {
      text.append("- ");
      if (finding.status() == Finding.Status.EXCEPTED) {
        text.append("**excepted** by ").append(cell(or(finding.exception(), "–"))).append(": ");
      } else {
        text.append("**open**: ");
      }
      text.append(cell(finding.summary()));
      text.append(" (`").append(finding.fingerprint(), 0, 12).append("`)\n");
      for (CitedPlace place : finding.rules()) {
        text.append("  - ").append(cell(place(place))).append('\n');
      }
      if (finding.fix() != null) {
        text.append("  - What would close it: ").append(cell(finding.fix())).append('\n');
      }
    }
  }

  private static String place(CitedPlace place) {
    String object = place.object();
    return (object == null ? "" : object + ": ")
        + (place.pointer() == null ? "" : place.pointer() + ": ")
        + place.reason();
  }

  private void exceptions() {
    if (report.exceptions().isEmpty()) {
      return;
    }
    text.append("\n## Exceptions in force\n\n");
    row("Exception", "Check", "Covers", "Traffic", "Until", "Use");
    row("---", "---", "---", "---", "---", "---");
    for (ExceptionInForce e : report.exceptions()) {
      String fingerprint = e.fingerprint();
      row(
          cell(e.id()),
          cell(e.check()),
          fingerprint == null
              ? cell(or(e.selector(), ""))
              : "`" + fingerprint.substring(0, Math.min(12, fingerprint.length())) + "`",
          cell(or(e.traffic(), "–")),
          e.until().toString(),
          e.use());
    }
  }

  private void unseen() {
    text.append("\n## What was not looked at\n\n");
    if (report.coverage().gaps().isEmpty()) {
      text.append("No gap: every list that was asked for came in full.\n\n");
    }
    for (Coverage.Missing gap : report.coverage().gaps()) {
      text.append("- **gap**: ").append(cell(gap.message())).append(affects(gap.affects()));
    }
    for (Coverage.NotExamined n : report.coverage().notExamined()) {
      text.append("- ").append(cell(n.what() + ": " + n.why())).append(affects(n.affects()));
    }
  }

  private static String affects(List<String> checks) {
    return checks.isEmpty() ? "\n" : " (" + cell(String.join(", ", checks)) + ")\n";
  }

  private void matrix() {
    if (report.matrix() == null) {
      return;
    }
    text.append("\n## Services allowed between zones and networks\n\n");
    row("From", "To", "Traffic", "Register", "Not registered");
    row("---", "---", "---", "---", "---");
    for (ZoneMatrix.Cell c : report.matrix().cells()) {
      row(
          cell(c.from()),
          cell(c.to()),
          cell(c.traffic()),
          cell(String.join(", ", c.register())),
          cell(or(c.beyond(), "")));
    }
  }

  /// @param cells already escaped
  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
