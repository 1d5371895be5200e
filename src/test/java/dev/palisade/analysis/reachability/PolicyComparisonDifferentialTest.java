package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.reachability.question.Effect;
import dev.palisade.analysis.reachability.question.Effects;
import dev.palisade.analysis.reachability.question.Flow;
import dev.palisade.analysis.reachability.question.ImaginedPods;
import dev.palisade.analysis.reachability.question.PolicyComparison;
import dev.palisade.analysis.reachability.question.PolicyComparison.Relation;
import dev.palisade.analysis.reachability.question.Slice;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Questions about two sets of policies, and about times to come, on random worlds, each against
/// asking every pair (and, for what flows show, the one-flow evaluator).
class PolicyComparisonDifferentialTest {

  private static final int WORLDS = Integer.getInteger("palisade.worlds", 1500);
  private static final long SEED = Long.getLong("palisade.seed", 9_000_011L);

  @Test
  void comparisonIsThatOfAllPairs() {
    Set<Relation> met = EnumSet.noneOf(Relation.class);
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      World one = new WorldGenerator(seed).world();
      World other = one.with(another(seed, one));
      Slice slice = slice(seed);
      PolicyComparison comparison =
          PolicyComparison.between(one.reachability(), other.reachability(), slice);
      met.add(comparison.relation());
      assertShown(seed, one, other, comparison);
      assertThat(List.of(comparison.onlyFirst() != null, comparison.onlySecond() != null))
          .as("seed %d:%n%s%nagainst%n%s", seed, one, other.policies())
          .isEqualTo(allPairs(one, other, slice));
    }
    assertThat(met).containsAll(EnumSet.complementOf(EnumSet.of(Relation.DISJOINT)));
  }

  /// The policies of another world, or the own ones without a part.
  private static PolicySet another(long seed, World world) {
    List<Contribution> parts = world.reachability().contributions();
    return seed % 3 == 0 || parts.isEmpty()
        ? new WorldGenerator(seed + 77_777).world().policies()
        : ContributionDifferentialTest.without(
            world.policies(), parts.get((int) (seed % parts.size())).part());
  }

  private static Slice slice(long seed) {
    Random random = new Random(seed);
    return switch (random.nextInt(4)) {
      case 0 -> Slice.ALL;
      case 1 ->
          new Slice(end -> end.toString().startsWith("n1/"), end -> true, TrafficSet.TCP_UDP_SCTP);
      case 2 ->
          new Slice(
              end -> !(end instanceof Endpoint.AddressEndpoint),
              end -> end.hashCode() % 3 != 0,
              new WorldGenerator(seed).chance(50)
                  ? TrafficSet.of(dev.palisade.analysis.traffic.Protocol.UDP)
                  : TrafficSet.ALL);
      default -> new Slice(end -> false, end -> true, TrafficSet.ALL);
    };
  }

  private static void assertShown(long seed, World one, World other, PolicyComparison comparison) {
    record Shown(@Nullable Flow flow, boolean first, boolean second) {}
    for (Shown shown :
        List.of(
            new Shown(comparison.onlyFirst(), true, false),
            new Shown(comparison.onlySecond(), false, true),
            new Shown(comparison.both(), true, true))) {
      Flow flow = shown.flow;
      if (flow != null) {
        for (var asked : List.of(one, other)) {
          assertThat(
                  asked
                      .evaluator()
                      .evaluate(flow.source(), flow.destination(), flow.packet())
                      .allowed())
              .as("seed %d: %s", seed, flow)
              .isEqualTo(asked == one ? shown.first : shown.second);
        }
      }
    }
  }

  /// Whether there is something that only the first allows, and only the second.
  private static List<Boolean> allPairs(World one, World other, Slice slice) {
    List<IpSet> cuts = new ArrayList<>();
    for (World world : List.of(one, other)) {
      world.reachability().endpoints().addressList().forEach(range -> cuts.add(IpSet.of(range)));
    }
    Reachability first = Reachability.of(one.inventory(), one.policies(), one.settings(), cuts);
    Reachability second =
        Reachability.of(other.inventory(), other.policies(), other.settings(), cuts);
    boolean onlyFirst = false;
    boolean onlySecond = false;
    for (int s = 0; s < first.endpoints().size(); s++) {
      for (int d = 0; d < first.endpoints().size(); d++) {
        if (slice.from().test(first.endpoints().get(s))
            && slice.to().test(first.endpoints().get(d))) {
          TrafficSet now = first.traffic(s, d).intersect(slice.traffic());
          TrafficSet then = second.traffic(s, d).intersect(slice.traffic());
          onlyFirst |= !then.contains(now);
          onlySecond |= !now.contains(then);
        }
      }
    }
    return List.of(onlyFirst, onlySecond);
  }

  /// Pods that the imagined ones stand for: random labels, in namespaces that exist.
  @Test
  void containmentOverImaginedPodsHoldsForPodsThatCome() {
    int listed = 0;
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      World one = new WorldGenerator(seed).world();
      PolicySet others = another(seed, one);
      ImaginedPods imagined =
          ImaginedPods.of(one.inventory(), List.of(one.policies(), others), 200);
      if (!(imagined instanceof ImaginedPods.Complete(List<Pod> pods))) {
        continue;
      }
      listed++;
      World future = one.with(one.inventory().withPods(plus(one.inventory().pods(), pods)));
      PolicyComparison forAll =
          PolicyComparison.between(future.reachability(), future.with(others).reachability());
      World later = one.with(one.inventory().withPods(come(one, seed)));
      PolicyComparison forThese =
          PolicyComparison.between(later.reachability(), later.with(others).reachability());
      assertThat(forThese.onlyFirst() == null || forAll.onlyFirst() != null)
          .as("seed %d: %s", seed, forThese.onlyFirst())
          .isTrue();
      assertThat(forThese.onlySecond() == null || forAll.onlySecond() != null)
          .as("seed %d: %s", seed, forThese.onlySecond())
          .isTrue();
    }
    assertThat(listed).isGreaterThan(WORLDS / 20);
  }

  private static List<Pod> plus(List<Pod> pods, List<Pod> more) {
    List<Pod> all = new ArrayList<>(pods);
    all.addAll(more);
    return all;
  }

  private static List<Pod> come(World world, long seed) {
    return plus(
        world.inventory().pods(),
        new WorldGenerator(seed + 123_456)
            .world().inventory().pods().stream()
                .filter(pod -> world.inventory().namespace(pod.namespace()) != null)
                .map(
                    pod -> Clusters.pod(pod.namespace(), "new-" + pod.name(), pod.selectorLabels()))
                .toList());
  }

  /// What is said to stay without effect does, in any other cluster.
  @Test
  void partThatStaysWithoutEffectHasNoneElsewhere() {
    int lasting = 0;
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      World world = new WorldGenerator(seed).world();
      for (Effect effect : Effects.idle(world.reachability())) {
        if (effect.lasting() == Effect.Lasting.WHATEVER_COMES) {
          lasting++;
          for (long elsewhere = seed + 1; elsewhere < seed + 5; elsewhere++) {
            World other = world.with(new WorldGenerator(elsewhere).world().inventory());
            Effect there =
                Effects.of(other.reachability()).stream()
                    .filter(e -> e.part().equals(effect.part()))
                    .findFirst()
                    .orElseThrow();
            assertThat(there.isEffective())
                .as(
                    "seed %d: %s, but elsewhere %s%n%s",
                    seed, effect, Objects.toString(there.change()), other)
                .isFalse();
          }
        }
      }
    }
    assertThat(lasting).isGreaterThan(WORLDS / 10);
  }
}
