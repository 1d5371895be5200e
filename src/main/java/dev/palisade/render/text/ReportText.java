package dev.palisade.render.text;

import dev.palisade.compliance.control.Finding.Status;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Remedy;
import dev.palisade.compliance.report.ExceptionInForce;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import java.util.HashSet;
import java.util.Set;

/// What matters of a report, for a terminal: each requirement with its outcome, then each check
/// that did not pass, with why and where.
public final class ReportText {
  private ReportText() {}

  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    Set<String> written = new HashSet<>();
    for (JudgedRequirement requirement : report.requirements()) {
      text.append(requirement.name()).append(": ").append(requirement.outcome());
      if (requirement.claim() != null) {
        text.append(": ").append(requirement.claim());
      }
      text.append('\n');
    }
    for (JudgedCheck check : report.checks()) {
      if (check.outcome() == Outcome.FAIL || check.outcome() == Outcome.INCONCLUSIVE) {
        append(check, text, written);
      }
    }
    if (report.method().canaries() != null) {
      text.append("\ncanaries: ").append(report.method().canaries()).append('\n');
    }
    if (!report.exceptions().isEmpty()) {
      text.append('\n');
    }
    for (ExceptionInForce exception : report.exceptions()) {
      text.append("exception ")
          .append(exception.id())
          .append(" (")
          .append(exception.check())
          .append(", ")
          .append(exception.fingerprint() == null ? exception.selector() : exception.fingerprint())
          .append("): in force until ")
          .append(exception.until())
          .append(", ")
          .append(exception.use())
          .append('\n');
    }
    return text.toString();
  }

  private static void append(JudgedCheck check, StringBuilder text, Set<String> written) {
    text.append('\n').append(check.id()).append(": ").append(check.outcome());
    if (check.question() != null) {
      text.append(": ").append(check.question());
    }
    text.append('\n');
    check.reasons().forEach(reason -> text.append("  ").append(reason).append('\n'));
    for (JudgedFinding finding : check.findings()) {
      text.append("  ")
          .append(finding.status() == Status.EXCEPTED ? "excepted: " : "")
          .append(finding.summary())
          .append('\n');
      for (JudgedFinding.CitedPlace rule : finding.rules()) {
        text.append("    ");
        if (rule.object() != null) {
          text.append(rule.object()).append(": ");
        }
        if (rule.pointer() != null) {
          text.append(rule.pointer()).append(": ");
        }
        text.append(rule.reason()).append('\n');
      }
      Remedy remedy = finding.remedy();
      if (remedy != null) {
        append(remedy, text, written);
      }
    }
  }

  /// The text of a change once, where it comes first.
  private static void append(Remedy remedy, StringBuilder text, Set<String> written) {
    String objects = String.join(", ", remedy.objects());
    switch (remedy.kind()) {
      case NONE -> text.append("    no remedy: ");
      case ADD -> text.append("    remedy: add ").append(objects).append(": ");
      case CHANGE -> text.append("    remedy: change ").append(objects).append(": ");
    }
    text.append(String.join("; ", remedy.proof())).append('\n');
    if (remedy.yaml() != null && written.add(remedy.yaml())) {
      remedy.yaml().lines().forEach(line -> text.append("      ").append(line).append('\n'));
    }
  }
}
