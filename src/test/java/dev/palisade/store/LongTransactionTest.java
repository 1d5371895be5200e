package dev.palisade.store;

import static dev.palisade.store.Histories.manifest;
import static dev.palisade.store.Histories.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody else's transaction that does not end: it keeps nobody from appending, or they are told
/// so in time, and nothing is stored in part.
class LongTransactionTest {
  private final TestDatabase database = TestDatabase.create();

  @BeforeEach
  void oneSnapshot() throws SQLException {
    database.append(snapshot("c", 0, manifest("a", "one", "x")));
  }

  private StoredSnapshot append(int hour, String patience) throws SQLException {
    return database.inTransaction(
        connection ->
            new SnapshotWriter(connection, patience)
                .append(snapshot("c", hour, manifest("a", "one", "y" + hour)), UUID.randomUUID()));
  }

  private Connection other() throws SQLException {
    Connection connection = DriverManager.getConnection(database.url());
    connection.setAutoCommit(false);
    return connection;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // a backup, or a report that reads for hours
        "SELECT count(*) FROM object_span",
        // rows that an append does not touch
        "SELECT * FROM snapshot FOR UPDATE",
        "SELECT * FROM manifest FOR SHARE",
        "INSERT INTO audit_entry (at, who, role, action, subject) VALUES (now(), 'x', 'x', 'x', 'x')",
        "CREATE TEMPORARY TABLE mine (x int)",
        // another cluster's append that has not come to its end
        "SELECT pg_advisory_xact_lock(hashtextextended('palisade snapshot 999', 0))"
      })
  void keepsNobodyFromAppending(String statement) throws SQLException {
    try (Connection other = other();
        Statement sql = other.createStatement()) {
      sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      sql.execute(statement);
      assertThat(append(1, "2s").sequence()).isEqualTo(2);
      other.rollback();
    }
    assertThat(database.verify("c").isWhole()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOCK TABLE object_span IN SHARE MODE",
        "LOCK TABLE manifest IN ACCESS EXCLUSIVE MODE",
        "SELECT * FROM cluster FOR UPDATE",
        "SELECT pg_advisory_xact_lock(hashtextextended('palisade snapshot ' || id, 0)) FROM cluster"
      })
  void failsAnAppendThatItStandsInTheWayOfInTime(String statement) throws SQLException {
    try (Connection other = other();
        Statement sql = other.createStatement()) {
      sql.execute(statement);
      assertThatThrownBy(() -> append(1, "100ms"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("canceling statement due to lock timeout");
      other.rollback();
    }
    assertThat(database.number("SELECT count(*) FROM manifest")).isEqualTo(1);
    assertThat(append(2, "100ms").sequence()).isEqualTo(2);
    assertThat(database.verify("c")).isEqualTo(new ChainVerification(2, java.util.List.of()));
  }

  @Test
  void retentionWaitsForNobodyWhoOnlyReads() throws SQLException {
    try (Connection other = other();
        Statement sql = other.createStatement()) {
      sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      sql.execute("SELECT count(*) FROM manifest");
      ServiceDatabase service = new ServiceDatabase(database.url());
      assertThat(new RetentionStore(service).prune("c", 24, "test", 9)).isNull();
      other.rollback();
    }
  }
}
