package dev.palisade.compliance.diff;

import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.diff.CausingChange.Changed;
import dev.palisade.compliance.diff.CausingChange.Made;
import dev.palisade.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Everything that differs between two states of a cluster, as text. Lists are sorted.
///
/// @param attribution how the causes of flows were found, or why they were not
/// @param outcomes null: at least one of the states was not judged
/// @param findings likewise
/// @param policies what changed policies mean for traffic; null: it was not asked
/// @param zones the flows that differ, added up by zones and networks; null: a state was not judged
/// @param members workloads that came to zones, left them or changed them; null: likewise
/// @param scope what differs in scope documents and exceptions; null: it was not asked
public record Comparison(
    Moment before,
    Moment after,
    List<ObjectChange> objects,
    List<FlowChange> flows,
    String attribution,
    @Nullable List<OutcomeChange> outcomes,
    @Nullable List<FindingChange> findings,
    @Nullable List<PolicyChange> policies,
    @Nullable List<ZoneTraffic> zones,
    @Nullable List<MemberChange> members,
    @Nullable ScopeChange scope) {

  /// One of the two states.
  ///
  /// @param sequence its number in the cluster's chain; null: it is not kept in a store
  /// @param digest of the snapshot
  public record Moment(String cluster, @Nullable Long sequence, Instant takenAt, String digest) {}

  public Comparison {
    objects = List.copyOf(objects);
    flows = List.copyOf(flows);
    outcomes = outcomes == null ? null : List.copyOf(outcomes);
    findings = findings == null ? null : List.copyOf(findings);
    policies = policies == null ? null : List.copyOf(policies);
    zones = zones == null ? null : List.copyOf(zones);
    members = members == null ? null : List.copyOf(members);
  }

  public Comparison(
      Moment before,
      Moment after,
      List<ObjectChange> objects,
      List<FlowChange> flows,
      String attribution,
      @Nullable List<OutcomeChange> outcomes,
      @Nullable List<FindingChange> findings) {
    this(before, after, objects, flows, attribution, outcomes, findings, null, null, null, null);
  }

  /// Compares objects and traffic, and outcomes and findings where both states were judged.
  ///
  /// @param recompute translation and reachability of a snapshot, with the settings of the state
  ///   after: for finding causes
  public static Comparison between(
      State before, State after, Function<Snapshot, Reachability> recompute) {
    List<ObjectComparison.Pair> changed =
        ObjectComparison.pairs(before.snapshot(), after.snapshot());
    List<FlowDifference> flows =
        FlowComparison.of(
            new WorkloadView(before.evidence().reachability()),
            new WorkloadView(after.evidence().reachability()));
    Attribution.Attributed attributed = Attribution.of(before, after, flows, changed, recompute);
    Assessment old = before.assessment();
    Assessment young = after.assessment();
    List<ZoneTraffic> zones = null;
    List<MemberChange> members = null;
    if (old != null && young != null) {
      ZoneMap was = new ZoneMap(old.scope(), before.evidence().reachability());
      ZoneMap is = new ZoneMap(young.scope(), after.evidence().reachability());
      zones = ZoneSums.of(flows, was, is);
      boolean oneScope = old.scope().digest().equals(young.scope().digest());
      members =
          MemberChange.between(
              was,
              oneScope ? was : new ZoneMap(young.scope(), before.evidence().reachability()),
              is);
    }
    return new Comparison(
        moment(before),
        moment(after),
        ObjectComparison.changes(changed),
        attributed.flows(),
        attributed.method(),
        old == null || young == null ? null : VerdictComparison.outcomes(old, young),
        old == null || young == null ? null : VerdictComparison.findings(old, young),
        PolicyMeaning.of(before, after, changed, attributed.flows()),
        zones,
        members,
        null);
  }

  /// The flows of which connections that both states allow are for other requests; without causes.
  public static List<FlowChange> requests(Reachability before, Reachability after) {
    WorkloadView first = new WorkloadView(before);
    WorkloadView second = new WorkloadView(after);
    if (!first.speaksOfRequests() && !second.speaksOfRequests()) {
      return List.of();
    }
    return FlowComparison.of(first, second).stream()
        .filter(flow -> !flow.requests().isEmpty())
        .map(flow -> flow.change(List.of(), null))
        .sorted()
        .toList();
  }

  /// With when each change was made that has part in a flow's, and by whom.
  ///
  /// @param dates of an object, the earliest first; none where nothing is known
  public Comparison dated(Function<Changed, List<Made>> dates) {
    DatedCauses dated = new DatedCauses(dates);
    return new Comparison(
        before,
        after,
        objects,
        flows.stream().map(dated::of).toList(),
        attribution,
        outcomes,
        findings,
        policies,
        zones,
        members,
        scope);
  }

  /// With what differs in the scopes that were in force.
  ///
  /// @param held what differs in the members of zones by those scopes
  public Comparison under(ScopeChange scopes, List<MemberChange> held) {
    return new Comparison(
        before,
        after,
        objects,
        flows,
        attribution,
        outcomes,
        findings,
        policies,
        zones,
        held,
        scopes);
  }

  private static Moment moment(State state) {
    Snapshot snapshot = state.snapshot();
    return new Moment(
        snapshot.cluster().name(), state.sequence(), snapshot.takenAt(), snapshot.digest());
  }

  /// Whether the states are the same in objects, traffic, outcomes and scope.
  public boolean isEmpty() {
    return objects.isEmpty()
        && flows.isEmpty()
        && (members == null || members.isEmpty())
        && (scope == null || scope.isEmpty())
        && (outcomes == null || outcomes.isEmpty())
        && (findings == null
            || findings.stream()
                .allMatch(
                    f ->
                        f.change() == FindingChange.Kind.STILL_OPEN
                            || f.change() == FindingChange.Kind.STILL_EXCEPTED));
  }
}
