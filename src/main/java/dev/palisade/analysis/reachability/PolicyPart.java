package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import java.util.Objects;

/// What can be taken out of a set of policies by itself.
public sealed interface PolicyPart extends Comparable<PolicyPart> {

  /// The place of the policy in [dev.palisade.analysis.policy.PolicySet#policies()].
  int number();

  Policy policy();

  /// JSON pointer of the part in its policy's manifest; empty for a whole policy.
  String pointer();

  /// A policy with all its rules, and its isolation.
  record Whole(int number, Policy policy) implements PolicyPart {
    @Override
    public String pointer() {
      return "";
    }

    @Override
    public String toString() {
      return policy.ref().toString();
    }
  }

  /// A rule with all its clauses; what else the section says, its isolation too, stays.
  ///
  /// @param at the place of the rule in its section
  record OneRule(int number, Policy policy, Direction direction, int at) implements PolicyPart {
    public Rule rule() {
      return Objects.requireNonNull(policy.rules(direction)).rules().get(at);
    }

    @Override
    public String pointer() {
      return rule().pointer();
    }

    @Override
    public String toString() {
      return policy.ref() + " " + pointer();
    }
  }

  /// One of several clauses of a rule.
  ///
  /// @param clause its place in the rule
  record OneClause(OneRule of, int clause) implements PolicyPart {
    @Override
    public int number() {
      return of.number;
    }

    @Override
    public Policy policy() {
      return of.policy;
    }

    @Override
    public String pointer() {
      return of.rule().clauses().get(clause).pointer();
    }

    @Override
    public String toString() {
      return policy().ref() + " " + pointer();
    }
  }

  /// By policy; a whole before its rules, ingress first, and a rule before its clauses.
  @Override
  default int compareTo(PolicyPart other) {
    int order = Integer.compare(number(), other.number());
    for (int i = 0; order == 0 && i < 3; i++) {
      order = Integer.compare(place(this, i), place(other, i));
    }
    return order;
  }

  /// Where a part is within its policy: section, rule, clause; -1 where it is all of them.
  private static int place(PolicyPart part, int level) {
    return switch (part) {
      case Whole whole -> -1;
      case OneRule rule -> level == 0 ? section(rule.direction) : level == 1 ? rule.at : -1;
      case OneClause clause -> level == 2 ? clause.clause : place(clause.of, level);
    };
  }

  private static int section(Direction direction) {
    return direction == Direction.INGRESS ? 0 : 1;
  }
}
