package dev.palisade.application;

import java.util.function.Function;
import java.util.function.Supplier;

/// How far long work is, and where it may be told to stop.
interface Steps {
  /// Those of work that nobody watches.
  record Unwatched() implements Steps {
    @Override
    public void at(int percent, String step) {}
  }

  Steps UNWATCHED = new Unwatched();

  /// Between two parts of the work.
  ///
  /// @param percent 0 to 100
  /// @param step what comes next, for people
  /// @throws RuntimeException if the work is to stop
  void at(int percent, String step);

  /// Stores what came of the work, together with the word that it did: both or neither.
  ///
  /// @param id by which the result is known
  default <T> T store(Supplier<T> result, Function<T, String> id) {
    return result.get();
  }
}
