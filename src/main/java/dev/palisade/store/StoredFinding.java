package dev.palisade.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The life of a finding, as the judgements tell it. Instants are those of the snapshots.
///
/// @param check name of the check, with its parameters
/// @param status `open` or `excepted`, when it was seen last
/// @param summary as it was seen last
/// @param firstSeen the first snapshot that was judged to have it
/// @param since from when on it was never missed, up to [#lastSeen]
/// @param closedAt the first snapshot after the last sighting in which it was looked for and not
///   found; null: it was not closed
/// @param reopened how many times it came back after it had been closed
public record StoredFinding(
    String check,
    String fingerprint,
    String status,
    String summary,
    Instant firstSeen,
    Instant since,
    Instant lastSeen,
    @Nullable Instant closedAt,
    int reopened) {}
