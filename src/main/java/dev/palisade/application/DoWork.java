package dev.palisade.application;

import dev.palisade.collect.NothingUsable;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.store.StoreFailure;
import dev.palisade.store.StoredRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/// What runs do.
@ApplicationScoped
public class DoWork {
  private final CollectCluster collect;
  private final AssessCluster assess;
  private final IssueReport issue;
  private final IssueGroupReport group;
  private final PerformAgain again;
  private final RemindPeople remind;
  private final Clock clock;

  public DoWork(
      CollectCluster collect,
      AssessCluster assess,
      IssueReport issue,
      IssueGroupReport group,
      PerformAgain again,
      RemindPeople remind,
      Clock clock) {
    this.collect = collect;
    this.assess = assess;
    this.issue = issue;
    this.group = group;
    this.again = again;
    this.remind = remind;
    this.clock = clock;
  }

  /// Does it.
  ///
  /// @return what came of it: the id of a snapshot, report or re-performance, how many checks had
  ///   which outcome, or how many notices there are
  String on(StoredRun run, RunOrder order, Trigger trigger, Steps steps) {
    return switch (order.work()) {
      case COLLECT -> collect.collect(run, trigger, steps);
      case ASSESS -> judged(order, steps);
      case REPORT -> issue.issue(report(run, order), steps).id().toString();
      case REPORT_ONCE -> issue.issueOnce(report(run, order), steps).id().toString();
      case REPORT_PERIOD -> issue.issue(over(run, order), steps).id().toString();
      case REPORT_PERIOD_ONCE -> issue.issueOnce(over(run, order), steps).id().toString();
      case REPORT_GROUP -> group.issue(group(run, order), steps).id().toString();
      case REPERFORM -> {
        UUID request = Objects.requireNonNull(order.reperformance());
        again.perform(request, steps);
        yield request.toString();
      }
      case REMIND ->
          steps.store(() -> remind.remind(order.cluster()) + " notices", notices -> notices);
    };
  }

  private static IssueReport.Request report(StoredRun run, RunOrder order) {
    return new IssueReport.Request(
        order.cluster(),
        SnapshotChoice.parse(order.snapshot()),
        order.framework(),
        order.asOf(),
        run.requestedBy());
  }

  private static IssueReport.PeriodRequest over(StoredRun run, RunOrder order) {
    Interval period = order.period();
    if (period == null) {
      throw new IllegalStateException("the queue has an order for a report on no period");
    }
    return new IssueReport.PeriodRequest(
        order.cluster(), period.from(), period.until(), order.framework(), run.requestedBy());
  }

  private static IssueGroupReport.Request group(StoredRun run, RunOrder order) {
    return new IssueGroupReport.Request(
        Objects.requireNonNull(order.group()),
        order.framework(),
        order.period(),
        run.requestedBy());
  }

  private String judged(RunOrder order, Steps steps) {
    AssessCluster.Judged judged =
        assess.assess(
            new AssessCluster.Request(
                order.cluster(),
                SnapshotChoice.parse(order.snapshot()),
                order.framework(),
                order.asOf()),
            steps);
    steps.at(95, "keeping the findings");
    return steps.store(
        () -> {
          assess.keep(judged, clock.instant(), null);
          return outcomes(judged);
        },
        outcomes -> outcomes);
  }

  private static String outcomes(AssessCluster.Judged judged) {
    Map<Outcome, Long> counts =
        judged.assessed().assessment().checks().stream()
            .collect(
                Collectors.groupingBy(
                    CheckResult::outcome,
                    () -> new EnumMap<>(Outcome.class),
                    Collectors.counting()));
    return counts.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /// Whether a failure is one that work may come to, and says itself what is wrong.
  static boolean isExpected(RuntimeException e) {
    return e instanceof NotFound
        || e instanceof UnusableInput
        || e instanceof OutOfDate
        || e instanceof NothingUsable
        || e instanceof StoreFailure
        || e instanceof IllegalArgumentException;
  }
}
