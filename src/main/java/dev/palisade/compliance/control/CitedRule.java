package dev.palisade.compliance.control;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.snapshot.ResourceRef;
import org.jspecify.annotations.Nullable;

/// A place in a manifest that a finding rests on, or the absence of one.
///
/// @param ref the object; null: nothing is there, and `reason` says what is missing
/// @param pointer JSON pointer into the object; empty for the whole object or without one
/// @param side EGRESS: the source's side, INGRESS: the destination's; null: no side
/// @param reason one sentence
public record CitedRule(
    @Nullable ResourceRef ref, String pointer, @Nullable Direction side, String reason) {}
