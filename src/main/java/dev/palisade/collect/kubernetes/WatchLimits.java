package dev.palisade.collect.kubernetes;

import java.time.Duration;

/// How watches go.
///
/// @param lasting how long the API server is asked to keep one watch open; then it ends it, and the
///   next goes on where it ended. One that says nothing for half as long again is dead
/// @param proof how often it is written down that a kind was watched
/// @param discovery how often it is looked which kinds there are
/// @param firstPause before the second attempt of what failed; it doubles
/// @param longestPause what it grows to
public record WatchLimits(
    Duration lasting,
    Duration proof,
    Duration discovery,
    Duration firstPause,
    Duration longestPause) {

  /// Two minutes a watch, a proof every ten, kinds every five, pauses from a second to a minute.
  public static final WatchLimits DEFAULT =
      new WatchLimits(
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1));

  public WatchLimits {
    if (lasting.compareTo(Duration.ofSeconds(1)) < 0
        || !proof.isPositive()
        || !discovery.isPositive()
        || !firstPause.isPositive()
        || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "lasting %s, proof %s, discovery %s, pauses %s to %s"
              .formatted(lasting, proof, discovery, firstPause, longestPause));
    }
  }

  Duration pause(int failed) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(failed - 1, 20));
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
