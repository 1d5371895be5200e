package dev.palisade.web;

import dev.palisade.application.IssuedReport;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What an overview shows of a report.
///
/// @param gaps how many; each keeps checks from passing
/// @param since by the fingerprint of a finding about a flow, where to see since when it is
///   possible
public record ReportSummary(
    IssuedReport issued,
    List<RequirementLine> requirements,
    long open,
    long excepted,
    int gaps,
    List<Count> counts,
    Map<String, String> since) {

  /// A requirement with the outcomes of its checks.
  ///
  /// @param framework its title in brief
  public record RequirementLine(
      JudgedRequirement judged, String framework, List<CheckLine> checks) {}

  /// A check within a requirement.
  public record CheckLine(String id, Outcome outcome, long open) {}

  /// How many checks came to an outcome.
  public record Count(Outcome outcome, long checks) {}

  static ReportSummary of(IssuedReport issued, Report report) {
    Map<Outcome, Long> counts =
        report.checks().stream()
            .collect(Collectors.groupingBy(JudgedCheck::outcome, Collectors.counting()));
    return new ReportSummary(
        issued,
        requirements(report),
        report.checks().stream().mapToLong(JudgedCheck::open).sum(),
        report.checks().stream().mapToLong(JudgedCheck::excepted).sum(),
        report.coverage().gaps().size(),
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(count -> new Count(count.getKey(), count.getValue()))
            .toList(),
        since(issued.cluster(), report));
  }

  private static Map<String, String> since(String cluster, Report report) {
    Map<String, String> links = new TreeMap<>();
    for (JudgedCheck check : report.checks()) {
      for (JudgedFinding finding : check.findings()) {
        String link = SinceLink.of(cluster, finding.witness());
        if (link != null) {
          links.put(finding.fingerprint(), link);
        }
      }
    }
    return Map.copyOf(links);
  }

  static List<RequirementLine> requirements(Report report) {
    return report.requirements().stream()
        .map(
            requirement ->
                new RequirementLine(
                    requirement,
                    brief(report.frameworkTitle(requirement.framework())),
                    requirement.checks().stream()
                        .map(report::check)
                        .map(check -> new CheckLine(check.id(), check.outcome(), check.open()))
                        .toList()))
        .toList();
  }

  /// A framework's title without what stands in brackets.
  private static String brief(String title) {
    int bracket = title.indexOf(" (");
    return bracket < 0 ? title : title.substring(0, bracket);
  }
}
