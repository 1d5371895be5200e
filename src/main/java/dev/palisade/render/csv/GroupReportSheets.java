package dev.palisade.render.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.report.group.GroupCheck;
import dev.palisade.compliance.report.group.GroupException;
import dev.palisade.compliance.report.group.GroupReport;
import dev.palisade.compliance.report.group.GroupRequirement;
import dev.palisade.compliance.report.group.Member;
import dev.palisade.compliance.report.group.Member.MemberReport;
import dev.palisade.compliance.report.group.SharedFinding;
import dev.palisade.compliance.report.period.PeriodRecord.Looking;
import dev.palisade.compliance.report.period.Unseen;
import dev.palisade.ledger.Archive;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A report over several clusters as tables for working papers, all in one ZIP whose bytes are the
/// same for the same report.
public final class GroupReportSheets {
  private GroupReportSheets() {}

  /// The ZIP.
  public static byte[] zip(GroupReport report) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    sheets(report).forEach((name, text) -> files.put(name, text.getBytes(UTF_8)));
    return Archive.write(files);
  }

  /// The sheets by their names: `requirements.csv`, …
  public static SortedMap<String, String> sheets(GroupReport report) {
    return new TreeMap<>(
        Map.of(
            "report.csv", identity(report).toString(),
            "clusters.csv", members(report).toString(),
            "requirements.csv", requirements(report).toString(),
            "checks.csv", checks(report).toString(),
            "shared-findings.csv", shared(report).toString(),
            "exceptions.csv", exceptions(report).toString(),
            "unseen.csv", unseen(report).toString()));
  }

  private static Sheet identity(GroupReport report) {
    Sheet sheet = new Sheet("key", "value");
    var identity = report.identity();
    sheet.row("number", identity.number());
    sheet.row("version", identity.version());
    sheet.row("id", identity.id());
    sheet.row("supersedes", identity.supersedes());
    sheet.row("kind", identity.kind());
    sheet.row("group", report.group());
    sheet.row("from", report.period().from());
    sheet.row("to", report.period().to());
    sheet.row("as of", report.asOf());
    report.frameworks().forEach(held -> sheet.row("framework", held.title()));
    return sheet;
  }

  private static Sheet members(GroupReport report) {
    Sheet sheet =
        new Sheet(
            "cluster",
            "report",
            "version",
            "SHA-256",
            "missing",
            "as of",
            "snapshots",
            "last snapshot",
            "expected collections",
            "unobserved",
            "open",
            "excepted",
            "findings in the period",
            "gaps",
            "not examined");
    for (Member member : report.members()) {
      MemberReport own = member.report();
      if (own == null) {
        sheet.row(
            member.cluster(),
            null,
            null,
            null,
            member.missing(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
        continue;
      }
      Looking looking = own.looking();
      sheet.row(
          member.cluster(),
          own.number(),
          own.version(),
          own.digest(),
          null,
          own.asOf(),
          looking == null ? own.snapshots().size() : looking.snapshots(),
          own.snapshots().getLast().takenAt(),
          looking == null ? null : looking.expected(),
          looking == null ? null : looking.unobserved(),
          own.open(),
          own.excepted(),
          own.seen(),
          own.gaps(),
          own.notExamined());
    }
    return sheet;
  }

  private static Sheet requirements(GroupReport report) {
    Sheet sheet =
        new Sheet(
            "framework", "requirement", "claim", "outcome", "cluster", "cluster outcome", "reason");
    for (GroupRequirement requirement : report.requirements()) {
      for (GroupRequirement.Standing one : requirement.clusters()) {
        sheet.row(
            requirement.framework(),
            requirement.id(),
            requirement.claim(),
            requirement.outcome(),
            one.cluster(),
            one.outcome(),
            one.reason());
      }
    }
    return sheet;
  }

  private static Sheet checks(GroupReport report) {
    Sheet sheet =
        new Sheet("check", "outcome", "cluster", "cluster outcome", "open", "excepted", "reason");
    for (GroupCheck check : report.checks()) {
      for (GroupCheck.Standing one : check.clusters()) {
        sheet.row(
            check.id(),
            check.outcome(),
            one.cluster(),
            one.outcome(),
            one.open(),
            one.excepted(),
            one.reason());
      }
    }
    return sheet;
  }

  private static Sheet shared(GroupReport report) {
    Sheet sheet =
        new Sheet(
            "check", "what", "cluster", "status", "traffic", "summary", "exception", "fingerprint");
    for (SharedFinding finding : report.shared()) {
      for (SharedFinding.Stand one : finding.clusters()) {
        sheet.row(
            finding.check(),
            finding.what(),
            one.cluster(),
            one.status(),
            one.traffic(),
            one.summary(),
            one.exception(),
            one.fingerprint());
      }
    }
    return sheet;
  }

  private static Sheet exceptions(GroupReport report) {
    Sheet sheet = new Sheet("cluster", "exception", "check", "from", "until", "end", "findings");
    for (GroupException one : report.exceptions()) {
      sheet.row(
          one.cluster(), one.id(), one.check(), one.from(), one.until(), one.end(), one.findings());
    }
    return sheet;
  }

  private static Sheet unseen(GroupReport report) {
    Sheet sheet = new Sheet("cluster", "from", "until", "reason");
    for (Member member : report.members()) {
      if (member.report() != null && member.report().looking() != null) {
        for (Unseen one : member.report().looking().unseen()) {
          sheet.row(member.cluster(), one.from(), one.until(), one.reason());
        }
      }
    }
    return sheet;
  }
}
