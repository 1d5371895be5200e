package dev.palisade.application;

import dev.palisade.store.RunStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/// Stores what came of a run in one transaction with the word that it succeeded. What a run that
/// was cancelled meanwhile, or given up for lost, would leave is rolled back.
@ApplicationScoped
public class StoreResult {
  private final RunStore runs;
  private final Clock clock;

  public StoreResult(RunStore runs, Clock clock) {
    this.runs = runs;
    this.clock = clock;
  }

  /// @throws IllegalStateException if the run is not at work any more
  @Transactional
  <T> T store(UUID run, Supplier<T> result, Function<T, String> id) {
    T stored = result.get();
    runs.succeed(run, id.apply(stored), clock.instant());
    return stored;
  }
}
