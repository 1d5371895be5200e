package dev.palisade.store;

import dev.palisade.store.AdmissionRecord.Decision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Who did what in a cluster, as its API server told: events of its audit log, and requests that it
/// asked about.
@ApplicationScoped
@Transactional
public class ActorStore {
  /// Of why an event could not be read.
  public static final int LONGEST_REASON = 1_000;

  private final DataSource database;

  public ActorStore(DataSource database) {
    this.database = database;
  }

  /// When something was first and last heard of an audit log.
  public record Heard(Instant first, Instant last) {}

  /// An interval between two signs of life.
  public record Silence(Instant from, Instant until) {}

  /// Events that arrived and could not be read.
  ///
  /// @param events how many of one list
  /// @param reason what is wrong with the first of them; at most [#LONGEST_REASON] characters
  public record Unusable(Instant at, int events, String reason) {}

  /// Keeps that the audit log was heard, and some of its events; one that is kept already is passed
  /// over.
  ///
  /// @param apart two signs of life are kept only so far apart
  public void heard(String cluster, List<AuditEvent> events, Instant at, Duration apart) {
    heard(cluster, events, null, at, apart);
  }

  /// As above, and what arrived with them and could not be read.
  ///
  /// @param unusable null: nothing
  public void heard(
      String cluster,
      List<AuditEvent> events,
      @Nullable Unusable unusable,
      Instant at,
      Duration apart) {
    Jdbc.call(
        database,
        connection -> {
          long id = ClusterTable.require(connection, cluster);
          sign(connection, id, at, apart);
          if (unusable != null) {
            insert(connection, id, unusable);
          }
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO audit_event (cluster, audit_id, item, at, verb, api_group, resource,
                    kind, namespace, name, uid, resource_version, username, impersonated, groups,
                    user_agent, code)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                  ON CONFLICT DO NOTHING""")) {
            for (AuditEvent event : events) {
              set(connection, insert, id, event);
              insert.addBatch();
            }
            insert.executeBatch();
          }
          return null;
        });
  }

  private static void sign(Connection connection, long cluster, Instant at, Duration apart)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO audit_sign (cluster, heard_at) SELECT ?, ?
            WHERE NOT EXISTS (
              SELECT FROM audit_sign WHERE cluster = ? AND heard_at > ? AND heard_at <= ?)
            ON CONFLICT DO NOTHING""")) {
      insert.setLong(1, cluster);
      insert.setObject(2, Jdbc.time(at));
      insert.setLong(3, cluster);
      insert.setObject(4, Jdbc.time(at.minus(apart)));
      insert.setObject(5, Jdbc.time(at));
      insert.executeUpdate();
    }
  }

