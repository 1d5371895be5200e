package dev.palisade.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Legal holds and their ends, both only appended to. The database itself prunes nothing of a
/// cluster while a hold stands.
@ApplicationScoped
@Transactional
public class HoldStore {
  private static final String SELECT =
      """
      SELECT c.name, h.id, h.reason, h.placed_by, h.placed_at,
        l.reason AS lift_reason, l.lifted_by, l.lifted_at
      FROM legal_hold h JOIN cluster c ON c.id = h.cluster
        LEFT JOIN hold_lift l ON l.cluster = h.cluster AND l.hold = h.id
      """;

  private final DataSource database;

  public HoldStore(DataSource database) {
    this.database = database;
  }

  /// Holds all evidence of a cluster. A run that prunes it is waited for.
  ///
  /// @throws NotStored if there is no such cluster
  public LegalHold place(String cluster, String reason, String by, Instant at) {
    Instant placed = at.truncatedTo(ChronoUnit.MICROS);
    UUID id = UUID.randomUUID();
    return Jdbc.call(
        database,
        connection -> {
          long key = ClusterTable.require(connection, cluster);
          ClusterTable.lock(connection, RetentionStore.WORK, key);
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO legal_hold (cluster, id, reason, placed_by, placed_at)"
                      + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, key);
            insert.setObject(2, id);
            insert.setString(3, reason);
            insert.setString(4, by);
            insert.setObject(5, Jdbc.time(placed));
            insert.executeUpdate();
          }
          return new LegalHold(cluster, id, reason, by, placed, null);
        });
  }

  /// Ends a hold.
  ///
  /// @throws NotStored if there is no such hold
  /// @throws IllegalStateException if it was lifted already
  public LegalHold lift(UUID hold, String reason, String by, Instant at) {
    return Jdbc.call(
        database,
        connection -> {
          LegalHold before = require(connection, hold);
          long key = ClusterTable.require(connection, before.cluster());
          ClusterTable.lock(connection, RetentionStore.WORK, key);
          // somebody else may have lifted it before the lock was had
          LegalHold now = require(connection, hold);
          if (now.lift() != null) {
            throw new IllegalStateException(
                "hold " + hold + " was lifted by " + now.lift().by() + " at " + now.lift().at());
          }
          LegalHold.Lift lift = new LegalHold.Lift(reason, by, at.truncatedTo(ChronoUnit.MICROS));
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO hold_lift (cluster, hold, reason, lifted_by, lifted_at)"
                      + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, key);
            insert.setObject(2, hold);
            insert.setString(3, reason);
            insert.setString(4, by);
            insert.setObject(5, Jdbc.time(lift.at()));
            insert.executeUpdate();
          }
          return new LegalHold(
              now.cluster(), hold, now.reason(), now.placedBy(), now.placedAt(), lift);
        });
  }

  private static LegalHold require(Connection connection, UUID hold) throws SQLException {
    List<LegalHold> found = read(connection, "WHERE h.id = ?", hold);
    if (found.isEmpty()) {
      throw new NotStored("there is no hold " + hold);
    }
    return found.getFirst();
  }

  /// Null when there is none.
  public @Nullable LegalHold find(UUID hold) {
    return Jdbc.call(
        database,
        connection -> {
          List<LegalHold> found = read(connection, "WHERE h.id = ?", hold);
          return found.isEmpty() ? null : found.getFirst();
        });
  }

  /// All holds of a cluster, lifted ones too, the latest placed first.
  public List<LegalHold> list(String cluster) {
    return Jdbc.call(
        database,
        connection ->
            read(connection, "WHERE c.name = ? ORDER BY h.placed_at DESC, h.id", cluster));
  }

  private static List<LegalHold> read(Connection connection, String where, Object parameter)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + where)) {
      select.setObject(1, parameter);
      try (ResultSet row = select.executeQuery()) {
        List<LegalHold> holds = new ArrayList<>();
        while (row.next()) {
          holds.add(
              new LegalHold(
                  row.getString("name"),
                  row.getObject("id", UUID.class),
                  row.getString("reason"),
                  row.getString("placed_by"),
                  instant(row, "placed_at"),
                  lift(row)));
        }
        return holds;
      }
    }
  }

  private static LegalHold.@Nullable Lift lift(ResultSet row) throws SQLException {
    String by = row.getString("lifted_by");
    return by == null
        ? null
        : new LegalHold.Lift(row.getString("lift_reason"), by, instant(row, "lifted_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
