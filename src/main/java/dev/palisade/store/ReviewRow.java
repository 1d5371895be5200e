package dev.palisade.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// A row of `change_review`.
@Entity
@Immutable
@Table(name = "change_review")
class ReviewRow extends PanacheEntityBase {
  @Id UUID id;

  @ManyToOne(fetch = FetchType.EAGER)
  @JoinColumn(name = "cluster")
  ClusterRow cluster;

  @Column(name = "request_digest")
  byte[] requestDigest;

  String verdict;
  String document;

  @Column(name = "requested_by")
  String requestedBy;

  @Column(name = "reviewed_at")
  Instant reviewedAt;

  @SuppressWarnings("NullAway.Init")
  protected ReviewRow() {}

  ReviewRow(ClusterRow cluster, StoredReview review) {
    this.id = review.id();
    this.cluster = cluster;
    this.requestDigest = HexFormat.of().parseHex(review.requestDigest());
    this.verdict = review.verdict();
    this.document = review.document();
    this.requestedBy = review.requestedBy();
    this.reviewedAt = review.reviewedAt();
  }

  StoredReview stored() {
    return new StoredReview(
        cluster.name,
        id,
        HexFormat.of().formatHex(requestDigest),
        verdict,
        document,
        requestedBy,
        reviewedAt);
  }
}
