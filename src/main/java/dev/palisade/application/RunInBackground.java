package dev.palisade.application;

import dev.palisade.compliance.report.period.Interval;
import dev.palisade.store.RunStore;
import dev.palisade.store.RunStore.NewRun;
import dev.palisade.store.StoredRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Work that takes its time, as runs that say how it goes. Never two at once for a cluster,
/// whichever replica of the service works on it; what comes second waits.
@ApplicationScoped
public class RunInBackground {
  private final RunStore runs;
  private final RunQueue queue;
  private final CollectCluster collect;
  private final ReadEvidence evidence;
  private final TellPeriod periods;
  private final IssueGroupReport groups;
  private final CatalogueInForce catalogue;
  private final Clock clock;

  public RunInBackground(
      RunStore runs,
      RunQueue queue,
      CollectCluster collect,
      ReadEvidence evidence,
      TellPeriod periods,
      IssueGroupReport groups,
      CatalogueInForce catalogue,
      Clock clock) {
    this.runs = runs;
    this.queue = queue;
    this.collect = collect;
    this.evidence = evidence;
    this.periods = periods;
    this.groups = groups;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /// Collects a snapshot of a cluster that the configuration names. Its result is the snapshot's
  /// id.
  ///
  /// @throws NotFound if the configuration has no such cluster
  public Run collect(String cluster, String by) {
    collect.requireConfigured(cluster);
    return enter(RunOrder.collect(cluster), by);
  }

  /// Judges and counts the outcomes: its result is such as `FAIL 3, INCONCLUSIVE 1, PASS 10`.
  ///
  /// @throws NotFound if there is no such cluster or snapshot
  /// @throws UnusableInput if there is no such framework
  public Run assess(AssessCluster.Request request, String by) {
    evidence.find(request.cluster(), request.snapshot());
    catalogue.of(request.framework());
    return enter(
        RunOrder.on(
            request.cluster(),
            RunOrder.Work.ASSESS,
            request.snapshot().text(),
            framework(request.framework()),
            request.asOf()),
        by);
  }

  /// Issues a report. Its result is the report's id.
  ///
  /// @throws NotFound if there is no such cluster or snapshot
  /// @throws UnusableInput if there is no such framework
  public Run report(IssueReport.Request request) {
    evidence.find(request.cluster(), request.snapshot());
    catalogue.of(request.framework());
    return enter(
        RunOrder.on(
            request.cluster(),
            RunOrder.Work.REPORT,
            request.snapshot().text(),
            framework(request.framework()),
            request.asOf()),
        request.by());
  }

  /// Issues a report on a period. Its result is the report's id.
  ///
  /// @throws NotFound if there is no such cluster, or no snapshot of it in the period
  /// @throws UnusableInput if it is no period or not over, or there is no such framework
  public Run report(IssueReport.PeriodRequest request) {
    Interval period = periods.required(request);
    return enter(
        RunOrder.over(request.cluster(), framework(request.framework()), period), request.by());
  }

  /// Issues a report over several clusters. Its result is the report's id; it is a run of the first
  /// of them, by name.
  ///
  /// @param name what the clusters are called together; null: nothing
  /// @param period null: on the newest snapshot of each
  /// @throws NotFound if there is no such cluster
  /// @throws UnusableInput if there are too many clusters or none, the period is not over, or there
  ///   is no such framework
  public Run reportOnGroup(
      @Nullable String name,
      Collection<String> clusters,
      @Nullable String framework,
      @Nullable Interval period,
      String by) {
    RunOrder.Group group = new RunOrder.Group(name, List.copyOf(clusters));
    groups.require(group, framework(framework), period);
    return enter(RunOrder.over(group, framework(framework), period), by);
  }

  private static String framework(@Nullable String asked) {
    return asked == null ? AssessCluster.ALL : asked;
  }

  private Run enter(RunOrder order, String by) {
    StoredRun run =
        queue.enter(
            NewRun.requested(order.cluster(), order.work().kind(), by, clock.instant()), order);
    return Run.of(run);
  }

  /// @throws NotFound if there is none
  public Run find(UUID id) {
    StoredRun found = runs.find(id);
    if (found == null) {
      throw new NotFound("there is no run " + id);
    }
    return Run.of(found);
  }

  /// A cluster's runs, the latest requested first.
  ///
  /// @param after the last run of the page before; null: the first page
  public List<Run> list(String cluster, @Nullable UUID after, int limit) {
    return list(cluster, after, Set.of(), limit);
  }

  /// @param states only runs in these; empty: in any
  public List<Run> list(
      String cluster, @Nullable UUID after, Collection<Run.State> states, int limit) {
    List<StoredRun.State> wanted =
        states.stream().map(state -> StoredRun.State.valueOf(state.name())).toList();
    return runs.list(cluster, after, wanted, limit).stream().map(Run::of).toList();
  }

  /// Says that nobody wants a run any more. One at work stops where it next can, and leaves
  /// nothing.
  ///
  /// @throws NotFound if there is none
  /// @throws IllegalStateException if it has ended
  public Run cancel(UUID id) {
    return Stored.answer(() -> Run.of(queue.cancel(id, clock.instant())));
  }
}
