package dev.palisade.application;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who did what, and when.
///
/// @param number its place in the log
/// @param who name of the token or user
/// @param action e.g. `report.download`
/// @param subject what it was done to, e.g. a report's number
/// @param cluster the cluster concerned; null: none
/// @param detail more that is worth knowing, for people
public record LogEntry(
    long number,
    Instant at,
    String who,
    String role,
    String action,
    String subject,
    @Nullable String cluster,
    @Nullable String detail) {}
