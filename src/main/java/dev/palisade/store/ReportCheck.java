package dev.palisade.store;

import dev.palisade.document.MalformedDocument;
import dev.palisade.ledger.Envelope;
import dev.palisade.ledger.Hash;
import dev.palisade.ledger.LedgerEntry;
import dev.palisade.ledger.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Recomputes reports: the bytes of each file against the statement, the statement against its
/// signatures and the log.
final class ReportCheck {
  private final Connection connection;
  private final LogCheck log;
  private final List<String> damage;

  /// Digests of the files that are stored, by report and path.
  private final Map<UUID, TreeMap<String, Hash>> files = new HashMap<>();

  /// Envelopes, by report.
  private final Map<UUID, String> envelopes = new HashMap<>();

  ReportCheck(Connection connection, LogCheck log, List<String> damage) {
    this.connection = connection;
    this.log = log;
    this.damage = damage;
  }

  /// @return how many reports there are
  long run() throws SQLException {
    checkContents();
    Rows.each(
        connection,
        "SELECT report, envelope FROM report_envelope ORDER BY report",
        row -> envelopes.put(row.getObject("report", UUID.class), row.getString("envelope")));
    long[] count = {0};
    Rows.each(
        connection,
        """
        SELECT c.name, r.id, r.number, r.version, r.supersedes, r.kind, r.framework,
          r.snapshot_sequence, encode(r.json_digest, 'hex') AS json_digest, r.issued_at, r.issued_by,
          r.period_from, r.period_until
        FROM report r JOIN cluster c ON c.id = r.cluster ORDER BY r.issued_at, r.id""",
        row -> {
          count[0]++;
          report(read(row));
        });
    return count[0];
  }

  private static StoredReport read(ResultSet row) throws SQLException {
    return new StoredReport(
        row.getString("name"),
        row.getObject("id", UUID.class),
        row.getString("number"),
        row.getInt("version"),
        row.getObject("supersedes", UUID.class),
        row.getString("kind"),
        row.getString("framework"),
        row.getLong("snapshot_sequence"),
        row.getString("json_digest"),
        row.getObject("issued_at", OffsetDateTime.class).toInstant(),
        row.getString("issued_by"),
        instant(row, "period_from"),
        instant(row, "period_until"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /// The bytes of every file, whatever its row says of them.
  private void checkContents() throws SQLException {
    Rows.each(
        connection,
        "SELECT report, format, digest, content FROM report_file ORDER BY report, format",
        row -> {
          Hash digest = Hash.of(row.getBytes("content"));
          UUID report = row.getObject("report", UUID.class);
          if (!digest.equals(Hash.ofBytes(row.getBytes("digest")))) {
            damage.add(
                "report_file "
                    + row.getString("format")
                    + " of report "
                    + report
                    + ": its content does not give its digest");
          }
          file(report, BundleTables.path(row.getString("format")), digest);
        });
    // what retention took has left its digest, which a run that is sealed itself accounts for
    Rows.each(
        connection,
        "SELECT report, format, digest FROM pruned_file ORDER BY report, format",
        row ->
            file(
                row.getObject("report", UUID.class),
                BundleTables.path(row.getString("format")),
                Hash.ofBytes(row.getBytes("digest"))));
    Rows.each(
        connection,
        "SELECT cluster, digest, content FROM bundle_content ORDER BY cluster, digest",
        row -> {
          Hash digest = Hash.ofBytes(row.getBytes("digest"));
          if (!Hash.of(row.getBytes("content")).equals(digest)) {
            damage.add("bundle_content " + digest + ": its content does not give its digest");
          }
        });
    Rows.each(
        connection,
        """
        SELECT f.report, f.path, f.digest, c.digest IS NULL AND NOT EXISTS (
          SELECT FROM pruned_bundle p
          JOIN retention_run r ON r.cluster = p.cluster AND r.id = p.run
          JOIN report t ON t.cluster = f.cluster AND t.id = f.report
          WHERE p.cluster = f.cluster AND p.digest = f.digest AND t.issued_at < r.cutoff) AS gone
        FROM bundle_file f
        LEFT JOIN bundle_content c ON c.cluster = f.cluster AND c.digest = f.digest
        ORDER BY f.report, f.path""",
        row -> {
          String path = row.getString("path");
          UUID report = row.getObject("report", UUID.class);
          if (row.getBoolean("gone")) {
            damage.add(
                "bundle_content "
                    + HexFormat.of().formatHex(row.getBytes("digest"))
                    + ": is not there for "
                    + path
                    + " of report "
                    + report);
          }
          file(report, path, Hash.ofBytes(row.getBytes("digest")));
        });
  }

  private void file(UUID report, String path, Hash digest) {
    files.computeIfAbsent(report, one -> new TreeMap<>()).put(path, digest);
  }

  private void report(StoredReport report) {
    String name = report.number() + "-v" + report.version();
    String which = "report " + name;
    String text = envelopes.get(report.id());
    Envelope envelope = text == null ? null : envelope(report, text);
    if (envelope == null) {
      if (text == null) {
        damage.add("report_envelope of " + which + ": is not there");
      }
      return;
    }
    if (envelope.signers(log.keys()).size() != envelope.signatures().size()) {
      damage.add("report_envelope of " + which + ": has a signature that no key of the log made");
    }
    log.seals(
        "report_envelope of " + which, LedgerEntry.Kind.REPORT, name, Hash.of(envelope.content()));
    checkFiles(which, report, envelope.statement("report_envelope of " + which));
  }

  private @Nullable Envelope envelope(StoredReport report, String text) {
    try {
      Envelope envelope = BundleTables.envelope(report.id(), text);
      envelope.statement("report_envelope of report " + report.id());
      return envelope;
    } catch (TamperedEvidence | MalformedDocument e) {
      damage.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void checkFiles(String which, StoredReport report, Statement statement) {
    TreeMap<String, Hash> stored = files.getOrDefault(report.id(), new TreeMap<>());
    Hash issued = statement.subjects().get(IssuedText.PATH);
    if (issued == null || !issued.equals(Hash.of(IssuedText.of(report)))) {
      damage.add(which + ": its row is not what was sealed");
    }
    Hash json = statement.subjects().get(BundleTables.path(ReportStore.JSON));
    if (json == null || !json.toString().equals(report.digest())) {
      damage.add(which + ": json_digest is not that of the sealed report");
    }
    statement
        .subjects()
        .forEach(
            (path, inLog) -> {
              Hash digest = stored.remove(path);
              if (digest == null) {
                damage.add(which + ": its file " + path + " is not there");
              } else if (!digest.equals(inLog)) {
                damage.add(which + ": its file " + path + " is not what was sealed");
              }
            });
    stored.keySet().forEach(path -> damage.add(which + ": its file " + path + " was added"));
  }
}
