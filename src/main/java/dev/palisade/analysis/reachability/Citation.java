package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.snapshot.ResourceRef;
import org.jspecify.annotations.Nullable;

/// What decided about a flow on one of its two sides.
///
/// @param direction EGRESS: the source's side, INGRESS: the destination's
/// @param policy the policy whose rule (or default deny) decided; null: no policy applies there, or
///   none can
/// @param pointer JSON pointer of the rule, or of the section that isolates; empty without a policy
/// @param action ALLOW or DENY
/// @param reason one sentence, e.g. `no policy selects shop/web for ingress`
public record Citation(
    Direction direction,
    @Nullable ResourceRef policy,
    String pointer,
    Action action,
    String reason) {}
