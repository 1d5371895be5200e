package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every tier of up to two rules over a few peers and ports, alone and before a tier that denies,
/// and every two policies of one rule, in one tier or in two: no combination is left to chance.
///
/// `-Dpalisade.sweep=all` takes more peers, subjects and directions for the two policies.
class ExhaustiveTest {
  private static final boolean ALL = "all".equals(System.getProperty("palisade.sweep"));

  private static final Inventory TWO_PODS =
      Clusters.inventory(
          List.of(),
          List.of(
              Clusters.pod("n", "a", Labels.of("k", "a")),
              Clusters.pod("n", "b", Labels.of("k", "b"))),
          List.of());
  private static final Peer POD_A =
      new Peer.Pods(
          new NamespaceMatch.Any(), Selector.equal("k", "a"), Peer.HostNetworkPods.BY_SETTING);
  private static final List<Peer> PEERS =
      List.of(Peer.ANYONE, POD_A, new Peer.Not(POD_A), new Peer.DomainNames(List.of("x")));
  private static final List<TrafficMatch> MATCHES =
      List.of(
          TrafficMatch.ALL, new TrafficMatch.Exactly(TrafficSet.of(Protocol.TCP, PortSet.of(80))));
  private static final List<Packet> PACKETS =
      List.of(Packet.of(Protocol.TCP, 80), Packet.of(Protocol.TCP, 81));

  @Test
  void everyTierOfUpToTwoRules() {
    Policy denies =
        policy(
            "denies",
            List.of(rule(Action.DENY, Peer.ANYONE, TrafficMatch.ALL)),
            Policy.NoMatch.DENY);
    Tier last = new Tier("last", Tier.Combination.ORDERED, List.of(denies));
    int worlds = 0;
    for (List<Rule> rules : upToTwo(rules())) {
      for (Policy.NoMatch noMatch : Policy.NoMatch.values()) {
        for (Tier.Combination combination : Tier.Combination.values()) {
          Tier tier = new Tier("first", combination, List.of(policy("p", rules, noMatch)));
          for (List<Tier> tiers : List.of(List.of(tier), List.of(tier, last))) {
            World world = new World(TWO_PODS, new PolicySet(tiers, List.of()), Clusters.KUBERNETES);
            assertThat(
                    Differential.disagreement(
                        world, PACKETS, (source, to) -> to == 1 || source == 1))
                .as("%s", world)
                .isNull();
            worlds++;
          }
        }
      }
    }
    assertThat(worlds).isEqualTo((1 + 24 + 24 * 24) * 2 * 2 * 2);
  }

  @Test
  void everyTwoPoliciesInOneTierOrInTwo() {
    List<Policy> policies = policies();
    int worlds = 0;
    for (Policy first : policies) {
      for (Policy second : policies) {
        for (List<Tier> tiers :
            List.of(
                List.of(new Tier("one", Tier.Combination.ORDERED, List.of(first, second))),
                List.of(new Tier("one", Tier.Combination.DENY_OVERRIDES, List.of(first, second))),
                List.of(
                    new Tier("one", Tier.Combination.ORDERED, List.of(first)),
                    new Tier("two", Tier.Combination.ORDERED, List.of(second))))) {
          World world = new World(TWO_PODS, new PolicySet(tiers, List.of()), Clusters.KUBERNETES);
          String found =
              Differential.disagreement(world, PACKETS, (source, to) -> source < 2 && to < 2);
          if (found != null) {
            assertThat(found).as("%s", world).isNull();
          }
          worlds++;
        }
      }
    }
    int alternatives = ALL ? 3 * 3 * 3 * 4 * 2 * 2 : 2 * 2 * 3 * 3 * 2 * 2;
    assertThat(worlds).isEqualTo(3 * alternatives * alternatives);
  }

  /// Of one rule each: subjects by directions by actions by peers by traffic by what follows.
  private static List<Policy> policies() {
    List<Policy> policies = new ArrayList<>();
    for (Peer subject : List.of(Peer.ANYONE, POD_A, new Peer.Not(POD_A)).subList(0, ALL ? 3 : 2)) {
      for (int directions = 1; directions <= (ALL ? 3 : 2); directions++) {
        for (Action action : Action.values()) {
          for (Peer peer : PEERS.subList(0, ALL ? 4 : 3)) {
            for (TrafficMatch match : MATCHES) {
              for (Policy.NoMatch noMatch : Policy.NoMatch.values()) {
                Policy.Rules rules =
                    new Policy.Rules(List.of(rule(action, peer, match)), noMatch, "/spec");
                policies.add(
                    new Policy(
                        Clusters.ref("Policy", "n", "p" + policies.size()),
                        subject,
                        (directions & 1) == 0 ? null : rules,
                        (directions & 2) == 0 ? null : rules));
              }
            }
          }
        }
      }
    }
    return policies;
  }

  private static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Action action : Action.values()) {
      for (Peer peer : PEERS) {
        MATCHES.forEach(match -> rules.add(rule(action, peer, match)));
      }
    }
    return rules;
  }

  private static List<List<Rule>> upToTwo(List<Rule> rules) {
    List<List<Rule>> lists = new ArrayList<>(List.of(List.of()));
    for (Rule first : rules) {
      lists.add(List.of(first));
      rules.forEach(second -> lists.add(List.of(first, second)));
    }
    return lists;
  }

  private static Rule rule(Action action, Peer peer, TrafficMatch match) {
    return new Rule("/r", action, List.of(new Rule.Clause("/r", peer, Peer.ANYONE, match)), null);
  }

  /// For pod b, in both directions.
  private static Policy policy(String name, List<Rule> rules, Policy.NoMatch noMatch) {
    Peer subject =
        new Peer.Pods(
            new NamespaceMatch.Any(), Selector.equal("k", "b"), Peer.HostNetworkPods.BY_SETTING);
    return new Policy(
        Clusters.ref("Policy", "n", name),
        subject,
        new Policy.Rules(rules, noMatch, "/spec/ingress"),
        new Policy.Rules(rules, noMatch, "/spec/egress"));
  }
}
