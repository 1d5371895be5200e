package dev.palisade.store;

import static dev.palisade.store.Histories.manifest;
import static dev.palisade.store.Histories.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.palisade.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A snapshot that fails in the middle leaves nothing behind.
class FailedAppendTest {
  private final TestDatabase database = TestDatabase.create();

  @BeforeEach
  void oneSnapshot() throws SQLException {
    database.append(snapshot("c", 0, manifest("a", "one", "x")));
  }

  private List<Long> rows() throws SQLException {
    return List.of(
        database.count("cluster"),
        database.count("manifest"),
        database.count("object_span"),
        database.count("object_end"),
        database.count("snapshot"));
  }

  @Test
  void anObjectThatTheDatabaseRefusesLeavesNothingOfItsSnapshot() throws SQLException {
    List<Long> before = rows();
    // text cannot hold U+0000; contents, written first, hold it as an escape
    Snapshot poisoned = snapshot("c", 1, manifest("a", "two", "x"), manifest("a", "po\0ison", "y"));
    assertThatThrownBy(() -> database.append(poisoned))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("0x00");
    assertThat(rows()).isEqualTo(before);

    assertThat(database.append(snapshot("c", 2, manifest("a", "two", "x"))).sequence())
        .isEqualTo(2);
    assertThat(database.verify("c").isWhole()).isTrue();
  }

  @Test
  void aConnectionLostInTheMiddleLeavesNothingOfItsSnapshot() throws Exception {
    List<Long> before = rows();
    CompletableFuture<StoredSnapshot> append;
    try (Connection other = DriverManager.getConnection(database.url());
        Statement sql = other.createStatement()) {
      // the writer has written contents and ends when it comes to this table
      other.setAutoCommit(false);
      sql.execute("LOCK TABLE object_span IN SHARE MODE");
      append =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return database.append(snapshot("c", 1, manifest("a", "one", "y")));
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      String waiting =
          "FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      await().until(() -> database.number("SELECT count(*) " + waiting) == 1);
      assertThat(database.number("SELECT count(pg_terminate_backend(pid)) " + waiting))
          .isEqualTo(1);
      assertThatThrownBy(append::join).hasMessageContaining("terminating connection");
      other.rollback();
    }
    assertThat(rows()).isEqualTo(before);
    assertThat(database.append(snapshot("c", 2, manifest("a", "one", "y"))).sequence())
        .isEqualTo(2);
    assertThat(database.verify("c").isWhole()).isTrue();
  }

  @Test
  void withoutATransactionNothingIsWritten() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url())) {
      assertThatThrownBy(() -> new SnapshotWriter(connection))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
