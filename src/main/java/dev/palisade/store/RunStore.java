package dev.palisade.store;

import dev.palisade.store.StoredRun.Kind;
import dev.palisade.store.StoredRun.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Runs: what was asked for, how far it is, how it ended. What is written here lasts whatever
/// becomes of the work itself, so that each change has a transaction of its own, but for [#request]
/// and [#succeed].
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class RunStore {
  private static final String COLUMNS =
      """
      c.name AS cluster_name, r.id, r.kind, r.state, r.worker, r.progress, r.step, r.requested_by,
        r.requested_at, r.started_at, r.ended_at, r.result, r.error, r.schedule, r.planned_at,
        r.repeats, r.lost FROM run r JOIN cluster c ON c.id = r.cluster
      """;

  private final DataSource database;

  public RunStore(DataSource database) {
    this.database = database;
  }

  /// A run that is asked for.
  ///
  /// @param schedule that asks; null: somebody does
  /// @param plannedAt when the schedule expected it; null: at no instant of its own
  /// @param repeats the run that is done again; null: none
  public record NewRun(
      String cluster,
      Kind kind,
      String by,
      Instant at,
      @Nullable String schedule,
      @Nullable Instant plannedAt,
      @Nullable UUID repeats) {

    public static NewRun requested(String cluster, Kind kind, String by, Instant at) {
      return new NewRun(cluster, kind, by, at, null, null, null);
    }

    /// Asked for by a schedule.
    public NewRun of(String name, @Nullable Instant planned) {
      return new NewRun(cluster, kind, by, at, name, planned, repeats);
    }

    /// The same work as of a run that was cut short.
    public static NewRun again(StoredRun run, Instant at) {
      return new NewRun(
          run.cluster(), run.kind(), run.requestedBy(), at, run.schedule(), null, run.id());
    }
  }

  /// Enters a run that waits for its turn; the cluster is entered if it is new. Part of the
  /// caller's transaction, in which it is put into the queue.
  @Transactional
  public StoredRun request(NewRun asked) {
    return Jdbc.call(
        database,
        connection -> {
          UUID id = UUID.randomUUID();
          insert(connection, asked, id, State.QUEUED, null);
          return required(connection, id);
        });
  }

  private static boolean insert(
      Connection connection, NewRun asked, UUID id, State state, @Nullable String error)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO run (cluster, id, kind, state, progress, requested_by, requested_at, schedule,
              planned_at, repeats, ended_at, error)
            VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (cluster, schedule, planned_at) DO NOTHING\
            """)) {
      Instant planned = asked.plannedAt();
      Instant requested = state == State.MISSED && planned != null ? planned : asked.at();
      insert.setLong(1, ClusterTable.entered(connection, asked.cluster()));
      insert.setObject(2, id);
      insert.setString(3, asked.kind().name());
      insert.setString(4, state.name());
      insert.setString(5, asked.by());
      insert.setObject(6, Jdbc.time(requested));
      insert.setString(7, asked.schedule());
      insert.setObject(8, planned == null ? null : Jdbc.time(planned));
      insert.setObject(9, asked.repeats());
      insert.setObject(10, state == State.MISSED ? Jdbc.time(asked.at()) : null);
      insert.setString(11, error);
      return insert.executeUpdate() == 1;
    }
  }

  /// Accounts for instants of a schedule: those that were missed, and the run that begins now.
  /// Instants that were accounted for before stay as they are.
  ///
  /// @param missed with the reason for each
  /// @param next the run that begins; null: none does
  /// @return that run; null when there is none, or its instant was accounted for before
  public @Nullable StoredRun account(
      NewRun schedule, SortedMap<Instant, String> missed, @Nullable NewRun next) {
    return Jdbc.call(
        database,
        connection -> {
          for (var each : missed.entrySet()) {
            NewRun never = schedule.of(String.valueOf(schedule.schedule()), each.getKey());
            insert(connection, never, UUID.randomUUID(), State.MISSED, each.getValue());
          }
          UUID id = UUID.randomUUID();
          return next != null && insert(connection, next, id, State.QUEUED, null)
              ? required(connection, id)
              : null;
        });
  }

  /// Says that work has begun.
  ///
  /// @param worker the execution by which the queue knows the work
  /// @throws IllegalStateException if the run is not waiting: somebody else took it, or it was
  ///   cancelled
  /// @throws StoreFailure if another run of the cluster is at work
  public StoredRun start(UUID run, String worker, Instant at) {
    return changed(
        run,
        "state = 'RUNNING', worker = ?, started_at = ? WHERE id = ? AND state = 'QUEUED'",
        worker,
        Jdbc.time(at),
        run);
  }

  /// Says how far it is.
  ///
  /// @param percent 0 to 100
  /// @throws IllegalStateException if the run is not at work, e.g. was cancelled: the work is to
  ///   stop
  public StoredRun progress(UUID run, int percent, String step) {
    return changed(
        run, "progress = ?, step = ? WHERE id = ? AND state = 'RUNNING'", percent, step, run);
  }

  /// Says that it came to its end, in the transaction that stores what came of it: what a run that
  /// was cancelled, or given up for lost, would leave is not stored.
  ///
  /// @param result what came of it; null: nothing that could be named
  /// @throws IllegalStateException if the run is not at work
  @Transactional
  public StoredRun succeed(UUID run, @Nullable String result, Instant at) {
    return changed(
        run,
        "state = 'SUCCEEDED', result = ?, ended_at = ?, progress = 100 WHERE id = ? AND state ="
            + " 'RUNNING'",
        result,
        Jdbc.time(at),
        run);
  }

  /// Says what went wrong.
  ///
  /// @throws IllegalStateException if the run has ended
  public StoredRun fail(UUID run, String error, Instant at) {
    return fail(run, error, at, false);
  }

  /// Says that its instance of the service ended, or ends, before the run does.
  ///
  /// @throws IllegalStateException if the run has ended
  public StoredRun lose(UUID run, String error, Instant at) {
    return fail(run, error, at, true);
  }

  private StoredRun fail(UUID run, String error, Instant at, boolean lost) {
    return changed(
        run,
        "state = 'FAILED', error = ?, ended_at = ?, lost = ? WHERE id = ? AND ended_at IS NULL",
        // a run whose end cannot be written would never end; some words come from manifests
        error.replace('\0', '\uFFFD'),
        Jdbc.time(at),
        lost,
        run);
  }

  /// Says that nobody wants it any more. Part of the caller's transaction, which takes it out of
  /// the queue.
  ///
  /// @throws IllegalStateException if the run has ended
  @Transactional
  public StoredRun cancel(UUID run, Instant at) {
    return changed(
        run,
        "state = 'CANCELLED', ended_at = ? WHERE id = ? AND ended_at IS NULL",
        Jdbc.time(at),
        run);
  }

  private StoredRun changed(UUID run, String change, @Nullable Object... parameters) {
    return Jdbc.call(
        database,
        connection -> {
          int rows;
          try (PreparedStatement update = connection.prepareStatement("UPDATE run SET " + change)) {
            set(update, parameters);
            rows = update.executeUpdate();
          }
          StoredRun now = required(connection, run);
          if (rows == 0) {
            throw new IllegalStateException("run " + run + " is " + now.state());
          }
          return now;
        });
  }

  private static StoredRun required(Connection connection, UUID run) throws SQLException {
    List<StoredRun> found = rows(connection, "WHERE r.id = ?", run);
    if (found.isEmpty()) {
      throw new NotStored("there is no run " + run);
    }
    return found.getFirst();
  }

  /// Null when there is none.
  public @Nullable StoredRun find(UUID run) {
    return first("WHERE r.id = ?", run);
  }

  /// The runs of a cluster that are at work.
  public List<StoredRun> atWork(String cluster) {
    return all("WHERE c.name = ? AND r.state = 'RUNNING' ORDER BY r.started_at, r.id", cluster);
  }

  /// A run of a cluster that was at work at an instant, and whose instance of the service lasted;
  /// null when there was none.
  public @Nullable StoredRun atWork(String cluster, Instant at) {
    return first(
        """
        WHERE c.name = ? AND r.started_at <= ? AND (r.ended_at IS NULL OR r.ended_at >= ?)
          AND NOT r.lost ORDER BY r.started_at, r.id LIMIT 1\
        """,
        cluster,
        Jdbc.time(at),
        Jdbc.time(at));
  }

  /// The run of a schedule that was entered last, missed ones left out; null when there is none.
  public @Nullable StoredRun lastOf(String cluster, String schedule) {
    return first(
        """
        WHERE c.name = ? AND r.schedule = ? AND r.state <> 'MISSED'
        ORDER BY r.requested_at DESC, r.id DESC LIMIT 1\
        """,
        cluster,
        schedule);
  }

  /// The last instant of a schedule that is accounted for; null when none is.
  public @Nullable Instant lastPlanned(String cluster, String schedule) {
    StoredRun last =
        first(
            """
            WHERE c.name = ? AND r.schedule = ? AND r.planned_at IS NOT NULL
            ORDER BY r.planned_at DESC LIMIT 1\
            """,
            cluster,
            schedule);
    return last == null ? null : last.plannedAt();
  }

  /// Whether the queue still knows of the execution that works on a run. It forgets one with the
  /// instance of the service that it was on.
  public boolean isExecuting(StoredRun run) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("SELECT FROM qrtz_fired_triggers WHERE entry_id = ?")) {
            select.setString(1, run.worker());
            try (ResultSet row = select.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  /// The run that does a lost one again; null when none does.
  public @Nullable StoredRun repeatOf(UUID run) {
    return first("WHERE r.repeats = ?", run);
  }

  /// A cluster's runs, the latest requested first.
  ///
  /// @param after the last run of the page before; null: the first page
  /// @param states only in these; empty: in any
  public List<StoredRun> list(
      String cluster, @Nullable UUID after, Collection<State> states, int limit) {
    StoredRun last = after == null ? null : find(after);
    String[] wanted = states.stream().map(State::name).sorted().toArray(String[]::new);
    return all(
        """
        WHERE c.name = ? AND (cardinality(?::text[]) = 0 OR r.state = ANY (?))
          AND (?::timestamptz IS NULL OR (r.requested_at, r.id) < (?::timestamptz, ?::uuid))
        ORDER BY r.requested_at DESC, r.id DESC LIMIT ?\
        """,
        cluster,
        wanted,
        wanted,
        last == null ? null : Jdbc.time(last.requestedAt()),
        last == null ? null : Jdbc.time(last.requestedAt()),
        last == null ? null : last.id(),
        limit);
  }

  private @Nullable StoredRun first(String where, @Nullable Object... parameters) {
    List<StoredRun> found = all(where, parameters);
    return found.isEmpty() ? null : found.getFirst();
  }

  private List<StoredRun> all(String where, @Nullable Object... parameters) {
    return Jdbc.call(database, connection -> rows(connection, where, parameters));
  }

  private static List<StoredRun> rows(
      Connection connection, String where, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS + where)) {
      set(select, parameters);
      List<StoredRun> runs = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          runs.add(run(row));
        }
      }
      return runs;
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      if (value instanceof String[] texts) {
        statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts));
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }

  private static StoredRun run(ResultSet row) throws SQLException {
    return new StoredRun(
        row.getString("cluster_name"),
        row.getObject("id", UUID.class),
        Kind.valueOf(row.getString("kind")),
        State.valueOf(row.getString("state")),
        row.getString("worker"),
        row.getInt("progress"),
        row.getString("step"),
        row.getString("requested_by"),
        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
        instant(row, "started_at"),
        instant(row, "ended_at"),
        row.getString("result"),
        row.getString("error"),
        row.getString("schedule"),
        instant(row, "planned_at"),
        row.getObject("repeats", UUID.class),
        row.getBoolean("lost"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
