package dev.palisade.application;

import dev.palisade.store.RunStore;
import dev.palisade.store.RunStore.NewRun;
import dev.palisade.store.StoredRun;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/// What this instance of the service works on. When it is told to stop it begins nothing new, lets
/// what is at work end if that takes little, and gives up the rest: such a run says so, and is done
/// again by another instance, or by this one when it is back.
@ApplicationScoped
public class RunsAtWork {
  private static final Logger LOG = Logger.getLogger(RunsAtWork.class);
  private static final String STOPPED = "the service was stopped while it was at work";

  /// Kubernetes kills after thirty seconds.
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Scheduler scheduler;
  private final RunStore runs;
  private final RunQueue queue;
  private final Clock clock;
  private final Map<UUID, Task> tasks = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  public RunsAtWork(Scheduler scheduler, RunStore runs, RunQueue queue, Clock clock) {
    this.scheduler = scheduler;
    this.runs = runs;
    this.queue = queue;
    this.clock = clock;
  }

  private record Task(StoredRun run, RunOrder order) {}

  RunSteps begin(StoredRun run, RunOrder order, RunStore store, StoreResult results) {
    lock.lock();
    try {
      tasks.put(run.id(), new Task(run, order));
    } finally {
      lock.unlock();
    }
    return new RunSteps(run.id(), store, results);
  }

  void end(StoredRun run) {
    lock.lock();
    try {
      tasks.remove(run.id());
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stop(PATIENCE);
  }

  /// Returns when nothing is at work here that is said to be.
  void stop(Duration patience) {
    try {
      scheduler.standby();
    } catch (SchedulerException e) {
      LOG.warn("the queue does not stop", e);
    }
    for (Task task : left(patience)) {
      giveUp(task);
    }
  }

  private List<Task> left(Duration patience) {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (!tasks.isEmpty() && nanos > 0) {
        nanos = ended.awaitNanos(nanos);
      }
      return new ArrayList<>(tasks.values());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ArrayList<>(tasks.values());
    } finally {
      lock.unlock();
    }
  }

  private void giveUp(Task task) {
    try {
      StoredRun lost = runs.lose(task.run().id(), STOPPED, clock.instant());
      if (lost.repeats() == null) {
        queue.enter(NewRun.again(lost, clock.instant()), task.order());
      }
      LOG.infof("run %s of cluster %s: %s", lost.id(), lost.cluster(), lost.error());
    } catch (IllegalStateException e) {
      LOG.debugf(e, "run %s ended by itself", task.run().id());
    }
  }
}
