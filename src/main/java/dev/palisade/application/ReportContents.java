package dev.palisade.application;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.store.ReportStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts together what a report says, before it has a number.
@ApplicationScoped
public class ReportContents {
  private final AssessCluster assess;
  private final TellPeriod periods;

  public ReportContents(AssessCluster assess, TellPeriod periods) {
    this.assess = assess;
    this.periods = periods;
  }

  /// What a report is to say.
  ///
  /// @param period null: it is on one snapshot
  record Content(
      AssessCluster.Judged judged,
      ReportIdentity.Kind kind,
      ReportStore.@Nullable Period period,
      Function<ReportIdentity, Report> report) {}

  /// On one snapshot.
  ///
  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  /// @throws UnusableInput if there is no such framework
  Content on(AssessCluster.Request request, Steps steps) {
    AssessCluster.Judged judged = assess.assess(request, steps);
    steps.at(75, "looking for what would close the findings");
    return new Content(judged, ReportIdentity.Kind.POINT_IN_TIME, null, assess.report(judged));
  }

  /// On a period.
  ///
  /// @param framework `all` or the one
  /// @throws NotFound if there is no such cluster, no snapshot in the period, or no scope yet
  /// @throws UnusableInput if there is no such framework
  Content over(IssueReport.PeriodRequest request, String framework, Steps steps) {
    Interval period = new Interval(request.from(), request.until());
    String one = framework.equals(AssessCluster.ALL) ? null : framework;
    TellPeriod.Told told = periods.tell(request.cluster(), period, one, steps);
    AssessCluster.Judged judged =
        assess.assess(
            new AssessCluster.Request(
                request.cluster(), new SnapshotChoice.Numbered(told.last()), one, period.until()));
    steps.at(75, "looking for what changed");
    Comparison changes = told.first() == told.last() ? null : changes(told.first(), judged, one);
    Function<ReportIdentity, Report> last = assess.report(judged);
    return new Content(
        judged,
        ReportIdentity.Kind.PERIOD,
        new ReportStore.Period(period.from(), period.until()),
        identity -> {
          Report report = last.apply(identity).over(period, told.record());
          return changes == null ? report : report.withChanges(changes);
        });
  }

  private Comparison changes(long first, AssessCluster.Judged last, @Nullable String framework) {
    AssessCluster.Judged then =
        assess.judge(
            new AssessCluster.Request(
                last.snapshot().cluster(), new SnapshotChoice.Numbered(first), framework, null));
    return assess.compareInFull(then, last);
  }
}
