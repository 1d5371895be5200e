package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Pod;

/// What a pod that does not exist yet could reach, and who could reach it.
///
/// @param ingress which policies isolate it, likewise `egress`
/// @param sources the endpoints that could reach it; not itself
/// @param destinations the endpoints that it could reach
public record Prospect(
    Pod pod, Isolation ingress, Isolation egress, Partition sources, Partition destinations) {}
