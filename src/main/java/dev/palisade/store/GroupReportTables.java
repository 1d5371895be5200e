package dev.palisade.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.ledger.Envelope;
import dev.palisade.ledger.Hash;
import dev.palisade.store.StoredGroupReport.Member;
import dev.palisade.store.StoredGroupReport.Note;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The tables of reports over several clusters.
final class GroupReportTables {
  private static final String COLUMNS =
      """
      SELECT g.id, g.number, g.version, g.supersedes, g.kind, g.framework, g.group_name, g.subject,
        encode(g.json_digest, 'hex') AS json_digest, g.issued_at, g.issued_by, g.period_from,
        g.period_until FROM group_report g
      """;

  private final Connection connection;

  GroupReportTables(Connection connection) {
    this.connection = connection;
  }

  /// Sets the parameters of a statement.
  @FunctionalInterface
  interface Setting {
    void on(PreparedStatement statement) throws SQLException;
  }

  void insert(int year, int counter, StoredGroupReport report) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO group_report (id, number, year, counter, version, supersedes, kind, framework,
              group_name, subject, json_digest, issued_at, issued_by, period_from, period_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
      insert.setObject(1, report.id());
      insert.setString(2, report.number());
      insert.setInt(3, year);
      insert.setInt(4, counter);
      insert.setInt(5, report.version());
      insert.setObject(6, report.supersedes());
      insert.setString(7, report.kind());
      insert.setString(8, report.framework());
      insert.setString(9, report.group());
      insert.setString(10, report.subject());
      insert.setBytes(11, HexFormat.of().parseHex(report.digest()));
      insert.setObject(12, Jdbc.time(report.issuedAt()));
      insert.setString(13, report.issuedBy());
      insert.setObject(14, report.from() == null ? null : Jdbc.time(report.from()));
      insert.setObject(15, report.until() == null ? null : Jdbc.time(report.until()));
      insert.executeUpdate();
    }
    for (Member member : report.members()) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO group_report_member (cluster, report, member) VALUES (?, ?, ?)")) {
        insert.setLong(1, ClusterTable.require(connection, member.cluster()));
        insert.setObject(2, report.id());
        insert.setObject(3, member.report());
        insert.executeUpdate();
      }
    }
  }

  void insertFile(UUID report, String path, byte[] content) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO group_report_file (report, path, digest, content) VALUES (?, ?, ?, ?)")) {
      insert.setObject(1, report);
      insert.setString(2, path);
      insert.setBytes(3, Hash.of(content).bytes());
      insert.setBytes(4, content);
      insert.executeUpdate();
    }
  }

  void insertEnvelope(UUID report, Envelope envelope, long position) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO group_report_envelope (report, envelope, position) VALUES (?, ?, ?)")) {
      insert.setObject(1, report);
      insert.setString(2, new String(envelope.json(), UTF_8));
      insert.setLong(3, position);
      insert.executeUpdate();
    }
  }

  void insertNote(UUID report, Note note) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO group_report_note (report, position, kind, text, author, at)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, report);
      insert.setInt(2, note.position());
      insert.setString(3, note.kind().name());
      insert.setString(4, note.text());
      insert.setString(5, note.author());
      insert.setObject(6, Jdbc.time(note.at()));
      insert.executeUpdate();
    }
  }

  /// The last number that was given out in a year; 0: none was.
  int lastCounter(int year) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(max(counter), 0) FROM group_report WHERE year = ?")) {
      select.setInt(1, year);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /// What a report has beside what it says of itself.
  record Place(int year, int counter) {}

  Place place(UUID report) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT year, counter FROM group_report WHERE id = ?")) {
      select.setObject(1, report);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new NotStored("there is no report over a group " + report);
        }
        return new Place(row.getInt("year"), row.getInt("counter"));
      }
    }
  }

  /// @param where with everything that follows
  List<StoredGroupReport> reports(String where, Setting parameters) throws SQLException {
    List<StoredGroupReport> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(COLUMNS + where)) {
      parameters.on(select);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(report(row));
        }
      }
    }
    return found;
  }

  private StoredGroupReport report(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new StoredGroupReport(
        id,
        row.getString("number"),
        row.getInt("version"),
        row.getObject("supersedes", UUID.class),
        row.getString("kind"),
        row.getString("framework"),
        row.getString("group_name"),
        members(id),
        row.getString("subject"),
        row.getString("json_digest"),
        Jdbc.instant(row, "issued_at"),
        row.getString("issued_by"),
        Jdbc.instantOrNull(row, "period_from"),
        Jdbc.instantOrNull(row, "period_until"));
  }

  private List<Member> members(UUID report) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT c.name, m.member FROM group_report_member m JOIN cluster c ON c.id = m.cluster
            WHERE m.report = ? ORDER BY c.name COLLATE "C\"""")) {
      select.setObject(1, report);
      List<Member> members = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          members.add(new Member(row.getString("name"), row.getObject("member", UUID.class)));
        }
      }
      return members;
    }
  }

  List<Note> notes(UUID report) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT position, kind, text, author, at FROM group_report_note"
                + " WHERE report = ? ORDER BY position")) {
      select.setObject(1, report);
      List<Note> notes = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          notes.add(
              new Note(
                  row.getInt("position"),
                  Note.Kind.valueOf(row.getString("kind")),
                  row.getString("text"),
                  row.getString("author"),
                  Jdbc.instant(row, "at")));
        }
      }
      return notes;
    }
  }

  /// Files by their paths.
  Map<String, byte[]> files(UUID report) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT path, content FROM group_report_file WHERE report = ?")) {
      select.setObject(1, report);
      Map<String, byte[]> files = new TreeMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          files.put(row.getString("path"), row.getBytes("content"));
        }
      }
      return files;
    }
  }

  /// The signed statement, and where the log seals it.
  record Sealed(String envelope, long position) {}

  @Nullable Sealed sealed(UUID report) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT envelope, position FROM group_report_envelope WHERE report = ?")) {
      select.setObject(1, report);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? new Sealed(row.getString("envelope"), row.getLong("position")) : null;
      }
    }
  }
}
