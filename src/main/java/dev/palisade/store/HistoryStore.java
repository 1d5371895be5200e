package dev.palisade.store;

import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ResourceRef;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What the stored snapshots say of the past, without rebuilding one of them.
@ApplicationScoped
@Transactional
public class HistoryStore {
  private static final int FETCH = 1_000;

  private final DataSource database;

  public HistoryStore(DataSource database) {
    this.database = database;
  }

  /// A snapshot, and what it did not see.
  ///
  /// @param begunAt when its collection began
  /// @param gaps in their messages a NUL is U+FFFD
  public record Look(long sequence, Instant begunAt, Instant takenAt, List<Gap> gaps) {}

  /// That an object stood with one content.
  ///
  /// @param last the last snapshot in which it did; null: it does to this day
  public record Stay(ResourceRef ref, long first, @Nullable Long last) {}

  /// An object whose content, and in it some map of labels, differs from when it was seen before.
  ///
  /// @param last the last snapshot that saw it as it was before
  /// @param first the snapshot that saw it changed first
  public record Relabelled(ResourceRef before, ResourceRef after, long last, long first) {}

  /// A collection that somebody asked for.
  ///
  /// @param requestedAt when a schedule expected it, where one asked
  /// @param error null unless it failed or was missed
  public record Attempt(
      String requestedBy, Instant requestedAt, StoredRun.State state, @Nullable String error) {}

  /// A change review with the verdict `allow`.
  ///
  /// @param document canonical JSON of the answer
  public record Allowed(UUID id, Instant reviewedAt, String document) {}

  /// That a version of the scope was saved.
  ///
  /// @param digest of the scope that its document says
  public record SavedScope(int version, String digest, Instant savedAt) {}

  /// The versions of a cluster's scope, the first first.
  ///
  /// @throws NotStored if there is no such cluster
  public List<SavedScope> scopes(String cluster) {
    return rows(
        """
        SELECT version, encode(digest, 'hex') AS digest, saved_at FROM scope_version
        WHERE cluster = ? ORDER BY version""",
        cluster,
        List.of(),
        row ->
            new SavedScope(
                row.getInt("version"), row.getString("digest"), instant(row, "saved_at")));
  }

  /// All snapshots of a cluster, the first first.
  ///
  /// @throws NotStored if there is no such cluster
  public List<Look> looks(String cluster) {
    Map<String, List<Gap>> read = new HashMap<>();
    // PostgreSQL takes no NUL out of JSON; it can stand in messages alone
    return rows(
        """
        SELECT sequence, taken_at, substring(record from '"startedAt":"([^"]+)"') AS begun,
          CASE WHEN gap_count > 0
          THEN (replace(record, '\\u0000', '\\ufffd')::json -> 'gaps')::text
          ELSE '[]' END AS gaps
        FROM snapshot WHERE cluster = ? ORDER BY sequence""",
        cluster,
        List.of(),
        row ->
            new Look(
                row.getLong("sequence"),
                Instant.parse(row.getString("begun")),
                instant(row, "taken_at"),
                read.computeIfAbsent(row.getString("gaps"), HistoryStore::gaps)));
  }

  private static List<Gap> gaps(String text) {
    return new Cursor("gaps of a snapshot", "", JsonText.read("gaps of a snapshot", text))
        .items().stream().map(SnapshotRecord::gap).toList();
  }

  /// The kinds of all objects that a cluster ever had, sorted.
  ///
  /// @throws NotStored if there is no such cluster
  public List<String> kinds(String cluster) {
    return rows(
        "SELECT DISTINCT kind COLLATE \"C\" AS kind FROM object_span WHERE cluster = ? ORDER BY 1",
        cluster,
        List.of(),
        row -> row.getString("kind"));
  }

