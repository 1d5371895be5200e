package dev.palisade.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Work that takes its time, as runs that say how it goes. Never two at once for a cluster; what comes second waits.
@ApplicationScoped
public class RunInBackground {

  /// Collects a snapshot of a cluster that the configuration names. Its result is the snapshot's id.
  ///
  /// @throws NotFound if the configuration has no such cluster
  public Run collect(String cluster, String by) {
    throw new UnsupportedOperationException();
  }

  /// Judges and counts the outcomes: its result is such as `FAIL 3, INCONCLUSIVE 1, PASS 10`.
  ///
  /// @throws NotFound if there is no such cluster or snapshot
  public Run assess(AssessCluster.Request request, String by) {
    throw new UnsupportedOperationException();
  }

  /// Issues a report. Its result is the report's id.
  ///
  /// @throws NotFound if there is no such cluster or snapshot
  public Run report(IssueReport.Request request) {
    throw new UnsupportedOperationException();
  }

  /// @throws NotFound if there is none
  public Run find(UUID id) {
    throw new UnsupportedOperationException();
  }

  /// A cluster's runs, the latest requested first.
  ///
  /// @param after the last run of the page before; null: the first page
  public List<Run> list(String cluster, @Nullable UUID after, int limit) {
    throw new UnsupportedOperationException();
  }

  /// Says that nobody wants a run any more.
  ///
  /// @throws NotFound if there is none
  /// @throws IllegalStateException if it has ended
  public Run cancel(UUID id) {
    throw new UnsupportedOperationException();
  }
}
