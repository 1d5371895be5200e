package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The matrix of groups against every pair of their endpoints, on random worlds with random groups.
class GroupMatrixTest {

  private static final long FIRST_SEED = 31_000;
  private static final int WORLDS = 1000;

  @Test
  void cellsAreTheUnionAndTheIntersectionOverAllPairs() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
      Reachability r = new WorldGenerator(seed).world().reachability();
      List<EndpointSet> groups = groups(r.endpoints(), new Random(seed));
      GroupMatrix matrix = r.matrix(groups);
      for (int from = 0; from < groups.size(); from++) {
        for (int to = 0; to < groups.size(); to++) {
          compare(seed, r, matrix, from, to);
        }
      }
    }
  }

  private static void compare(long seed, Reachability r, GroupMatrix matrix, int from, int to) {
    TrafficSet some = TrafficSet.NONE;
    @Nullable TrafficSet every = null;
    GroupMatrix.@Nullable Pair first = null;
    TrafficSet wanted = matrix.some(from, to);
    TrafficSet notForEvery = wanted.minus(matrix.every(from, to));
    TrafficSet asked = notForEvery.isEmpty() ? wanted : notForEvery;
    for (int source : matrix.groups().get(from).ids().toArray()) {
      for (int destination : matrix.groups().get(to).ids().toArray()) {
        if (source != destination) {
          TrafficSet traffic = r.traffic(source, destination);
          some = some.union(traffic);
          every = every == null ? traffic : every.intersect(traffic);
          if (first == null && traffic.overlaps(asked)) {
            first = new GroupMatrix.Pair(source, destination, traffic);
          }
        }
      }
    }
    String cell = "seed %d: group %s to %s".formatted(seed, from, to);
    assertThat(matrix.some(from, to)).as(cell).isEqualTo(some);
    assertThat(matrix.every(from, to)).as(cell).isEqualTo(every == null ? TrafficSet.NONE : every);
    assertThat(matrix.example(from, to, asked)).as(cell).isEqualTo(first);
  }

  /// Each endpoint in one of four groups, or in none.
  private static List<EndpointSet> groups(Endpoints endpoints, Random random) {
    List<List<Integer>> members = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      members.add(new ArrayList<>());
    }
    for (int endpoint = 0; endpoint < endpoints.size(); endpoint++) {
      members.get(random.nextInt(5)).add(endpoint);
    }
    return members.subList(0, 4).stream()
        .map(ids -> EndpointSet.of(ids.stream().mapToInt(i -> i).toArray()))
        .toList();
  }

  @Test
  void groupsThatShareAnEndpointAreRefused() {
    Reachability r = new WorldGenerator(FIRST_SEED).world().reachability();
    List<EndpointSet> groups = List.of(EndpointSet.of(0, 1), EndpointSet.of(1));
    assertThatThrownBy(() -> r.matrix(groups))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(r.endpoints().get(1) + " is in group 0 and in group 1");
  }
}
