package dev.palisade.collect.files;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/// Work on all processors whose results are taken one by one, in the order of what they are of: how
/// many processors there are makes no difference to them.
final class InOrder {

  /// How many results may wait for one that takes long.
  private static final int AHEAD = 64;

  private InOrder() {}

  /// Takes the result of each item; what the first item throws of those whose work fails is thrown.
  static <T, R> void forEach(List<T> items, Function<T, R> work, Consumer<R> take) {
    int workers = Math.min(Runtime.getRuntime().availableProcessors(), items.size());
    if (workers < 2) {
      items.forEach(item -> take.accept(work.apply(item)));
      return;
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(workers, Thread.ofPlatform().daemon().factory());
    try {
      Queue<Future<R>> begun = new ArrayDeque<>();
      Iterator<T> rest = items.iterator();
      while (rest.hasNext() || !begun.isEmpty()) {
        while (rest.hasNext() && begun.size() < AHEAD) {
          T item = rest.next();
          begun.add(pool.submit(() -> work.apply(item)));
        }
        take.accept(result(begun.remove()));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static <R> R result(Future<R> done) {
    try {
      return done.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException fault -> throw fault;
        case Error fault -> throw fault;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while files were read", e);
    }
  }
}
