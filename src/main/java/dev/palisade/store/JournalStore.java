package dev.palisade.store;

import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.JournalEntry.What;
import dev.palisade.snapshot.journal.KnownState;
import dev.palisade.snapshot.journal.WatchNotice;
import dev.palisade.snapshot.journal.WatchNotice.Blind;
import dev.palisade.snapshot.journal.WatchNotice.Changed;
import dev.palisade.snapshot.journal.WatchNotice.Recovery;
import dev.palisade.snapshot.journal.WatchNotice.Watched;
import dev.palisade.snapshot.journal.WatchedKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/// The change journal: what watches told, and when they stood.
@ApplicationScoped
@Transactional
public class JournalStore {
  private final DataSource database;

  public JournalStore(DataSource database) {
    this.database = database;
  }

  /// An entry and its place in the journal.
  public record Numbered(long id, JournalEntry entry) {}

  /// Keeps what a watch says. A change that is kept already, by another replica say, is passed
  /// over.
  ///
  /// @throws StoreFailure if the database refuses or is lost
  public void append(String cluster, WatchNotice notice) {
    Jdbc.call(
        database,
        connection -> {
          long id = ClusterTable.entered(connection, cluster);
          switch (notice) {
            case Changed(JournalEntry entry) -> insert(connection, id, entry);
            case Watched watched -> insert(connection, id, watched);
            case Blind blind -> insert(connection, id, blind);
          }
          return null;
        });
  }

