package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The reachability after a change against that from nothing, and against the one-flow evaluator,
/// along random histories of random worlds.
///
/// `-Dpalisade.worlds=N` asks for more of them, `-Dpalisade.seed=S` begins elsewhere; each world
/// has its own seed, which a failure prints.
class ChangeTest {

  private static final int WORLDS = Integer.getInteger("palisade.worlds", 2000);
  private static final long SEED = Long.getLong("palisade.seed", 20_240_607L);
  private static final int CHANGES = 3;

  /// One pair in so many is asked of the evaluator too.
  private static final int ONE_IN = 29;

  private static final List<Packet> PACKETS =
      List.of(
          Packet.of(Protocol.TCP, 80),
          Packet.of(Protocol.UDP, 443),
          Packet.of(Protocol.TCP, 80, 8080),
          Packet.icmp(Protocol.ICMP, 8, 0));

  @Test
  void aChangeGivesTheSameAnswersAsFromNothing() {
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      Random random = new Random(seed);
      WorldChanges changes = new WorldChanges(seed);
      List<World> worlds = new ArrayList<>(List.of(new WorldGenerator(seed).world()));
      List<Reachability> states = new ArrayList<>(List.of(worlds.getFirst().reachability()));
      for (int i = 0; i < CHANGES; i++) {
        if (random.nextBoolean()) {
          warm(states.getLast());
        }
        // now and then, what was there before
        World next =
            random.nextInt(6) == 0
                ? worlds.get(random.nextInt(worlds.size()))
                : changes.change(worlds.getLast());
        Reachability before = states.getLast();
        Reachability after =
            before.with(
                Change.between(
                    before.state(), new Change.State(next.inventory(), next.policies())));
        String difference = difference(next, after, seed);
        if (difference != null) {
          assertThat(difference)
              .as("seed %d, change %d%nbefore:%n%s%nafter:%n%s", seed, i, worlds.getLast(), next)
              .isNull();
        }
        worlds.add(next);
        states.add(after);
      }
    }
  }

  /// Makes rows, some of which changes then take over.
  private static void warm(Reachability r) {
    r.forEachBlock(block -> {});
  }

  private static @Nullable String difference(World world, Reachability after, long seed) {
    Reachability fresh = world.reachability();
    Endpoints endpoints = fresh.endpoints();
    if (!listed(after.endpoints()).equals(listed(endpoints))) {
      return "endpoints " + listed(after.endpoints()) + " instead of " + listed(endpoints);
    }
    TrafficSet[][] byBlocks = byBlocks(after);
    for (int source = 0; source < endpoints.size(); source++) {
      for (int destination = 0; destination < endpoints.size(); destination++) {
        TrafficSet wanted = fresh.traffic(source, destination);
        TrafficSet found = after.traffic(source, destination);
        if (!found.equals(wanted) || !byBlocks[source][destination].equals(wanted)) {
          return "%s to %s: %s, by blocks %s, instead of %s"
              .formatted(
                  endpoints.get(source),
                  endpoints.get(destination),
                  found,
                  byBlocks[source][destination],
                  wanted);
        }
      }
      if ((source + seed) % 3 == 0
          && (!after.sourcesOf(source).equals(fresh.sourcesOf(source))
              || !after.destinationsOf(source).equals(fresh.destinationsOf(source)))) {
        return "sources or destinations of " + endpoints.get(source);
      }
    }
    for (Pod pod : endpoints.podList()) {
      for (Direction direction : Direction.values()) {
        if (!after.isolation(pod, direction).equals(fresh.isolation(pod, direction))) {
          return "isolation of " + pod + " for " + direction;
        }
      }
    }
    int source = (int) (seed % endpoints.size());
    Packet packet = PACKETS.getFirst();
    if (!after.cite(source, 0, packet).equals(fresh.cite(source, 0, packet))
        || !after.explain(source, 0, packet).equals(fresh.explain(source, 0, packet))) {
      return "what is cited for " + endpoints.get(source) + " on " + packet;
    }
    return disagreement(world, after, seed);
  }

  /// Asks the one-flow evaluator about some pairs.
  private static @Nullable String disagreement(World world, Reachability after, long seed) {
    FlowEvaluator evaluator = world.evaluator();
    int size = after.endpoints().size();
    for (int pair = (int) (seed % ONE_IN); pair < size * size; pair += ONE_IN) {
      Endpoint from = after.endpoints().get(pair / size);
      Endpoint to = after.endpoints().get(pair % size);
      TrafficSet traffic = after.traffic(pair / size, pair % size);
      for (Packet packet : PACKETS) {
        if (evaluator.evaluate(from, to, packet).allowed() != traffic.contains(packet)) {
          return "%s to %s on %s: sets allow %s, but%n%s"
              .formatted(from, to, packet, traffic, evaluator.explain(from, to, packet));
        }
      }
    }
    return null;
  }

  private static List<Endpoint> listed(Endpoints endpoints) {
    List<Endpoint> all = new ArrayList<>();
    for (int i = 0; i < endpoints.size(); i++) {
      all.add(endpoints.get(i));
    }
    return all;
  }

  private static TrafficSet[][] byBlocks(Reachability r) {
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
                    to ->
                        r.membersOf(block.source())
                            .forEach(
                                s -> r.membersOf(to).forEach(d -> seen[s][d] = block.traffic()))));
    r.forEachLocalPair((source, destination, traffic) -> seen[source][destination] = traffic);
    return seen;
  }

  @Test
  void aChangeOfAnotherStateIsRefused() {
    World one = new WorldGenerator(SEED).world();
    World other = new WorldGenerator(SEED + 1).world();
    Change change =
        Change.between(
            new Change.State(other.inventory(), other.policies()),
            new Change.State(one.inventory(), one.policies()));
    Reachability r = one.reachability();
    assertThatThrownBy(() -> r.with(change)).isInstanceOf(IllegalArgumentException.class);
  }
}
