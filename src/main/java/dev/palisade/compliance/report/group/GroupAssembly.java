package dev.palisade.compliance.report.group;

import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.report.Coverage.Period;
import dev.palisade.compliance.report.ExceptionInForce;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedFinding.Proof;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.Report.Held;
import dev.palisade.compliance.report.ReportIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts the reports on the clusters of a group together. What one of them does not speak of is as
/// grave as what it could not conclude.
final class GroupAssembly {
  private final List<Part> parts;
  private final List<Part.Reported> reported;
  private final List<Report> reports;

  /// @throws IllegalArgumentException as in [GroupReport#of]
  GroupAssembly(List<Part> parts, ReportIdentity.Kind kind) {
    this.parts = parts.stream().sorted(Comparator.comparing(Part::cluster)).toList();
    if (this.parts.stream().map(Part::cluster).distinct().count() < parts.size()) {
      throw new IllegalArgumentException("a cluster stands in a group once");
    }
    this.reported =
        this.parts.stream()
            .filter(Part.Reported.class::isInstance)
            .map(Part.Reported.class::cast)
            .toList();
    this.reports = reported.stream().map(Part.Reported::report).toList();
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("no cluster of the group has a report");
    }
    for (Report report : reports) {
      if (report.identity().kind() != kind) {
        throw new IllegalArgumentException(
            report.identity().number() + " is no report of the kind " + kind);
      }
    }
    if (kind == ReportIdentity.Kind.PERIOD
        && reports.stream().map(report -> report.coverage().period()).distinct().count() > 1) {
      throw new IllegalArgumentException("the reports of a group are on one period");
    }
  }

  GroupReport report(ReportIdentity identity, @Nullable String group) {
    return new GroupReport(
        identity,
        group,
        period(),
        reports.stream().map(Report::asOf).max(Comparator.naturalOrder()).orElseThrow(),
        frameworks(),
        parts.stream().map(Member::of).toList(),
        requirements(),
        checks(),
        shared(),
        exceptions());
  }

  private Period period() {
    List<Period> periods = reports.stream().map(report -> report.coverage().period()).toList();
    Comparator<Instant> order = Comparator.naturalOrder();
    return new Period(
        periods.stream().map(Period::from).min(order).orElseThrow(),
        periods.stream().map(Period::to).max(order).orElseThrow());
  }

  private List<Held> frameworks() {
    Map<String, Held> byId = new LinkedHashMap<>();
    reports.forEach(
        report -> report.frameworks().forEach(held -> byId.putIfAbsent(held.id(), held)));
    return List.copyOf(byId.values());
  }

  // ------------------------------------------------------------- requirements

  private List<GroupRequirement> requirements() {
    Map<String, JudgedRequirement> byName = new LinkedHashMap<>();
    reports.forEach(
        report -> report.requirements().forEach(one -> byName.putIfAbsent(one.name(), one)));
    return byName.values().stream().map(this::requirement).toList();
  }

  private GroupRequirement requirement(JudgedRequirement like) {
    List<GroupRequirement.Standing> standings =
        parts.stream().map(part -> standing(part, like)).toList();
    return new GroupRequirement(
        like.framework(),
        like.id(),
        like.claim(),
        // the gravest: a FAIL anywhere, else doubt anywhere; it does not apply where it applies
        // nowhere
        standings.stream()
            .map(GroupRequirement.Standing::outcome)
            .min(Comparator.comparing(GroupAssembly::gravity))
            .orElseThrow(),
        like.checks(),
        standings);
  }

  private static int gravity(Conclusion conclusion) {
    return switch (conclusion) {
      case CONTRADICTED -> 0;
      case INSUFFICIENT -> 1;
      case SUPPORTED -> 2;
      case NOT_APPLICABLE -> 3;
    };
  }

  private static GroupRequirement.Standing standing(Part part, JudgedRequirement like) {
    return switch (part) {
      case Part.Unreported(String cluster, String reason) ->
          new GroupRequirement.Standing(cluster, Conclusion.INSUFFICIENT, reason);
      case Part.Reported(String cluster, Report report, String digest) ->
          report.requirements().stream()
              .filter(one -> one.name().equals(like.name()))
              .map(one -> new GroupRequirement.Standing(cluster, one.outcome(), null))
              .findFirst()
              .orElseGet(
                  () ->
                      new GroupRequirement.Standing(
                          cluster,
                          Conclusion.INSUFFICIENT,
                          "the report on the cluster does not judge " + like.name()));
    };
  }

  // ------------------------------------------------------------- checks

  private List<GroupCheck> checks() {
    Map<String, JudgedCheck> byId = new TreeMap<>();
    reports.forEach(report -> report.checks().forEach(one -> byId.putIfAbsent(one.id(), one)));
    return byId.values().stream().map(this::check).toList();
  }

  private GroupCheck check(JudgedCheck like) {
    List<GroupCheck.Standing> standings =
        parts.stream().map(part -> standing(part, like.id())).toList();
    return new GroupCheck(
        like.id(),
        like.question(),
        standings.stream()
            .map(GroupCheck.Standing::outcome)
            .min(Comparator.comparing(GroupAssembly::gravity))
            .orElseThrow(),
        standings.stream().mapToLong(GroupCheck.Standing::open).sum(),
        standings.stream().mapToLong(GroupCheck.Standing::excepted).sum(),
        standings);
  }

  private static int gravity(Outcome outcome) {
    return switch (outcome) {
      case FAIL -> 0;
      case INCONCLUSIVE -> 1;
      case PASS -> 2;
      case NOT_APPLICABLE -> 3;
    };
  }

  private static GroupCheck.Standing standing(Part part, String check) {
    return switch (part) {
      case Part.Unreported(String cluster, String reason) ->
          new GroupCheck.Standing(cluster, Outcome.INCONCLUSIVE, 0, 0, reason);
      case Part.Reported(String cluster, Report report, String digest) ->
          report.checks().stream()
              .filter(one -> one.id().equals(check))
              .map(
                  one ->
                      new GroupCheck.Standing(
                          cluster, report.outcome(one), one.open(), one.excepted(), null))
              .findFirst()
              .orElseGet(
                  () ->
                      new GroupCheck.Standing(
                          cluster,
                          Outcome.INCONCLUSIVE,
                          0,
                          0,
                          "the report on the cluster does not have " + check));
    };
  }

  // ------------------------------------------------------------- findings

  private record Stood(SharedFinding name, SharedFinding.Stand stand) {}

  private List<SharedFinding> shared() {
    Map<SharedFinding, List<SharedFinding.Stand>> stands =
        new TreeMap<>(
            Comparator.comparing(SharedFinding::check).thenComparing(SharedFinding::what));
    for (Part.Reported part : reported) {
      for (JudgedCheck check : part.report().checks()) {
        for (JudgedFinding finding : check.findings()) {
          Stood one = stood(part.cluster(), check.id(), finding);
          stands.computeIfAbsent(one.name(), name -> new ArrayList<>()).add(one.stand());
        }
      }
    }
    List<SharedFinding> shared = new ArrayList<>();
    stands.forEach(
        (name, found) -> {
          if (found.stream().map(SharedFinding.Stand::cluster).distinct().count() > 1) {
            shared.add(
                new SharedFinding(
                    name.check(),
                    name.source(),
                    name.destination(),
                    name.subject(),
                    name.direction(),
                    found));
          }
        });
    return shared;
  }

  private static Stood stood(String cluster, String check, JudgedFinding finding) {
    return switch (finding.witness()) {
      case Proof.Flow(String source, String destination, String traffic, String exposure) ->
          new Stood(
              new SharedFinding(check, source, destination, null, null, List.of()),
              stand(cluster, finding, traffic));
      case Proof.Subject(String subject, String direction) ->
          new Stood(
              new SharedFinding(check, null, null, subject, direction, List.of()),
              stand(cluster, finding, null));
    };
  }

  private static SharedFinding.Stand stand(
      String cluster, JudgedFinding finding, @Nullable String traffic) {
    return new SharedFinding.Stand(
        cluster,
        finding.fingerprint(),
        finding.status(),
        finding.summary(),
        traffic,
        finding.exception());
  }

  // ------------------------------------------------------------- exceptions

  private List<GroupException> exceptions() {
    List<GroupException> all = new ArrayList<>();
    for (Part.Reported part : reported) {
      String cluster = part.cluster();
      Report report = part.report();
      if (report.history() == null) {
        all.addAll(inForce(cluster, report));
      } else {
        report
            .history()
            .exceptions()
            .forEach(
                use ->
                    all.add(
                        new GroupException(
                            cluster,
                            use.id(),
                            null,
                            use.from(),
                            use.until(),
                            use.end(),
                            use.findings().size())));
      }
    }
    return all;
  }

  /// An exception stands in a report once for each thing that it chooses.
  private static List<GroupException> inForce(String cluster, Report report) {
    Map<String, ExceptionInForce> byId =
        report.exceptions().stream()
            .collect(
                Collectors.toMap(
                    ExceptionInForce::id, Function.identity(), (a, b) -> a, TreeMap::new));
    List<GroupException> found = new ArrayList<>();
    byId.forEach(
        (id, one) -> {
          TreeSet<String> covered = new TreeSet<>();
          report.checks().stream()
              .flatMap(check -> check.findings().stream())
              .filter(finding -> id.equals(finding.exception()))
              .forEach(finding -> covered.add(finding.fingerprint()));
          found.add(
              new GroupException(
                  cluster, id, one.check(), one.from(), one.until(), "in-force", covered.size()));
        });
    return found;
  }
}
