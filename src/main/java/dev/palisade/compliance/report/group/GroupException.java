package dev.palisade.compliance.report.group;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An exception of one of the clusters: none counts in another.
///
/// @param check null: the cluster's report on the period does not say it
/// @param until the instant from which it is of no force; null: it stays in force
/// @param end `expired`, `revoked` or `in-force`
/// @param findings how many of the cluster's findings it covers; in a report on a period, at some
///   time of it
public record GroupException(
    String cluster,
    String id,
    @Nullable String check,
    Instant from,
    @Nullable Instant until,
    String end,
    int findings) {}
