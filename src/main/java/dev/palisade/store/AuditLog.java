package dev.palisade.store;

import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The log of who did what: every download, every write.
@ApplicationScoped
@Transactional
public class AuditLog {

  /// An entry and its place in the log.
  public record Numbered(long number, AuditEntry entry) {}

  /// Within the transaction of what is logged, where there is one: either both last or neither
  /// does.
  public void write(AuditEntry entry) {
    new AuditRow(entry).persistAndFlush();
  }

  /// Entries, the newest first.
  ///
  /// @param cluster only entries on this cluster; null: all
  /// @param before only numbers below this one; null: the first page
  public List<Numbered> list(@Nullable String cluster, @Nullable Long before, int limit) {
    long below = before == null ? Long.MAX_VALUE : before;
    var rows =
        cluster == null
            ? AuditRow.<AuditRow>find("id < ?1 order by id desc", below)
            : AuditRow.<AuditRow>find("cluster = ?1 and id < ?2 order by id desc", cluster, below);
    return rows.page(Page.ofSize(limit)).stream()
        .map(row -> new Numbered(row.id, row.entry()))
        .toList();
  }
}
