package dev.palisade.analysis.inventory;

import dev.palisade.analysis.traffic.Protocol;
import org.jspecify.annotations.Nullable;

/// A port that a container declares.
///
/// @param name null: the port has no name and no policy can name it
/// @param hostPort null: not published on the node
/// @param pointer JSON pointer into the pod's (or its workload's) manifest
public record ContainerPort(
    @Nullable String name,
    Protocol protocol,
    int number,
    @Nullable Integer hostPort,
    String pointer) {}
