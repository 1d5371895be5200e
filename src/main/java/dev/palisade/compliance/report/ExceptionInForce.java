package dev.palisade.compliance.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An approved exception, as it stood at the instant at which expiries were judged.
///
/// @param fingerprint null: the selector chooses
/// @param selector in words; null: the fingerprint names the one
/// @param traffic the most that is excepted; null for findings without a flow
/// @param from the first instant at which it counts
/// @param until the instant at which it stops counting
/// @param use `used` when a finding of the report is covered by it, `unused` otherwise
public record ExceptionInForce(
    String id,
    String check,
    @Nullable String fingerprint,
    @Nullable String selector,
    @Nullable String traffic,
    Instant from,
    Instant until,
    String use) {}
