package dev.palisade.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What is older than it has to be kept. It goes by the role `palisade_retention`, which the
/// database lets delete nothing else; the service's own role deletes no evidence at all.
@ApplicationScoped
public class RetentionStore {
  /// Less is kept by nobody: the database refuses it, too.
  public static final int LEAST_MONTHS = 12;

  /// Held by those who prune a cluster, and those who forbid it.
  static final String WORK = "retention";

  private final DataSource database;

  public RetentionStore(DataSource database) {
    this.database = database;
  }

  /// What could go of a cluster now.
  ///
  /// @param held whether a legal hold keeps all of it
  /// @param through contents that stood in no later snapshot; 0: none
  public record Prunable(
      String cluster,
      boolean held,
      Instant cutoff,
      long through,
      int contents,
      int files,
      long bytes,
      int bundles,
      long journalRows) {}

  /// Counts, and changes nothing.
  ///
  /// @throws NotStored if there is no such cluster
  /// @throws IllegalArgumentException if fewer months than [#LEAST_MONTHS] are to be kept
  @Transactional
  public Prunable prunable(String cluster, int keepMonths) {
    requireEnough(keepMonths);
    return Jdbc.call(
        database,
        connection -> {
          long key = ClusterTable.require(connection, cluster);
          Pruning.Bounds bounds = Pruning.bounds(connection, key, keepMonths);
          Pruning.Found found = Pruning.find(connection, key, bounds, Integer.MAX_VALUE);
          return new Prunable(
              cluster,
              bounds.held(),
              bounds.cutoff().toInstant(),
              bounds.through(),
              found.contents().size(),
              found.files().size(),
              found.bytes(),
              found.bundles().size(),
              found.journalRows());
        });
  }

  /// Prunes a part of what is old, in a transaction of its own, and seals that it did; null when
  /// nothing is left or a hold stands. Those who append to the cluster wait meanwhile.
  ///
  /// @param atMost contents, files and rows of a table of the journal each
  /// @throws NotStored if there is no such cluster
  /// @throws IllegalArgumentException if fewer months than [#LEAST_MONTHS] are to be kept
  /// @throws StoreFailure if the service's login is not a member of the role `palisade_retention`
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public @Nullable RetentionRun prune(String cluster, int keepMonths, String by, int atMost) {
    requireEnough(keepMonths);
    return Jdbc.call(
        database,
        connection -> {
          long key = ClusterTable.require(connection, cluster);
          try (Statement role = connection.createStatement()) {
            role.execute("SET LOCAL ROLE palisade_retention");
            role.execute("SET LOCAL TIME ZONE 'UTC'"); // of which digests of rows are
          }
          // an appender that found a content there must not lose it before its span is
          ClusterTable.lock(connection, SnapshotWriter.WORK, key);
          ClusterTable.lock(connection, WORK, key);
          Pruning.Bounds bounds = Pruning.bounds(connection, key, keepMonths);
          if (bounds.held()) {
            return null;
          }
          Pruning.Found found = Pruning.find(connection, key, bounds, atMost);
          if (found.isEmpty()) {
            return null;
          }
          RetentionRun run =
              new RetentionRun(
                  cluster,
                  UUID.randomUUID(),
                  bounds.now().toInstant(),
                  by,
                  keepMonths,
                  bounds.cutoff().toInstant(),
                  bounds.through(),
                  found.contents().size(),
                  found.files().size(),
                  found.bytes(),
                  found.digest(),
                  found.bundles().size(),
                  found.journal());
          Pruning.note(connection, key, run, found);
          Pruning.delete(connection, key, run);
          LedgerWriter.append(connection, Seal.of(run));
          return run;
        });
  }

  private static void requireEnough(int keepMonths) {
    if (keepMonths < LEAST_MONTHS) {
      throw new IllegalArgumentException(
          "evidence is kept for at least " + LEAST_MONTHS + " months, not " + keepMonths);
    }
  }

  /// What was pruned of a cluster, the latest first.
  ///
  /// @throws NotStored if there is no such cluster
  @Transactional
  public List<RetentionRun> runs(String cluster, int limit) {
    return Jdbc.call(
        database,
        connection ->
            runs(connection, cluster, ClusterTable.require(connection, cluster), "at DESC", limit));
  }

  static List<RetentionRun> runs(
      Connection connection, String name, long cluster, String order, int limit)
      throws SQLException {
    Map<String, List<RetentionRun.PrunedRows>> journal = JournalPruning.noted(connection, cluster);
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, at, by, keep_months, cutoff, through_seq, contents, files, bytes, bundles,"
                + " encode(digests_digest, 'hex') AS digest FROM retention_run WHERE cluster = ?"
                + " ORDER BY "
                + order
                + ", id LIMIT ?")) {
      select.setLong(1, cluster);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        List<RetentionRun> runs = new ArrayList<>();
        while (row.next()) {
          runs.add(
              new RetentionRun(
                  name,
                  row.getObject("id", UUID.class),
                  row.getObject("at", OffsetDateTime.class).toInstant(),
                  row.getString("by"),
                  row.getInt("keep_months"),
                  row.getObject("cutoff", OffsetDateTime.class).toInstant(),
                  row.getLong("through_seq"),
                  row.getInt("contents"),
                  row.getInt("files"),
                  row.getLong("bytes"),
                  row.getString("digest"),
                  row.getInt("bundles"),
                  journal.getOrDefault(row.getString("id"), List.of())));
        }
        return runs;
      }
    }
  }
}
