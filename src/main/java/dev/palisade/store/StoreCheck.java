package dev.palisade.store;

import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.ledger.Checkpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads all evidence of an installation as of one moment, recomputes every digest, and compares
/// each row with the line of the log that seals it. Needs a connection that may read, and no
/// service.
public final class StoreCheck {
  private final Connection connection;
  private final List<String> damage = new ArrayList<>();
  private final LogCheck log;
  private long clusters;
  private long snapshots;

  StoreCheck(Connection connection) {
    this.connection = connection;
    this.log = new LogCheck(connection, damage);
  }

  /// @param held a checkpoint that somebody kept outside; null: none
  /// @throws StoreFailure if the database cannot be reached or has no log
  public static StoreVerification of(
      String jdbcUrl, @Nullable String user, @Nullable String password, @Nullable Checkpoint held) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      connection.setAutoCommit(false);
      return new StoreCheck(connection).run(held);
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  /// Works in a transaction of its own, as its first act.
  StoreVerification run(@Nullable Checkpoint held) throws SQLException {
    try (Statement begin = connection.createStatement()) {
      begin.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }
    return check(held);
  }

  /// The same in a transaction that somebody else began.
  StoreVerification check(@Nullable Checkpoint held) throws SQLException {
    log.run();
    if (held != null) {
      log.requireLeadsTo("the checkpoint that was given", held);
    }
    checkSnapshots();
    checkScopes();
    checkExceptions();
    checkReviews();
    ScheduleStore.check(connection, log);
    ReperformanceStore.check(connection, log);
    new CampaignCheck(connection, log).run();
    long reports =
        new ReportCheck(connection, log, damage).run()
            + new GroupReportCheck(connection, log, damage).run();
    checkLives();
    log.requireNothingLeft();
    return new StoreVerification(
        clusters, snapshots, reports, log.tree().size(), log.newest(), log.keys(), damage);
  }

  private void checkSnapshots() throws SQLException {
    List<String> names = new ArrayList<>();
    Rows.each(
        connection,
        "SELECT name FROM cluster ORDER BY name COLLATE \"C\"",
        row -> names.add(row.getString("name")));
    clusters = names.size();
    for (String name : names) {
      ChainVerification chain = new ChainCheck(connection, name).check();
      snapshots += chain.snapshots();
      chain.damage().stream()
          .map(what -> what.contains(" of cluster ") ? what : "cluster " + name + ": " + what)
          .forEach(damage::add);
      long cluster = ClusterTable.require(connection, name);
      for (RetentionRun run :
          RetentionStore.runs(connection, name, cluster, "at", Integer.MAX_VALUE)) {
        log.seals("retention_run " + run.id(), Seal.of(run));
      }
    }
    Rows.each(
        connection,
        "SELECT c.name, "
            + SnapshotRow.COLUMNS
            + " FROM snapshot s JOIN cluster c ON c.id = s.cluster ORDER BY s.cluster, s.sequence",
        row -> {
          StoredSnapshot stored = SnapshotRow.read(row.getString("name"), row).stored();
          log.seals(
              "snapshot " + stored.sequence() + " of cluster " + stored.cluster(),
              Seal.of(stored, Instant.EPOCH));
        });
  }

  private void checkScopes() throws SQLException {
    Rows.each(
        connection,
        """
        SELECT c.name, s.version, s.document, encode(s.digest, 'hex') AS digest, s.author, s.saved_at
        FROM scope_version s JOIN cluster c ON c.id = s.cluster ORDER BY s.cluster, s.version""",
        row -> {
          StoredScope scope =
              new StoredScope(
                  row.getString("name"),
                  row.getInt("version"),
                  row.getString("document"),
                  row.getString("digest"),
                  row.getString("author"),
                  time(row, "saved_at"));
          log.seals(
              "scope_version " + scope.version() + " of cluster " + scope.cluster(),
              Seal.of(scope));
        });
  }

  private void checkExceptions() throws SQLException {
    Rows.each(
        connection,
        """
        SELECT c.name, e.id, e.document, e.requested_by, e.requested_at
        FROM risk_exception e JOIN cluster c ON c.id = e.cluster ORDER BY e.cluster, e.id""",
        row -> {
          UUID id = row.getObject("id", UUID.class);
          log.seals(
              "risk_exception " + id + " of cluster " + row.getString("name"),
              Seal.ofRequest(
                  row.getString("name"),
                  id,
                  row.getString("document"),
                  row.getString("requested_by"),
                  time(row, "requested_at")));
        });
    Rows.each(
        connection,
        """
        SELECT c.name, d.exception, d.position, d.kind, d.decided_by, d.decided_at, d.reason
        FROM exception_decision d JOIN cluster c ON c.id = d.cluster
        ORDER BY d.cluster, d.exception, d.position""",
        row -> {
          UUID exception = row.getObject("exception", UUID.class);
          int position = row.getInt("position");
          Decision decision =
              new Decision(
                  Decision.Kind.valueOf(row.getString("kind")),
                  row.getString("decided_by"),
                  time(row, "decided_at"),
                  row.getString("reason"));
          log.seals(
              "exception_decision " + position + " on risk_exception " + exception,
              Seal.ofDecision(row.getString("name"), exception, position, decision));
        });
  }

  private void checkReviews() throws SQLException {
    Rows.each(
        connection,
        """
        SELECT c.name, r.id, encode(r.request_digest, 'hex') AS request_digest, r.verdict,
          r.document, r.requested_by, r.reviewed_at
        FROM change_review r JOIN cluster c ON c.id = r.cluster ORDER BY r.cluster, r.id""",
        row -> {
          StoredReview review =
              new StoredReview(
                  row.getString("name"),
                  row.getObject("id", UUID.class),
                  row.getString("request_digest"),
                  row.getString("verdict"),
                  row.getString("document"),
                  row.getString("requested_by"),
                  time(row, "reviewed_at"));
          log.seals(
              "change_review " + review.id() + " of cluster " + review.cluster(), Seal.of(review));
        });
  }

  private void checkLives() throws SQLException {
    for (StoredWithdrawal withdrawal : ReportLifeStore.withdrawals(connection, null)) {
      log.seals("report_withdrawal of report " + withdrawal.name(), Seal.of(withdrawal));
    }
    for (StoredNote note : ReportLifeStore.notes(connection, null)) {
      log.seals("report_note " + note.position() + " on report " + note.name(), Seal.of(note));
    }
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
