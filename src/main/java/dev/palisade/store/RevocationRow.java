package dev.palisade.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// A row of `token_revocation`.
@Entity
@Immutable
@Table(name = "token_revocation")
class RevocationRow extends PanacheEntityBase {
  @Id UUID token;

  @Column(name = "revoked_by")
  String revokedBy;

  @Column(name = "revoked_at")
  Instant revokedAt;

  @SuppressWarnings("NullAway.Init")
  protected RevocationRow() {}

  RevocationRow(UUID token, String revokedBy, Instant revokedAt) {
    this.token = token;
    this.revokedBy = revokedBy;
    this.revokedAt = revokedAt;
  }
}
