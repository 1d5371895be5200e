package dev.palisade.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Which findings which judgement had, only appended to; and what became of each.
///
/// Of several judgements of one snapshot the last counts, check by check. A finding is closed when
/// a check that saw and listed everything does not have it; what was not looked for, or not seen,
/// leaves it as it was.
@ApplicationScoped
@Transactional
public class FindingStore {

  /// What is common to all queries: every finding with its sightings put together.
  private static final String LIVES =
      """
      WITH look AS (
        SELECT DISTINCT ON (c.name, j.snapshot_sequence)
          c.name, j.snapshot_sequence AS seq, j.id, c.complete
        FROM judgement j JOIN judged_check c ON c.cluster = j.cluster AND c.judgement = j.id
        WHERE j.cluster = ? AND j.snapshot_sequence < ? AND j.judged_at <= ?
        ORDER BY c.name, j.snapshot_sequence, j.judged_at DESC, j.id DESC
      ), counted AS (
        SELECT look.*, complete::int AS whole,
          sum(complete::int) OVER (PARTITION BY name ORDER BY seq) AS until_now,
          sum(complete::int) OVER (PARTITION BY name) AS in_all
        FROM look
      ), seen AS (
        SELECT l.name, l.seq, l.until_now, l.in_all, s.fingerprint, s.status, s.summary,
          -- looks that saw everything, and not this, since it was seen before
          l.until_now - l.whole - lag(l.until_now) OVER w AS missed
        FROM counted l
          JOIN finding_sighting s ON s.cluster = ? AND s.judgement = l.id AND s.name = l.name
        WINDOW w AS (PARTITION BY l.name, s.fingerprint ORDER BY l.seq)
      ), life AS (
        SELECT name, fingerprint, min(seq) AS first_seq, max(seq) AS last_seq,
          max(seq) FILTER (WHERE missed IS NULL OR missed > 0) AS since_seq,
          count(*) FILTER (WHERE missed > 0) AS reopened,
          (array_agg(status ORDER BY seq DESC))[1] AS status,
          (array_agg(summary ORDER BY seq DESC))[1] AS summary,
          max(in_all) - max(until_now) > 0 AS closed
        FROM seen GROUP BY name, fingerprint
      )
      SELECT f.name, encode(f.fingerprint, 'hex') AS fingerprint, f.status, f.summary, f.reopened,
        a.taken_at AS first_seen, b.taken_at AS since, z.taken_at AS last_seen,
        CASE WHEN f.closed THEN (
          SELECT n.taken_at FROM snapshot n WHERE n.cluster = z.cluster AND n.sequence = (
            SELECT min(l.seq) FROM look l
            WHERE l.name = f.name AND l.complete AND l.seq > f.last_seq)) END AS closed_at
      FROM life f
        JOIN snapshot a ON a.cluster = ? AND a.sequence = f.first_seq
        JOIN snapshot b ON b.cluster = a.cluster AND b.sequence = f.since_seq
        JOIN snapshot z ON z.cluster = a.cluster AND z.sequence = f.last_seq
      """;

  /// After all that is stored.
  private static final Instant ALWAYS = Instant.parse("9999-12-31T00:00:00Z");

  private final DataSource database;

  public FindingStore(DataSource database) {
    this.database = database;
  }

  /// A judgement of a snapshot.
  ///
  /// @param report id of the report that says so, issued in the same transaction; null: none
  public record Judgement(
      String cluster,
      long snapshotSequence,
      String framework,
      Instant asOf,
      Instant at,
      @Nullable UUID report,
      List<Judged> checks) {}

  /// What a check came to.
  ///
  /// @param complete whether it saw everything and lists all that it found
  public record Judged(String name, String outcome, boolean complete, List<Sighting> findings) {}

  /// A finding that a check had.
  ///
  /// @param status `open` or `excepted`
  /// @param exception id of the exception that covers it; null: none
  public record Sighting(
      String fingerprint, String status, String summary, @Nullable String exception) {}

  /// @throws NotStored if there is no such cluster
  public void append(Judgement judgement) {
    Jdbc.call(
        database,
        connection -> {
          long cluster = ClusterTable.require(connection, judgement.cluster());
          UUID id = UUID.randomUUID();
          insertJudgement(connection, cluster, id, judgement);
          insertChecks(connection, cluster, id, judgement.checks());
          for (Judged check : judgement.checks()) {
            insertSightings(connection, cluster, id, check);
          }
          return id;
        });
  }

