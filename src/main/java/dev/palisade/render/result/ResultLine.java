package dev.palisade.render.result;

import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One result of a check: each of its findings is one, and then the check itself, unless an open
/// finding says that it failed. In a report on a period the findings are those of its last
/// snapshot, and the check's own result is the gravest of the period.
///
/// @param finding null: the line speaks of the check as a whole
/// @param message one sentence or several
public record ResultLine(
    JudgedCheck check, Kind kind, Weight weight, @Nullable JudgedFinding finding, String message) {

  /// What a line says. Only [#PASSED] may be called passed, in any format.
  public enum Kind {
    /// An open finding; or a FAIL that names none.
    VIOLATED,
    /// A finding that an exception in force covers.
    EXCEPTED,
    /// INCONCLUSIVE.
    UNDECIDED,
    PASSED,
    NOT_APPLICABLE;

    /// `violated`, `not-applicable`, …
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// What rests on a check in the report.
  public enum Weight {
    /// It decides a requirement.
    PRIMARY,
    /// It can leave a requirement insufficient.
    SUPPORTING,
    /// No requirement of the report rests on it.
    ADVICE
  }

  /// The lines of all checks, in their order.
  public static List<ResultLine> of(Report report) {
    return report.checks().stream().flatMap(check -> of(check, report).stream()).toList();
  }

  /// The lines of a check: its findings in their order, then what speaks of it as a whole. Never
  /// empty.
  public static List<ResultLine> of(JudgedCheck check, Report report) {
    Weight weight = weight(check.id(), report);
    List<ResultLine> lines = new ArrayList<>();
    for (JudgedFinding finding : check.findings()) {
      lines.add(
          switch (finding.status()) {
            case OPEN -> new ResultLine(check, Kind.VIOLATED, weight, finding, finding.summary());
            case EXCEPTED ->
                new ResultLine(check, Kind.EXCEPTED, weight, finding, finding.summary());
          });
    }
    Outcome outcome = outcome(check, report);
    Kind whole = kind(outcome);
    if (whole != Kind.VIOLATED || lines.stream().noneMatch(l -> l.kind() == Kind.VIOLATED)) {
      lines.add(new ResultLine(check, whole, weight, null, sentence(check, outcome, report)));
    }
    return lines;
  }

  private static Kind kind(Outcome outcome) {
    return switch (outcome) {
      case FAIL -> Kind.VIOLATED;
      case INCONCLUSIVE -> Kind.UNDECIDED;
      case PASS -> Kind.PASSED;
      case NOT_APPLICABLE -> Kind.NOT_APPLICABLE;
    };
  }

  /// What came of a check: see [Report#outcome].
  public static Outcome outcome(JudgedCheck check, Report report) {
    return report.outcome(check);
  }

  private static String sentence(JudgedCheck check, Outcome outcome, Report report) {
    String over =
        report.history() == null
            ? ""
            : " over the period, " + check.outcome() + " in its last snapshot";
    String proved = check.proved() == null ? "" : " (" + check.proved() + ")";
    String reasons = check.reasons().isEmpty() ? "" : ": " + String.join("; ", check.reasons());
    return check.id()
        + ": "
        + outcome
        + over
        + ", "
        + check.examined()
        + " examined"
        + proved
        + reasons;
  }

  /// What rests on a check.
  public static Weight weight(String check, Report report) {
    List<JudgedRequirement> resting =
        report.requirements().stream().filter(r -> r.checks().contains(check)).toList();
    if (resting.isEmpty()) {
      return Weight.ADVICE;
    }
    return resting.stream().anyMatch(r -> r.primary().contains(check))
        ? Weight.PRIMARY
        : Weight.SUPPORTING;
  }

  /// The requirements that rest on a check, `pci-dss 1.3.1`, in the report's order.
  public static List<String> requirements(String check, Report report) {
    return report.requirements().stream()
        .filter(requirement -> requirement.checks().contains(check))
        .map(JudgedRequirement::name)
        .toList();
  }

  /// By which exception a finding is excepted, and until when; null: it is not.
  public static @Nullable String exception(String check, JudgedFinding finding, Report report) {
    if (finding.status() != Finding.Status.EXCEPTED || finding.exception() == null) {
      return null;
    }
    String until =
        report.exceptions().stream()
            .filter(e -> e.id().equals(finding.exception()) && e.check().equals(check))
            .map(e -> e.until().toString())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return "exception "
        + finding.exception()
        + (until.isEmpty() ? "" : ", in force until " + until);
  }
}
