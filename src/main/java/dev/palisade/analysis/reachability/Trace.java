package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a walk over the policies of one side of a flow looked at, in its order.
///
/// @param subject the endpoint whose side it is
/// @param footing whether policies can hold on this side at all
/// @param tiers those that counted, as far as the walk went
/// @param decision what it ended with
record Trace(
    Direction direction,
    Endpoint subject,
    Endpoint other,
    Footing footing,
    List<TierTrace> tiers,
    Citation decision) {

  /// Whether the policies were looked at.
  enum Footing {
    POLICED,
    /// The subject is an address, or a setting keeps the flow open whatever policies say.
    EXEMPT
  }

  /// @param outcome ALLOWED, DENIED, or PASSED where the next tier decides
  record TierTrace(Tier tier, List<PolicyTrace> policies, Verdict outcome) {}

  record PolicyTrace(Policy policy, List<RuleTrace> rules) {}

  /// @param clause the one that matched the connection; null: none did
  /// @param connection whether it matches the connection; PERHAPS where it is in doubt
  /// @param answer likewise, with what it says of requests: NO where it matches the connection and
  ///   not the request
  record RuleTrace(Rule rule, Rule.@Nullable Clause clause, Answer connection, Answer answer) {}

  boolean allowed() {
    return decision.action() == Action.ALLOW;
  }
}
