package dev.palisade.application;

import dev.palisade.store.StoredDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// When a delivery that failed is tried again: after 5 seconds, then after four times as long each
/// time, six hours at most; a fifth more or less by chance, so that a receiver that comes back is
/// not met by all at once.
///
/// @param giveUpAfter how long it is tried
record RetryPolicy(Duration giveUpAfter, RandomGenerator random) {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(6);

  /// A receiver may ask for so much patience.
  private static final Duration MOST_PATIENCE = Duration.ofHours(24);

  /// For receivers that ask to be called again at once, without end.
  private static final int MOST_ATTEMPTS = 20;

  /// The instant of the next attempt; null: it is given up.
  ///
  /// @param asked by the receiver: not before; null: it did not ask
  @Nullable Instant next(StoredDelivery delivery, Instant now, @Nullable Duration asked) {
    if (delivery.attempts() >= MOST_ATTEMPTS) {
      return null;
    }
    Duration wait = jittered(backOff(delivery.attempts()));
    if (asked != null && asked.compareTo(wait) > 0) {
      wait = asked.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : asked;
    }
    Instant next = now.plus(wait);
    return next.isAfter(delivery.waitingSince().plus(giveUpAfter)) ? null : next;
  }

  private static Duration backOff(int attempts) {
    Duration wait = FIRST;
    for (int i = 1; i < attempts && wait.compareTo(LONGEST) < 0; i++) {
      wait = wait.multipliedBy(4);
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private Duration jittered(Duration wait) {
    return Duration.ofMillis((long) (wait.toMillis() * random.nextDouble(0.8, 1.2)));
  }
}
