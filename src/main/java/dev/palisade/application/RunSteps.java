package dev.palisade.application;

import dev.palisade.store.RunStore;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/// The steps of a run, which stops at the next one when it was cancelled.
final class RunSteps implements Steps {
  private final UUID run;
  private final RunStore runs;
  private final StoreResult results;

  RunSteps(UUID run, RunStore runs, StoreResult results) {
    this.run = run;
    this.runs = runs;
    this.results = results;
  }

  /// @throws IllegalStateException if the run is not at work any more
  @Override
  public void at(int percent, String step) {
    runs.progress(run, percent, step);
  }

  @Override
  public <T> T store(Supplier<T> result, Function<T, String> id) {
    return results.store(run, result, id);
  }
}
