package dev.palisade.api.v1;

import dev.palisade.application.IssuedReport;
import dev.palisade.application.SnapshotEntry;
import org.jspecify.annotations.Nullable;

/// A cluster.
///
/// @param latestSnapshot null: none was taken yet
/// @param latestReport null: none was issued yet
/// @param scopeVersion null: no scope was declared yet
public record ClusterView(
    String name,
    @Nullable SnapshotView latestSnapshot,
    @Nullable ReportView latestReport,
    @Nullable Integer scopeVersion) {

  static ClusterView of(
      String name,
      @Nullable SnapshotEntry snapshot,
      @Nullable IssuedReport report,
      @Nullable Integer scopeVersion) {
    return new ClusterView(
        name,
        snapshot == null ? null : SnapshotView.of(snapshot),
        report == null ? null : ReportView.of(report),
        scopeVersion);
  }
}
