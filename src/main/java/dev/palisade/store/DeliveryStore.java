package dev.palisade.store;

import dev.palisade.store.StoredDelivery.Attempt;
import dev.palisade.store.StoredDelivery.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Deliveries: who tries next, what came of it, and what is given up.
@ApplicationScoped
@Transactional
public class DeliveryStore {
  private final DataSource database;

  public DeliveryStore(DataSource database) {
    this.database = database;
  }

  /// Takes the delivery to a target that is due longest, for so long that nobody else takes it
  /// meanwhile; null when none is due, or the target is disabled. A process that ends before it
  /// says what came of it leaves it to whoever comes after the lease.
  public @Nullable StoredDelivery claim(String target, Instant now, Duration lease) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  WITH due AS (
                    SELECT id FROM delivery
                    WHERE state = 'WAITING' AND target = ? AND due_at <= ?
                      AND NOT EXISTS (SELECT FROM disabled_target t WHERE t.target = delivery.target)
                    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                  UPDATE delivery d SET due_at = ?, attempts = attempts + 1
                  FROM due, notice n WHERE d.id = due.id AND n.id = d.notice
                  RETURNING\s"""
                      + DeliveryRow.COLUMNS)) {
            update.setString(1, target);
            update.setObject(2, Jdbc.time(now));
            update.setObject(3, Jdbc.time(now.plus(lease)));
            try (ResultSet row = update.executeQuery()) {
              return row.next() ? DeliveryRow.delivery(row) : null;
            }
          }
        });
  }

  /// Keeps what came of an attempt, and what is to become of the delivery, unless that was decided
  /// by somebody else meanwhile.
  ///
  /// @param state `WAITING`: it is tried again
  /// @param due not before this, where it is tried again
  public void record(UUID delivery, Attempt attempt, State state, Instant due) {
    Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO delivery_attempt (delivery, at, result, status, detail)"
                      + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setObject(1, delivery);
            insert.setObject(2, Jdbc.time(attempt.at()));
            insert.setString(3, attempt.result());
            insert.setObject(4, attempt.status());
            insert.setString(5, attempt.detail());
            insert.executeUpdate();
          }
          return update(
              connection,
              "state = ?, due_at = ?, ended_at = ? WHERE id = ? AND state = 'WAITING'",
              state.name(),
              Jdbc.time(due),
              state == State.WAITING ? null : Jdbc.time(attempt.at()),
              delivery);
        });
  }

  /// Stops sending to a target; does nothing when it is stopped already.
  public void disable(String target, Instant now, String reason) {
    Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO disabled_target (target, at, reason) VALUES (?, ?, ?)"
                      + " ON CONFLICT (target) DO NOTHING")) {
            insert.setString(1, target);
            insert.setObject(2, Jdbc.time(now));
            insert.setString(3, reason);
            return insert.executeUpdate();
          }
        });
  }

  /// Sends to a target again what waited for it.
  ///
  /// @return whether it was disabled
  public boolean enable(String target, Instant now) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM disabled_target WHERE target = ?")) {
            delete.setString(1, target);
            boolean was = delete.executeUpdate() > 0;
            if (was) {
              // it could not be tried meanwhile: that does not count against it
              update(
                  connection,
                  "waiting_since = ?, attempts = 0 WHERE target = ? AND state = 'WAITING'",
                  Jdbc.time(now),
                  target);
            }
            return was;
          }
        });
  }

  /// Tries again what was given up, or at once what waits.
  ///
  /// @throws NotStored if there is no such delivery
  /// @throws IllegalStateException if it has ended otherwise
  public StoredDelivery retry(UUID delivery, Instant now) {
    return changed(
        delivery,
        "state = 'WAITING', attempts = 0, waiting_since = ?, due_at = ?, ended_at = NULL"
            + " WHERE id = ? AND state IN ('WAITING', 'DEAD')",
        Jdbc.time(now),
        Jdbc.time(now),
        delivery);
  }

  /// Says that nobody needs it any more.
  ///
  /// @throws NotStored if there is no such delivery
  /// @throws IllegalStateException if it has ended otherwise
  public StoredDelivery discard(UUID delivery, Instant now) {
    return changed(
        delivery,
        "state = 'DISCARDED', ended_at = ? WHERE id = ? AND state IN ('WAITING', 'DEAD')",
        Jdbc.time(now),
        delivery);
  }

  private StoredDelivery changed(UUID delivery, String change, Object... parameters) {
    boolean done = Jdbc.call(database, connection -> update(connection, change, parameters)) > 0;
    StoredDelivery now = find(delivery);
    if (now == null) {
      throw new NotStored("there is no delivery " + delivery);
    }
    if (!done) {
      throw new IllegalStateException("delivery " + delivery + " is " + now.state());
    }
    return now;
  }

  private static int update(Connection connection, String change, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement("UPDATE delivery SET " + change)) {
      for (int i = 0; i < parameters.length; i++) {
        update.setObject(i + 1, parameters[i]);
      }
      return update.executeUpdate();
    }
  }

  /// Null when there is none.
  public @Nullable StoredDelivery find(UUID delivery) {
    return select("WHERE d.id = ?", delivery).stream().findFirst().orElse(null);
  }

  /// Which deliveries a list shows.
  ///
  /// @param state null: all
  /// @param target null: to all
  /// @param clusters only of notices on these; null: all, those on the installation too
  /// @param after the last delivery of the page before; null: the first page
  public record Selection(
      @Nullable State state,
      @Nullable String target,
      @Nullable List<String> clusters,
      @Nullable UUID after,
      int limit) {}

  /// Deliveries, those of the latest notices first.
  public List<StoredDelivery> list(Selection selection) {
    StringBuilder where = new StringBuilder("WHERE true");
    List<Object> parameters = new ArrayList<>();
    if (selection.state() != null) {
      where.append(" AND d.state = ?");
      parameters.add(selection.state().name());
    }
    if (selection.target() != null) {
      where.append(" AND d.target = ?");
      parameters.add(selection.target());
    }
    if (selection.clusters() != null) {
      where.append(" AND n.cluster = ANY (?)");
      parameters.add(selection.clusters().toArray(String[]::new));
    }
    if (selection.after() != null) {
      where.append(
          " AND (n.at, d.id) < (SELECT m.at, e.id FROM delivery e JOIN notice m ON m.id = e.notice"
              + " WHERE e.id = ?)");
      parameters.add(selection.after());
    }
    where.append(" ORDER BY n.at DESC, d.id DESC LIMIT ?");
    parameters.add(selection.limit());
    return select(where.toString(), parameters.toArray());
  }

  private List<StoredDelivery> select(String where, Object... parameters) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + DeliveryRow.COLUMNS
                      + " FROM delivery d JOIN notice n ON n.id = d.notice "
                      + where)) {
            for (int i = 0; i < parameters.length; i++) {
              select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
              List<StoredDelivery> found = new ArrayList<>();
              while (row.next()) {
                found.add(DeliveryRow.delivery(row));
              }
              return found;
            }
          }
        });
  }

  /// What came of a delivery's attempts, in their order.
  public List<Attempt> attempts(UUID delivery) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT at, result, status, detail FROM delivery_attempt"
                      + " WHERE delivery = ? ORDER BY id")) {
            select.setObject(1, delivery);
            try (ResultSet row = select.executeQuery()) {
              List<Attempt> found = new ArrayList<>();
              while (row.next()) {
                found.add(
                    new Attempt(
                        DeliveryRow.required(row, "at"),
                        row.getString("result"),
                        row.getObject("status", Integer.class),
                        row.getString("detail")));
              }
              return found;
            }
          }
        });
  }

  /// How it stands with a target.
  ///
  /// @param disabledAt null: it is sent to
  /// @param reason why it is disabled
  public record Standing(
      long waiting, long dead, @Nullable Instant disabledAt, @Nullable String reason) {}

  public Standing standing(String target) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT count(*) FILTER (WHERE state = 'WAITING') AS waiting,
                    count(*) FILTER (WHERE state = 'DEAD') AS dead,
                    (SELECT at FROM disabled_target t WHERE t.target = ?) AS disabled_at,
                    (SELECT reason FROM disabled_target t WHERE t.target = ?) AS reason
                  FROM delivery WHERE target = ? AND state IN ('WAITING', 'DEAD')
                  """)) {
            select.setString(1, target);
            select.setString(2, target);
            select.setString(3, target);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return new Standing(
                  row.getLong("waiting"),
                  row.getLong("dead"),
                  DeliveryRow.instant(row, "disabled_at"),
                  row.getString("reason"));
            }
          }
        });
  }
}
