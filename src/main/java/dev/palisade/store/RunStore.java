package dev.palisade.store;

import dev.palisade.store.StoredRun.Kind;
import dev.palisade.store.StoredRun.State;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs: what was asked for, how far it is, how it ended. What is written here lasts whatever
/// becomes of the work itself, so that each change has a transaction of its own.
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class RunStore {
  private final Clusters clusters;

  RunStore(Clusters clusters) {
    this.clusters = clusters;
  }

  /// Enters a run that waits for its turn; the cluster is entered if it is new.
  public StoredRun request(String cluster, Kind kind, String by, Instant at) {
    RunRow row =
        new RunRow(
            clusters.entered(cluster),
            UUID.randomUUID(),
            kind,
            by,
            at.truncatedTo(ChronoUnit.MICROS));
    row.persistAndFlush();
    return row.stored();
  }

  /// Says that work has begun.
  ///
  /// @param worker the instance of the service that works on it
  /// @throws IllegalStateException if the run is not waiting: somebody else took it, or it was
  ///   cancelled
  public StoredRun start(UUID run, String worker, Instant at) {
    return changed(
        run,
        "state = ?1, worker = ?2, startedAt = ?3 where id = ?4 and state = ?5",
        State.RUNNING,
        worker,
        at,
        run,
        State.QUEUED);
  }

  /// Says how far it is.
  ///
  /// @param percent 0 to 100
  /// @throws IllegalStateException if the run is not at work, e.g. was cancelled: the work is to
  ///   stop
  public StoredRun progress(UUID run, int percent, String step) {
    return changed(
        run,
        "progress = ?1, step = ?2 where id = ?3 and state = ?4",
        percent,
        step,
        run,
        State.RUNNING);
  }

  /// Says that it came to its end.
  ///
  /// @param result what came of it; null: nothing that could be named
  /// @throws IllegalStateException if the run is not at work
  public StoredRun succeed(UUID run, @Nullable String result, Instant at) {
    return changed(
        run,
        "state = ?1, result = ?2, endedAt = ?3, progress = 100 where id = ?4 and state = ?5",
        State.SUCCEEDED,
        result,
        at,
        run,
        State.RUNNING);
  }

  /// Says what went wrong.
  ///
  /// @throws IllegalStateException if the run has ended
  public StoredRun fail(UUID run, String error, Instant at) {
    return changed(
        run,
        "state = ?1, error = ?2, endedAt = ?3 where id = ?4 and endedAt is null",
        State.FAILED,
        error,
        at,
        run);
  }

  /// Says that nobody wants it any more.
  ///
  /// @throws IllegalStateException if the run has ended
  public StoredRun cancel(UUID run, Instant at) {
    return changed(
        run,
        "state = ?1, endedAt = ?2 where id = ?3 and endedAt is null",
        State.CANCELLED,
        at,
        run);
  }

  /// Fails every run that has not ended: for a service that starts and is alone on its database,
  /// all of them were left behind by a process that is no more.
  ///
  /// @return how many
  public int failLeftBehind(Instant at) {
    return RunRow.update(
        "state = ?1, error = ?2, endedAt = ?3 where endedAt is null",
        State.FAILED,
        "the service ended before the run did",
        at);
  }

  private static StoredRun changed(UUID run, String change, @Nullable Object... parameters) {
    int rows = RunRow.update(change, parameters);
    RunRow row = RunRow.findById(run);
    if (row == null) {
      throw new NotStored("there is no run " + run);
    }
    if (rows == 0) {
      throw new IllegalStateException("run " + run + " is " + row.state);
    }
    return row.stored();
  }

  /// Null when there is none.
  public @Nullable StoredRun find(UUID run) {
    RunRow row = RunRow.findById(run);
    return row == null ? null : row.stored();
  }

  /// A cluster's runs, the latest requested first.
  ///
  /// @param after the last run of the page before; null: the first page
  public List<StoredRun> list(String cluster, @Nullable UUID after, int limit) {
    RunRow last = after == null ? null : RunRow.findById(after);
    var rows =
        last == null
            ? RunRow.<RunRow>find("cluster.name = ?1 order by requestedAt desc, id desc", cluster)
            : RunRow.<RunRow>find(
                "cluster.name = ?1 and (requestedAt < ?2 or (requestedAt = ?2 and id < ?3))"
                    + " order by requestedAt desc, id desc",
                cluster,
                last.requestedAt,
                last.id);
    return rows.page(Page.ofSize(limit)).stream().map(RunRow::stored).toList();
  }
}
