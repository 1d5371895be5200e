package dev.palisade.store;

import dev.palisade.store.RetentionRun.PrunedRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The statements of [RetentionStore]: what may go is decided by functions of the database, which
/// its triggers ask, too.
final class Pruning {
  private Pruning() {}

  /// @param now the transaction's time
  /// @param through the last snapshot that was no longer in force at the cutoff
  record Bounds(OffsetDateTime now, OffsetDateTime cutoff, long through, boolean held) {}

  static Bounds bounds(Connection connection, long cluster, int keepMonths) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT now() AS now, t.cutoff, last_out_of_force(?, t.cutoff) AS through,
              is_held(?) AS held
            FROM (SELECT now() - make_interval(months => ?) AS cutoff) t""")) {
      select.setLong(1, cluster);
      select.setLong(2, cluster);
      select.setInt(3, keepMonths);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Bounds(
            row.getObject("now", OffsetDateTime.class),
            row.getObject("cutoff", OffsetDateTime.class),
            row.getLong("through"),
            row.getBoolean("held"));
      }
    }
  }

  /// A file of a report.
  record File(String report, String format, String digest) {}

  /// What may go.
  record Found(
      List<String> contents,
      List<File> files,
      List<String> bundles,
      List<PrunedRows> journal,
      long bytes) {
    boolean isEmpty() {
      return contents.isEmpty() && files.isEmpty() && bundles.isEmpty() && journal.isEmpty();
    }

    long journalRows() {
      return journal.stream().mapToLong(PrunedRows::rows).sum();
    }

    String digest() {
      return Span.digestOf(
          Stream.of(contents.stream(), files.stream().map(File::digest), bundles.stream())
              .flatMap(digests -> digests)
              .toList());
    }
  }

  static Found find(Connection connection, long cluster, Bounds bounds, int atMost)
      throws SQLException {
    List<String> contents = new ArrayList<>();
    List<File> files = new ArrayList<>();
    long bytes = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT encode(digest, 'hex') AS digest, octet_length(content) AS bytes FROM manifest
            WHERE cluster = ? AND is_prunable(cluster, digest, ?, ?) ORDER BY digest LIMIT ?""")) {
      select.setLong(1, cluster);
      select.setLong(2, bounds.through());
      select.setObject(3, bounds.cutoff());
      select.setInt(4, bounds.through() == 0 ? 0 : atMost);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          contents.add(row.getString("digest"));
          bytes += row.getLong("bytes");
        }
      }
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT f.report, f.format, encode(f.digest, 'hex') AS digest,
              octet_length(f.content) AS bytes
            FROM report_file f JOIN report r ON r.cluster = f.cluster AND r.id = f.report
            WHERE r.cluster = ? AND r.issued_at < ? ORDER BY r.issued_at, r.id, f.format LIMIT ?""")) {
      select.setLong(1, cluster);
      select.setObject(2, bounds.cutoff());
      select.setInt(3, atMost);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          files.add(
              new File(row.getString("report"), row.getString("format"), row.getString("digest")));
          bytes += row.getLong("bytes");
        }
      }
    }
    List<String> bundles = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT encode(digest, 'hex') AS digest, octet_length(content) AS bytes
            FROM bundle_content
            WHERE cluster = ? AND is_bundle_prunable(cluster, digest, ?) ORDER BY digest LIMIT ?""")) {
      select.setLong(1, cluster);
      select.setObject(2, bounds.cutoff());
      select.setInt(3, atMost);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          bundles.add(row.getString("digest"));
          bytes += row.getLong("bytes");
        }
      }
    }
    return new Found(
        contents, files, bundles, JournalPruning.find(connection, cluster, bounds, atMost), bytes);
  }

  static void note(Connection connection, long cluster, RetentionRun run, Found found)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO retention_run (cluster, id, at, by, keep_months, cutoff, through_seq,
              contents, files, bytes, digests_digest, bundles)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, decode(?, 'hex'), ?)""")) {
      insert.setLong(1, cluster);
      insert.setObject(2, run.id());
      insert.setObject(3, Jdbc.time(run.at()));
      insert.setString(4, run.by());
      insert.setInt(5, run.keepMonths());
      insert.setObject(6, Jdbc.time(run.cutoff()));
      insert.setLong(7, run.through());
      insert.setInt(8, run.contents());
      insert.setInt(9, run.files());
      insert.setLong(10, run.bytes());
      insert.setString(11, run.digest());
      insert.setInt(12, run.bundles());
      insert.executeUpdate();
    }
    noteDigests(connection, "pruned_content", cluster, run, found.contents());
    noteDigests(connection, "pruned_bundle", cluster, run, found.bundles());
    JournalPruning.note(connection, cluster, run);
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO pruned_file (cluster, report, format, digest, run)
            SELECT ?, t.report::uuid, t.format, decode(t.digest, 'hex'), ?
            FROM unnest(?::text[], ?::text[], ?::text[]) AS t (report, format, digest)""")) {
      insert.setLong(1, cluster);
      insert.setObject(2, run.id());
      insert.setArray(3, texts(connection, found.files().stream().map(File::report)));
      insert.setArray(4, texts(connection, found.files().stream().map(File::format)));
      insert.setArray(5, texts(connection, found.files().stream().map(File::digest)));
      insert.executeUpdate();
    }
  }

  private static void noteDigests(
      Connection connection, String table, long cluster, RetentionRun run, List<String> digests)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + table
                + " (cluster, digest, run)"
                + " SELECT ?, decode(t.digest, 'hex'), ? FROM unnest(?::text[]) AS t (digest)")) {
      insert.setLong(1, cluster);
      insert.setObject(2, run.id());
      insert.setArray(3, connection.createArrayOf("text", digests.toArray()));
      insert.executeUpdate();
    }
  }

  private static java.sql.Array texts(Connection connection, Stream<String> texts)
      throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  /// Deletes what the run notes.
  static void delete(Connection connection, long cluster, RetentionRun run) throws SQLException {
    int contents =
        delete(
            connection,
            """
            DELETE FROM manifest m USING pruned_content p
            WHERE p.cluster = ? AND p.run = ? AND m.cluster = p.cluster AND m.digest = p.digest""",
            cluster,
            run);
    int files =
        delete(
            connection,
            """
            DELETE FROM report_file f USING pruned_file p
            WHERE p.cluster = ? AND p.run = ? AND f.cluster = p.cluster AND f.report = p.report
              AND f.format = p.format""",
            cluster,
            run);
    int bundles =
        delete(
            connection,
            """
            DELETE FROM bundle_content b USING pruned_bundle p
            WHERE p.cluster = ? AND p.run = ? AND b.cluster = p.cluster AND b.digest = p.digest""",
            cluster,
            run);
    if (contents != run.contents() || files != run.files() || bundles != run.bundles()) {
      throw new IllegalStateException(
          "retention noted %d contents, %d files and %d of bundles, and deleted %d, %d and %d"
              .formatted(run.contents(), run.files(), run.bundles(), contents, files, bundles));
    }
    JournalPruning.delete(connection, cluster, run);
  }

  private static int delete(Connection connection, String statement, long cluster, RetentionRun run)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(statement)) {
      delete.setLong(1, cluster);
      delete.setObject(2, run.id());
      return delete.executeUpdate();
    }
  }
}
