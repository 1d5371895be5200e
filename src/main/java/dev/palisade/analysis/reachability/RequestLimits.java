package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.reachability.Trace.PolicyTrace;
import dev.palisade.analysis.reachability.Trace.RuleTrace;
import dev.palisade.analysis.reachability.Trace.TierTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which requests one side of a flow lets pass, once the connection is there.
///
/// @param open every request, and whatever else is sent
/// @param only where not open: what one of the rules matches, each once and sorted
public record RequestLimits(Direction direction, boolean open, List<Layer7> only) {

  public RequestLimits {
    only = open ? List.of() : sorted(only);
  }

  private static List<Layer7> sorted(List<Layer7> rules) {
    return rules.stream().distinct().sorted(Comparator.comparing(Layer7::toString)).toList();
  }

  /// @param trace of a walk in which no rule with requests matched
  static RequestLimits of(Trace trace) {
    if (trace.allowed()) {
      return new RequestLimits(trace.direction(), true, List.of());
    }
    Set<Layer7> found = new LinkedHashSet<>();
    for (TierTrace tier : trace.tiers()) {
      List<RuleTrace> rules = new ArrayList<>();
      for (PolicyTrace policy : tier.policies()) {
        rules.addAll(policy.rules());
      }
      collect(tier.tier().combination(), rules, found);
    }
    return new RequestLimits(trace.direction(), false, List.copyOf(found));
  }

  private static void collect(
      Tier.Combination combination, List<RuleTrace> rules, Set<Layer7> found) {
    boolean ordered = combination == Tier.Combination.ORDERED;
    if (!ordered && rules.stream().anyMatch(rule -> ends(rule, Action.DENY))) {
      return;
    }
    for (RuleTrace rule : rules) {
      if (ordered && (ends(rule, Action.DENY) || ends(rule, Action.PASS))) {
        return;
      }
      Layer7 narrowing = rule.rule().narrowing();
      if (narrowing != null
          && rule.rule().action() == Action.ALLOW
          && rule.connection() != Answer.NO) {
        found.add(narrowing);
      }
    }
  }

  private static boolean ends(RuleTrace rule, Action action) {
    return rule.rule().action() == action && rule.answer() == Answer.YES;
  }

  /// `every request`, or the rules: `GET /public, POST /`.
  @Override
  public String toString() {
    return open
        ? "every request"
        : only.isEmpty()
            ? "no request"
            : String.join(" or ", only.stream().map(RequestText::of).toList());
  }
}
