package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.translate.Snapshots;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The set engine against the one-flow evaluator on random manifests of a cluster under Calico.
///
/// `-Dpalisade.calico.worlds=N` asks for more of them, `-Dpalisade.seed=S` begins elsewhere; each
/// world has its own seed, which a failure prints with the manifests.
class CalicoDifferentialTest {
  private static final int WORLDS = Integer.getInteger("palisade.calico.worlds", 500);
  private static final long SEED = Long.getLong("palisade.seed", 20_241_123L);

  private static final List<Packet> PACKETS =
      List.of(
          Packet.of(Protocol.TCP, 80),
          Packet.of(Protocol.TCP, 80, 1000),
          Packet.of(Protocol.TCP, 81, 80),
          Packet.of(Protocol.UDP, 1000, 1000),
          Packet.of(Protocol.SCTP, 85, 81),
          Packet.icmp(Protocol.ICMP, 8, 0),
          Packet.icmp(Protocol.ICMP, 3, 0),
          Packet.of(new Protocol(47)));

  @Test
  void bothFormulationsGiveTheSameVerdicts() {
    DialectSettings settings = DialectSettings.of(Dialect.CALICO, DialectSettings.Use.MANIFESTS);
    int policies = 0;
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      List<String> documents = new CalicoManifests(seed).documents();
      Translation translation =
          Translator.translate(Snapshots.of(documents.toArray(String[]::new)), settings);
      assertThat(translation.refusals())
          .as("seed %d%n%s", seed, String.join("\n---\n", documents))
          .isEmpty();
      World world = new World(translation.inventory(), translation.policies(), settings);
      policies += (int) translation.policies().policies().count();
      long start = seed;
      Differential.Pairs some = (source, destination) -> (source + destination + start) % 3 == 0;
      String disagreement = Differential.disagreement(world, PACKETS, some);
      assertThat(disagreement).as("seed %d%n%s", seed, String.join("\n---\n", documents)).isNull();
    }
    assertThat(policies).as("policies that were asked about").isGreaterThan(2 * WORLDS);
  }
}
