package dev.palisade.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A replica of the service, as far as it appends: a program that appends a history for ever, says
/// each sequence and chain digest once it is stored, and connects anew when the database was lost.
final class ReplicaMain {
  static final String NAME = "palisade-replica";

  private ReplicaMain() {}

  /// @param arguments JDBC URL, user, password, cluster, seed
  public static void main(String[] arguments) throws Exception {
    Histories histories = new Histories(arguments[3], Long.parseLong(arguments[4]));
    Properties login = new Properties();
    login.setProperty("user", arguments[1]);
    login.setProperty("password", arguments[2]);
    login.setProperty("ApplicationName", NAME);
    while (true) {
      try (Connection connection = DriverManager.getConnection(arguments[0], login);
          Statement role = connection.createStatement()) {
        role.execute("SET ROLE palisade_service");
        connection.setAutoCommit(false);
        while (true) {
          StoredSnapshot stored =
              new SnapshotWriter(connection).append(histories.next(), UUID.randomUUID());
          connection.commit();
          System.out.println(stored.sequence() + " " + stored.chain());
        }
      } catch (SQLException e) {
        // the database is gone; it comes back
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }
}
