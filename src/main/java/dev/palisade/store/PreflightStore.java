package dev.palisade.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What was answered whenever it was asked which rights a collector has.
@ApplicationScoped
@Transactional
public class PreflightStore {
  private final DataSource database;

  public PreflightStore(DataSource database) {
    this.database = database;
  }

  /// Keeps an answer; the cluster is entered if it is new.
  public void keep(String cluster, Instant at, String answer) {
    Jdbc.<@Nullable Void>call(
        database,
        connection -> {
          long id = ClusterTable.entered(connection, cluster);
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO preflight (cluster, checked_at, answer) VALUES (?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setObject(2, Jdbc.time(at));
            insert.setString(3, answer);
            insert.executeUpdate();
          }
          return null;
        });
  }

  /// The newest answer; null when it was never asked.
  public @Nullable String latest(String cluster) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT p.answer FROM preflight p JOIN cluster c ON c.id = p.cluster
                  WHERE c.name = ? ORDER BY p.id DESC LIMIT 1""")) {
            select.setString(1, cluster);
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? row.getString("answer") : null;
            }
          }
        });
  }
}
