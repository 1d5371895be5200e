package dev.palisade.store;

import dev.palisade.store.StoredSchedule.Source;
import dev.palisade.store.StoredSchedule.State;
import dev.palisade.store.StoredSchedule.Task;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The versions of every schedule: what was in force when.
@ApplicationScoped
@Transactional
public class ScheduleStore {
  private static final String COLUMNS =
      """
      c.name AS cluster_name, s.name, s.version, s.state, s.task, s.cron, s.time_zone, s.framework,
        s.period, s.source, s.decided_by, s.in_force_from
      FROM schedule_version s JOIN cluster c ON c.id = s.cluster
      """;

  private final DataSource database;

  public ScheduleStore(DataSource database) {
    this.database = database;
  }

  /// Appends a version and seals it, as the last act of the transaction: other appenders wait from
  /// here on. The cluster is entered if it is new.
  ///
  /// @throws VersionConflict if it is not the next
  public StoredSchedule append(StoredSchedule next) {
    return Jdbc.call(
        database,
        connection -> {
          long cluster = ClusterTable.entered(connection, next.cluster());
          ClusterTable.lock(connection, "schedules", cluster);
          int newest = newest(connection, cluster, next.name());
          if (newest != next.version() - 1) {
            throw new VersionConflict("schedule " + next.name(), next.version() - 1, newest);
          }
          StoredSchedule kept = next.withTime(next.inForceFrom().truncatedTo(ChronoUnit.MICROS));
          insert(connection, cluster, kept);
          LedgerWriter.append(connection, Seal.of(kept));
          return kept;
        });
  }

  private static int newest(Connection connection, long cluster, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(max(version), 0) FROM schedule_version WHERE cluster = ? AND name"
                + " = ?")) {
      select.setLong(1, cluster);
      select.setString(2, name);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static void insert(Connection connection, long cluster, StoredSchedule next)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO schedule_version (cluster, name, version, state, task, cron, time_zone,
              framework, period, source, decided_by, in_force_from)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)) {
      insert.setLong(1, cluster);
      insert.setString(2, next.name());
      insert.setInt(3, next.version());
      insert.setString(4, next.state().name());
      insert.setString(5, next.task().name());
      insert.setString(6, next.cron());
      insert.setString(7, next.timeZone());
      insert.setString(8, next.framework());
      insert.setString(9, next.period());
      insert.setString(10, next.source().name());
      insert.setString(11, next.decidedBy());
      insert.setObject(12, Jdbc.time(next.inForceFrom()));
      insert.executeUpdate();
    }
  }

  /// The newest version of each schedule, deleted ones too, sorted by name and cluster.
  public List<StoredSchedule> newest() {
    return rows(
        """
        WHERE NOT EXISTS (SELECT FROM schedule_version l
          WHERE l.cluster = s.cluster AND l.name = s.name AND l.version > s.version)
        ORDER BY s.name COLLATE "C", c.name COLLATE "C\"\
        """);
  }

  /// All versions of a schedule of a cluster, the first first.
  public List<StoredSchedule> versions(String cluster, String name) {
    return rows("WHERE c.name = ? AND s.name = ? ORDER BY s.version", cluster, name);
  }

  /// All versions of all schedules of a cluster, by name, the first first.
  public List<StoredSchedule> versions(String cluster) {
    return rows("WHERE c.name = ? ORDER BY s.name COLLATE \"C\", s.version", cluster);
  }

  /// The newest version of a schedule; null when there never was one.
  public @Nullable StoredSchedule newest(String cluster, String name) {
    List<StoredSchedule> versions = versions(cluster, name);
    return versions.isEmpty() ? null : versions.getLast();
  }

  private List<StoredSchedule> rows(String where, String... parameters) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("SELECT " + COLUMNS + where)) {
            for (int i = 0; i < parameters.length; i++) {
              select.setString(i + 1, parameters[i]);
            }
            List<StoredSchedule> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                found.add(schedule(row));
              }
            }
            return found;
          }
        });
  }

  /// Looks for the seal of each version.
  static void check(Connection connection, LogCheck log) throws SQLException {
    Rows.each(
        connection,
        "SELECT " + COLUMNS + "ORDER BY s.cluster, s.name, s.version",
        row -> {
          StoredSchedule version = schedule(row);
          log.seals(
              "schedule_version %d of schedule %s of cluster %s"
                  .formatted(version.version(), version.name(), version.cluster()),
              Seal.of(version));
        });
  }

  private static StoredSchedule schedule(ResultSet row) throws SQLException {
    return new StoredSchedule(
        row.getString("cluster_name"),
        row.getString("name"),
        row.getInt("version"),
        State.valueOf(row.getString("state")),
        Task.valueOf(row.getString("task")),
        row.getString("cron"),
        row.getString("time_zone"),
        row.getString("framework"),
        row.getString("period"),
        Source.valueOf(row.getString("source")),
        row.getString("decided_by"),
        row.getObject("in_force_from", OffsetDateTime.class).toInstant());
  }
}
