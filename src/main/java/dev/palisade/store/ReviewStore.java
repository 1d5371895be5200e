package dev.palisade.store;

import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Change reviews: the verdict that each proposed change was given.
@ApplicationScoped
@Transactional
public class ReviewStore {
  private final Clusters clusters;
  private final LedgerStore ledger;

  ReviewStore(Clusters clusters, LedgerStore ledger) {
    this.clusters = clusters;
    this.ledger = ledger;
  }

  /// Keeps a review and seals it.
  ///
  /// @param requestDigest SHA-256 over what was proposed
  /// @param verdict `allow`, `review` or `block`
  /// @param document canonical JSON of the answer
  public StoredReview append(
      String cluster,
      String requestDigest,
      String verdict,
      String document,
      String requestedBy,
      Instant at) {
    StoredReview review =
        new StoredReview(
            cluster,
            UUID.randomUUID(),
            requestDigest,
            verdict,
            document,
            requestedBy,
            at.truncatedTo(ChronoUnit.MICROS));
    new ReviewRow(clusters.entered(cluster), review).persistAndFlush();
    ledger.seal(Seal.of(review));
    return review;
  }

  /// Null when there is none.
  public @Nullable StoredReview find(UUID id) {
    ReviewRow row = ReviewRow.findById(id);
    return row == null ? null : row.stored();
  }

  /// Reviews of the very same proposal, the newest first.
  public List<StoredReview> ofRequest(String cluster, String requestDigest) {
    return ReviewRow.<ReviewRow>find(
            "cluster.name = ?1 and requestDigest = ?2 order by reviewedAt desc, id desc",
            cluster,
            HexFormat.of().parseHex(requestDigest))
        .stream()
        .map(ReviewRow::stored)
        .toList();
  }

  /// A cluster's reviews, the newest first.
  ///
  /// @param after the last review of the page before; null: the first page
  public List<StoredReview> list(String cluster, @Nullable UUID after, int limit) {
    ReviewRow last = after == null ? null : ReviewRow.findById(after);
    var rows =
        last == null
            ? ReviewRow.<ReviewRow>find(
                "cluster.name = ?1 order by reviewedAt desc, id desc", cluster)
            : ReviewRow.<ReviewRow>find(
                "cluster.name = ?1 and (reviewedAt < ?2 or (reviewedAt = ?2 and id < ?3))"
                    + " order by reviewedAt desc, id desc",
                cluster,
                last.reviewedAt,
                last.id);
    return rows.page(Page.ofSize(limit)).stream().map(ReviewRow::stored).toList();
  }
}
