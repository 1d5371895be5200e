package dev.palisade.store;

import dev.palisade.store.RetentionRun.PrunedRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The part of [Pruning] that takes the change journal, and what the audit log and admission
/// reviews told: rows as a whole, of which their count and one digest are left.
final class JournalPruning {
  /// The time of a row, by table.
  private static final Map<String, String> TIMES = times();

  private JournalPruning() {}

  private static Map<String, String> times() {
    Map<String, String> times = new LinkedHashMap<>();
    times.put("admission_review", "at");
    times.put("audit_event", "at");
    times.put("audit_sign", "heard_at");
    times.put("journal_blind", "coalesce(until_at, from_at)");
    times.put("journal_entry", "until_at");
    times.put("journal_watch", "until_at");
    return times;
  }

  /// The oldest rows of each table that nobody needs; of those of one instant all.
  static List<PrunedRows> find(
      Connection connection, long cluster, Pruning.Bounds bounds, int atMost) throws SQLException {
    List<PrunedRows> found = new ArrayList<>();
    for (var table : TIMES.entrySet()) {
      String query =
          """
          WITH bound AS (SELECT journal_bound(?, ?, ?) AS bound_at), upto AS (
            SELECT least(bound_at, (SELECT %2$s + interval '1 microsecond' FROM %1$s
              WHERE cluster = ? AND %2$s < bound_at ORDER BY %2$s OFFSET ? LIMIT 1)) AS upto_at FROM bound)
          SELECT upto_at AS before, count(*) AS rows, min(%2$s) AS first, max(%2$s) AS last,
            encode(sha256(string_agg(h, ''::bytea ORDER BY h)), 'hex') AS digest
          FROM upto, %1$s t, sha256(convert_to(to_jsonb(t)::text, 'UTF8')) AS h
          WHERE cluster = ? AND %2$s < upto_at GROUP BY upto_at"""
              .formatted(table.getKey(), table.getValue());
      try (PreparedStatement select = connection.prepareStatement(query)) {
        select.setLong(1, cluster);
        select.setLong(2, bounds.through());
        select.setObject(3, bounds.cutoff());
        select.setLong(4, cluster);
        select.setInt(5, atMost - 1);
        select.setLong(6, cluster);
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            found.add(read(table.getKey(), row));
          }
        }
      }
    }
    return found;
  }

  private static PrunedRows read(String table, ResultSet row) throws SQLException {
    return new PrunedRows(
        table,
        row.getObject("before", OffsetDateTime.class).toInstant(),
        row.getLong("rows"),
        row.getObject("first", OffsetDateTime.class).toInstant(),
        row.getObject("last", OffsetDateTime.class).toInstant(),
        row.getString("digest"));
  }

  static void note(Connection connection, long cluster, RetentionRun run) throws SQLException {
    for (PrunedRows rows : run.journal()) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              INSERT INTO pruned_journal
                (cluster, run, of_table, before_at, rows, first_at, last_at, digest)
              VALUES (?, ?, ?, ?, ?, ?, ?, decode(?, 'hex'))""")) {
        insert.setLong(1, cluster);
        insert.setObject(2, run.id());
        insert.setString(3, rows.table());
        insert.setObject(4, Jdbc.time(rows.before()));
        insert.setLong(5, rows.rows());
        insert.setObject(6, Jdbc.time(rows.first()));
        insert.setObject(7, Jdbc.time(rows.last()));
        insert.setString(8, rows.digest());
        insert.executeUpdate();
      }
    }
  }

  static void delete(Connection connection, long cluster, RetentionRun run) throws SQLException {
    for (PrunedRows rows : run.journal()) {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM %s WHERE cluster = ? AND %s < ?"
                  .formatted(rows.table(), TIMES.get(rows.table())))) {
        delete.setLong(1, cluster);
        delete.setObject(2, Jdbc.time(rows.before()));
        long deleted = delete.executeUpdate();
        if (deleted != rows.rows()) {
          throw new IllegalStateException(
              "retention noted %d rows of %s, and deleted %d"
                  .formatted(rows.rows(), rows.table(), deleted));
        }
      }
    }
  }

  /// What runs took, by run.
  static Map<String, List<PrunedRows>> noted(Connection connection, long cluster)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT run, of_table, before_at AS before, rows, first_at AS first, last_at AS last,
              encode(digest, 'hex') AS digest
            FROM pruned_journal WHERE cluster = ? ORDER BY run, of_table""")) {
      select.setLong(1, cluster);
      try (ResultSet row = select.executeQuery()) {
        Map<String, List<PrunedRows>> noted = new HashMap<>();
        while (row.next()) {
          noted
              .computeIfAbsent(row.getString("run"), run -> new ArrayList<>())
              .add(read(row.getString("of_table"), row));
        }
        return noted;
      }
    }
  }
}
