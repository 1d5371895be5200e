package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.translate.Snapshots;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The set engine against the one-flow evaluator on random clusters that are manifests, translated
/// as any others: the whole way from Kubernetes' policies to a verdict.
///
/// `-Dpalisade.worlds=N` asks for more of them, `-Dpalisade.seed=S` begins elsewhere; each cluster
/// has its own seed, which a failure prints.
class ManifestDifferentialTest {

  private static final int WORLDS = Integer.getInteger("palisade.worlds", 1000);
  private static final long SEED = Long.getLong("palisade.seed", 20_240_607L);

  private static final List<Packet> PACKETS =
      List.of(
          Packet.of(Protocol.TCP, 80),
          Packet.of(Protocol.UDP, 80),
          Packet.of(Protocol.SCTP, 8080),
          Packet.of(Protocol.TCP, 1));

  private static final List<String> HOST_NETWORK = List.of("policed", "exempt", "node");

  @Test
  void bothFormulationsGiveTheSameVerdictsOnManifests() {
    int decided = 0;
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      List<String> manifests = new ManifestGenerator(seed).cluster();
      DialectSettings settings =
          Snapshots.MAPS
              .with("host-network-pods", HOST_NETWORK.get((int) (seed % 3)))
              .with("ip-block-matches-pods", seed % 5 == 0 ? "false" : "true");
      Translation t =
          Translator.translate(Snapshots.of(manifests.toArray(String[]::new)), settings);
      assertThat(t.refusals()).as("seed %d:%n%s", seed, manifests).isEmpty();
      assertThat(t.gaps()).as("seed %d:%n%s", seed, manifests).isEmpty();
      World world = new World(t.inventory(), t.policies(), settings);
      decided += (int) t.policies().policies().count();
      long start = seed;
      Differential.Pairs some =
          (source, destination) -> (31L * source + destination + start) % 3 == 0;
      String disagreement = Differential.disagreement(world, new ArrayList<>(PACKETS), some);
      if (disagreement != null) {
        Differential.Pairs all = (source, destination) -> true;
        World least =
            Shrinking.of(
                world, smaller -> Differential.disagreement(smaller, PACKETS, all) != null);
        assertThat(Differential.disagreement(least, PACKETS, all))
            .as("seed %d, the smallest world that fails:%n%s%n%s", seed, least, manifests)
            .isNull();
      }
    }
    assertThat(decided).as("policies in all clusters").isGreaterThan(WORLDS);
  }
}
