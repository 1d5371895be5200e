package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.translate.Translation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The set engine against the one-flow evaluator on random clusters that are manifests, translated
/// as any others: the whole way from policies to a verdict, for each dialect and for mixtures.
///
/// `-Dpalisade.worlds=N` asks for another number of them, `-Dpalisade.seed=S` begins elsewhere. A
/// failure prints its seed, the least manifests that fail, and the flow.
class ManifestDifferentialTest {

  private static final int WORLDS = DifferentialTest.WORLDS;
  private static final long SEED = DifferentialTest.SEED;

  @ParameterizedTest
  @EnumSource
  void bothFormulationsGiveTheSameVerdicts(WorldFamily family) {
    long policies = 0;
    long asked = 0;
    long allowed = 0;
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      Chance chance = new Chance(seed);
      ManifestWorld world = family.world(chance);
      Translation translation = world.translation();
      assertThat(translation.refusals()).as("%s seed %d:%n%s", family, seed, world).isEmpty();
      policies += translation.policies().policies().count();
      Differential.Sample sample = Differential.sampled(world.world(translation), chance);
      asked += sample.asked();
      allowed += sample.allowed();
      if (sample.disagreement() != null) {
        ManifestWorld least = world.shrunk(smaller -> disagreement(smaller) != null);
        assertThat(disagreement(least))
            .as("%s seed %d, the least manifests that fail:%n%s", family, seed, least)
            .isNull();
      }
    }
    assertThat(policies).as("policies of all worlds").isGreaterThanOrEqualTo(WORLDS);
    DifferentialTest.assertVaried(asked, allowed);
  }

  private static @Nullable String disagreement(ManifestWorld world) {
    Translation translation = world.translation();
    if (!translation.refusals().isEmpty()) {
      return null;
    }
    return Differential.disagreement(
        world.world(translation), Differential.PACKETS, (from, to) -> true);
  }
}
