package dev.palisade.render.markdown;

import static dev.palisade.render.markdown.ComparisonMarkdown.cell;

import dev.palisade.compliance.report.group.GroupCheck;
import dev.palisade.compliance.report.group.GroupException;
import dev.palisade.compliance.report.group.GroupReport;
import dev.palisade.compliance.report.group.GroupRequirement;
import dev.palisade.compliance.report.group.Member;
import dev.palisade.compliance.report.group.Member.MemberReport;
import dev.palisade.compliance.report.group.SharedFinding;
import dev.palisade.compliance.report.period.PeriodRecord.Looking;
import dev.palisade.compliance.report.period.Unseen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A report over several clusters as Markdown (GitHub's, for its tables).
public final class GroupReportMarkdown {
  private final StringBuilder text = new StringBuilder();
  private final GroupReport report;

  private GroupReportMarkdown(GroupReport report) {
    this.report = report;
  }

  /// @param digest SHA-256 of the report's canonical JSON
  public static String of(GroupReport report, String digest) {
    GroupReportMarkdown markdown = new GroupReportMarkdown(report);
    markdown.head(digest);
    markdown.members();
    markdown.requirements();
    markdown.checks();
    markdown.shared();
    markdown.exceptions();
    markdown.unseen();
    return markdown.text.toString();
  }

  private void head(String digest) {
    var identity = report.identity();
    text.append("# ").append(cell(identity.number())).append(" version ");
    text.append(identity.version()).append("\n\n");
    row("what", "value");
    row("---", "---");
    row("Clusters", report.subject());
    row(
        identity.supersedes() == null ? "Kind" : "Kind, superseding " + identity.supersedes(),
        identity.kind().toString());
    row("Time", report.period().from() + " to " + report.period().to());
    row("As of", report.asOf().toString());
    row(
        "Frameworks",
        report.frameworks().stream().map(held -> held.title()).collect(Collectors.joining(", ")));
    row("Findings", report.open() + " open, " + report.excepted() + " excepted");
    row("SHA-256 of the JSON", digest);
  }

  private void members() {
    text.append("\n## Clusters\n\n");
    row("Cluster", "Report", "SHA-256", "Last snapshot", "Open", "Excepted", "Gaps", "Collections");
    rule(8);
    for (Member member : report.members()) {
      MemberReport own = member.report();
      if (own == null) {
        row(member.cluster(), "none: " + member.missing(), "", "", "", "", "", "");
      } else {
        row(
            member.cluster(),
            own.number() + " version " + own.version(),
            own.digest(),
            own.snapshots().getLast().takenAt().toString(),
            String.valueOf(own.open()),
            String.valueOf(own.excepted()),
            String.valueOf(own.gaps()),
            looking(own.looking()));
      }
    }
  }

  private static String looking(@Nullable Looking looking) {
    return looking == null
        ? ""
        : looking.snapshots()
            + (looking.expected() == null ? "" : " of " + looking.expected() + " expected")
            + ", nobody was looking for "
            + looking.unobserved();
  }

  private void requirements() {
    text.append("\n## Requirements\n\n");
    List<String> header = new ArrayList<>(List.of("Requirement", "All clusters"));
    header.addAll(report.clusters());
    row(header.toArray(String[]::new));
    rule(header.size());
    for (GroupRequirement requirement : report.requirements()) {
      List<String> cells = new ArrayList<>();
      cells.add(requirement.name());
      cells.add("**" + requirement.outcome().toString().replace('-', ' ') + "**");
      requirement.clusters().forEach(one -> cells.add(one.outcome().toString().replace('-', ' ')));
      row(cells.toArray(String[]::new));
    }
  }

  private void checks() {
    text.append("\n## Checks\n\n");
    List<String> header = new ArrayList<>(List.of("Check", "All clusters", "Open", "Excepted"));
    header.addAll(report.clusters());
    row(header.toArray(String[]::new));
    rule(header.size());
    for (GroupCheck check : report.checks()) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  check.id(),
                  check.outcome().name().replace('_', ' '),
                  String.valueOf(check.open()),
                  String.valueOf(check.excepted())));
      check.clusters().forEach(one -> cells.add(one.outcome().name().replace('_', ' ')));
      row(cells.toArray(String[]::new));
    }
  }

  private void shared() {
    text.append("\n## Findings in several clusters\n\n");
    if (report.shared().isEmpty()) {
      text.append("None.\n");
      return;
    }
    row("Check", "What", "Clusters");
    rule(3);
    for (SharedFinding finding : report.shared()) {
      row(
          finding.check(),
          finding.what(),
          finding.clusters().stream()
              .map(
                  one ->
                      one.cluster()
                          + " "
                          + one.status()
                          + (one.traffic() == null ? "" : " (" + one.traffic() + ")"))
              .collect(Collectors.joining("; ")));
    }
  }

  private void exceptions() {
    if (report.exceptions().isEmpty()) {
      return;
    }
    text.append("\n## Exceptions\n\n");
    row("Cluster", "Exception", "Check", "From", "Until", "End", "Findings");
    rule(7);
    for (GroupException one : report.exceptions()) {
      row(
          one.cluster(),
          one.id(),
          one.check() == null ? "" : one.check(),
          one.from().toString(),
          one.until() == null ? "" : one.until().toString(),
          one.end(),
          String.valueOf(one.findings()));
    }
  }

  private void unseen() {
    List<String[]> rows = new ArrayList<>();
    for (Member member : report.members()) {
      if (member.report() != null && member.report().looking() != null) {
        for (Unseen one : member.report().looking().unseen()) {
          rows.add(
              new String[] {
                member.cluster(), one.from().toString(), one.until().toString(), one.reason()
              });
        }
      }
    }
    if (!rows.isEmpty()) {
      text.append("\n## When nobody was looking\n\n");
      row("Cluster", "From", "Until", "Why");
      rule(4);
      rows.forEach(this::row);
    }
  }

  private void rule(int columns) {
    row(Collections.nCopies(columns, "---").toArray(String[]::new));
  }

  private void row(String... cells) {
    for (String one : cells) {
      text.append("| ").append(one.equals("---") || one.startsWith("**") ? one : cell(one));
      text.append(' ');
    }
    text.append("|\n");
  }
}
