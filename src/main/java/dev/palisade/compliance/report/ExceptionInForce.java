package dev.palisade.compliance.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An approved exception, as it stood at the instant at which expiries were judged.
///
/// @param traffic the most that is excepted; null for findings without a flow
/// @param from the first instant at which it counts
/// @param until the instant at which it stops counting
/// @param use `used` when a finding of the report is covered by it, `unused` otherwise
public record ExceptionInForce(
    String id,
    String check,
    String fingerprint,
    @Nullable String traffic,
    Instant from,
    Instant until,
    String use) {}
