package dev.palisade.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A row of `run`. Changed by the statements of [RunStore] alone, so that the row says who was
/// first.
@Entity
@Table(name = "run")
class RunRow extends PanacheEntityBase {
  @Id UUID id;

  @ManyToOne(fetch = FetchType.EAGER)
  @JoinColumn(name = "cluster")
  ClusterRow cluster;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  StoredRun.Kind kind;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  StoredRun.State state;

  @Nullable String worker;
  int progress;
  @Nullable String step;

  @Column(name = "requested_by")
  String requestedBy;

  @Column(name = "requested_at")
  Instant requestedAt;

  @Column(name = "started_at")
  @Nullable Instant startedAt;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @Nullable String result;
  @Nullable String error;

  @SuppressWarnings("NullAway.Init")
  protected RunRow() {}

  /// A run that waits for its turn.
  RunRow(ClusterRow cluster, UUID id, StoredRun.Kind kind, String requestedBy, Instant at) {
    this.id = id;
    this.cluster = cluster;
    this.kind = kind;
    this.state = StoredRun.State.QUEUED;
    this.requestedBy = requestedBy;
    this.requestedAt = at;
  }

  StoredRun stored() {
    return new StoredRun(
        cluster.name,
        id,
        kind,
        state,
        worker,
        progress,
        step,
        requestedBy,
        requestedAt,
        startedAt,
        endedAt,
        result,
        error);
  }
}
