package dev.palisade.api.v1;

import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.IssueReport;
import dev.palisade.application.JudgingTime;
import dev.palisade.application.SnapshotChoice;
import dev.palisade.application.UnusableInput;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a report is to be on.
///
/// @param kind `point-in-time` or `period`; null: a period where `from` and `to` are given
/// @param snapshot of a point in time: `latest`, a sequence, a day, an instant or a report's
///   number; null: the latest
/// @param from of a period its beginning
/// @param to of a period its end, not included
/// @param framework `pci-dss`, `soc2`; null or `all`: all
/// @param asOf of a point in time: the instant at which expiries are judged; null: the snapshot's
///   own
public record ReportOrder(
    @Nullable String kind,
    @Nullable String snapshot,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String framework,
    @Nullable Instant asOf) {
  private static final String POINT_IN_TIME = "point-in-time";
  private static final String PERIOD = "period";

  static final ReportOrder LATEST = new ReportOrder(null, null, null, null, null, null);

  boolean isOnPeriod() {
    return PERIOD.equals(kind) || (kind == null && (from != null || to != null));
  }

  /// @throws RefusedRequest if the parts do not go together
  /// @throws UnusableInput if nothing can have been at an instant
  void requireWhole() {
    if (kind != null && !kind.equals(PERIOD) && !kind.equals(POINT_IN_TIME)) {
      throw RefusedRequest.parameter(
          "kind", "\"" + kind + "\" is no kind of report: " + POINT_IN_TIME + ", " + PERIOD);
    }
    JudgingTime.usable("asOf", asOf);
    JudgingTime.usable("from", from);
    JudgingTime.usable("to", to);
    if (isOnPeriod()) {
      Parameters.required("from", from);
      Parameters.required("to", to);
      if (snapshot != null || asOf != null) {
        throw RefusedRequest.parameter(
            snapshot == null ? "asOf" : "snapshot", "has no meaning in a report on a period");
      }
    } else if (from != null || to != null) {
      throw RefusedRequest.parameter(
          from == null ? "to" : "from", "has no meaning in a report on a point in time");
    }
  }

  IssueReport.Request on(String cluster, String by) {
    return new IssueReport.Request(
        cluster,
        snapshot == null ? SnapshotChoice.LATEST : SnapshotChoice.parse(snapshot),
        framework,
        asOf,
        by);
  }

  IssueReport.PeriodRequest over(String cluster, String by) {
    return new IssueReport.PeriodRequest(
        cluster, Objects.requireNonNull(from), Objects.requireNonNull(to), framework, by);
  }
}
