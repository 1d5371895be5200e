package dev.palisade.collect.kubernetes;

import java.time.Duration;

/// How much a collection asks for at once, and how long it puts up with a server in trouble.
///
/// @param pageSize objects of one list call
/// @param callTimeout how long one call may take, its body included
/// @param attempts how often one call is made before it counts as failed
/// @param waiting how long all pauses between attempts of one collection may take together
/// @param total how long a collection may take: what was not asked for by then is a gap
public record CollectionLimits(
    int pageSize, Duration callTimeout, int attempts, Duration waiting, Duration total) {

  /// Pages of 500 as kubectl asks for them, a minute a call, four attempts, a minute of waiting in
  /// all, half an hour for the whole.
  public static final CollectionLimits DEFAULT =
      new CollectionLimits(
          500, Duration.ofMinutes(1), 4, Duration.ofMinutes(1), Duration.ofMinutes(30));

  public CollectionLimits {
    if (pageSize < 1
        || attempts < 1
        || !callTimeout.isPositive()
        || waiting.isNegative()
        || !total.isPositive()) {
      throw new IllegalArgumentException(
          "page size %d, attempts %d, call timeout %s, waiting %s, total %s"
              .formatted(pageSize, attempts, callTimeout, waiting, total));
    }
  }
}
