package dev.palisade.collect.kubernetes;

import java.time.Duration;
import java.util.function.Consumer;

/// The pauses that one collection may make between attempts.
final class RetryBudget {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private final int attempts;
  private final Consumer<Duration> pause;
  private Duration left;

  /// @param pause waits that long
  RetryBudget(CollectionLimits limits, Consumer<Duration> pause) {
    this.attempts = limits.attempts();
    this.left = limits.waiting();
    this.pause = pause;
  }

  /// Waits before another attempt, as long as the server asked for or twice as long as the time
  /// before. Returns false, at once, when there may be no other: the call was made often enough, or
  /// the wait would exceed what is left.
  ///
  /// @param failed how many attempts have failed
  /// @param askedFor the answer's Retry-After; zero when it had none
  boolean waitAfter(int failed, Duration askedFor) {
    Duration wait =
        askedFor.isPositive() ? askedFor : FIRST_PAUSE.multipliedBy(1L << Math.min(failed - 1, 8));
    if (failed >= attempts || wait.compareTo(left) > 0) {
      return false;
    }
    left = left.minus(wait);
    pause.accept(wait);
    return true;
  }
}
