package dev.palisade.application;

import dev.palisade.store.AuditEntry;
import dev.palisade.store.AuditLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The log of who did what: every download, every write.
@ApplicationScoped
public class KeepAuditLog {
  private final AuditLog log;
  private final Clock clock;

  public KeepAuditLog(AuditLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /// @param who name of the token or user
  /// @param action e.g. `report.download`
  /// @param subject what it is done to, e.g. a report's number
  /// @param cluster the cluster concerned; null: none
  public void write(
      String who,
      Role role,
      String action,
      String subject,
      @Nullable String cluster,
      @Nullable String detail) {
    log.write(
        new AuditEntry(clock.instant(), who, role.toString(), action, subject, cluster, detail));
  }

  /// Entries, the newest first.
  ///
  /// @param cluster only entries on this cluster; null: all
  /// @param before only numbers below this one; null: the first page
  public List<LogEntry> list(@Nullable String cluster, @Nullable Long before, int limit) {
    return log.list(cluster, before, limit).stream()
        .map(
            n ->
                new LogEntry(
                    n.number(),
                    n.entry().at(),
                    n.entry().who(),
                    n.entry().role(),
                    n.entry().action(),
                    n.entry().subject(),
                    n.entry().cluster(),
                    n.entry().detail()))
        .toList();
  }
}
