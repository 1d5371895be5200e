package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The set engine against the one-flow evaluator on random worlds over the whole neutral model,
/// more than any dialect can say.
///
/// `-Dpalisade.worlds=N` asks for another number of them, `-Dpalisade.seed=S` begins elsewhere. A
/// failure prints its seed, the least world that fails, and the flow.
class DifferentialTest {

  static final int WORLDS = Integer.getInteger("palisade.worlds", 20_000);
  static final long SEED = Long.getLong("palisade.seed", 20_240_607L);

  @Test
  void bothFormulationsGiveTheSameVerdicts() {
    long asked = 0;
    long allowed = 0;
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      World world = new WorldGenerator(seed).world();
      Differential.Sample sample = Differential.sampled(world, new Chance(seed));
      asked += sample.asked();
      allowed += sample.allowed();
      if (sample.disagreement() != null) {
        World least = Shrinking.of(world, smaller -> disagreement(smaller) != null);
        assertThat(disagreement(least))
            .as("seed %d, the least world that fails:%n%s", seed, least)
            .isNull();
      }
    }
    assertVaried(asked, allowed);
  }

  /// That worlds are neither all open nor all closed, where they are enough to tell.
  static void assertVaried(long asked, long allowed) {
    if (WORLDS >= 1000) {
      assertThat(100 * allowed / asked).as("allowed flows of a hundred").isBetween(15L, 85L);
    }
  }

  private static @Nullable String disagreement(World world) {
    return Differential.disagreement(world, Differential.PACKETS, (from, to) -> true);
  }
}