  /// Where objects of some kinds stood, up to a snapshot: sorted by object, then by time.
  ///
  /// @throws NotStored if there is no such cluster
  public List<Stay> stays(String cluster, Collection<String> kinds, long upTo) {
    return rows(
        """
        SELECT o.api_version, o.kind, o.namespace, o.name, o.uid,
          encode(o.digest, 'hex') AS digest, o.first_seq, e.last_seq
        FROM object_span o LEFT JOIN object_end e ON e.cluster = o.cluster AND e.span = o.id
        WHERE o.cluster = ? AND o.kind = ANY (?) AND o.first_seq <= ?
        ORDER BY o.kind COLLATE "C", o.namespace COLLATE "C", o.name COLLATE "C",
          o.api_version COLLATE "C", o.first_seq""",
        cluster,
        List.of(kinds.toArray(new String[0]), upTo),
        row ->
            new Stay(
                ref(row, ""), row.getLong("first_seq"), row.getObject("last_seq", Long.class)));
  }

  /// What stood in some snapshot from one to another, in the order of [#stays].
  ///
  /// @param kinds empty: of all kinds
  /// @throws NotStored if there is no such cluster
  public List<Stay> standing(String cluster, long from, long to, Collection<String> kinds) {
    return rows(
        """
        SELECT o.api_version, o.kind, o.namespace, o.name, o.uid,
          encode(o.digest, 'hex') AS digest, o.first_seq, e.last_seq
        FROM object_span o LEFT JOIN object_end e ON e.cluster = o.cluster AND e.span = o.id
        WHERE o.cluster = ? AND o.first_seq <= ? AND (e.last_seq IS NULL OR e.last_seq >= ?)
          AND (? = 0 OR o.kind = ANY (?))
        ORDER BY o.kind COLLATE "C", o.namespace COLLATE "C", o.name COLLATE "C",
          o.api_version COLLATE "C", o.first_seq""",
        cluster,
        List.of(to, from, kinds.size(), kinds.toArray(new String[0])),
        row ->
            new Stay(
                ref(row, ""), row.getLong("first_seq"), row.getObject("last_seq", Long.class)));
  }

  /// Objects of some kinds that were seen with one content, and the next time with another, and
  /// have other labels somewhere in it, or may have: one of the contents is not kept any more.
  ///
  /// @param after only changes that a later snapshot than this one saw first
  /// @param upTo and no later than this
  /// @throws NotStored if there is no such cluster
  public List<Relabelled> relabelled(
      String cluster, Collection<String> kinds, long after, long upTo) {
    // canonical JSON has one form for one map of labels, and neither keys nor values hold a brace
    return rows(
        """
        WITH stay AS (
          SELECT o.api_version, o.kind, o.namespace, o.name, o.uid, o.digest, o.first_seq,
            lag(o.uid) OVER w AS old_uid, lag(o.digest) OVER w AS old_digest,
            lag(e.last_seq) OVER w AS old_last
          FROM object_span o LEFT JOIN object_end e ON e.cluster = o.cluster AND e.span = o.id
          WHERE o.cluster = ? AND o.kind = ANY (?) AND o.first_seq <= ?
          WINDOW w AS (PARTITION BY o.kind, o.namespace, o.name, o.api_version
            ORDER BY o.first_seq)
        ), changed AS (
          SELECT * FROM stay
          WHERE first_seq > ? AND old_digest IS NOT NULL AND old_digest <> digest
        ), labelled AS MATERIALIZED (
          SELECT m.digest, (SELECT string_agg(l[1], '')
            FROM regexp_matches(m.content, '"labels":\\{[^}]*\\}', 'g') AS l) AS labels
          FROM manifest m WHERE m.cluster = ?
            AND m.digest IN (SELECT digest FROM changed UNION SELECT old_digest FROM changed)
        )
        SELECT c.api_version, c.kind, c.namespace, c.name, c.uid, c.old_uid,
          encode(c.digest, 'hex') AS digest, encode(c.old_digest, 'hex') AS old_digest,
          c.first_seq, c.old_last
        FROM changed c LEFT JOIN labelled a ON a.digest = c.old_digest
          LEFT JOIN labelled b ON b.digest = c.digest
        WHERE a.digest IS NULL OR b.digest IS NULL OR a.labels IS DISTINCT FROM b.labels
        ORDER BY c.first_seq, c.kind COLLATE "C", c.namespace COLLATE "C", c.name COLLATE "C",
          c.api_version COLLATE "C\"""",
        cluster,
        List.of(kinds.toArray(new String[0]), upTo, after, new OfCluster()),
        row ->
            new Relabelled(
                ref(row, "old_"), ref(row, ""), row.getLong("old_last"), row.getLong("first_seq")));
  }

