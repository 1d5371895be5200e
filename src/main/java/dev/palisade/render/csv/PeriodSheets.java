package dev.palisade.render.csv;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.Stretch;
import dev.palisade.compliance.report.period.Unseen;
import java.util.Map;

/// What a period was, for reports on one.
final class PeriodSheets {
  private PeriodSheets() {}

  static Map<String, String> of(PeriodRecord period) {
    return Map.of(
        "period-states.csv", states(period).toString(),
        "period-unseen.csv", unseen(period).toString(),
        "period-findings.csv", findings(period).toString(),
        "period-changes.csv", changes(period).toString(),
        "period-exceptions.csv", exceptions(period).toString());
  }

  private static Sheet states(PeriodRecord period) {
    Sheet sheet =
        new Sheet(
            "framework",
            "requirement or check",
            "outcome over the period",
            "state",
            "from",
            "until",
            "duration",
            "seen from",
            "why no state");
    for (Lane lane : period.lanes()) {
      for (Stretch s : lane.stretches()) {
        sheet.row(
            lane.framework(),
            lane.id(),
            lane.outcome(),
            s.state() == null ? Stretch.UNOBSERVED : s.state(),
            s.from(),
            s.until(),
            s.duration(),
            s.seenFrom(),
            s.reason());
      }
    }
    return sheet;
  }

  private static Sheet unseen(PeriodRecord period) {
    Sheet sheet = new Sheet("from", "until", "duration", "why");
    for (Unseen one : period.looking().unseen()) {
      sheet.row(one.from(), one.until(), one.duration(), one.reason());
    }
    return sheet;
  }

  private static Sheet findings(PeriodRecord period) {
    Sheet sheet =
        new Sheet(
            "check",
            "summary",
            "state",
            "first seen",
            "open since",
            "closed at",
            "reopened",
            "duration",
            "exceptions",
            "causes",
            "fingerprint");
    for (PeriodRecord.FindingLife f : period.findings()) {
      sheet.row(
          f.check(),
          f.summary(),
          f.state(),
          f.firstSeen(),
          f.openSince(),
          f.closedAt(),
          f.reopened(),
          f.duration(),
          ReportSheets.words(f.exceptions()),
          String.join("; ", f.causes()),
          f.fingerprint());
    }
    return sheet;
  }

  private static Sheet changes(PeriodRecord period) {
    Sheet sheet = new Sheet("object", "what", "after", "until", "actor", "approval", "event");
    for (History.Change c : period.changes()) {
      sheet.row(c.object(), c.what(), c.after(), c.until(), c.actor(), c.approval(), c.event());
    }
    return sheet;
  }

  private static Sheet exceptions(PeriodRecord period) {
    Sheet sheet =
        new Sheet(
            "id",
            "reason",
            "requested by",
            "approved by",
            "from",
            "until",
            "end",
            "findings covered");
    for (PeriodRecord.ExceptionUse e : period.exceptions()) {
      sheet.row(
          e.id(),
          e.reason(),
          e.requestedBy(),
          e.approvedBy(),
          e.from(),
          e.until(),
          e.end(),
          ReportSheets.words(e.findings()));
    }
    return sheet;
  }
}
