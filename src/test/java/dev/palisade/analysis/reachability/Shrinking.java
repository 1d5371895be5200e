package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Takes parts out of a world for as long as it still fails.
///
/// `-Dpalisade.shrink=false` leaves it as it is, where only whether it fails is asked.
final class Shrinking {

  private static final boolean SHRINKS =
      !"false".equals(System.getProperty("palisade.shrink", "true"));

  private Shrinking() {}

  static World of(World world, Predicate<World> fails) {
    World least = world;
    while (SHRINKS) {
      World smaller = smaller(least).filter(fails).findFirst().orElse(null);
      if (smaller == null) {
        return least;
      }
      least = smaller;
    }
    return least;
  }

  private static Stream<World> smaller(World world) {
    Inventory inventory = world.inventory();
    return Stream.of(
            without(world.policies().tiers())
                .map(tiers -> world.with(new PolicySet(tiers, List.of()))),
            each(world.policies().tiers(), Shrinking::smallerTiers)
                .map(tiers -> world.with(new PolicySet(tiers, List.of()))),
            without(inventory.pods()).map(pods -> world.with(inventory.withPods(pods))),
            without(inventory.nodes())
                .map(
                    nodes ->
                        world.with(
                            Clusters.inventory(
                                List.copyOf(inventory.namespaces().values()),
                                inventory.pods(),
                                nodes))))
        .flatMap(s -> s);
  }

  private static Stream<Tier> smallerTiers(Tier tier) {
    return Stream.concat(
            without(tier.policies()), each(tier.policies(), Shrinking::smallerPolicies))
        .map(policies -> new Tier(tier.name(), tier.combination(), policies));
  }

  private static Stream<Policy> smallerPolicies(Policy policy) {
    return Stream.concat(
        smallerRules(policy.ingress())
            .map(rules -> new Policy(policy.ref(), policy.subject(), rules, policy.egress())),
        smallerRules(policy.egress())
            .map(rules -> new Policy(policy.ref(), policy.subject(), policy.ingress(), rules)));
  }

  private static Stream<Policy.Rules> smallerRules(Policy.@Nullable Rules rules) {
    if (rules == null) {
      return Stream.of();
    }
    return Stream.concat(without(rules.rules()), each(rules.rules(), Shrinking::smallerRules))
        .map(fewer -> new Policy.Rules(fewer, rules.noMatch(), rules.pointer()));
  }

  private static Stream<Rule> smallerRules(Rule rule) {
    return without(rule.clauses())
        .map(clauses -> new Rule(rule.pointer(), rule.action(), clauses, null));
  }

  /// The list with one item left out, for each item.
  private static <T> Stream<List<T>> without(List<T> items) {
    return Stream.iterate(0, i -> i < items.size(), i -> i + 1)
        .map(
            i -> {
              List<T> rest = new ArrayList<>(items);
              rest.remove((int) i);
              return rest;
            });
  }

  /// The list with one item made smaller, in each way.
  private static <T> Stream<List<T>> each(List<T> items, Function<T, Stream<T>> smaller) {
    return Stream.iterate(0, i -> i < items.size(), i -> i + 1)
        .flatMap(
            i ->
                smaller
                    .apply(items.get(i))
                    .map(
                        item -> {
                          List<T> others = new ArrayList<>(items);
                          others.set(i, item);
                          return others;
                        }));
  }
}
