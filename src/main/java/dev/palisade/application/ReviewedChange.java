package dev.palisade.application;

import dev.palisade.store.StoredReview;
import java.time.Instant;
import java.util.UUID;

/// A change review that is kept.
///
/// @param requestDigest SHA-256 over what was proposed
/// @param verdict `allow`, `review` or `block`
/// @param document canonical JSON of the answer, `palisade/review/v1`
public record ReviewedChange(
    String cluster,
    UUID id,
    String requestDigest,
    String verdict,
    String document,
    String requestedBy,
    Instant reviewedAt) {

  static ReviewedChange of(StoredReview r) {
    return new ReviewedChange(
        r.cluster(),
        r.id(),
        r.requestDigest(),
        r.verdict(),
        r.document(),
        r.requestedBy(),
        r.reviewedAt());
  }
}
