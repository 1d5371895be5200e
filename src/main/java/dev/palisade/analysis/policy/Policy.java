package dev.palisade.analysis.policy;

import dev.palisade.snapshot.ResourceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One policy object, in neutral terms.
///
/// @param subject the endpoints that it applies to
/// @param ingress what it says of ingress; null: it does not apply to ingress at all (absent is not
///   empty)
/// @param egress likewise
public record Policy(
    ResourceRef ref, Peer subject, @Nullable Rules ingress, @Nullable Rules egress) {

  /// Rules of one direction.
  ///
  /// @param rules in their order, which matters in ordered tiers only
  /// @param pointer JSON pointer of the section, or of what makes the policy apply to the direction
  public record Rules(List<Rule> rules, NoMatch noMatch, String pointer) {
    public Rules {
      rules = List.copyOf(rules);
    }
  }

  /// What becomes of traffic that no rule of the tier matches, where this policy applies. DENY of
  /// one policy outweighs the others.
  public enum NoMatch {
    /// The endpoint is isolated: what no rule allows is dropped.
    DENY,
    /// The next tier decides.
    NEXT_TIER
  }

  public @Nullable Rules rules(Direction direction) {
    return direction == Direction.INGRESS ? ingress : egress;
  }
}
