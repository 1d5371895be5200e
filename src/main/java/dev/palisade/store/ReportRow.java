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
import org.jspecify.annotations.Nullable;

/// A row of `report`. Its bytes are rows of `report_file`.
@Entity
@Immutable
@Table(name = "report")
class ReportRow extends PanacheEntityBase {
  @Id UUID id;

  @ManyToOne(fetch = FetchType.EAGER)
  @JoinColumn(name = "cluster")
  ClusterRow cluster;

  int year;
  int counter;
  int version;
  String number;
  @Nullable UUID supersedes;
  String kind;
  String framework;

  @Column(name = "snapshot_sequence")
  long snapshotSequence;

  @Column(name = "json_digest")
  byte[] jsonDigest;

  @Column(name = "issued_at")
  Instant issuedAt;

  @Column(name = "issued_by")
  String issuedBy;

  @Column(name = "period_from")
  @Nullable Instant from;

  @Column(name = "period_until")
  @Nullable Instant until;

  @SuppressWarnings("NullAway.Init")
  protected ReportRow() {}

  ReportRow(ClusterRow cluster, int year, int counter, StoredReport report) {
    this.id = report.id();
    this.cluster = cluster;
    this.year = year;
    this.counter = counter;
    this.version = report.version();
    this.number = report.number();
    this.supersedes = report.supersedes();
    this.kind = report.kind();
    this.framework = report.framework();
    this.snapshotSequence = report.snapshotSequence();
    this.jsonDigest = HexFormat.of().parseHex(report.digest());
    this.issuedAt = report.issuedAt();
    this.issuedBy = report.issuedBy();
    this.from = report.from();
    this.until = report.until();
  }

  StoredReport stored() {
    return new StoredReport(
        cluster.name,
        id,
        number,
        version,
        supersedes,
        kind,
        framework,
        snapshotSequence,
        HexFormat.of().formatHex(jsonDigest),
        issuedAt,
        issuedBy,
        from,
        until);
  }
}
