package dev.palisade.application;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A target of the configuration and how it stands with it.
///
/// @param kind `webhook`, `email` or `folder`
/// @param destination without what could be a secret
/// @param types of notices that it wants; empty: all
/// @param clusters that it wants to hear of; empty: all
/// @param waiting deliveries that are not made yet
/// @param dead deliveries that were given up
/// @param disabledAt null: it is sent to
/// @param reason why it is disabled
public record TargetStatus(
    String name,
    String kind,
    String destination,
    List<String> types,
    List<String> clusters,
    long waiting,
    long dead,
    @Nullable Instant disabledAt,
    @Nullable String reason) {}
