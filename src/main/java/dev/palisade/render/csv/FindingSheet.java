package dev.palisade.render.csv;

import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.JudgedFinding.Proof;
import dev.palisade.compliance.report.Report;
import dev.palisade.render.result.ResultLine;
import java.util.stream.Collectors;

/// Every finding with its witness and the rules behind it.
final class FindingSheet {
  private FindingSheet() {}

  static Sheet of(Report report) {
    Sheet sheet =
        new Sheet(
            "check",
            "requirements",
            "status",
            "summary",
            "source",
            "destination",
            "traffic",
            "exposure",
            "subject",
            "direction",
            "rules",
            "exception",
            "fix",
            "first seen",
            "open since",
            "reopened",
            "fingerprint");
    for (JudgedCheck check : report.checks()) {
      for (JudgedFinding f : check.findings()) {
        Proof.Flow flow = f.witness() instanceof Proof.Flow one ? one : null;
        Proof.Subject subject = f.witness() instanceof Proof.Subject one ? one : null;
        sheet.row(
            check.id(),
            String.join(", ", ResultLine.requirements(check.id(), report)),
            f.status(),
            f.summary(),
            flow == null ? null : flow.source(),
            flow == null ? null : flow.destination(),
            flow == null ? null : flow.traffic(),
            flow == null ? null : flow.exposure(),
            subject == null ? null : subject.subject(),
            subject == null ? null : subject.direction(),
            f.rules().stream().map(FindingSheet::place).collect(Collectors.joining("; ")),
            f.exception(),
            f.fix(),
            f.firstSeen(),
            f.openSince(),
            f.reopened(),
            f.fingerprint());
      }
    }
    return sheet;
  }

  private static String place(CitedPlace place) {
    String object = place.object();
    return object == null
        ? place.reason()
        : object + (place.pointer() == null ? "" : " " + place.pointer());
  }
}
