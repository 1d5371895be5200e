package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.reachability.Contribution;
import dev.palisade.analysis.reachability.Contribution.Standing;
import dev.palisade.analysis.reachability.PolicyPart;
import dev.palisade.analysis.reachability.question.Effect;
import dev.palisade.analysis.reachability.question.Effects;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Rules and policies that change nothing, whatever pods there will be: others decide before them,
/// or allow the same. What is idle only with the pods of today is no advice: it waits for others.
final class IdleRules implements Adviser {

  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    Map<PolicyPart, Effect> idle = new TreeMap<>();
    for (Effect effect : Effects.idle(terrain.reachability())) {
      if (effect.lasting() == Effect.Lasting.WHATEVER_COMES
          && (effect.standing() == Standing.SHADOWED || effect.standing() == Standing.REDUNDANT)) {
        idle.put(effect.part(), effect);
      }
    }
    for (Effect effect : idle.values()) {
      if (!isDefaultDeny(effect.part()) && !isSaid(effect, idle) && !isKept(effect, idle)) {
        to.accept(advice(effect));
      }
    }
  }

  private static Advice advice(Effect effect) {
    boolean whole = effect.part() instanceof PolicyPart.Whole;
    List<String> others =
        effect.contribution().others().stream().map(PolicyPart::toString).distinct().toList();
    if (!others.isEmpty() && doTheSame(effect)) {
      return new Advice(
          Topic.REDUNDANT_RULE,
          effect.part().policy().ref(),
          whole ? "/spec" : effect.part().pointer(),
          (whole ? "the policy" : "the rule")
              + " changes nothing, whatever pods there will be: without it the same follows from "
              + String.join(", ", others),
          "Drop it, and keep what does the same.",
          null);
    }
    return new Advice(
        effect.standing() == Standing.SHADOWED ? Topic.SHADOWED_RULE : Topic.REDUNDANT_RULE,
        effect.part().policy().ref(),
        whole ? "/spec" : effect.part().pointer(),
        (whole ? "the policy " : "the rule ") + effect.reason(),
        "Drop it, or put it before what decides in its stead.",
        null);
  }

  /// Whether what decides in its stead decides alike: then no order is to blame, which Kubernetes'
  /// own policies do not have.
  private static boolean doTheSame(Effect effect) {
    Set<Action> actions = EnumSet.noneOf(Action.class);
    actions(effect.part(), actions);
    effect.contribution().others().forEach(other -> actions(other, actions));
    return actions.size() <= 1;
  }

  private static void actions(PolicyPart part, Set<Action> to) {
    switch (part) {
      case PolicyPart.Whole whole -> {
        for (Direction direction : Direction.values()) {
          Policy.Rules rules = whole.policy().rules(direction);
          if (rules != null) {
            rules.rules().forEach(rule -> to.add(rule.action()));
          }
        }
      }
      case PolicyPart.OneRule rule -> to.add(rule.rule().action());
      case PolicyPart.OneClause clause -> to.add(clause.of().rule().action());
    }
  }

  /// Of a policy as a whole its rules need not be told one by one, nor clauses of a rule.
  private static boolean isSaid(Effect effect, Map<PolicyPart, Effect> idle) {
    return switch (effect.part()) {
      case PolicyPart.Whole whole -> false;
      case PolicyPart.OneRule rule ->
          idle.containsKey(new PolicyPart.Whole(rule.number(), rule.policy()));
      case PolicyPart.OneClause clause ->
          idle.containsKey(clause.of())
              || idle.containsKey(new PolicyPart.Whole(clause.number(), clause.policy()));
    };
  }

  /// Of two that do the same the first is to be kept.
  private static boolean isKept(Effect effect, Map<PolicyPart, Effect> idle) {
    return effect.contribution().others().stream()
        .filter(other -> other.compareTo(effect.part()) > 0)
        .map(idle::get)
        .anyMatch(other -> other != null && names(other.contribution(), effect.part()));
  }

  private static boolean names(Contribution contribution, PolicyPart part) {
    return contribution.others().contains(part);
  }

  /// The default deny of a namespace may be superfluous today and is meant to stay.
  private static boolean isDefaultDeny(PolicyPart part) {
    if (!(part instanceof PolicyPart.Whole(var number, var policy))) {
      return false;
    }
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules != null && !rules.rules().isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
