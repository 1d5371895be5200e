package dev.palisade.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The snapshots of a period, with the outcomes that judgements found in them.
@ApplicationScoped
@Transactional
public class PeriodStore {
  /// The latest outcome of each check in each snapshot, from the last snapshot on that was there
  /// when the period began. What was judged as of another instant says what held then; and what was
  /// judged by a scope that was declared after the snapshot was taken, what held by that one.
  private static final String SEEN =
      """
      WITH begun AS (
        SELECT max(sequence) AS sequence FROM snapshot WHERE cluster = ? AND taken_at <= ?
      ), shown AS (
        SELECT s.sequence, s.taken_at, s.content_digest FROM snapshot s, begun
        WHERE s.cluster = ? AND s.taken_at < ? AND s.sequence >= coalesce(begun.sequence, 1)
      ), judged AS (
        SELECT DISTINCT ON (j.snapshot_sequence, c.name) j.snapshot_sequence, c.name, c.outcome
        FROM shown s
          JOIN judgement j ON j.cluster = ? AND j.snapshot_sequence = s.sequence
            AND j.as_of = s.taken_at
            AND NOT EXISTS (
              SELECT FROM scope_version v WHERE v.cluster = j.cluster AND v.version > 1
                AND v.saved_at > s.taken_at AND v.saved_at <= j.judged_at)
          JOIN judged_check c ON c.cluster = j.cluster AND c.judgement = j.id
        ORDER BY j.snapshot_sequence, c.name, j.judged_at DESC, j.id DESC
      )
      SELECT s.sequence, s.taken_at, encode(s.content_digest, 'hex') AS content, j.name, j.outcome
      FROM shown s LEFT JOIN judged j ON j.snapshot_sequence = s.sequence
      ORDER BY s.sequence, j.name""";

  private final DataSource database;

  public PeriodStore(DataSource database) {
    this.database = database;
  }

  /// A snapshot.
  ///
  /// @param content digest of what it holds: two that are equal hold the same
  /// @param outcomes by the name of the check; empty: it was not judged
  public record Seen(long sequence, Instant takenAt, String content, Map<String, String> outcomes) {
    public Seen {
      outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
    }
  }

  /// The snapshots that were taken in a period, and the last before it, in their order.
  ///
  /// @param until not included
  /// @throws NotStored if there is no such cluster
  public List<Seen> seen(String cluster, Instant from, Instant until) {
    return Jdbc.call(
        database,
        connection -> seen(connection, ClusterTable.require(connection, cluster), from, until));
  }

  private static List<Seen> seen(Connection connection, long cluster, Instant from, Instant until)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SEEN)) {
      select.setLong(1, cluster);
      select.setObject(2, Jdbc.time(from));
      select.setLong(3, cluster);
      select.setObject(4, Jdbc.time(until));
      select.setLong(5, cluster);
      try (ResultSet row = select.executeQuery()) {
        return read(row);
      }
    }
  }

  private static List<Seen> read(ResultSet row) throws SQLException {
    List<Seen> seen = new ArrayList<>();
    Map<String, String> outcomes = new TreeMap<>();
    Seen last = null;
    while (row.next()) {
      long sequence = row.getLong("sequence");
      if (last == null || last.sequence() != sequence) {
        add(seen, last, outcomes);
        outcomes.clear();
        last =
            new Seen(
                sequence,
                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                row.getString("content"),
                Map.of());
      }
      String name = row.getString("name");
      if (name != null) {
        outcomes.put(name, row.getString("outcome"));
      }
    }
    add(seen, last, outcomes);
    return seen;
  }

  private static void add(List<Seen> seen, @Nullable Seen one, Map<String, String> outcomes) {
    if (one != null) {
      seen.add(new Seen(one.sequence(), one.takenAt(), one.content(), outcomes));
    }
  }

  /// A kind of objects of which at least one differs between two snapshots.
  ///
  /// @param apiVersion group and version; of the core group the version alone
  public record ChangedKind(String apiVersion, String kind) {}

  /// The kinds of the objects that came, went or changed from one snapshot to a later one.
  ///
  /// @throws NotStored if there is no such cluster
  public List<ChangedKind> changed(String cluster, long after, long through) {
    return Jdbc.call(
        database,
        connection ->
            Jdbc.rows(
                connection,
                cluster,
                """
                SELECT DISTINCT o.api_version, o.kind
                FROM object_span o LEFT JOIN object_end e ON e.cluster = o.cluster AND e.span = o.id
                WHERE o.cluster = ?
                  AND (o.first_seq > ? AND o.first_seq <= ? OR e.last_seq >= ? AND e.last_seq < ?)
                ORDER BY o.kind, o.api_version""",
                List.of(after, through, after, through),
                row -> new ChangedKind(row.getString("api_version"), row.getString("kind"))));
  }
}
