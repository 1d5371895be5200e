package dev.palisade.compliance.report.group;

import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.snapshot.ClusterIdentity;
import java.util.ArrayList;
import java.util.List;

/// Reports over clusters that are made by hand.
public final class SomeGroup {
  public static final ReportIdentity IDENTITY =
      new ReportIdentity(
          "3d0c7a11-8f6e-5a34-9a57-52a1c3b8f0aa",
          "GROUP-ALL-2026-G0002",
          1,
          null,
          ReportIdentity.Kind.POINT_IN_TIME);

  private SomeGroup() {}

  /// One of the sample's findings in each of two clusters, another cluster of which nothing is
  /// known, and one where all is well.
  public static GroupReport ofFour() {
    return GroupReport.of(
        IDENTITY,
        "production",
        List.of(
            reported(named("west", SomeReport.withOneOfEverything())),
            new Part.Unreported("north", "no scope was declared for cluster north yet"),
            reported(named("east", SomeReport.withOneOfEverything())),
            reported(
                concluded(
                    named("south", SomeReport.with(List.of())),
                    Conclusion.SUPPORTED,
                    Outcome.PASS))));
  }

  /// As many clusters with the same findings.
  public static GroupReport of(int clusters) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < clusters; i++) {
      parts.add(
          reported(
              named(
                  "a-cluster-with-a-rather-long-name-in-region-%03d".formatted(i),
                  SomeReport.withFindings(20))));
    }
    return GroupReport.of(IDENTITY, null, parts);
  }

  public static Part reported(Report report) {
    return new Part.Reported(report.cluster().name(), report, "0a".repeat(32));
  }

  /// The report as one on another cluster.
  public static Report named(String cluster, Report report) {
    return new Report(
        report.identity(),
        new ClusterIdentity(cluster, null, null),
        report.coverage(),
        report.method(),
        report.asOf(),
        report.frameworks(),
        report.scope(),
        report.requirements(),
        report.checks(),
        report.exceptions(),
        report.matrix(),
        report.policies(),
        report.objects(),
        report.changes(),
        report.history());
  }

  /// The report with each of its requirements and checks come to the same.
  public static Report concluded(Report report, Conclusion conclusion, Outcome outcome) {
    return new Report(
        report.identity(),
        report.cluster(),
        report.coverage(),
        report.method(),
        report.asOf(),
        report.frameworks(),
        report.scope(),
        report.requirements().stream()
            .map(
                r ->
                    new JudgedRequirement(
                        r.framework(),
                        r.id(),
                        r.claim(),
                        conclusion,
                        r.checks(),
                        r.primary(),
                        r.note(),
                        r.references()))
            .toList(),
        report.checks().stream()
            .map(
                c ->
                    new JudgedCheck(
                        c.id(),
                        c.question(),
                        outcome,
                        null,
                        c.population(),
                        c.examined(),
                        c.reasons(),
                        c.findings(),
                        null,
                        null))
            .toList(),
        report.exceptions(),
        report.matrix(),
        report.policies(),
        report.objects(),
        report.changes(),
        report.history());
  }
}
