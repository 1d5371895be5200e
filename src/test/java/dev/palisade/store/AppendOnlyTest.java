package dev.palisade.store;

import static dev.palisade.store.Histories.manifest;
import static dev.palisade.store.Histories.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The database itself refuses to change evidence: by rights to the service, by triggers to
/// everybody.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppendOnlyTest {
  /// Tables that are no evidence, or whose rows change until they are ended.
  private static final Set<String> MAY_CHANGE =
      Set.of(
          "run",
          "idempotency_key",
          "pushed_manifest",
          "notice",
          "delivery",
          "delivery_attempt",
          "disabled_target",
          "flyway_schema_history");

  private final TestDatabase database = TestDatabase.create();

  @BeforeAll
  void someEvidence() throws SQLException {
    database.append(snapshot("c", 0, manifest("a", "one", "x")));
    database.append(snapshot("c", 1, manifest("a", "one", "y")));
  }

  private List<String> tables() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement sql = connection.createStatement();
        ResultSet row =
            sql.executeQuery(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
      while (row.next()) {
        // the queue of the library Quartz, all of it
        if (!row.getString(1).startsWith("qrtz_")) {
          tables.add(row.getString(1));
        }
      }
    }
    assertThat(tables).contains("snapshot", "manifest", "report").containsAll(MAY_CHANGE);
    tables.removeAll(MAY_CHANGE);
    return tables;
  }

  @Test
  void theServiceHasNoRightToChangeEvidence() throws SQLException {
    for (String table : tables()) {
      for (String right : List.of("UPDATE", "DELETE", "TRUNCATE", "TRIGGER")) {
        assertThat(
                database.number(
                    "SELECT has_table_privilege('palisade_service', '%s', '%s')::int"
                        .formatted(table, right)))
            .as(right + " on " + table)
            .isZero();
      }
    }
    assertThatThrownBy(
            () -> database.inTransaction(c -> c.createStatement().execute("DELETE FROM snapshot")))
        .hasMessageContaining("permission denied for table snapshot");
  }

  @Test
  void theOwnerTooIsRefusedByTriggers() throws SQLException {
    for (String statement :
        List.of(
            "UPDATE snapshot SET gap_count = 9",
            "DELETE FROM snapshot",
            "TRUNCATE snapshot CASCADE",
            "UPDATE manifest SET content = '{}'",
            "DELETE FROM object_span",
            "UPDATE object_end SET last_seq = 7",
            "DELETE FROM cluster")) {
      assertThatThrownBy(() -> asOwner(statement))
          .as(statement)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("is append-only: " + statement.substring(0, 6))
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("23001");
    }
  }

  @Test
  void everyTableOfEvidenceHasTheTriggers() throws SQLException {
    for (String table : tables()) {
      assertThat(
              database.number(
                  "SELECT count(*) FROM pg_trigger WHERE tgrelid = '%s'::regclass AND tgname IN ('append_only', 'append_only_whole') AND tgenabled = 'O'"
                      .formatted(table)))
          .as("triggers of " + table)
          .isEqualTo(2);
    }
  }

  private void asOwner(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
