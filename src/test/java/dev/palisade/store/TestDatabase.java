package dev.palisade.store;

import dev.palisade.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/// A migrated database, used as the service uses it: as the role palisade_service, in transactions.
record TestDatabase(String url) {

  static TestDatabase create() {
    return new TestDatabase(TestServer.newMigratedDatabase());
  }

  /// A connection with the service's rights and an open transaction.
  Connection open() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE palisade_service");
    }
    connection.setAutoCommit(false);
    return connection;
  }

  <T> T inTransaction(Jdbc.Work<T> work) throws SQLException {
    try (Connection connection = open()) {
      T result = work.on(connection);
      connection.commit();
      return result;
    }
  }

  StoredSnapshot append(Snapshot snapshot) throws SQLException {
    return inTransaction(c -> new SnapshotWriter(c).append(snapshot, UUID.randomUUID()));
  }

  Snapshot load(String cluster, long sequence) throws SQLException {
    return inTransaction(
        connection -> {
          SnapshotReader reader = SnapshotReader.of(connection, cluster);
          return reader.load(reader.row(sequence));
        });
  }

  ChainVerification verify(String cluster) throws SQLException {
    return inTransaction(connection -> new ChainCheck(connection, cluster).run());
  }

  /// Does what the service cannot: as the owner, past the triggers.
  int tamper(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute("SET session_replication_role = replica");
      return sql.executeUpdate(statement);
    }
  }

  long count(String table) throws SQLException {
    return number("SELECT count(*) FROM " + table);
  }

  long number(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