  private static void insert(Connection connection, long cluster, JournalEntry entry)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO journal_entry (cluster, uid, mark, what, api_version, kind, namespace, name,
              old_digest, digest, resource_version, after_at, until_at, writers, labels, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, decode(?, 'hex'), decode(?, 'hex'), ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""")) {
      ResourceRef object = entry.object();
      insert.setLong(1, cluster);
      insert.setString(2, Jdbc.text(entry.uid()));
      insert.setString(3, Jdbc.text(entry.mark()));
      insert.setString(4, entry.what().name());
      insert.setString(5, Jdbc.text(object.apiVersion()));
      insert.setString(6, Jdbc.text(object.kind()));
      insert.setString(7, Jdbc.text(object.namespace()));
      insert.setString(8, Jdbc.text(object.name()));
      insert.setString(9, entry.oldDigest());
      insert.setString(10, object.digest());
      insert.setString(11, Jdbc.textOrNull(entry.resourceVersion()));
      insert.setObject(12, entry.after() == null ? null : Jdbc.time(entry.after()));
      insert.setObject(13, Jdbc.time(entry.until()));
      insert.setString(14, JournalText.writers(entry.writers()));
      insert.setString(15, JournalText.labels(entry.labels()));
      insert.setString(16, entry.content());
      insert.executeUpdate();
    }
  }

  private static void insert(Connection connection, long cluster, Watched watched)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO journal_watch (cluster, kind, from_at, until_at) VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, cluster);
      insert.setString(2, Jdbc.text(watched.kind().toString()));
      insert.setObject(3, Jdbc.time(watched.from()));
      insert.setObject(4, Jdbc.time(watched.until()));
      insert.executeUpdate();
    }
  }

  private static void insert(Connection connection, long cluster, Blind blind) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO journal_blind (cluster, kind, from_at, until_at, reason, recovery)
            VALUES (?, ?, ?, ?, ?, ?)""")) {
      insert.setLong(1, cluster);
      insert.setString(2, Jdbc.text(blind.kind().toString()));
      insert.setObject(3, Jdbc.time(blind.from()));
      insert.setObject(4, blind.until() == null ? null : Jdbc.time(blind.until()));
      insert.setString(5, Jdbc.text(blind.reason()));
      insert.setString(6, blind.recovery().name());
      insert.executeUpdate();
    }
  }

  /// What is known of a kind: the newest snapshot, and what the journal tells since.
  public KnownState known(String cluster, WatchedKind kind) {
    return Jdbc.call(
        database,
        connection -> {
          Long id = ClusterTable.find(connection, cluster);
          return id == null ? KnownState.NONE : new KnownObjectsQuery(connection, id, kind).run();
        });
  }

  /// Entries, in their order.
  ///
  /// An entry that lists gave is left out where a watch told of the same change.
  ///
  /// @param from of changes at this instant or later
  /// @param until of changes before this instant
  /// @param after only entries behind this one; 0: from the first
  /// @throws NotStored if there is no such cluster
  public List<Numbered> entries(
      String cluster, Instant from, Instant until, long after, int limit) {
    return read(
        cluster,
        """
        SELECT e.id, e.uid, e.what, e.api_version, e.kind, e.namespace, e.name,
          encode(e.old_digest, 'hex') AS old_digest, encode(e.digest, 'hex') AS digest,
          e.resource_version, e.after_at, e.until_at, e.writers, e.labels, e.content
        FROM journal_entry e
        WHERE e.cluster = ? AND e.until_at >= ? AND e.until_at < ? AND e.id > ?
          AND (e.after_at IS NULL OR NOT EXISTS (
            SELECT FROM journal_entry w WHERE w.cluster = e.cluster AND w.uid = e.uid
              AND w.after_at IS NULL AND w.what = e.what AND w.digest = e.digest
              AND w.until_at >= e.after_at AND w.until_at <= e.until_at))
        ORDER BY e.id LIMIT ?""",
        List.of(Jdbc.time(from), Jdbc.time(until), after, limit),
        row ->
            new Numbered(
                row.getLong("id"),
                new JournalEntry(
                    What.valueOf(row.getString("what")),
                    new ResourceRef(
                        row.getString("api_version"),
                        row.getString("kind"),
                        row.getString("namespace"),
                        row.getString("name"),
                        row.getString("uid"),
                        row.getString("digest")),
                    row.getString("old_digest"),
                    row.getString("resource_version"),
                    Jdbc.instantOrNull(row, "after_at"),
                    Jdbc.instant(row, "until_at"),
                    JournalText.writers(row.getString("writers")),
                    JournalText.labels(row.getString("labels")),
                    row.getString("content"))));
  }

  /// When kinds were watched, in the order of kinds and time.
  ///
  /// @throws NotStored if there is no such cluster
  public List<Watched> watched(String cluster, Instant from, Instant until) {
    return read(
        cluster,
        """
        SELECT kind, from_at, until_at FROM journal_watch
        WHERE cluster = ? AND until_at > ? AND from_at < ?
        ORDER BY kind COLLATE "C", from_at, until_at""",
        List.of(Jdbc.time(from), Jdbc.time(until)),
        row ->
            new Watched(
                WatchedKind.parse(row.getString("kind")),
                Jdbc.instant(row, "from_at"),
                Jdbc.instant(row, "until_at")));
  }

  /// Why watches broke off, in the order in which it was noted.
  ///
  /// @throws NotStored if there is no such cluster
  public List<Blind> blind(String cluster, Instant from, Instant until) {
    return read(
        cluster,
        """
        SELECT kind, from_at, until_at, reason, recovery FROM journal_blind
        WHERE cluster = ? AND (until_at IS NULL OR until_at > ?) AND from_at < ? ORDER BY id""",
        List.of(Jdbc.time(from), Jdbc.time(until)),
        row ->
            new Blind(
                WatchedKind.parse(row.getString("kind")),
                Jdbc.instant(row, "from_at"),
                Jdbc.instantOrNull(row, "until_at"),
                row.getString("reason"),
                Recovery.valueOf(row.getString("recovery"))));
  }

  /// Kinds that were ever watched, sorted.
  ///
  /// @throws NotStored if there is no such cluster
  public List<WatchedKind> kinds(String cluster) {
    return read(
            cluster,
            "SELECT DISTINCT kind FROM journal_watch WHERE cluster = ?",
            List.of(),
            row -> WatchedKind.parse(row.getString("kind")))
        .stream()
        .sorted()
        .toList();
  }

  private <T> List<T> read(
      String cluster, String query, List<Object> parameters, Jdbc.Reading<T> reading) {
    return Jdbc.call(
        database, connection -> Jdbc.rows(connection, cluster, query, parameters, reading));
  }
}
