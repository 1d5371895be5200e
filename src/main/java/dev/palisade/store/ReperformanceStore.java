package dev.palisade.store;

import dev.palisade.store.StoredReperformance.Answer;
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

/// What auditors had performed again: requests and their answers, both only appended to.
@ApplicationScoped
@Transactional
public class ReperformanceStore {
  private static final String COLUMNS =
      """
      SELECT c.name, r.id, r.request, r.requested_by, r.requested_at, a.performed_at
      FROM reperformance r JOIN cluster c ON c.id = r.cluster
        LEFT JOIN reperformance_answer a ON a.cluster = r.cluster AND a.id = r.id
      """;

  private final DataSource database;

  public ReperformanceStore(DataSource database) {
    this.database = database;
  }

  /// Keeps a request and seals it.
  ///
  /// @param request canonical JSON
  /// @throws NotStored if there is no such cluster
  public StoredReperformance request(
      String cluster, UUID id, String request, String requestedBy, Instant at) {
    StoredReperformance asked =
        new StoredReperformance(
            cluster, id, request, requestedBy, at.truncatedTo(ChronoUnit.MICROS), null);
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO reperformance (cluster, id, request, requested_by, requested_at)"
                      + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, ClusterTable.require(connection, cluster));
            insert.setObject(2, id);
            insert.setString(3, request);
            insert.setString(4, requestedBy);
            insert.setObject(5, Jdbc.time(asked.requestedAt()));
            insert.executeUpdate();
          }
          LedgerWriter.append(connection, Seal.ofRequest(asked));
          return asked;
        });
  }

  /// Keeps an answer and seals it.
  ///
  /// @throws NotStored if there is no such request
  public StoredReperformance answer(UUID id, Answer answer) {
    return Jdbc.call(
        database,
        connection -> {
          StoredReperformance asked = find(connection, id);
          if (asked == null) {
            throw new NotStored("there is no reperformance " + id);
          }
          Answer kept =
              new Answer(
                  answer.population(),
                  answer.document(),
                  answer.performedAt().truncatedTo(ChronoUnit.MICROS));
          insert(connection, asked, kept);
          LedgerWriter.append(connection, Seal.ofAnswer(asked.cluster(), id, kept));
          return new StoredReperformance(
              asked.cluster(),
              id,
              asked.request(),
              asked.requestedBy(),
              asked.requestedAt(),
              kept.performedAt());
        });
  }

  private static void insert(Connection connection, StoredReperformance asked, Answer answer)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO reperformance_answer (cluster, id, population, document, performed_at)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      insert.setLong(1, ClusterTable.require(connection, asked.cluster()));
      insert.setObject(2, asked.id());
      insert.setString(3, answer.population());
      insert.setString(4, answer.document());
      insert.setObject(5, Jdbc.time(answer.performedAt()));
      insert.executeUpdate();
    }
  }

  /// Null when there is none.
  public @Nullable StoredReperformance find(UUID id) {
    return Jdbc.call(database, connection -> find(connection, id));
  }

  /// What came of one; null when there is no such request, or no answer yet.
  public @Nullable Answer answerTo(UUID id) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT population, document, performed_at FROM reperformance_answer"
                      + " WHERE cluster = (SELECT cluster FROM reperformance WHERE id = ?)"
                      + " AND id = ?")) {
            select.setObject(1, id);
            select.setObject(2, id);
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? answer(row) : null;
            }
          }
        });
  }

  private static Answer answer(ResultSet row) throws SQLException {
    return new Answer(
        row.getString("population"),
        row.getString("document"),
        row.getObject("performed_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable StoredReperformance find(Connection connection, UUID id)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(COLUMNS + "WHERE r.id = ?")) {
      select.setObject(1, id);
      List<StoredReperformance> found = read(select);
      return found.isEmpty() ? null : found.getFirst();
    }
  }

  /// A cluster's re-performances, the newest first.
  ///
  /// @param after the last of the page before; null: the first page
  public List<StoredReperformance> list(String cluster, @Nullable UUID after, int limit) {
    return Jdbc.call(
        database,
        connection -> {
          StoredReperformance last = after == null ? null : find(connection, after);
          try (PreparedStatement select =
              connection.prepareStatement(
                  COLUMNS
                      + "WHERE c.name = ? AND (?::timestamptz IS NULL OR (r.requested_at, r.id) <"
                      + " (?::timestamptz, ?::uuid)) ORDER BY r.requested_at DESC, r.id DESC"
                      + " LIMIT ?")) {
            OffsetDateTime before = last == null ? null : Jdbc.time(last.requestedAt());
            select.setString(1, cluster);
            select.setObject(2, before);
            select.setObject(3, before);
            select.setObject(4, last == null ? null : last.id());
            select.setInt(5, limit);
            return read(select);
          }
        });
  }

  private static List<StoredReperformance> read(PreparedStatement select) throws SQLException {
    List<StoredReperformance> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(stored(row));
      }
    }
    return found;
  }

  private static StoredReperformance stored(ResultSet row) throws SQLException {
    OffsetDateTime performed = row.getObject("performed_at", OffsetDateTime.class);
    return new StoredReperformance(
        row.getString("name"),
        row.getObject("id", UUID.class),
        row.getString("request"),
        row.getString("requested_by"),
        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
        performed == null ? null : performed.toInstant());
  }

  /// Holds all of an installation against the log.
  static void check(Connection connection, LogCheck log) throws SQLException {
    Rows.each(
        connection,
        COLUMNS + "ORDER BY r.cluster, r.id",
        row -> {
          StoredReperformance asked = stored(row);
          log.seals(
              "reperformance " + asked.id() + " of cluster " + asked.cluster(),
              Seal.ofRequest(asked));
        });
    Rows.each(
        connection,
        """
        SELECT c.name, a.id, a.population, a.document, a.performed_at
        FROM reperformance_answer a JOIN cluster c ON c.id = a.cluster ORDER BY a.cluster, a.id""",
        row -> {
          UUID id = row.getObject("id", UUID.class);
          log.seals(
              "reperformance_answer " + id + " of cluster " + row.getString("name"),
              Seal.ofAnswer(row.getString("name"), id, answer(row)));
        });
  }
}
