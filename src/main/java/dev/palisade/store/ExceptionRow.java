package dev.palisade.store;

import dev.palisade.compliance.exception.RiskException;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// A row of `risk_exception`.
@Entity
@Immutable
@Table(name = "risk_exception")
class ExceptionRow extends PanacheEntityBase {
  @Id UUID id;

  @ManyToOne(fetch = FetchType.EAGER)
  @JoinColumn(name = "cluster")
  ClusterRow cluster;

  String document;

  @Column(name = "requested_by")
  String requestedBy;

  @Column(name = "requested_at")
  Instant requestedAt;

  @SuppressWarnings("NullAway.Init")
  protected ExceptionRow() {}

  ExceptionRow(ClusterRow cluster, RiskException exception) {
    this.id = exception.id();
    this.cluster = cluster;
    this.document = ExceptionText.write(exception);
    this.requestedBy = exception.requestedBy();
    // cut as the database would round it: this very instant is sealed
    this.requestedAt = exception.requestedAt().truncatedTo(ChronoUnit.MICROS);
  }
}
