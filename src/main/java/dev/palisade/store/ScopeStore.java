package dev.palisade.store;

import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The versions of each cluster's scope document.
@ApplicationScoped
@Transactional
public class ScopeStore {
  private final Clusters clusters;
  private final LedgerStore ledger;

  ScopeStore(Clusters clusters, LedgerStore ledger) {
    this.clusters = clusters;
    this.ledger = ledger;
  }

  /// Appends the next version and seals it; the cluster is entered if it is new.
  ///
  /// @param expected the version that the author had before him; 0: none yet
  /// @param digest of the scope that the document says
  /// @throws VersionConflict if another version is the newest
  public StoredScope save(
      String cluster, int expected, String document, String digest, String author, Instant at) {
    ClusterRow row = clusters.locked(cluster, "scope");
    StoredScope latest = latest(cluster);
    int current = latest == null ? 0 : latest.version();
    if (current != expected) {
      throw new VersionConflict("the scope of cluster " + cluster, expected, current);
    }
    StoredScope scope =
        new StoredScope(
            cluster, current + 1, document, digest, author, at.truncatedTo(ChronoUnit.MICROS));
    new ScopeRow(row, scope).persistAndFlush();
    ledger.seal(Seal.of(scope));
    return scope;
  }

  /// The newest version; null when there is none.
  public @Nullable StoredScope latest(String cluster) {
    return first("cluster.name = ?1 order by version desc", cluster);
  }

  /// One version; null when there is none.
  public @Nullable StoredScope version(String cluster, int version) {
    return first("cluster.name = ?1 and version = ?2", cluster, version);
  }

  /// The version in force at an instant; null when there was none yet.
  public @Nullable StoredScope at(String cluster, Instant instant) {
    return first(
        "cluster.name = ?1 and savedAt <= ?2 order by version desc",
        cluster,
        instant.truncatedTo(ChronoUnit.MICROS));
  }

  /// Versions, the newest first.
  ///
  /// @param before only versions below this one; null: the first page
  public List<StoredScope> list(String cluster, @Nullable Integer before, int limit) {
    int below = before == null ? Integer.MAX_VALUE : before;
    return ScopeRow.<ScopeRow>find(
            "cluster.name = ?1 and version < ?2 order by version desc", cluster, below)
        .page(Page.ofSize(limit))
        .stream()
        .map(ScopeRow::stored)
        .toList();
  }

  private static @Nullable StoredScope first(String query, Object... parameters) {
    ScopeRow row = ScopeRow.<ScopeRow>find(query, parameters).page(Page.ofSize(1)).firstResult();
    return row == null ? null : row.stored();
  }
}
