package dev.palisade.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A row of `token`.
@Entity
@Immutable
@Table(name = "token")
class TokenRow extends PanacheEntityBase {
  @Id UUID id;

  @Column(name = "secret_digest")
  byte[] secretDigest;

  String name;
  String role;
  String @Nullable [] clusters;

  @Column(name = "created_by")
  String createdBy;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;

  @SuppressWarnings("NullAway.Init")
  protected TokenRow() {}

  TokenRow(StoredToken token, byte[] secretDigest) {
    this.id = token.id();
    this.secretDigest = secretDigest;
    this.name = token.name();
    this.role = token.role();
    this.clusters = token.clusters() == null ? null : token.clusters().toArray(new String[0]);
    this.createdBy = token.createdBy();
    this.createdAt = token.createdAt();
    this.expiresAt = token.expiresAt();
  }

  StoredToken stored(@Nullable RevocationRow revocation) {
    return new StoredToken(
        id,
        name,
        role,
        // a name may be null: they were taken once. It stands for no cluster
        clusters == null ? null : Stream.of(clusters).filter(Objects::nonNull).toList(),
        createdBy,
        createdAt,
        expiresAt,
        revocation == null ? null : revocation.revokedAt);
  }
}
