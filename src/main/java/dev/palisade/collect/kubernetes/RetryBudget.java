package dev.palisade.collect.kubernetes;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/// The pauses that one collection may make between attempts.
final class RetryBudget {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private final int attempts;
  private final Consumer<Duration> pause;
  private final DoubleSupplier chance;
  private Duration left;

  /// @param pause waits that long
  /// @param chance numbers from 0 to 1, that many collectors which were sent away at once do not
  ///   come back at once
  RetryBudget(CollectionLimits limits, Consumer<Duration> pause, DoubleSupplier chance) {
    this.attempts = limits.attempts();
    this.left = limits.waiting();
    this.pause = pause;
    this.chance = chance;
  }

  /// Waits before another attempt: as long as the server asked for and up to an eighth of a second
  /// more, or twice as long as the time before and up to half of that less. Returns false, at once,
  /// when there may be no other: the call was made often enough, or the wait would exceed what is
  /// left.
  ///
  /// @param failed how many attempts have failed
  /// @param askedFor the answer's Retry-After; zero when it had none
  boolean waitAfter(int failed, Duration askedFor) {
    Duration wait =
        askedFor.isPositive()
            ? askedFor.plus(part(FIRST_PAUSE))
            : lessening(FIRST_PAUSE.multipliedBy(1L << Math.min(failed - 1, 8)));
    if (failed >= attempts || wait.compareTo(left) > 0) {
      return false;
    }
    left = left.minus(wait);
    pause.accept(wait);
    return true;
  }

  private Duration lessening(Duration wait) {
    return wait.minus(part(wait));
  }

  private Duration part(Duration whole) {
    return Duration.ofMillis((long) (whole.toMillis() / 2.0 * chance.getAsDouble()));
  }
}
