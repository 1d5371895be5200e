package dev.palisade.analysis.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One rule of a policy in one direction. It matches a flow when one of its clauses does.
///
/// @param pointer JSON pointer of the rule in its policy's manifest, e.g. `/spec/ingress/0`
/// @param clauses alternatives; none: the rule matches nothing (Cilium's `ingress: [{}]` with an
///   empty peer list)
/// @param narrowing what the rule says of the application layer; null: nothing. It never widens
///   what the clauses allow
public record Rule(
    String pointer, Action action, List<Clause> clauses, @Nullable Layer7 narrowing) {

  public Rule {
    clauses = List.copyOf(clauses);
  }

  /// Other side, own side and traffic, all of which must match.
  ///
  /// @param pointer JSON pointer of the narrowest part of the manifest that this clause comes from
  /// @param peer the other side: source for ingress, destination for egress
  /// @param self what must hold for the pod under policy beyond the policy's subject; [Peer#ANYONE]
  ///   in most dialects
  public record Clause(String pointer, Peer peer, Peer self, TrafficMatch traffic) {}
}
