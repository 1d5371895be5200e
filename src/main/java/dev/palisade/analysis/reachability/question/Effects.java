package dev.palisade.analysis.reachability.question;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.Tier.Combination;
import dev.palisade.analysis.reachability.Contribution;
import dev.palisade.analysis.reachability.PolicyPart;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.reachability.question.Effect.Lasting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which policies, rules and clauses of a cluster have no effect: what taking the part out, and it
/// alone, would change in the traffic of the endpoints that were read, proved by the engine. That
/// two parts have none each does not mean that both can go.
public final class Effects {

  private final List<Tier> tierOf = new ArrayList<>();
  private final List<Integer> tierNumber = new ArrayList<>();
  private final SortedMap<PolicyPart, Contribution> contributions = new TreeMap<>();

  private Effects(PolicySet policies, List<Contribution> contributions) {
    for (int t = 0; t < policies.tiers().size(); t++) {
      for (int p = 0; p < policies.tiers().get(t).policies().size(); p++) {
        tierOf.add(policies.tiers().get(t));
        tierNumber.add(t);
      }
    }
    contributions.forEach(one -> this.contributions.put(one.part(), one));
  }

  /// Every policy, every rule, and every clause of a rule that has several; sorted by policy as
  /// they are evaluated.
  public static List<Effect> of(Reachability reachability) {
    Effects effects = new Effects(reachability.policies(), reachability.contributions());
    return effects.contributions.values().stream()
        .map(one -> new Effect(one, effects.lasting(one)))
        .toList();
  }

  /// Those of them that surely have none.
  public static List<Effect> idle(Reachability reachability) {
    return of(reachability).stream().filter(Effect::isIdle).toList();
  }

  private Lasting lasting(Contribution contribution) {
    return !contribution.isEffective() && !contribution.inDoubt() && stays(contribution)
        ? Lasting.WHATEVER_COMES
        : Lasting.AS_READ;
  }

  private boolean stays(Contribution contribution) {
    return switch (contribution.part()) {
      case PolicyPart.Whole whole -> stays(whole, contribution);
      case PolicyPart.OneRule rule -> stays(rule, rule.rule().clauses(), contribution, -1);
      case PolicyPart.OneClause clause ->
          stays(
              clause.of(),
              List.of(clause.of().rule().clauses().get(clause.clause())),
              contribution,
              -1);
    };
  }

  /// A policy stays without effect where each of its rules does because of other policies, and what
  /// it isolates another one of its tier isolates too.
  private boolean stays(PolicyPart.Whole whole, Contribution contribution) {
    if (Subsumption.isNobody(whole.policy().subject())) {
      return true;
    }
    for (Direction direction : Direction.values()) {
      Policy.Rules section = whole.policy().rules(direction);
      if (section == null) {
        continue;
      }
      boolean isolates = section.noMatch() == Policy.NoMatch.DENY;
      if (isolates
          && contribution.others().stream().noneMatch(o -> isolates(o, whole, direction))) {
        return false;
      }
      for (int r = 0; r < section.rules().size(); r++) {
        PolicyPart.OneRule rule =
            new PolicyPart.OneRule(whole.number(), whole.policy(), direction, r);
        Contribution ofRule = Objects.requireNonNull(contributions.get(rule));
        if (ofRule.isEffective() || !stays(rule, rule.rule().clauses(), ofRule, whole.number())) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isolates(PolicyPart other, PolicyPart.Whole whole, Direction direction) {
    Policy.Rules section = other.policy().rules(direction);
    return other.number() != whole.number()
        && tierNumber.get(other.number()).equals(tierNumber.get(whole.number()))
        && section != null
        && section.noMatch() == Policy.NoMatch.DENY
        && Subsumption.within(whole.policy().subject(), other.policy().subject());
  }

  /// @param notOf a policy whose rules do not count; -1: all do
  private boolean stays(
      PolicyPart.OneRule rule, List<Rule.Clause> clauses, Contribution contribution, int notOf) {
    if (Subsumption.isNobody(rule.policy().subject())) {
      return true;
    }
    List<Rule.Clause> real =
        clauses.stream().filter(clause -> !Subsumption.isNothing(clause)).toList();
    return real.isEmpty()
        || contribution.others().stream()
            .anyMatch(other -> other.number() != notOf && outdoes(other, rule, real));
  }

  /// Whether another rule, or a clause of the same, by its form and its place makes these clauses
  /// of a rule superfluous.
  private boolean outdoes(PolicyPart other, PolicyPart.OneRule rule, List<Rule.Clause> clauses) {
    PolicyPart.@Nullable OneRule by =
        switch (other) {
          case PolicyPart.Whole whole -> null;
          case PolicyPart.OneRule one -> one;
          case PolicyPart.OneClause one -> one.of();
        };
    boolean itself = other instanceof PolicyPart.OneRule && other.equals(rule);
    if (by == null || itself || by.direction() != rule.direction()) {
      return false;
    }
    List<Rule.Clause> theirs =
        other instanceof PolicyPart.OneClause one
            ? List.of(by.rule().clauses().get(one.clause()))
            : by.rule().clauses();
    boolean covers =
        Subsumption.within(rule.policy().subject(), by.policy().subject())
            && clauses.stream()
                .allMatch(c -> theirs.stream().anyMatch(t -> Subsumption.within(c, t)));
    Action own = rule.rule().action();
    Action their = by.rule().action();
    // an ALLOW counts where it may match, the others where they surely do
    boolean asSurely =
        own == their || their == Action.ALLOW || clauses.stream().allMatch(Subsumption::isCertain);
    return covers && asSurely && isPlacedToDecide(by, rule);
  }

  private boolean isPlacedToDecide(PolicyPart.OneRule by, PolicyPart.OneRule rule) {
    Action own = rule.rule().action();
    Action their = by.rule().action();
    int place = tierNumber.get(by.number()).compareTo(tierNumber.get(rule.number()));
    if (place != 0) {
      return place < 0 && their != Action.PASS && !mayPassBefore(by);
    }
    if (tierOf.get(rule.number()).combination() == Combination.DENY_OVERRIDES) {
      return own == their || their == Action.DENY || own == Action.PASS;
    }
    boolean before =
        by.number() < rule.number() || (by.number() == rule.number() && by.at() < rule.at());
    return before || (own == their && noneBetween(rule, by, own));
  }

  /// Whether something of what a rule matches may leave its tier before it.
  private boolean mayPassBefore(PolicyPart.OneRule rule) {
    Tier tier = tierOf.get(rule.number());
    return tier.combination() == Combination.ORDERED
        && contributions.tailMap(firstOf(tier)).keySet().stream()
            .takeWhile(part -> part.compareTo(rule) < 0)
            .anyMatch(part -> isOther(part, rule.direction(), Action.ALLOW, Action.DENY));
  }

  private PolicyPart firstOf(Tier tier) {
    int first = tierOf.indexOf(tier);
    return new PolicyPart.Whole(first, tier.policies().getFirst());
  }

  /// Whether all rules between two do the same as they do.
  private boolean noneBetween(PolicyPart.OneRule from, PolicyPart.OneRule to, Action action) {
    return contributions.subMap(from, to).keySet().stream()
        .noneMatch(part -> isOther(part, from.direction(), action, action));
  }

  private static boolean isOther(PolicyPart part, Direction direction, Action one, Action two) {
    return part instanceof PolicyPart.OneRule rule
        && rule.direction() == direction
        && rule.rule().action() != one
        && rule.rule().action() != two;
  }
}
