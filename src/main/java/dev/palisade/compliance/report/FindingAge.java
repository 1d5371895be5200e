package dev.palisade.compliance.report;

import java.time.Instant;

/// Since when a finding is there, as earlier judgements tell.
///
/// @param firstSeen when the first snapshot was taken that was judged to have it
/// @param openSince from when on it was never missed, open or excepted
/// @param reopened how many times it came back after it had been closed
public record FindingAge(Instant firstSeen, Instant openSince, int reopened) {}
