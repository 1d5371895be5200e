package dev.palisade.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.HexFormat;
import org.hibernate.annotations.Immutable;

/// A row of `scope_version`.
@Entity
@Immutable
@IdClass(ScopeRow.Key.class)
@Table(name = "scope_version")
class ScopeRow extends PanacheEntityBase {

  record Key(Long cluster, int version) implements Serializable {}

  @Id
  @ManyToOne(fetch = FetchType.EAGER)
  @JoinColumn(name = "cluster")
  ClusterRow cluster;

  @Id int version;
  String document;
  byte[] digest;
  String author;

  @Column(name = "saved_at")
  Instant savedAt;

  @SuppressWarnings("NullAway.Init")
  protected ScopeRow() {}

  ScopeRow(ClusterRow cluster, StoredScope scope) {
    this.cluster = cluster;
    this.version = scope.version();
    this.document = scope.document();
    this.digest = HexFormat.of().parseHex(scope.digest());
    this.author = scope.author();
    this.savedAt = scope.savedAt();
  }

  StoredScope stored() {
    return new StoredScope(
        cluster.name, version, document, HexFormat.of().formatHex(digest), author, savedAt);
  }
}
