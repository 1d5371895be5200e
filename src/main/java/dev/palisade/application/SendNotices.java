package dev.palisade.application;

import dev.palisade.notify.Answer;
import dev.palisade.notify.Letter;
import dev.palisade.notify.Target;
import dev.palisade.store.DeliveryStore;
import dev.palisade.store.OutboxStore;
import dev.palisade.store.StoredDelivery;
import dev.palisade.store.StoredDelivery.Attempt;
import dev.palisade.store.StoredDelivery.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Sends what is in the outbox, again and again until it is received or given up. Every instance of
/// the service does so; the database sees to it that no two send the same at once. Each target has
/// a line of its own: one that is slow keeps no other waiting.
@ApplicationScoped
public class SendNotices {
  private static final Logger LOG = Logger.getLogger(SendNotices.class);
  private static final int ROUTED_AT_ONCE = 100;

  /// Longer than an attempt takes: only a process that is no more lets it pass.
  private static final Duration LEASE_BEYOND_TIMEOUT = Duration.ofMinutes(2);

  private static final Duration BETWEEN_FORGETTING = Duration.ofHours(1);

  private final NoticeTargets targets;
  private final OutboxStore outbox;
  private final DeliveryStore deliveries;
  private final AnnounceCheckpoints checkpoints;
  private final ConfiguredNotifications configured;
  private final Clock clock;
  private final RetryPolicy policy;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(SendNotices::thread);
  private final ExecutorService lines = Executors.newCachedThreadPool(SendNotices::thread);
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private volatile Instant forgotten = Instant.MIN;

  public SendNotices(
      NoticeTargets targets,
      OutboxStore outbox,
      DeliveryStore deliveries,
      AnnounceCheckpoints checkpoints,
      ConfiguredNotifications configured,
      Clock clock) {
    this.targets = targets;
    this.outbox = outbox;
    this.deliveries = deliveries;
    this.checkpoints = checkpoints;
    this.configured = configured;
    this.clock = clock;
    this.policy = new RetryPolicy(configured.giveUpAfter(), new SecureRandom());
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "palisade-notices");
    thread.setDaemon(true);
    // where mail's formats are looked up
    thread.setContextClassLoader(SendNotices.class.getClassLoader());
    return thread;
  }

  /// Begins to send, and goes on until the service ends.
  public void start() {
    targets
        .byName()
        .forEach(
            (name, target) ->
                LOG.infof(
                    "notices go to %s: %s %s",
                    name, target.channel().kind(), target.channel().destination()));
    long millis = configured.every().toMillis();
    clockwork.scheduleWithFixedDelay(this::turn, millis, millis, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object end) {
    clockwork.shutdownNow();
    lines.shutdownNow();
  }

  /// The next turn comes whatever becomes of this one.
  private void turn() {
    try {
      route();
      targets
          .byName()
          .values()
          .forEach(
              target -> {
                if (busy.add(target.name())) {
                  lines.execute(() -> line(target));
                }
              });
    } catch (RejectedExecutionException e) {
      // the service ends
    } catch (RuntimeException e) {
      LOG.error("notices could not be looked through", e);
    }
  }

  private void line(Target target) {
    try {
      deliver(target);
    } catch (RuntimeException e) {
      LOG.errorf(e, "notices to %s", target.name());
    } finally {
      busy.remove(target.name());
    }
  }

  /// Decides to whom new notices go, and forgets old ones.
  void route() {
    Instant now = clock.instant();
    checkpoints.announce();
    while (outbox.route(targets::wanting, now, ROUTED_AT_ONCE) == ROUTED_AT_ONCE) {
      // there may be more
    }
    if (forgotten.plus(BETWEEN_FORGETTING).isBefore(now) || forgotten.equals(Instant.MIN)) {
      outbox.forget(now.minus(configured.keep()));
      forgotten = now;
    }
  }

  /// Sends to a target what is due, one after the other.
  ///
  /// @return how many attempts were made
  int deliver(Target target) {
    int attempts = 0;
    Duration lease = configured.timeout().plus(LEASE_BEYOND_TIMEOUT);
    while (!Thread.currentThread().isInterrupted()) {
      StoredDelivery delivery = deliveries.claim(target.name(), clock.instant(), lease);
      if (delivery == null) {
        break;
      }
      attempt(target, delivery);
      attempts++;
    }
    return attempts;
  }

  private void attempt(Target target, StoredDelivery delivery) {
    Answer answer =
        target.channel().send(new Letter(delivery.notice().id(), delivery.notice().notice()));
    Instant now = clock.instant();
    Instant next =
        answer.result() == Answer.Result.FAILED
            ? policy.next(delivery, now, answer.retryAfter())
            : null;
    State state =
        switch (answer.result()) {
          case DELIVERED -> State.DELIVERED;
          case FAILED -> next == null ? State.DEAD : State.WAITING;
          case GONE -> State.DEAD;
        };
    deliveries.record(
        delivery.id(),
        new Attempt(now, answer.result().name(), answer.status(), answer.detail()),
        state,
        next == null ? now : next);
    if (answer.result() == Answer.Result.GONE) {
      deliveries.disable(target.name(), now, "it answered 410 Gone");
      LOG.warnf("target %s answered 410 Gone: nothing is sent to it any more", target.name());
    } else if (state == State.DEAD) {
      LOG.warnf(
          "notice %s to %s is given up: %s",
          delivery.notice().id(), target.name(), answer.detail());
    }
  }
}
