package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Changes to a world that must not change its verdicts. Blocks may be cut at more places after a
/// change, so every endpoint of the changed world is compared with the one that it lies in before.
class MetamorphicTest {

  private static final long FIRST_SEED = 9_000;
  private static final int WORLDS = 300;

  @Test
  void theOrderOfAdditivePoliciesDoesNotMatter() {
    compare((world, seed) -> eachTier(world, tier -> shuffledIfAdditive(tier, new Random(seed))));
  }

  private static Tier shuffledIfAdditive(Tier tier, Random random) {
    List<Policy> policies = new ArrayList<>(tier.policies());
    if (tier.combination() == Tier.Combination.DENY_OVERRIDES) {
      Collections.shuffle(policies, random);
    }
    return new Tier(tier.name(), tier.combination(), policies);
  }

  @Test
  void aPolicyThatIsThereTwiceCountsOnce() {
    compare(
        (world, seed) ->
            eachTier(
                world,
                tier ->
                    new Tier(
                        tier.name(),
                        tier.combination(),
                        tier.policies().stream().flatMap(p -> Stream.of(p, p)).toList())));
  }

  @Test
  void addressBlocksMayBeSplitInHalves() {
    compare(
        (world, seed) ->
            eachTier(
                world,
                tier ->
                    new Tier(
                        tier.name(),
                        tier.combination(),
                        tier.policies().stream().map(MetamorphicTest::withSplitBlocks).toList())));
  }

  private static Policy withSplitBlocks(Policy policy) {
    return new Policy(
        policy.ref(),
        policy.subject(),
        withSplitBlocks(policy.ingress()),
        withSplitBlocks(policy.egress()));
  }

  private static Policy.@Nullable Rules withSplitBlocks(Policy.@Nullable Rules rules) {
    if (rules == null) {
      return null;
    }
    return new Policy.Rules(
        rules.rules().stream()
            .map(
                rule ->
                    new Rule(
                        rule.pointer(),
                        rule.action(),
                        rule.clauses().stream().flatMap(MetamorphicTest::split).toList(),
                        null))
            .toList(),
        rules.noMatch(),
        rules.pointer());
  }

  /// One clause for the lower half of all addresses and one for the upper.
  private static Stream<Rule.Clause> split(Rule.Clause clause) {
    IpSet lower = IpSet.of(Cidr.parse("0.0.0.0/1"), Cidr.parse("10.0.0.0/31"), Cidr.parse("::/1"));
    return clause.peer() instanceof Peer.Addresses a && a.reach() == Peer.AddressReach.OUTSIDE_ONLY
        ? Stream.of(a.addresses().intersect(lower), a.addresses().minus(lower))
            .map(
                part ->
                    new Rule.Clause(
                        clause.pointer(),
                        new Peer.Addresses(part, a.reach()),
                        clause.self(),
                        clause.traffic()))
        : Stream.of(clause);
  }

  @Test
  void aPodThatDoesNotExistYetIsIsolatedAsItWillBe() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
      World world = new WorldGenerator(seed).world();
      Reachability with = world.reachability();
      for (Pod pod : world.inventory().pods()) {
        Inventory others =
            world
                .inventory()
                .withPods(world.inventory().pods().stream().filter(p -> p != pod).toList());
        Reachability without = world.with(others).reachability();
        for (Direction direction : Direction.values()) {
          assertThat(without.isolation(pod, direction))
              .as("seed %d, %s %s", seed, pod, direction)
              .isEqualTo(with.isolation(pod, direction));
        }
      }
    }
  }

  private static World eachTier(World world, UnaryOperator<Tier> change) {
    return world.with(
        new PolicySet(world.policies().tiers().stream().map(change).toList(), List.of()));
  }

  private interface Change {
    World of(World world, long seed);
  }

  private static void compare(Change change) {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
      World world = new WorldGenerator(seed).world();
      Reachability before = world.reachability();
      Reachability after = change.of(world, seed).reachability();
      int size = after.endpoints().size();
      for (int source = 0; source < size; source++) {
        for (int destination = 0; destination < size; destination++) {
          int oldSource = within(after.endpoints(), source, before.endpoints());
          int oldDestination = within(after.endpoints(), destination, before.endpoints());
          assertThat(after.traffic(source, destination))
              .as(
                  "seed %d: %s to %s",
                  seed, after.endpoints().get(source), after.endpoints().get(destination))
              .isEqualTo(before.traffic(oldSource, oldDestination));
        }
      }
    }
  }

  private static int within(Endpoints finer, int endpoint, Endpoints coarser) {
    return finer.get(endpoint) instanceof Endpoint.AddressEndpoint a
        ? coarser.addressesIn(IpSet.of(a.range().first())).first()
        : endpoint;
  }
}
