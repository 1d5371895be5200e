package dev.palisade.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The table `cluster`, and the lock under which a cluster's sequences grow.
final class ClusterTable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private ClusterTable() {}

  /// The cluster's id; the cluster is entered if it is new.
  ///
  /// @throws IllegalArgumentException if it cannot be the name of a cluster
  static long entered(Connection connection, String name) throws SQLException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a cluster cannot be named '"
              + name
              + "': up to 63 letters, digits, '.', '_' and '-', the first a letter or digit");
    }
    Long known = find(connection, name);
    if (known != null) {
      return known;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO cluster (name, created_at) VALUES (?, now()) ON CONFLICT DO NOTHING")) {
      insert.setString(1, name);
      insert.executeUpdate();
    }
    Long entered = find(connection, name);
    if (entered == null) {
      throw new IllegalArgumentException(
          "a cluster cannot be named '" + name + "': another differs from it in capitals alone");
    }
    return entered;
  }

  /// The cluster's id; null when there is no such cluster.
  static @Nullable Long find(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM cluster WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong("id") : null;
      }
    }
  }

  /// The cluster's id.
  ///
  /// @throws NotStored if there is no such cluster
  static long require(Connection connection, String name) throws SQLException {
    Long id = find(connection, name);
    if (id == null) {
      throw NotStored.cluster(name);
    }
    return id;
  }

  /// Waits until no other transaction writes this kind of thing for the cluster, and keeps others
  /// out until this transaction ends. An advisory lock: row locks need the right to update, which
  /// the service does not have.
  static void lock(Connection connection, String what, long cluster) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      lock.setString(1, "palisade " + what + " " + cluster);
      lock.execute();
    }
  }
}
