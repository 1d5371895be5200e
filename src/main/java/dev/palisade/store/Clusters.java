package dev.palisade.store;

import jakarta.enterprise.context.ApplicationScoped;
import javax.sql.DataSource;

/// The cluster of a row that is about to be written, within the writer's transaction.
@ApplicationScoped
class Clusters {
  private final DataSource database;

  Clusters(DataSource database) {
    this.database = database;
  }

  /// The cluster, entered if it is new, with others kept out of the same work on it until the
  /// transaction ends.
  ///
  /// @param work what is numbered: `scope`, `report`, …
  ClusterRow locked(String name, String work) {
    ClusterRow cluster = entered(name);
    Jdbc.call(
        database,
        connection -> {
          ClusterTable.lock(connection, work, cluster.id);
          return cluster;
        });
    return cluster;
  }

  /// The cluster, entered if it is new.
  ///
  /// @throws IllegalArgumentException if it cannot be the name of a cluster
  ClusterRow entered(String name) {
    long id = Jdbc.call(database, connection -> ClusterTable.entered(connection, name));
    return ClusterRow.findById(id);
  }
}
