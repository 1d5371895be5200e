package dev.palisade.application;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// Two pieces of work that do not need each other, done at once: the first on a thread of its own,
/// the second on the caller's.
///
/// @param first what came of the first
/// @param second what came of the second
record AtOnce<A, B>(A first, B second) {

  /// Ends when both have ended. Where both fail, it is the first that failed, as if they had been
  /// done one after the other.
  static <A, B> AtOnce<A, B> of(Supplier<A> one, Supplier<B> other) {
    FutureTask<A> first = new FutureTask<>(one::get);
    // inherits the class loader, and no transaction
    Thread.ofPlatform().name("at-once").daemon().start(first);
    B second;
    try {
      second = other.get();
    } catch (RuntimeException | Error e) {
      result(first);
      throw e;
    }
    return new AtOnce<>(result(first), second);
  }

  private static <T> T result(FutureTask<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true; // the work is not thrown away: nothing here waits for long
        } catch (ExecutionException e) {
          switch (e.getCause()) {
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null, default -> throw new IllegalStateException(e);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
