package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is said of a pod that is imagined, against adding it and computing all anew.
class ImaginationTest {

  private static final int WORLDS = Integer.getInteger("palisade.worlds", 1500);
  private static final long SEED = Long.getLong("palisade.seed", 3_000_017L);

  @Test
  void imaginedPodHasTheTrafficThatItWouldHaveIfItExisted() {
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      World world = new WorldGenerator(seed).world();
      String disagreement = disagreement(world);
      if (disagreement != null) {
        World least = Shrinking.of(world, smaller -> disagreement(smaller) != null);
        assertThat(disagreement(least)).as("seed %d:%n%s", seed, least).isNull();
      }
    }
  }

  @Test
  void podInItsNodesNetworkIsRefused() {
    Reachability reachability =
        new World(
                Clusters.inventory(List.of(), List.of(), List.of()),
                PolicySet.none(),
                Clusters.KUBERNETES)
            .reachability();
    Pod pod = Clusters.pod("n", "p", Labels.EMPTY, List.of(), null, Pod.Network.HOST, List.of());
    assertThatThrownBy(() -> reachability.imagine(pod))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("n/p uses its node's network");
  }

  /// Takes each pod out, and imagines it.
  private static @Nullable String disagreement(World world) {
    Reachability full = world.reachability();
    List<IpSet> cuts = full.endpoints().addressList().stream().map(IpSet::of).toList();
    for (Pod pod : world.inventory().pods()) {
      if (pod.usesHostNetwork()) {
        continue;
      }
      List<Pod> others = new ArrayList<>(world.inventory().pods());
      others.remove(pod);
      Reachability rest =
          Reachability.of(
              world.inventory().withPods(others), world.policies(), world.settings(), cuts);
      String found = disagreement(full, rest, pod);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String disagreement(Reachability full, Reachability rest, Pod pod) {
    Prospect prospect = rest.imagine(pod);
    int id = full.endpoints().idOf(pod);
    for (int other = 0; other < full.endpoints().size(); other++) {
      if (other != id) {
        int there = other < id ? other : other - 1;
        TrafficSet from = traffic(prospect.sources(), there);
        TrafficSet to = traffic(prospect.destinations(), there);
        if (!from.equals(full.traffic(other, id)) || !to.equals(full.traffic(id, other))) {
          return "%s and %s: from it %s, imagined %s; to it %s, imagined %s"
              .formatted(
                  pod,
                  full.endpoints().get(other),
                  full.traffic(other, id),
                  from,
                  full.traffic(id, other),
                  to);
        }
      }
    }
    boolean isolatedAlike =
        prospect.ingress().equals(full.isolation(pod, Direction.INGRESS))
            && prospect.egress().equals(full.isolation(pod, Direction.EGRESS));
    return isolatedAlike ? null : pod + " is isolated otherwise: " + prospect;
  }

  private static TrafficSet traffic(Partition partition, int endpoint) {
    return partition.cells().stream()
        .filter(cell -> cell.endpoints().contains(endpoint))
        .map(Partition.Cell::traffic)
        .reduce(TrafficSet.NONE, TrafficSet::union);
  }
}