  private static void insert(Connection connection, long cluster, Unusable unusable)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO audit_unusable (cluster, heard_at, events, reason) VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, cluster);
      insert.setObject(2, Jdbc.time(unusable.at()));
      insert.setInt(3, unusable.events());
      insert.setString(4, Jdbc.text(unusable.reason()));
      insert.executeUpdate();
    }
  }

  private static void set(
      Connection connection, PreparedStatement insert, long cluster, AuditEvent event)
      throws SQLException {
    insert.setLong(1, cluster);
    insert.setString(2, Jdbc.text(event.auditId()));
    insert.setString(3, Jdbc.text(event.item()));
    insert.setObject(4, Jdbc.time(event.at()));
    insert.setString(5, Jdbc.text(event.verb()));
    insert.setString(6, Jdbc.text(event.group()));
    insert.setString(7, Jdbc.text(event.resource()));
    insert.setString(8, Jdbc.text(event.kind()));
    insert.setString(9, Jdbc.text(event.namespace()));
    insert.setString(10, Jdbc.text(event.name()));
    insert.setString(11, Jdbc.textOrNull(event.uid()));
    insert.setString(12, Jdbc.textOrNull(event.resourceVersion()));
    insert.setString(13, Jdbc.text(event.user()));
    insert.setString(14, Jdbc.textOrNull(event.impersonated()));
    insert.setArray(15, texts(connection, event.groups()));
    insert.setString(16, Jdbc.textOrNull(event.userAgent()));
    insert.setObject(17, event.code());
  }

  /// Keeps what the API server was told; a request that is kept already is passed over.
  public void asked(String cluster, AdmissionRecord asked) {
    Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO admission_review (cluster, request_uid, at, operation, api_group, kind,
                    namespace, name, uid, username, groups, allowed, decision, verdict, reason)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                  ON CONFLICT DO NOTHING""")) {
            insert.setLong(1, ClusterTable.require(connection, cluster));
            insert.setString(2, Jdbc.text(asked.requestUid()));
            insert.setObject(3, Jdbc.time(asked.at()));
            insert.setString(4, Jdbc.text(asked.operation()));
            insert.setString(5, Jdbc.text(asked.group()));
            insert.setString(6, Jdbc.text(asked.kind()));
            insert.setString(7, Jdbc.text(asked.namespace()));
            insert.setString(8, Jdbc.text(asked.name()));
            insert.setString(9, Jdbc.textOrNull(asked.uid()));
            insert.setString(10, Jdbc.text(asked.user()));
            insert.setArray(11, texts(connection, asked.groups()));
            insert.setBoolean(12, asked.allowed());
            insert.setString(13, asked.decision().toString());
            insert.setString(14, asked.verdict());
            insert.setString(15, Jdbc.textOrNull(asked.reason()));
            insert.executeUpdate();
          }
          return null;
        });
  }

  private static Array texts(Connection connection, List<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.stream().map(Jdbc::text).toArray());
  }

  /// Events between two instants, in their order.
  ///
  /// @throws NotStored if there is no such cluster
  public List<AuditEvent> events(String cluster, Instant from, Instant until) {
    return read(
        cluster,
        """
        SELECT * FROM audit_event WHERE cluster = ? AND at >= ? AND at <= ?
        ORDER BY at, audit_id, item""",
        List.of(Jdbc.time(from), Jdbc.time(until)),
        row -> {
          int code = row.getInt("code");
          boolean answered = !row.wasNull();
          return new AuditEvent(
              row.getString("audit_id"),
              row.getString("item"),
              Jdbc.instant(row, "at"),
              row.getString("verb"),
              row.getString("api_group"),
              row.getString("resource"),
              row.getString("kind"),
              row.getString("namespace"),
              row.getString("name"),
              row.getString("uid"),
              row.getString("resource_version"),
              row.getString("username"),
              row.getString("impersonated"),
              texts(row, "groups"),
              row.getString("user_agent"),
              answered ? code : null);
        });
  }

  /// Requests that the API server asked about between two instants, in their order.
  ///
  /// @throws NotStored if there is no such cluster
  public List<AdmissionRecord> admissions(String cluster, Instant from, Instant until) {
    return read(
        cluster,
        """
        SELECT * FROM admission_review WHERE cluster = ? AND at >= ? AND at <= ?
        ORDER BY at, request_uid""",
        List.of(Jdbc.time(from), Jdbc.time(until)),
        row ->
            new AdmissionRecord(
                row.getString("request_uid"),
                Jdbc.instant(row, "at"),
                row.getString("operation"),
                row.getString("api_group"),
                row.getString("kind"),
                row.getString("namespace"),
                row.getString("name"),
                row.getString("uid"),
                row.getString("username"),
                texts(row, "groups"),
                row.getBoolean("allowed"),
                Decision.valueOf(row.getString("decision").toUpperCase(Locale.ROOT)),
                row.getString("verdict"),
                row.getString("reason")));
  }

  /// When the audit log was heard until an instant; null: never.
  ///
  /// @throws NotStored if there is no such cluster
  public @Nullable Heard heard(String cluster, Instant until) {
    return read(
            cluster,
            """
            SELECT min(heard_at) AS first, max(heard_at) AS last FROM audit_sign
            WHERE cluster = ? AND heard_at <= ? HAVING count(*) > 0""",
            List.of(Jdbc.time(until)),
            row -> new Heard(Jdbc.instant(row, "first"), Jdbc.instant(row, "last")))
        .stream()
        .findFirst()
        .orElse(null);
  }

  /// Intervals between two signs of life that are longer than is normal and end within a period.
  ///
  /// @throws NotStored if there is no such cluster
  public List<Silence> silences(String cluster, Instant from, Instant until, Duration normal) {
    return read(
        cluster,
        """
        SELECT before, heard_at FROM (
          SELECT lag(heard_at) OVER (ORDER BY heard_at) AS before, heard_at FROM audit_sign
          WHERE cluster = ? AND heard_at <= ?) AS s
        WHERE heard_at >= ? AND heard_at - before > make_interval(secs => ?)
        ORDER BY heard_at""",
        List.of(Jdbc.time(until), Jdbc.time(from), (double) normal.toMillis() / 1000),
        row -> new Silence(Jdbc.instant(row, "before"), Jdbc.instant(row, "heard_at")));
  }

  /// What arrived between two instants and could not be read, in its order.
  ///
  /// @throws NotStored if there is no such cluster
  public List<Unusable> unusable(String cluster, Instant from, Instant until) {
    return read(
        cluster,
        """
        SELECT heard_at, events, reason FROM audit_unusable
        WHERE cluster = ? AND heard_at >= ? AND heard_at <= ? ORDER BY heard_at, id""",
        List.of(Jdbc.time(from), Jdbc.time(until)),
        row ->
            new Unusable(
                Jdbc.instant(row, "heard_at"), row.getInt("events"), row.getString("reason")));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private <T> List<T> read(
      String cluster, String query, List<Object> parameters, Jdbc.Reading<T> reading) {
    return Jdbc.call(
        database, connection -> Jdbc.rows(connection, cluster, query, parameters, reading));
  }
}
