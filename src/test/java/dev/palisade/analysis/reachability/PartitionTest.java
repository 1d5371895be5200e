package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Every other way of asking agrees with [Reachability#traffic], on random worlds.
class PartitionTest {

  private static final long FIRST_SEED = 77_000;
  private static final int WORLDS = 400;

  @Test
  void sourcesAndDestinationsAreTheEndpointsWithTraffic() {
    forEachWorld(
        (seed, r) -> {
          int size = r.endpoints().size();
          for (int endpoint = 0; endpoint < size; endpoint++) {
            TrafficSet[] from = flattened(r.sourcesOf(endpoint), size);
            TrafficSet[] to = flattened(r.destinationsOf(endpoint), size);
            for (int other = 0; other < size; other++) {
              assertThat(from[other])
                  .as("seed %d: %d from %d", seed, endpoint, other)
                  .isEqualTo(r.traffic(other, endpoint));
              assertThat(to[other])
                  .as("seed %d: %d to %d", seed, endpoint, other)
                  .isEqualTo(r.traffic(endpoint, other));
            }
          }
        });
  }

  private static TrafficSet[] flattened(Partition partition, int size) {
    TrafficSet[] traffic = new TrafficSet[size];
    Arrays.fill(traffic, TrafficSet.NONE);
    for (Partition.Cell cell : partition.cells()) {
      assertThat(cell.traffic().isEmpty() || cell.endpoints().isEmpty()).isFalse();
      cell.endpoints()
          .forEach(
              endpoint -> {
                assertThat(traffic[endpoint]).isSameAs(TrafficSet.NONE);
                traffic[endpoint] = cell.traffic();
              });
    }
    return traffic;
  }

  @Test
  void blocksAndLocalPairsTogetherAreAllTraffic() {
    forEachWorld(
        (seed, r) -> {
          int size = r.endpoints().size();
          TrafficSet[][] seen = new TrafficSet[size][size];
          for (TrafficSet[] row : seen) {
            Arrays.fill(row, TrafficSet.NONE);
          }
          r.forEachBlock(
              block ->
                  block
                      .destinations()
                      .forEach(
                          destinations ->
                              r.membersOf(block.source())
                                  .forEach(
                                      s ->
                                          r.membersOf(destinations)
                                              .forEach(d -> seen[s][d] = block.traffic()))));
          r.forEachLocalPair((source, destination, traffic) -> seen[source][destination] = traffic);
          for (int source = 0; source < size; source++) {
            for (int destination = 0; destination < size; destination++) {
              assertThat(seen[source][destination])
                  .as("seed %d: %d to %d", seed, source, destination)
                  .isEqualTo(r.traffic(source, destination));
            }
          }
        });
  }

  @Test
  void classesAreDisjointAndCoverAllEndpoints() {
    forEachWorld(
        (seed, r) -> {
          EndpointSet all = r.endpoints().none();
          int members = 0;
          for (int c = 0; c < r.classCount(); c++) {
            EndpointSet ofClass = r.membersOf(c);
            int number = c;
            ofClass.forEach(endpoint -> assertThat(r.classOf(endpoint)).isEqualTo(number));
            members += ofClass.size();
            all = all.or(ofClass);
          }
          assertThat(members).as("seed %d", seed).isEqualTo(r.endpoints().size());
          assertThat(all.size()).isEqualTo(members);
        });
  }

  @Test
  void citationsGiveTheVerdictOfEachSide() {
    forEachWorld(
        (seed, r) -> {
          WorldGenerator generator = new WorldGenerator(seed);
          for (int i = 0; i < 30; i++) {
            int source = generator.pick(r.endpoints().allPods().ids().boxed().toList());
            int destination =
                generator.pick(IntStream.range(0, r.endpoints().size()).boxed().toList());
            Packet packet = generator.packet();
            boolean bothAllow =
                r.cite(source, destination, packet).stream()
                    .allMatch(c -> c.action() == Action.ALLOW);
            assertThat(r.traffic(source, destination).contains(packet))
                .as("seed %d: %d to %d on %s", seed, source, destination, packet)
                .isEqualTo(bothAllow && r.settings().covered().contains(packet));
          }
        });
  }

  private interface Question {
    void ask(long seed, Reachability reachability);
  }

  private static void forEachWorld(Question question) {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
      question.ask(seed, new WorldGenerator(seed).world().reachability());
    }
  }
}
