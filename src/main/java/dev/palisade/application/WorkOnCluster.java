package dev.palisade.application;

import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.store.RunStore;
import dev.palisade.store.RunStore.NewRun;
import dev.palisade.store.StoreFailure;
import dev.palisade.store.StoredRun;
import dev.palisade.store.StoredRun.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Does what the queue has for a cluster. The queue is to let only one thread of one replica in
/// here for each cluster. Quartz fails in that where replicas take triggers of one job at the same
/// moment (the one that comes late sets its trigger free, though the job is at work), so that the
/// database has the last word: a run begins only where none is at work, and what comes meanwhile is
/// put off. A run that is said to be at work by an execution of which Quartz knows no more was left
/// behind by an instance of the service that ended.
@ApplicationScoped
public class WorkOnCluster {
  private static final Logger LOG = Logger.getLogger(WorkOnCluster.class);
  private static final String GONE = "the instance of the service that worked on it ended";

  private static final Duration LATER = Duration.ofSeconds(1);

  private final RunStore runs;
  private final RunQueue queue;
  private final TakeTurns turns;
  private final DoWork work;
  private final RunsAtWork present;
  private final StoreResult results;
  private final Clock clock;

  public WorkOnCluster(
      RunStore runs,
      RunQueue queue,
      TakeTurns turns,
      DoWork work,
      RunsAtWork present,
      StoreResult results,
      Clock clock) {
    this.runs = runs;
    this.queue = queue;
    this.turns = turns;
    this.work = work;
    this.present = present;
    this.results = results;
    this.clock = clock;
  }

  /// A call of the queue.
  ///
  /// @param execution by which the queue knows it
  /// @param recovering whether it was begun before, by an instance of the service that is no more
  /// @param due when it was to begin
  record Call(Map<String, String> properties, String execution, boolean recovering, Instant due) {}

  /// Does the work, and says in its run how it ended.
  void take(Call call) {
    String cluster = RunOrder.required(call.properties(), RunOrder.CLUSTER);
    for (StoredRun left : runs.atWork(cluster)) {
      if (runs.isExecuting(left)) {
        later(call.properties());
        return;
      }
      lose(left);
    }
    String run = call.properties().get(RunOrder.RUN);
    if (run != null) {
      requested(call, RunOrder.of(call.properties()), runs.find(UUID.fromString(run)));
    } else {
      scheduled(call, cluster, RunOrder.required(call.properties(), RunOrder.SCHEDULE));
    }
  }

  private void later(Map<String, String> properties) {
    queue.later(properties, clock.instant().plus(LATER));
  }

  private void lose(StoredRun left) {
    try {
      log(runs.lose(left.id(), GONE, clock.instant()));
    } catch (IllegalStateException e) {
      LOG.debugf(e, "run %s ended by itself", left.id());
    }
  }

  private void requested(Call call, RunOrder order, @Nullable StoredRun run) {
    StoredRun now = call.recovering() ? again(run) : run;
    if (now != null && now.state() == State.QUEUED) {
      perform(now, order, call.execution());
    }
  }

  private void scheduled(Call call, String cluster, String name) {
    StoredRun left = call.recovering() ? again(runs.lastOf(cluster, name)) : null;
    if (left != null && left.state() == State.QUEUED) {
      perform(
          left, RunOrder.of(turns.definition(cluster, name), turns.due(left)), call.execution());
      return;
    }
    Instant now = clock.instant();
    TakeTurns.Turn turn = turns.take(cluster, name, call.due().isAfter(now) ? call.due() : now);
    if (turn != null) {
      perform(turn.run(), RunOrder.of(turn.schedule(), turns.due(turn.run())), call.execution());
    }
  }

  /// The run that takes the place of one that was lost: once, since the work itself may be what
  /// ends the service.
  ///
  /// @return the run itself where it was not lost, null where it is not done again
  private @Nullable StoredRun again(@Nullable StoredRun run) {
    if (run == null || !run.lost()) {
      return run;
    }
    StoredRun repeat = runs.repeatOf(run.id());
    return repeat != null || run.repeats() != null
        ? repeat
        : runs.request(NewRun.again(run, clock.instant()));
  }

  private void perform(StoredRun run, RunOrder order, String execution) {
    try {
      runs.start(run.id(), execution, clock.instant());
    } catch (IllegalStateException | StoreFailure e) {
      StoredRun now = runs.find(run.id());
      if (now != null && now.state() == State.QUEUED) {
        later(order.properties(run.id()));
      }
      return;
    }
    try {
      RunSteps steps = present.begin(run, order, runs, results);
      try {
        String result = work.on(run, order, trigger(run), steps);
        if (!ended(run)) {
          runs.succeed(run.id(), result, clock.instant());
        }
      } finally {
        present.end(run);
      }
    } catch (RuntimeException e) {
      failed(run, e);
    } finally {
      StoredRun now = runs.find(run.id());
      if (now != null) {
        log(now);
      }
    }
  }

  private static Trigger trigger(StoredRun run) {
    return run.schedule() == null ? Trigger.REQUEST : Trigger.SCHEDULE;
  }

  private boolean ended(StoredRun run) {
    StoredRun now = runs.find(run.id());
    return now == null || now.state().isEnded();
  }

  /// Whatever happens, the run says how it ended.
  private void failed(StoredRun run, RuntimeException e) {
    if (ended(run)) {
      return; // cancelled, or given up when the service stopped
    }
    boolean expected = DoWork.isExpected(e);
    if (!expected) {
      LOG.errorf(e, "run %s of cluster %s", run.id(), run.cluster());
    }
    String message = e.getMessage();
    runs.fail(run.id(), message == null || !expected ? e.toString() : message, clock.instant());
  }

  private static void log(StoredRun run) {
    LOG.infof(
        "%s of cluster %s: %s%s",
        run.kind().toString().toLowerCase(Locale.ROOT),
        run.cluster(),
        run.state().toString().toLowerCase(Locale.ROOT),
        run.error() == null ? "" : ": " + run.error());
  }
}