  private static void insertJudgement(
      Connection connection, long cluster, UUID id, Judgement judgement) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO judgement
              (cluster, id, snapshot_sequence, framework, as_of, judged_at, report)
            VALUES (?, ?, ?, ?, ?, ?, ?)""")) {
      insert.setLong(1, cluster);
      insert.setObject(2, id);
      insert.setLong(3, judgement.snapshotSequence());
      insert.setString(4, judgement.framework());
      insert.setObject(5, Jdbc.time(judgement.asOf()));
      insert.setObject(6, Jdbc.time(judgement.at()));
      insert.setObject(7, judgement.report());
      insert.executeUpdate();
    }
  }

  private static void insertChecks(
      Connection connection, long cluster, UUID id, List<Judged> checks) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO judged_check (cluster, judgement, name, outcome, complete)
            VALUES (?, ?, ?, ?, ?)""")) {
      for (Judged check : checks) {
        insert.setLong(1, cluster);
        insert.setObject(2, id);
        insert.setString(3, check.name());
        insert.setString(4, check.outcome());
        insert.setBoolean(5, check.complete());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void insertSightings(Connection connection, long cluster, UUID id, Judged check)
      throws SQLException {
    if (check.findings().isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO finding_sighting
              (cluster, judgement, name, fingerprint, status, summary, exception)
            SELECT ?, ?, ?, decode(t.fingerprint, 'hex'), t.status, t.summary, t.exception
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])
              AS t (fingerprint, status, summary, exception)""")) {
      insert.setLong(1, cluster);
      insert.setObject(2, id);
      insert.setString(3, check.name());
      List<Sighting> seen = check.findings();
      insert.setArray(4, texts(connection, seen.stream().map(Sighting::fingerprint).toList()));
      insert.setArray(5, texts(connection, seen.stream().map(Sighting::status).toList()));
      insert.setArray(6, texts(connection, seen.stream().map(Sighting::summary).toList()));
      insert.setArray(
          7, connection.createArrayOf("text", seen.stream().map(Sighting::exception).toArray()));
      insert.executeUpdate();
    }
  }

  private static Array texts(Connection connection, List<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  /// What was known of a cluster's findings before a snapshot was judged: from judgements of the
  /// snapshots before it.
  ///
  /// @throws NotStored if there is no such cluster
  public List<StoredFinding> before(String cluster, long sequence) {
    return before(cluster, sequence, ALWAYS);
  }

  /// The same as it was known at an instant: from judgements that were made until then.
  ///
  /// @throws NotStored if there is no such cluster
  public List<StoredFinding> before(String cluster, long sequence, Instant judgedBy) {
    return read(
        cluster, sequence, judgedBy, "ORDER BY f.name COLLATE \"C\", f.fingerprint", List.of());
  }

  /// Which findings of a period's snapshots each exception covered: fingerprints by the exception's
  /// id.
  ///
  /// @param until not included
  /// @throws NotStored if there is no such cluster
  public SortedMap<String, SortedSet<String>> excepted(
      String cluster, Instant from, Instant until) {
    return Jdbc.call(
        database,
        connection -> {
          long id = ClusterTable.require(connection, cluster);
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT DISTINCT s.exception, encode(s.fingerprint, 'hex') AS fingerprint
                  FROM snapshot n
                    JOIN judgement j ON j.cluster = n.cluster AND j.snapshot_sequence = n.sequence
                    JOIN finding_sighting s ON s.cluster = j.cluster AND s.judgement = j.id
                  WHERE n.cluster = ? AND n.taken_at >= ? AND n.taken_at < ?
                    AND s.exception IS NOT NULL""")) {
            select.setLong(1, id);
            select.setObject(2, Jdbc.time(from));
            select.setObject(3, Jdbc.time(until));
            SortedMap<String, SortedSet<String>> found = new TreeMap<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                found
                    .computeIfAbsent(row.getString("exception"), one -> new TreeSet<>())
                    .add(row.getString("fingerprint"));
              }
            }
            return found;
          }
        });
  }

  /// Which findings a list shows.
  ///
  /// @param state `open`, `excepted` or `closed`; null: all
  /// @param check name of the check; null: all
  /// @param after check and fingerprint of the last of the page before; null: the first page
  public record Selection(
      @Nullable String state, @Nullable String check, @Nullable After after, int limit) {}

  /// A place in the list.
  public record After(String check, String fingerprint) {}

  /// A cluster's findings, sorted by check and fingerprint.
  ///
  /// @throws NotStored if there is no such cluster
  public List<StoredFinding> list(String cluster, Selection selection) {
    StringBuilder rest = new StringBuilder("WHERE true");
    List<Object> parameters = new ArrayList<>();
    if (selection.state() != null) {
      rest.append(" AND CASE WHEN f.closed THEN 'closed' ELSE f.status END = ?");
      parameters.add(selection.state());
    }
    if (selection.check() != null) {
      rest.append(" AND f.name = ?");
      parameters.add(selection.check());
    }
    After after = selection.after();
    if (after != null) {
      rest.append(" AND (f.name COLLATE \"C\", f.fingerprint) > (?, decode(?, 'hex'))");
      parameters.add(after.check());
      parameters.add(after.fingerprint());
    }
    rest.append(" ORDER BY f.name COLLATE \"C\", f.fingerprint LIMIT ?");
    parameters.add(selection.limit());
    return read(cluster, Long.MAX_VALUE, ALWAYS, rest.toString(), parameters);
  }

  private List<StoredFinding> read(
      String cluster, long before, Instant judgedBy, String rest, List<Object> parameters) {
    return Jdbc.call(
        database,
        connection -> {
          long id = ClusterTable.require(connection, cluster);
          try (PreparedStatement select = connection.prepareStatement(LIVES + rest)) {
            select.setLong(1, id);
            select.setLong(2, before);
            select.setObject(3, Jdbc.time(judgedBy));
            select.setLong(4, id);
            select.setLong(5, id);
            for (int i = 0; i < parameters.size(); i++) {
              select.setObject(i + 6, parameters.get(i));
            }
            List<StoredFinding> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                found.add(finding(row));
              }
            }
            return found;
          }
        });
  }

  private static StoredFinding finding(ResultSet row) throws SQLException {
    OffsetDateTime closed = row.getObject("closed_at", OffsetDateTime.class);
    return new StoredFinding(
        row.getString("name"),
        row.getString("fingerprint"),
        row.getString("status"),
        row.getString("summary"),
        row.getObject("first_seen", OffsetDateTime.class).toInstant(),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        row.getObject("last_seen", OffsetDateTime.class).toInstant(),
        closed == null ? null : closed.toInstant(),
        row.getInt("reopened"));
  }
}
