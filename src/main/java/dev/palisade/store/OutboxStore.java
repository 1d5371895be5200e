package dev.palisade.store;

import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.CanonicalJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Notices, kept until they are sent: whoever lets something happen puts its notice here in the
/// same transaction, so that there is never one without the other. To whom it goes is decided a
/// moment later.
@ApplicationScoped
@Transactional
public class OutboxStore {
  private final DataSource database;

  public OutboxStore(DataSource database) {
    this.database = database;
  }

  /// Keeps a notice of what happens in this transaction.
  @Transactional(TxType.MANDATORY)
  public UUID put(Notice notice) {
    return Jdbc.call(database, connection -> put(connection, notice));
  }

  /// As [#put], unless the notice made from the newest one of that type is null. Of several that
  /// ask at once, one comes after the other.
  ///
  /// @param next makes the notice, from the newest of the type, or null where there is none
  public boolean putNext(String type, Function<@Nullable StoredNotice, @Nullable Notice> next) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement lock =
              connection.prepareStatement(
                  "SELECT pg_advisory_xact_lock(hashtextextended('palisade notice ' || ?, 0))")) {
            lock.setString(1, type);
            lock.execute();
          }
          Notice notice = next.apply(newest(connection, type));
          if (notice != null) {
            put(connection, notice);
          }
          return notice != null;
        });
  }

  /// @return the notice's id
  static UUID put(Connection connection, Notice notice) throws SQLException {
    UUID id = UUID.randomUUID();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO notice (id, type, at, cluster, subject, data) VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, id);
      insert.setString(2, notice.type());
      insert.setObject(3, Jdbc.time(notice.at()));
      insert.setString(4, notice.cluster());
      insert.setString(5, notice.subject());
      insert.setString(6, CanonicalJson.text(notice.data()));
      insert.executeUpdate();
    }
    return id;
  }

  private static @Nullable StoredNotice newest(Connection connection, String type)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + DeliveryRow.NOTICE
                + " FROM notice n WHERE n.type = ? ORDER BY n.at DESC LIMIT 1")) {
      select.setString(1, type);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? DeliveryRow.notice(row) : null;
      }
    }
  }

  /// Decides to whom notices go for which that was not decided yet. Several may do so at once.
  ///
  /// @param targets names of those who want a notice
  /// @return how many notices
  public int route(Function<Notice, List<String>> targets, Instant now, int limit) {
    return Jdbc.call(
        database,
        connection -> {
          List<StoredNotice> notices = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + DeliveryRow.NOTICE
                      + " FROM notice n WHERE n.routed_at IS NULL ORDER BY n.at, n.id LIMIT ?"
                      + " FOR UPDATE SKIP LOCKED")) {
            select.setInt(1, limit);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                notices.add(DeliveryRow.notice(row));
              }
            }
          }
          for (StoredNotice notice : notices) {
            route(connection, notice, targets.apply(notice.notice()), now);
          }
          return notices.size();
        });
  }

  private static void route(
      Connection connection, StoredNotice notice, List<String> targets, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO delivery (id, notice, target, state, attempts, waiting_since, due_at)"
                    + " VALUES (?, ?, ?, 'WAITING', 0, ?, ?)");
        PreparedStatement update =
            connection.prepareStatement("UPDATE notice SET routed_at = ? WHERE id = ?")) {
      for (String target : targets) {
        insert.setObject(1, UUID.randomUUID());
        insert.setObject(2, notice.id());
        insert.setString(3, target);
        insert.setObject(4, Jdbc.time(now));
        insert.setObject(5, Jdbc.time(now));
        insert.executeUpdate();
      }
      update.setObject(1, Jdbc.time(now));
      update.setObject(2, notice.id());
      update.executeUpdate();
    }
  }

  /// Forgets notices from before an instant of which nothing waits and nothing is given up.
  ///
  /// @return how many
  public int forget(Instant before) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement(
                  """
                  DELETE FROM notice n WHERE n.at < ? AND n.routed_at IS NOT NULL
                    AND NOT EXISTS (
                      SELECT FROM delivery d
                      WHERE d.notice = n.id AND d.state IN ('WAITING', 'DEAD'))
                  """)) {
            delete.setObject(1, Jdbc.time(before));
            return delete.executeUpdate();
          }
        });
  }
}
