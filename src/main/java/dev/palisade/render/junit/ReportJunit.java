package dev.palisade.render.junit;

import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.Standing;
import dev.palisade.render.result.ResultLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A report as JUnit XML: a suite of the requirements, then one for each check with a case for each
/// of its lines. What could not be concluded is an error, neither passed nor skipped; what an
/// exception covers, and what does not apply, is skipped with its reason. Before them stands a case
/// that the report was withdrawn, an error, or superseded, skipped.
public final class ReportJunit {

  /// What becomes of a case.
  private enum Fate {
    PASSED,
    FAILED,
    ERROR,
    SKIPPED
  }

  private record Case(
      String suite, String name, Fate fate, String type, String message, String text) {}

  private final Report report;

  private ReportJunit(Report report) {
    this.report = report;
  }

  public static String of(Report report, Standing standing) {
    return new ReportJunit(report).xml(standing);
  }

  private String xml(Standing standing) {
    List<List<Case>> suites = new ArrayList<>();
    suites.add(caution(standing));
    suites.add(report.requirements().stream().map(this::requirement).toList());
    for (JudgedCheck check : report.checks()) {
      suites.add(ResultLine.of(check, report).stream().map(this::line).toList());
    }
    List<Case> all = suites.stream().flatMap(List::stream).toList();
    XmlText xml = new XmlText();
    xml.open(
        "testsuites",
        "name",
        report.identity().number() + "-v" + report.identity().version(),
        "tests",
        String.valueOf(all.size()),
        "failures",
        count(all, Fate.FAILED),
        "errors",
        count(all, Fate.ERROR),
        "skipped",
        count(all, Fate.SKIPPED),
        "time",
        "0");
    suites.stream().filter(cases -> !cases.isEmpty()).forEach(cases -> suite(cases, xml));
    return xml.close("testsuites").toString();
  }

  private void suite(List<Case> cases, XmlText xml) {
    xml.open(
        "testsuite",
        "name",
        cases.getFirst().suite(),
        "tests",
        String.valueOf(cases.size()),
        "failures",
        count(cases, Fate.FAILED),
        "errors",
        count(cases, Fate.ERROR),
        "skipped",
        count(cases, Fate.SKIPPED),
        "time",
        "0",
        // without a zone, in UTC, as the readers of JUnit XML expect it
        "timestamp",
        report.asOf().toString().substring(0, 19),
        "hostname",
        report.cluster().name());
    for (Case one : cases) {
      String[] attributes = {
        "name", one.name(), "classname", "palisade." + one.suite(), "time", "0"
      };
      if (one.fate() == Fate.PASSED) {
        xml.empty("testcase", attributes);
        continue;
      }
      xml.open("testcase", attributes);
      switch (one.fate()) {
        case PASSED -> {}
        case FAILED ->
            xml.text("failure", one.text(), "message", one.message(), "type", one.type());
        case ERROR -> xml.text("error", one.text(), "message", one.message(), "type", one.type());
        case SKIPPED -> xml.empty("skipped", "message", one.message());
      }
      xml.close("testcase");
    }
    xml.close("testsuite");
  }

  /// A withdrawn report is an error, whatever it said: a build that reads it does not pass by it.
  private static List<Case> caution(Standing standing) {
    String caution = standing.caution();
    if (caution == null) {
      return List.of();
    }
    Fate fate = standing instanceof Standing.Withdrawn ? Fate.ERROR : Fate.SKIPPED;
    return List.of(
        new Case("report", "is " + standing.word(), fate, standing.word(), caution, caution));
  }

  private static String count(List<Case> cases, Fate fate) {
    return String.valueOf(cases.stream().filter(one -> one.fate() == fate).count());
  }

  private Case requirement(JudgedRequirement requirement) {
    Conclusion outcome = requirement.outcome();
    Fate fate =
        switch (outcome) {
          case CONTRADICTED -> Fate.FAILED;
          case INSUFFICIENT -> Fate.ERROR;
          case SUPPORTED -> Fate.PASSED;
          case NOT_APPLICABLE -> Fate.SKIPPED;
        };
    String checks = "rests on " + String.join(", ", requirement.checks());
    return new Case(
        "requirements",
        requirement.name(),
        fate,
        outcome.toString(),
        Objects.requireNonNullElse(requirement.claim(), requirement.name()) + ": " + outcome,
        checks);
  }

  private Case line(ResultLine line) {
    JudgedFinding finding = line.finding();
    String check = line.check().id();
    String name =
        finding == null
            ? check
            : line.message() + " (" + finding.fingerprint().substring(0, 12) + ")";
    Fate fate =
        switch (line.kind()) {
          case VIOLATED -> Fate.FAILED;
          case UNDECIDED -> Fate.ERROR;
          case PASSED -> Fate.PASSED;
          case EXCEPTED, NOT_APPLICABLE -> Fate.SKIPPED;
        };
    String exception = finding == null ? null : ResultLine.exception(check, finding, report);
    return new Case(
        check,
        name,
        fate,
        ResultLine.outcome(line.check(), report).name(),
        exception == null ? line.message() : exception + ": " + line.message(),
        finding == null ? String.join("\n", line.check().reasons()) : places(finding));
  }

  private static String places(JudgedFinding finding) {
    StringBuilder text = new StringBuilder();
    for (CitedPlace place : finding.rules()) {
      String object = place.object();
      text.append(object == null ? "" : object + ": ")
          .append(place.pointer() == null ? "" : place.pointer() + ": ")
          .append(place.reason())
          .append('\n');
    }
    if (finding.fix() != null) {
      text.append("What would close it: ").append(finding.fix()).append('\n');
    }
    return text.append("fingerprint ").append(finding.fingerprint()).toString();
  }
}
