package dev.palisade.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What becomes of issued reports, kept beside them: that one is withdrawn, and what reviewers say
/// of it. Both are only appended to and sealed in the log.
@ApplicationScoped
@Transactional
public class ReportLifeStore {
  private final DataSource database;
  private final LedgerStore ledger;

  public ReportLifeStore(DataSource database, LedgerStore ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  /// Withdraws a report.
  ///
  /// @throws IllegalStateException if it was withdrawn already
  public StoredWithdrawal withdraw(StoredReport report, String reason, String by, Instant at) {
    StoredWithdrawal next =
        new StoredWithdrawal(
            report.cluster(),
            report.id(),
            name(report),
            reason,
            by,
            at.truncatedTo(ChronoUnit.MICROS));
    Jdbc.call(
        database,
        connection -> {
          long cluster = locked(connection, report);
          StoredWithdrawal before = withdrawal(report.id());
          if (before != null) {
            throw new IllegalStateException(
                before.name() + " was withdrawn by " + before.by() + " at " + before.at());
          }
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO report_withdrawal (cluster, report, reason, withdrawn_by,"
                      + " withdrawn_at) VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, cluster);
            insert.setObject(2, next.report());
            insert.setString(3, next.reason());
            insert.setString(4, next.by());
            insert.setObject(5, Jdbc.time(next.at()));
            return insert.executeUpdate();
          }
        });
    ledger.seal(Seal.of(next));
    return next;
  }

  /// Adds what somebody says of a report.
  public StoredNote add(
      StoredReport report, StoredNote.Kind kind, String text, String author, Instant at) {
    StoredNote note =
        Jdbc.call(
            database,
            connection -> {
              long cluster = locked(connection, report);
              StoredNote next =
                  new StoredNote(
                      report.cluster(),
                      report.id(),
                      name(report),
                      notes(report.id()).size() + 1,
                      kind,
                      text,
                      author,
                      at.truncatedTo(ChronoUnit.MICROS));
              insert(connection, cluster, next);
              return next;
            });
    ledger.seal(Seal.of(note));
    return note;
  }

  private static void insert(Connection connection, long cluster, StoredNote note)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO report_note (cluster, report, position, kind, text, author, at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, cluster);
      insert.setObject(2, note.report());
      insert.setInt(3, note.position());
      insert.setString(4, note.kind().name());
      insert.setString(5, note.text());
      insert.setString(6, note.author());
      insert.setObject(7, Jdbc.time(note.at()));
      insert.executeUpdate();
    }
  }

  /// Who else changes the lives of the cluster's reports waits.
  private static long locked(Connection connection, StoredReport report) throws SQLException {
    long cluster = ClusterTable.require(connection, report.cluster());
    ClusterTable.lock(connection, "report", cluster);
    return cluster;
  }

  private static String name(StoredReport report) {
    return report.number() + "-v" + report.version();
  }

  /// Null when it was not withdrawn.
  public @Nullable StoredWithdrawal withdrawal(UUID report) {
    return Jdbc.call(
        database,
        connection ->
            withdrawals(connection, report).stream().findFirst().orElse(null));
  }

  /// What was said of a report, the first first.
  public List<StoredNote> notes(UUID report) {
    return Jdbc.call(database, connection -> notes(connection, report));
  }

  /// @param report null: of all
  static List<StoredWithdrawal> withdrawals(Connection connection, @Nullable UUID report)
      throws SQLException {
    List<StoredWithdrawal> found = new ArrayList<>();
    each(
        connection,
        report,
        """
        SELECT c.name, w.report, r.number, r.version, w.reason, w.withdrawn_by, w.withdrawn_at
        FROM report_withdrawal w JOIN report r ON r.cluster = w.cluster AND r.id = w.report
          JOIN cluster c ON c.id = w.cluster
        WHERE coalesce(?::uuid, w.report) = w.report ORDER BY w.withdrawn_at, w.report""",
        row ->
            found.add(
                new StoredWithdrawal(
                    row.getString("name"),
                    row.getObject("report", UUID.class),
                    row.getString("number") + "-v" + row.getInt("version"),
                    row.getString("reason"),
                    row.getString("withdrawn_by"),
                    Jdbc.instant(row, "withdrawn_at"))));
    return found;
  }

  /// @param report null: of all
  static List<StoredNote> notes(Connection connection, @Nullable UUID report)
      throws SQLException {
    List<StoredNote> found = new ArrayList<>();
    each(
        connection,
        report,
        """
        SELECT c.name, n.report, r.number, r.version, n.position, n.kind, n.text, n.author, n.at
        FROM report_note n JOIN report r ON r.cluster = n.cluster AND r.id = n.report
          JOIN cluster c ON c.id = n.cluster
        WHERE coalesce(?::uuid, n.report) = n.report ORDER BY n.report, n.position""",
        row ->
            found.add(
                new StoredNote(
                    row.getString("name"),
                    row.getObject("report", UUID.class),
                    row.getString("number") + "-v" + row.getInt("version"),
                    row.getInt("position"),
                    StoredNote.Kind.valueOf(row.getString("kind")),
                    row.getString("text"),
                    row.getString("author"),
                    Jdbc.instant(row, "at"))));
    return found;
  }

  private static void each(
      Connection connection, @Nullable UUID report, String query, Rows.Row to)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setObject(1, report, Types.OTHER);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          to.read(row);
        }
      }
    }
  }
}
