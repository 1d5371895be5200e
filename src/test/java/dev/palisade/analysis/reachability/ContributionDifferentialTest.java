package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the engine says of each policy, rule and clause, against taking it out and computing all
/// anew, on random worlds. `-Dpalisade.worlds=N`, `-Dpalisade.seed=S` as elsewhere.
class ContributionDifferentialTest {

  private static final int WORLDS = Integer.getInteger("palisade.worlds", 1500);
  private static final long SEED = Long.getLong("palisade.seed", 71_077_345L);

  @Test
  void partIsWithoutEffectExactlyIfItsRemovalChangesNoTraffic() {
    for (long seed = SEED; seed < SEED + WORLDS; seed++) {
      World world = new WorldGenerator(seed).world();
      String disagreement = disagreement(world);
      if (disagreement != null) {
        World least = Shrinking.of(world, smaller -> disagreement(smaller) != null);
        assertThat(disagreement(least))
            .as("seed %d, the smallest world that fails:%n%s", seed, least)
            .isNull();
      }
    }
  }

  @Test
  void worldsHaveEveryStanding() {
    List<Contribution.Standing> met = new ArrayList<>();
    for (long seed = SEED; seed < SEED + 300; seed++) {
      new WorldGenerator(seed)
          .world()
          .reachability()
          .contributions()
          .forEach(c -> met.add(c.standing()));
    }
    assertThat(met).contains(Contribution.Standing.values());
  }

  private static @Nullable String disagreement(World world) {
    Reachability now = world.reachability();
    List<IpSet> cuts = now.endpoints().addressList().stream().map(IpSet::of).toList();
    for (Contribution contribution : now.contributions()) {
      Reachability then =
          Reachability.of(
              world.inventory(),
              without(world.policies(), contribution.part()),
              world.settings(),
              cuts);
      String found = disagreement(now, then, contribution);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String disagreement(
      Reachability now, Reachability then, Contribution contribution) {
    FlowChange change = contribution.change();
    if (change != null) {
      TrafficSet before = now.traffic(change.source(), change.destination());
      TrafficSet after = then.traffic(change.source(), change.destination());
      boolean shows =
          before.contains(change.lost())
              && !after.overlaps(change.lost())
              && after.contains(change.gained())
              && !before.overlaps(change.gained())
              && (before.contains(change.example()) || after.contains(change.example()));
      return shows ? null : contribution + ", but " + before + " becomes " + after;
    }
    for (int source = 0; source < now.endpoints().size(); source++) {
      for (int destination = 0; destination < now.endpoints().size(); destination++) {
        TrafficSet before = now.traffic(source, destination);
        TrafficSet after = then.traffic(source, destination);
        if (!before.equals(after)) {
          return contribution
              + ", but from "
              + now.endpoints().get(source)
              + " to "
              + now.endpoints().get(destination)
              + " "
              + before
              + " becomes "
              + after;
        }
      }
    }
    return null;
  }

  static PolicySet without(PolicySet policies, PolicyPart part) {
    List<Tier> tiers = new ArrayList<>();
    int number = 0;
    for (Tier tier : policies.tiers()) {
      List<Policy> kept = new ArrayList<>();
      for (Policy policy : tier.policies()) {
        if (number++ != part.number()) {
          kept.add(policy);
        } else if (part instanceof PolicyPart.OneRule rule) {
          kept.add(mapped(policy, rule, r -> null));
        } else if (part instanceof PolicyPart.OneClause clause) {
          kept.add(mapped(policy, clause.of(), r -> without(r, clause.clause())));
        }
      }
      tiers.add(new Tier(tier.name(), tier.combination(), kept));
    }
    return new PolicySet(tiers, policies.unenforced());
  }

  private static Rule without(Rule rule, int clause) {
    List<Rule.Clause> clauses = new ArrayList<>(rule.clauses());
    clauses.remove(clause);
    return new Rule(rule.pointer(), rule.action(), clauses, rule.narrowing());
  }

  private static Policy mapped(
      Policy policy, PolicyPart.OneRule part, Function<Rule, @Nullable Rule> change) {
    boolean ingress = part.direction() == dev.palisade.analysis.policy.Direction.INGRESS;
    return new Policy(
        policy.ref(),
        policy.subject(),
        ingress ? mapped(policy.ingress(), part.at(), change) : policy.ingress(),
        ingress ? policy.egress() : mapped(policy.egress(), part.at(), change));
  }

  private static Policy.@Nullable Rules mapped(
      Policy.@Nullable Rules section, int at, Function<Rule, @Nullable Rule> change) {
    if (section == null) {
      return null;
    }
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < section.rules().size(); i++) {
      Rule rule = i == at ? change.apply(section.rules().get(i)) : section.rules().get(i);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return new Policy.Rules(rules, section.noMatch(), section.pointer());
  }
}
