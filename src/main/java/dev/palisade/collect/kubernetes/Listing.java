package dev.palisade.collect.kubernetes;

/// Is told of each kind before it is listed.
@FunctionalInterface
public interface Listing {
  /// Returns for the collection to go on.
  ///
  /// @param number of the kind among all, from 1
  /// @throws RuntimeException if the collection is to end here, with no snapshot
  void next(String kind, int number, int all);
}
