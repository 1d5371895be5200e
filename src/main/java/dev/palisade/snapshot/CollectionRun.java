package dev.palisade.snapshot;

import java.time.Instant;

/// How a snapshot came about.
///
/// @param collector name and version of the collector, e.g. `palisade-kubernetes/1.0.0`
/// @param requester user, schedule or program that asked for it
public record CollectionRun(
    Trigger trigger, String requester, String collector, Instant startedAt, Instant endedAt) {

  /// What set a run off.
  public enum Trigger {
    SCHEDULE,
    REQUEST,
    PUSH,
    FILES
  }
}
