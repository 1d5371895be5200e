package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Rules that allow something to pods in scope say to or from whom, and on which ports.
public final class ExplicitAllow implements Check {
  @Override
  public String id() {
    return "explicit-allow";
  }

  @Override
  public String question() {
    return "Does a rule that allows traffic of a pod in scope leave the peer, the port or the protocol open?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement = Judgement.of(this, x, "rules that allow traffic of pods in scope");
    EndpointSet pods = x.zoning().podsInScope();
    judgement.restsOn(pods);
    PolicyNames names = PolicyNames.of(x);
    for (Direction direction : Direction.values()) {
      for (Policy policy : applying(x.evidence().reachability(), pods, direction)) {
        Policy.Rules rules = policy.rules(direction);
        if (rules != null) {
          judge(judgement, names, policy, rules.rules(), direction);
        }
      }
    }
    judgement.closedBy(
        "every rule that allows traffic of a pod in scope names its peers and its ports");
    return judgement.conclude();
  }

  private static List<Policy> applying(
      Reachability reachability, EndpointSet pods, Direction direction) {
    Set<Integer> seen = new HashSet<>();
    Set<Policy> policies =
        new TreeSet<>(Comparator.comparing(Policy::ref).thenComparing(p -> p.subject().toString()));
    pods.forEach(
        id -> {
          if (seen.add(reachability.classOf(id))) {
            Pod pod = reachability.endpoints().podList().get(id);
            policies.addAll(reachability.isolation(pod, direction).applying());
          }
        });
    return List.copyOf(policies);
  }

  private static void judge(
      Judgement judgement,
      PolicyNames names,
      Policy policy,
      List<Rule> rules,
      Direction direction) {
    for (Rule rule : rules) {
      if (rule.action() != Action.ALLOW) {
        continue;
      }
      judgement.examined(1);
      Openness openness = Openness.of(policy.ref(), rule, direction);
      if (!openness.reasons().isEmpty()) {
        List<CitedRule> cited = new ArrayList<>();
        openness
            .reasons()
            .forEach(
                (pointer, reason) ->
                    cited.add(new CitedRule(policy.ref(), pointer, direction, reason)));
        String subject = names.of(policy.ref()) + " " + rule.pointer();
        judgement.violation(
            new Violation(
                subject + " allows " + direction + " too widely: " + openness.summary(),
                new SubjectWitness(subject, direction),
                cited,
                "Name the peers and the ports that are needed in "
                    + rule.pointer()
                    + " of "
                    + policy.ref()
                    + "."));
      }
    }
  }
}
