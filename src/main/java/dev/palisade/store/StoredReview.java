package dev.palisade.store;

import java.time.Instant;
import java.util.UUID;

/// The answer to a proposed change.
///
/// @param requestDigest SHA-256 over what was proposed
/// @param verdict `allow`, `review` or `block`
/// @param document canonical JSON of the answer
public record StoredReview(
    String cluster,
    UUID id,
    String requestDigest,
    String verdict,
    String document,
    String requestedBy,
    Instant reviewedAt) {}