  /// The canonical JSON of objects by their digests; what retention took is not among them, and who
  /// asks has to say what that leaves open.
  ///
  /// @throws NotStored if there is no such cluster
  /// @throws TamperedEvidence if a content does not give its digest
  public Map<String, String> contents(String cluster, Collection<String> digests) {
    Map<String, String> contents = new HashMap<>();
    if (digests.isEmpty()) {
      return contents;
    }
    rows(
        """
        SELECT encode(digest, 'hex') AS digest, content FROM manifest
        WHERE cluster = ? AND digest IN (SELECT decode(d, 'hex') FROM unnest(?::text[]) AS d)""",
        cluster,
        List.of((Object) digests.toArray(new String[0])),
        row -> contents.put(row.getString("digest"), row.getString("content")));
    contents.forEach(
        (digest, content) -> {
          if (!Sha256.hex(content).equals(digest)) {
            throw new TamperedEvidence(
                "manifest " + digest + " of cluster " + cluster + ": its content does not give it");
          }
        });
    return contents;
  }

  /// Collections of a cluster that were asked for by some, in their order.
  ///
  /// @throws NotStored if there is no such cluster
  public List<Attempt> attempts(String cluster, Collection<String> requestedBy) {
    return rows(
        """
        SELECT requested_by, coalesce(planned_at, requested_at) AS requested_at, state, error FROM run
        WHERE cluster = ? AND kind = 'COLLECTION' AND requested_by = ANY (?)
        ORDER BY 2, id""",
        cluster,
        List.of((Object) requestedBy.toArray(new String[0])),
        row ->
            new Attempt(
                row.getString("requested_by"),
                instant(row, "requested_at"),
                StoredRun.State.valueOf(row.getString("state")),
                row.getString("error")));
  }

  /// Change reviews with the verdict `allow`, the earliest first.
  ///
  /// @param before made before this instant
  /// @throws NotStored if there is no such cluster
  public List<Allowed> allowed(String cluster, Instant before) {
    return rows(
        """
        SELECT id, reviewed_at, document FROM change_review
        WHERE cluster = ? AND verdict = 'allow' AND reviewed_at < ?
        ORDER BY reviewed_at, id""",
        cluster,
        List.of(Jdbc.time(before)),
        row ->
            new Allowed(
                row.getObject("id", UUID.class),
                instant(row, "reviewed_at"),
                row.getString("document")));
  }

  /// Stands for the cluster's id among parameters.
  private record OfCluster() {}

  /// Reads one row.
  @FunctionalInterface
  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// @param parameters those after the cluster
  private <T> List<T> rows(
      String query, String cluster, List<Object> parameters, Reading<T> reading) {
    return Jdbc.call(
        database,
        connection -> {
          long id = ClusterTable.require(connection, cluster);
          try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setFetchSize(FETCH);
            select.setLong(1, id);
            for (int i = 0; i < parameters.size(); i++) {
              set(connection, select, i + 2, parameters.get(i), id);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                rows.add(reading.of(row));
              }
            }
            return rows;
          }
        });
  }

  private static void set(
      Connection connection, PreparedStatement select, int index, Object value, long cluster)
      throws SQLException {
    switch (value) {
      case OfCluster c -> select.setLong(index, cluster);
      case String[] texts -> select.setArray(index, connection.createArrayOf("text", texts));
      default -> select.setObject(index, value);
    }
  }

  private static ResourceRef ref(ResultSet row, String prefix) throws SQLException {
    return new ResourceRef(
        row.getString("api_version"),
        row.getString("kind"),
        row.getString("namespace"),
        row.getString("name"),
        row.getString(prefix + "uid"),
        row.getString(prefix + "digest"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
