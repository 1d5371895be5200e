package dev.palisade.store;

import java.time.Instant;
import java.util.UUID;

/// That an issued report is not to be relied on any more.
///
/// @param name the report's number and version: `SAMPLE-ALL-2026-0001-v1`
public record StoredWithdrawal(
    String cluster, UUID report, String name, String reason, String by, Instant at) {}
