package dev.palisade.collect.kubernetes;

import dev.palisade.collect.NothingUsable;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.ListCall.Completeness;
import dev.palisade.snapshot.journal.KnownState;
import dev.palisade.snapshot.journal.WatchNotice;
import dev.palisade.snapshot.journal.WatchNotice.Blind;
import dev.palisade.snapshot.journal.WatchNotice.Recovery;
import dev.palisade.snapshot.journal.WatchedKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Watches a cluster between snapshots: every kind of policy that it serves, namespaces, and the
/// labels of pods. One thread a kind; of the objects no more is held than their digests, and of
/// what is selected the labels.
public final class ClusterWatch implements AutoCloseable {
  private static final CollectionLimits LISTING = CollectionLimits.DEFAULT;

  private final Connection connection;
  private final Function<WatchedKind, KnownState> states;
  private final Consumer<WatchNotice> to;
  private final Map<WatchedKind, ServedKind> running = new ConcurrentHashMap<>();

  /// What is not known to be served or not, by why.
  private final Map<WatchedKind, String> unknown = new TreeMap<>();

  private @Nullable Instant discovered;

  private ClusterWatch(
      Connection connection, Function<WatchedKind, KnownState> states, Consumer<WatchNotice> to) {
    this.connection = connection;
    this.states = states;
    this.to = to;
  }

  /// Begins to watch.
  ///
  /// @param kubeconfig null: found as kubectl finds one
  /// @param context null: the current one
  /// @param states what is known of a kind when its watch begins
  /// @param to takes what is seen, from several threads; what it throws is taken to mean that
  ///   nothing was written down
  /// @throws NothingUsable if the file is no kubeconfig, or has no such context
  public static ClusterWatch begin(
      @Nullable Path kubeconfig,
      @Nullable String context,
      Clock clock,
      WatchLimits limits,
      Function<WatchedKind, KnownState> states,
      Consumer<WatchNotice> to) {
    KubernetesClient client =
        kubeconfig == null
            ? ClusterConnection.ambient(context)
            : ClusterConnection.kubeconfig(kubeconfig, context);
    return begin(client, clock, limits, states, to);
  }

  /// @param client is closed with the watch
  static ClusterWatch begin(
      KubernetesClient client,
      Clock clock,
      WatchLimits limits,
      Function<WatchedKind, KnownState> states,
      Consumer<WatchNotice> to) {
    ClusterWatch watch = new ClusterWatch(new Connection(client, clock, limits), states, to);
    watch.connection.start("watch discovery", watch::look);
    return watch;
  }

  /// Looks again and again which kinds there are.
  private void look() {
    int failed = 0;
    while (!connection.isStopped()) {
      failed = discover() ? 0 : failed + 1;
      connection.pause(
          failed == 0 ? connection.limits().discovery() : connection.limits().pause(failed));
    }
  }

  private boolean discover() {
    Instant now = connection.clock().instant();
    Discovery.Result found;
    try {
      found = Discovery.of(connection.server());
    } catch (CancellationException e) {
      return false;
    }
    var blind = found.gaps().stream().filter(gap -> gap.kind().equals("*")).findFirst();
    if (blind.isPresent()) {
      doubt(WatchedKind.ALL, now, "which kinds there are is not known: " + blind.get().message());
      return false;
    }
    certain(WatchedKind.ALL, now);
    for (ListCall call : found.calls()) {
      WatchedKind kind = WatchedKind.of(group(call.apiVersion()), call.kind());
      if (kind != null && call.completeness() == Completeness.NOT_COLLECTED) {
        doubt(kind, now, "whether it is served is not known");
      }
    }
    Instant before = discovered;
    discovered = now;
    for (ServedKind served : found.kinds()) {
      WatchedKind kind = WatchedKind.of(group(served.apiVersion()), served.kind());
      if (kind != null) {
        certain(kind, now);
        if (!served.equals(running.put(kind, served))) {
          watch(kind, served, before);
        }
      }
    }
    Set<ServedKind> served = Set.copyOf(found.kinds());
    running.values().removeIf(kind -> !served.contains(kind));
    return true;
  }

  /// @param before when it was looked before, and there was no such kind; null: this is the first
  ///   time
  private void watch(WatchedKind kind, ServedKind served, @Nullable Instant before) {
    KindWatch watch =
        new KindWatch(
            connection,
            served,
            kind,
            () -> {
              KnownState state = states.apply(kind);
              // what is there of a kind that was not served is new
              return state.asOf() == null && before != null
                  ? new KnownState(before, null, state.objects())
                  : state;
            },
            to,
            () -> connection.isStopped() || !served.equals(running.get(kind)));
    connection.start("watch " + kind, watch);
  }

  private void doubt(WatchedKind kind, Instant now, String reason) {
    if (!reason.equals(unknown.put(kind, reason))) {
      Instant since = discovered == null ? now : discovered;
      say(new Blind(kind, since, null, reason, Recovery.NONE));
    }
  }

  private void certain(WatchedKind kind, Instant now) {
    String reason = unknown.remove(kind);
    if (reason != null) {
      Instant since = discovered == null ? now : discovered;
      say(new Blind(kind, since, now, reason, Recovery.RELISTED));
    }
  }

  private void say(WatchNotice notice) {
    try {
      to.accept(notice);
    } catch (RuntimeException e) {
      // without a proof the time is blind, whether the reason is known or not
    }
  }

  private static String group(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /// Ends all watches, and waits until what they saw last is written down.
  @Override
  public void close() {
    connection.stop();
  }

  /// What the watches of one cluster share.
  static final class Connection {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final Clock clock;
    private final WatchLimits limits;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Set<WatchStream> open = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    Connection(KubernetesClient client, Clock clock, WatchLimits limits) {
      this.client = client;
      this.clock = clock;
      this.limits = limits;
    }

    KubernetesClient client() {
      return client;
    }

    Clock clock() {
      return clock;
    }

    WatchLimits limits() {
      return limits;
    }

    int pageSize() {
      return LISTING.pageSize();
    }

    /// With a time of its own.
    ApiServer server() {
      return new ApiServer(
          client,
          LISTING,
          new RetryBudget(LISTING, this::pause, new SplittableRandom()::nextDouble),
          clock);
    }

    boolean isStopped() {
      return stopped.getCount() == 0;
    }

    void start(String name, Runnable work) {
      threads.add(Thread.ofVirtual().name(name).start(work));
    }

    void open(WatchStream stream) {
      open.add(stream);
      if (isStopped()) {
        stream.close();
      }
    }

    void closed(WatchStream stream) {
      open.remove(stream);
    }

    /// Returns early when all is stopped.
    void pause(Duration pause) {
      try {
        boolean ignored = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void stop() {
      stopped.countDown();
      open.forEach(WatchStream::close);
      try {
        for (Thread thread : threads) {
          thread.join(PATIENCE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      client.close();
    }
  }
}
