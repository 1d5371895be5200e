package dev.palisade.compliance.report;

import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.snapshot.ClusterIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A report: what every format shows, and all that they show. It holds conclusions and what they
/// rest on, as text and numbers, and concludes nothing of its own.
///
/// Two reports of the same snapshot, scope, catalogue, settings and `asOf` differ in [#identity]
/// alone.
///
/// @param asOf the instant at which expiries were judged
/// @param frameworks that the requirements are of, in their order
/// @param requirements in the catalogue's order
/// @param checks sorted by id
/// @param exceptions those in force, sorted by id
/// @param matrix null: no map of zones was drawn
/// @param policies every policy of the cluster; with their text those that a finding cites or that
///   lie in a zone in scope
/// @param objects other objects that findings cite
/// @param changes since an earlier report; null: there is none to compare with
/// @param history what the period was, in a report on one; null: it is on one snapshot
public record Report(
    ReportIdentity identity,
    ClusterIdentity cluster,
    Coverage coverage,
    Method method,
    Instant asOf,
    List<Held> frameworks,
    DeclaredScope scope,
    List<JudgedRequirement> requirements,
    List<JudgedCheck> checks,
    List<ExceptionInForce> exceptions,
    @Nullable ZoneMatrix matrix,
    List<CitedObject> policies,
    List<CitedObject> objects,
    @Nullable Comparison changes,
    @Nullable PeriodRecord history) {

  /// A framework that somebody is held to.
  ///
  /// @param id e.g. `pci-dss`
  /// @param title with its edition
  public record Held(String id, String title) {}

  public Report {
    frameworks = List.copyOf(frameworks);
    requirements = List.copyOf(requirements);
    checks = List.copyOf(checks);
    exceptions = List.copyOf(exceptions);
    policies = policies.stream().sorted().toList();
    objects = objects.stream().sorted().toList();
  }

  /// A report on one snapshot.
  ///
  /// @param sequence the snapshot's number in the cluster's chain; null: it is not kept in a store
  /// @param waivers those that the assessment was made with
  /// @param catalogue the one that judged: its words
  public static Report of(
      Assessment assessment,
      ReportIdentity identity,
      Method method,
      @Nullable Long sequence,
      Waivers waivers,
      Catalogue catalogue) {
    return new ReportAssembly(assessment, catalogue).report(identity, method, sequence, waivers);
  }

  /// The same with what changed since an earlier one.
  public Report withChanges(Comparison since) {
    return new Report(
        identity,
        cluster,
        coverage,
        method,
        asOf,
        frameworks,
        scope,
        requirements,
        checks,
        exceptions,
        matrix,
        policies,
        objects,
        since,
        history);
  }

  /// The same with what is known of its findings' past.
  ///
  /// @param ages by check and fingerprint
  public Report withAges(Map<String, Map<String, FindingAge>> ages) {
    return new Report(
        identity,
        cluster,
        coverage,
        method,
        asOf,
        frameworks,
        scope,
        requirements,
        checks.stream().map(check -> check.with(ages.getOrDefault(check.id(), Map.of()))).toList(),
        exceptions,
        matrix,
        policies,
        objects,
        changes,
        history);
  }

  /// The same, made a report on a period that ends with its snapshot: each requirement is as grave
  /// as its gravest time, and the checks stay as the snapshot shows them.
  ///
  /// @param record with a lane for each requirement
  /// @throws IllegalArgumentException if a requirement has none
  public Report over(Interval period, PeriodRecord record) {
    return new Report(
        identity,
        cluster,
        coverage.over(period),
        method,
        asOf,
        frameworks,
        scope,
        requirements.stream().map(r -> r.with(record.outcome(r.framework(), r.id()))).toList(),
        checks,
        exceptions,
        matrix,
        policies,
        objects,
        changes,
        record);
  }

  /// The same under another identity: the next version, or a draft that is issued.
  public Report withIdentity(ReportIdentity other) {
    return new Report(
        other,
        cluster,
        coverage,
        method,
        asOf,
        frameworks,
        scope,
        requirements,
        checks,
        exceptions,
        matrix,
        policies,
        objects,
        changes,
        history);
  }

  /// The check of a name.
  ///
  /// @throws IllegalArgumentException when a requirement names one that was not evaluated
  public JudgedCheck check(String id) {
    return checks.stream()
        .filter(check -> check.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the report has no check " + id));
  }

  /// What came of a check: in a report on a period the gravest of its time, and a check that the
  /// period does not speak of was not seen through it.
  public Outcome outcome(JudgedCheck check) {
    if (history == null) {
      return check.outcome();
    }
    Outcome over =
        history.lanes().stream()
            .filter(lane -> lane.framework() == null && lane.id().equals(check.id()))
            .map(lane -> Outcome.valueOf(lane.outcome()))
            .findFirst()
            .orElse(Outcome.INCONCLUSIVE);
    return over.compareTo(check.outcome()) < 0 ? over : check.outcome();
  }

  /// The title of a framework; its id when the report does not give one.
  public String frameworkTitle(String id) {
    return frameworks.stream()
        .filter(framework -> framework.id().equals(id))
        .map(Held::title)
        .findFirst()
        .orElse(id);
  }
}
