package dev.palisade.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A row of `audit_entry`.
@Entity
@Immutable
@Table(name = "audit_entry")
class AuditRow extends PanacheEntityBase {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  Instant at;
  String who;
  String role;
  String action;
  String subject;
  @Nullable String cluster;
  @Nullable String detail;

  @SuppressWarnings("NullAway.Init")
  protected AuditRow() {}

  @SuppressWarnings("NullAway.Init") // the database gives the id
  AuditRow(AuditEntry entry) {
    this.at = entry.at();
    this.who = entry.who();
    this.role = entry.role();
    this.action = entry.action();
    this.subject = entry.subject();
    this.cluster = entry.cluster();
    this.detail = entry.detail();
  }

  AuditEntry entry() {
    return new AuditEntry(at, who, role, action, subject, cluster, detail);
  }
}
