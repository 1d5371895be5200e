package dev.palisade.store;

import java.time.Instant;
import java.util.UUID;

/// That something of a cluster was pruned.
///
/// @param keepMonths what was older than this was to go
/// @param cutoff the instant so many months before
/// @param through contents went that stood in no later snapshot; 0: none could go
/// @param contents how many contents of objects went
/// @param files how many files of reports went
/// @param bytes of both, before the database compresses them
/// @param digest SHA-256 over the canonical JSON of the sorted digests of all that went
public record RetentionRun(
    String cluster,
    UUID id,
    Instant at,
    String by,
    int keepMonths,
    Instant cutoff,
    long through,
    int contents,
    int files,
    long bytes,
    String digest) {}
