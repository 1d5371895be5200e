package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier.Combination;
import java.util.List;

/// A policy in one direction, where it stands.
///
/// @param number its number among all policies, also those that say nothing of this direction
/// @param tier the number of its tier
/// @param selves what its clauses ask of the endpoint under policy itself
/// @param namesOwnPorts whether a clause names ports of the endpoint under policy
record AppliedPolicy(
    int number,
    int tier,
    Combination combination,
    Policy policy,
    Policy.Rules rules,
    List<Peer> selves,
    boolean namesOwnPorts) {

  static AppliedPolicy of(
      int number,
      int tier,
      Combination combination,
      Policy policy,
      Policy.Rules rules,
      Direction direction) {
    List<Rule.Clause> clauses =
        rules.rules().stream().flatMap(rule -> rule.clauses().stream()).toList();
    return new AppliedPolicy(
        number,
        tier,
        combination,
        policy,
        rules,
        clauses.stream()
            .map(Rule.Clause::self)
            .filter(self -> !self.equals(Peer.ANYONE))
            .distinct()
            .toList(),
        clauses.stream()
            .anyMatch(c -> ClauseTraffic.names(c.traffic(), ClauseTraffic.ownSide(direction))));
  }

  /// The same in a set of policies where it and its tier may have other numbers.
  AppliedPolicy in(int otherNumber, int otherTier, Policy same, Policy.Rules sameRules) {
    return otherNumber == number && otherTier == tier && same == policy
        ? this
        : new AppliedPolicy(
            otherNumber, otherTier, combination, same, sameRules, selves, namesOwnPorts);
  }
}
