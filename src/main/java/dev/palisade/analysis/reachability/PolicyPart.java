package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import java.util.Comparator;
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
    return ORDER.compare(this, other);
  }

  Comparator<PolicyPart> ORDER =
      Comparator.comparingInt(PolicyPart::number)
          .thenComparingInt(PolicyPart::section)
          .thenComparingInt(PolicyPart::place)
          .thenComparingInt(part -> part instanceof OneClause c ? c.clause : -1);

  private static int section(PolicyPart part) {
    return switch (part) {
      case Whole w -> -1;
      case OneRule r -> r.direction.ordinal();
      case OneClause c -> c.of.direction.ordinal();
    };
  }

  private static int place(PolicyPart part) {
    return switch (part) {
      case Whole w -> -1;
      case OneRule r -> r.at;
      case OneClause c -> c.of.at;
    };
  }
}
