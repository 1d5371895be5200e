package dev.palisade.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// A row of `cluster`. Written by [ClusterTable] alone.
@Entity
@Immutable
@Table(name = "cluster")
class ClusterRow extends PanacheEntityBase {
  @Id Long id;
  String name;

  @Column(name = "created_at")
  Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  protected ClusterRow() {}
}
