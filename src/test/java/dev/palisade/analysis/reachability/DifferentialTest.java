package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The set engine against the one-flow evaluator on random worlds.
///
/// `-Dpalisade.worlds=N` asks for more of them, `-Dpalisade.seed=S` begins elsewhere; each world
/// has its own seed, which a failure prints.
class DifferentialTest {

  private static final int WORLDS = Integer.getInteger("palisade.worlds", 3000);
  private static final long SEED = Long.getLong("palisade.seed", 20_240_607L);

  /// One pair in so many: the pairs of a world are much alike, another world is not.
  private static final int ONE_IN = 7;

  @Test
  void bothFormulationsGiveTheSameVerdicts() {
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      WorldGenerator generator = new WorldGenerator(seed);
      World world = generator.world();
      List<Packet> packets = new ArrayList<>(List.of(Packet.of(Protocol.TCP, 80)));
      for (int i = 0; i < 4; i++) {
        packets.add(generator.packet());
      }
      long start = seed;
      Differential.Pairs some =
          (source, destination) -> (31L * source + destination + start) % ONE_IN == 0;
      String disagreement = Differential.disagreement(world, packets, some);
      if (disagreement != null) {
        Differential.Pairs all = (source, destination) -> true;
        World least =
            Shrinking.of(
                world, smaller -> Differential.disagreement(smaller, packets, all) != null);
        assertThat(Differential.disagreement(least, packets, all))
            .as("seed %d, the smallest world that fails:%n%s", seed, least)
            .isNull();
      }
    }
  }
}
