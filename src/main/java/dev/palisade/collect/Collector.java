package dev.palisade.collect;

import dev.palisade.snapshot.Snapshot;

/// Collects one snapshot.
public interface Collector {

  /// The objects as they are now. Whatever is refused, fails or cannot be read becomes a gap of the
  /// snapshot.
  ///
  /// @throws NothingUsable if there is nothing at all to make a snapshot of
  Snapshot collect();
}
