package dev.palisade.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.MalformedDocument;
import dev.palisade.ledger.Envelope;
import dev.palisade.ledger.Evidence;
import dev.palisade.ledger.Hash;
import dev.palisade.ledger.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The tables `report_envelope`, `bundle_file` and `bundle_content`: with the formats of
/// `report_file` all that a report's bundle consists of but proofs.
final class BundleTables {
  private static final String FORMAT = "report.";

  private final Connection connection;

  BundleTables(Connection connection) {
    this.connection = connection;
  }

  /// Path in the bundle of a format in which a report is kept.
  static String path(String format) {
    return FORMAT + format;
  }

  void insertFile(long cluster, UUID report, String path, byte[] content) throws SQLException {
    byte[] digest = Hash.of(content).bytes();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO bundle_content (cluster, digest, content) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      insert.setLong(1, cluster);
      insert.setBytes(2, digest);
      insert.setBytes(3, content);
      insert.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO bundle_file (cluster, report, path, digest) VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, cluster);
      insert.setObject(2, report);
      insert.setString(3, path);
      insert.setBytes(4, digest);
      insert.executeUpdate();
    }
  }

  void insertEnvelope(long cluster, UUID report, Envelope envelope, long position)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO report_envelope (cluster, report, envelope, position)"
                + " VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, cluster);
      insert.setObject(2, report);
      insert.setString(3, new String(envelope.json(), UTF_8));
      insert.setLong(4, position);
      insert.executeUpdate();
    }
  }

  /// What was sealed of a report; null when there is no such report, or it was issued before there
  /// was a log.
  ///
  /// @throws PrunedEvidence if retention took a file
  /// @throws TamperedEvidence if a file is not what was sealed; the message names it
  @Nullable StoredBundle read(UUID report) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT envelope, position FROM report_envelope WHERE report = ?")) {
      select.setObject(1, report);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        Envelope envelope = envelope(report, row.getString("envelope"));
        Statement statement = envelope.statement("envelope of report " + report);
        return new StoredBundle(
            Evidence.restored(statement, files(report, statement)),
            envelope,
            row.getLong("position"));
      }
    }
  }

  static Envelope envelope(UUID report, String text) {
    try {
      return Envelope.read("report_envelope of report " + report, text.getBytes(UTF_8));
    } catch (MalformedDocument e) {
      throw new TamperedEvidence(String.valueOf(e.getMessage()));
    }
  }

  /// Digests of a bundle's files that retention took.
  private Set<Hash> pruned(UUID report) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT f.digest FROM bundle_file f JOIN pruned_bundle p"
                + " ON p.cluster = f.cluster AND p.digest = f.digest WHERE f.report = ?")) {
      select.setObject(1, report);
      try (ResultSet row = select.executeQuery()) {
        Set<Hash> pruned = new HashSet<>();
        while (row.next()) {
          pruned.add(Hash.ofBytes(row.getBytes("digest")));
        }
        return pruned;
      }
    }
  }

  /// The files that a statement names.
  private SortedMap<String, byte[]> files(UUID report, Statement statement) throws SQLException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT ? || format AS path, content FROM report_file WHERE report = ?
            UNION ALL
            SELECT f.path, c.content FROM bundle_file f
              JOIN bundle_content c ON c.cluster = f.cluster AND c.digest = f.digest
              WHERE f.report = ?""")) {
      select.setString(1, FORMAT);
      select.setObject(2, report);
      select.setObject(3, report);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (statement.subjects().containsKey(row.getString("path"))) {
            files.put(row.getString("path"), row.getBytes("content"));
          }
        }
      }
    }
    Set<Hash> pruned = pruned(report);
    statement
        .subjects()
        .forEach(
            (path, digest) -> {
              byte[] content = files.get(path);
              if (content == null) {
                if (pruned.contains(digest)) {
                  throw new PrunedEvidence(
                      "%s of report %s is older than reports are kept: its SHA-256 was %s"
                          .formatted(path, report, digest));
                }
                throw new TamperedEvidence(
                    "report " + statement.report() + ": its file " + path + " is not there");
              }
              if (!Hash.of(content).equals(digest)) {
                throw new TamperedEvidence(
                    "report "
                        + statement.report()
                        + ": its file "
                        + path
                        + " is not what was sealed");
              }
            });
    return files;
  }
}
