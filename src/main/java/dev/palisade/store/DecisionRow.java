package dev.palisade.store;

import dev.palisade.compliance.exception.RiskException.Decision;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// A row of `exception_decision`.
@Entity
@Immutable
@IdClass(DecisionRow.Key.class)
@Table(name = "exception_decision")
class DecisionRow extends PanacheEntityBase {

  record Key(Long cluster, UUID exception, int position) implements Serializable {}

  @Id Long cluster;
  @Id UUID exception;
  @Id int position;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  Decision.Kind kind;

  @Column(name = "decided_by")
  String decidedBy;

  @Column(name = "decided_at")
  Instant decidedAt;

  String reason;

  @SuppressWarnings("NullAway.Init")
  protected DecisionRow() {}

  DecisionRow(Long cluster, UUID exception, int position, Decision decision) {
    this.cluster = cluster;
    this.exception = exception;
    this.position = position;
    this.kind = decision.kind();
    this.decidedBy = decision.by();
    this.decidedAt = decision.at();
    this.reason = decision.reason();
  }

  Decision decision() {
    return new Decision(kind, decidedBy, decidedAt, reason);
  }
}
