package dev.palisade.store;

import dev.palisade.snapshot.ClusterIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// The table `cluster_identity`: which cluster a name stands for.
final class ClusterIdentityTable {
  private ClusterIdentityTable() {}

  /// Holds a snapshot against what is known, and enters what it is the first to tell. A snapshot
  /// that does not know the UID, such as one of files, tells nothing.
  ///
  /// @throws RefusedSnapshot if it is of another cluster
  static void require(Connection connection, long cluster, ClusterIdentity identity, long sequence)
      throws SQLException {
    String uid = identity.uid();
    if (uid == null) {
      return;
    }
    String known = uid(connection, cluster);
    if (known == null) {
      enter(connection, cluster, uid, sequence);
    } else if (!known.equals(uid)) {
      throw new RefusedSnapshot(
          "cluster "
              + identity.name()
              + " has the UID "
              + known
              + " (of kube-system), and the snapshot is of a cluster with the UID "
              + uid
              + ": another cluster needs another name");
    }
  }

  private static @Nullable String uid(Connection connection, long cluster) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT uid FROM cluster_identity WHERE cluster = ?")) {
      select.setLong(1, cluster);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString("uid") : null;
      }
    }
  }

  private static void enter(Connection connection, long cluster, String uid, long sequence)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO cluster_identity (cluster, uid, first_seq) VALUES (?, ?, ?)")) {
      insert.setLong(1, cluster);
      insert.setString(2, uid);
      insert.setLong(3, sequence);
      insert.executeUpdate();
    }
  }
}
