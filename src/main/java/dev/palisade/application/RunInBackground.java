package dev.palisade.application;

import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.store.RunStore;
import dev.palisade.store.StoredRun;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Work that takes its time, as runs that say how it goes. Never two at once for a cluster; what
/// comes second waits.
@ApplicationScoped
public class RunInBackground {
  private static final Logger LOG = Logger.getLogger(RunInBackground.class);

  /// A judgement keeps a core busy: more at once would only take turns.
  private static final int AT_ONCE = 2;

  private final RunStore runs;
  private final CollectCluster collect;
  private final AssessCluster assess;
  private final IssueReport issue;
  private final ReadEvidence evidence;
  private final Clock clock;
  private final String worker = UUID.randomUUID().toString();
  private final ExecutorService executor;
  private final Map<String, CompletableFuture<Void>> lastOfCluster = new ConcurrentHashMap<>();

  public RunInBackground(
      RunStore runs,
      CollectCluster collect,
      AssessCluster assess,
      IssueReport issue,
      ReadEvidence evidence,
      Clock clock) {
    this.runs = runs;
    this.collect = collect;
    this.assess = assess;
    this.issue = issue;
    this.evidence = evidence;
    this.clock = clock;
    this.executor = Executors.newFixedThreadPool(AT_ONCE, RunInBackground::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "palisade-run");
    thread.setDaemon(true);
    thread.setContextClassLoader(RunInBackground.class.getClassLoader());
    return thread;
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object end) {
    executor.shutdownNow();
  }

  /// A run that was asked for, and its end.
  record Started(Run run, CompletableFuture<Run> end) {}

  /// Collects a snapshot of a cluster that the configuration names. Its result is the snapshot's
  /// id.
  ///
  /// @throws NotFound if the configuration has no such cluster
  public Run collect(String cluster, String by) {
    return collect(cluster, by, Trigger.REQUEST).run();
  }

  Started collect(String cluster, String by, Trigger trigger) {
    collect.requireConfigured(cluster);
    return enqueue(cluster, StoredRun.Kind.COLLECTION, by, run -> collect.collect(run, trigger));
  }

  /// Judges and counts the outcomes: its result is such as `FAIL 3, INCONCLUSIVE 1, PASS 10`.
  ///
  /// @throws NotFound if there is no such cluster or snapshot
  public Run assess(AssessCluster.Request request, String by) {
    return startAssessing(request, by).run();
  }

  Started startAssessing(AssessCluster.Request request, String by) {
    evidence.find(request.cluster(), request.snapshot());
    return enqueue(
        request.cluster(),
        StoredRun.Kind.ASSESSMENT,
        by,
        run -> work(run, "judging", () -> outcomes(judged(request))));
  }

  private AssessCluster.Judged judged(AssessCluster.Request request) {
    AssessCluster.Judged judged = assess.assess(request);
    assess.keep(judged, clock.instant(), null);
    return judged;
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

  /// Issues a report. Its result is the report's id.
  ///
  /// @throws NotFound if there is no such cluster or snapshot
  public Run report(IssueReport.Request request) {
    return startIssuing(request, () -> issue.issue(request)).run();
  }

  /// Issues a report, unless there is one of the framework on that snapshot.
  Started reportOnce(IssueReport.Request request) {
    return startIssuing(request, () -> issue.issueOnce(request));
  }

  private Started startIssuing(IssueReport.Request request, Supplier<IssuedReport> work) {
    evidence.find(request.cluster(), request.snapshot());
    return enqueue(
        request.cluster(),
        StoredRun.Kind.REPORT,
        request.by(),
        run -> work(run, "judging and writing", () -> work.get().id().toString()));
  }

  /// Does the work of a run that waits: it ends as succeeded with a result, or as failed with what
  /// went wrong.
  private StoredRun work(StoredRun run, String step, Supplier<String> work) {
    runs.start(run.id(), worker, clock.instant());
    runs.progress(run.id(), 10, step);
    String result = work.get();
    return runs.succeed(run.id(), result, clock.instant());
  }

  private Started enqueue(
      String cluster, StoredRun.Kind kind, String by, UnaryOperator<StoredRun> work) {
    StoredRun run = runs.request(cluster, kind, by, clock.instant());
    CompletableFuture<Run> end = new CompletableFuture<>();
    lastOfCluster.compute(
        cluster.toLowerCase(Locale.ROOT),
        (name, last) ->
            (last == null ? CompletableFuture.<Void>completedFuture(null) : last)
                .thenRunAsync(() -> end.complete(ended(run, work)), executor));
    return new Started(Run.of(run), end);
  }

  /// Whatever happens, the run says how it ended, and the next may begin.
  private Run ended(StoredRun run, UnaryOperator<StoredRun> work) {
    try {
      StoredRun now = runs.find(run.id());
      if (now != null && now.state().isEnded()) {
        return Run.of(now); // cancelled while it waited
      }
      StoredRun done = work.apply(run);
      log(done);
      return Run.of(done);
    } catch (RuntimeException e) {
      StoredRun failed = failed(run, e);
      log(failed);
      return Run.of(failed);
    }
  }

  private StoredRun failed(StoredRun run, RuntimeException e) {
    boolean expected =
        e instanceof NotFound || e instanceof UnusableInput || e instanceof OutOfDate;
    if (!expected) {
      LOG.errorf(e, "run %s of cluster %s", run.id(), run.cluster());
    }
    StoredRun now = runs.find(run.id());
    if (now == null || now.state().isEnded()) {
      return now == null ? run : now;
    }
    String message = e.getMessage();
    return runs.fail(
        run.id(), message == null || !expected ? e.toString() : message, clock.instant());
  }

  private static void log(StoredRun run) {
    LOG.infof(
        "%s of cluster %s: %s%s",
        run.kind().toString().toLowerCase(Locale.ROOT),
        run.cluster(),
        run.state().toString().toLowerCase(Locale.ROOT),
        run.error() == null ? "" : ": " + run.error());
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
    return runs.list(cluster, after, limit).stream().map(Run::of).toList();
  }

  /// Says that nobody wants a run any more.
  ///
  /// @throws NotFound if there is none
  /// @throws IllegalStateException if it has ended
  public Run cancel(UUID id) {
    return Stored.answer(() -> Run.of(runs.cancel(id, clock.instant())));
  }

  /// Fails the runs that a process left behind which is no more: for a service that is alone on its
  /// database, before it starts any.
  public int failLeftBehind() {
    return runs.failLeftBehind(clock.instant());
  }
}
