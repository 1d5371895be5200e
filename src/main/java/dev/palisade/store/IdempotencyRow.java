package dev.palisade.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.HexFormat;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A row of `idempotency_key`.
@Entity
@Immutable
@IdClass(IdempotencyRow.Key.class)
@Table(name = "idempotency_key")
class IdempotencyRow extends PanacheEntityBase {

  record Key(String requester, String key) implements Serializable {}

  @Id String requester;
  @Id String key;

  @Column(name = "request_digest")
  byte[] requestDigest;

  int status;
  @Nullable String location;
  @Nullable String body;

  @Column(name = "kept_at")
  Instant keptAt;

  @SuppressWarnings("NullAway.Init")
  protected IdempotencyRow() {}

  IdempotencyRow(Key key, IdempotencyKeys.Answer answer, Instant keptAt) {
    this.requester = key.requester();
    this.key = key.key();
    this.requestDigest = HexFormat.of().parseHex(answer.requestDigest());
    this.status = answer.status();
    this.location = answer.location();
    this.body = answer.body();
    this.keptAt = keptAt;
  }

  IdempotencyKeys.Answer answer() {
    return new IdempotencyKeys.Answer(
        HexFormat.of().formatHex(requestDigest), status, location, body);
  }
}
