package dev.palisade.store;

import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.journal.JournalEntry.What;
import dev.palisade.snapshot.journal.KnownState;
import dev.palisade.snapshot.journal.StandingObject;
import dev.palisade.snapshot.journal.WatchedKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How the objects of one kind were seen last: in the newest snapshot, with what the journal tells
/// since that was begun. A snapshot that may not have seen all of them says nothing.
final class KnownObjectsQuery {
  private final Connection connection;
  private final long cluster;
  private final WatchedKind kind;
  private final Map<String, StandingObject> byUid = new HashMap<>();

  KnownObjectsQuery(Connection connection, long cluster, WatchedKind kind) {
    this.connection = connection;
    this.cluster = cluster;
    this.kind = kind;
  }

  KnownState run() throws SQLException {
    Instant watched = watchedUntil();
    Instant begun = snapshot();
    if (begun == null) {
      return new KnownState(null, watched, List.of());
    }
    journal(begun);
    Instant asOf = watched != null && watched.isAfter(begun) ? watched : begun;
    return new KnownState(asOf, watched, List.copyOf(byUid.values()));
  }

  private @Nullable Instant watchedUntil() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT max(until_at) AS until_at FROM journal_watch WHERE cluster = ? AND kind = ?")) {
      select.setLong(1, cluster);
      select.setString(2, kind.toString());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return Jdbc.instantOrNull(row, "until_at");
      }
    }
  }

  /// When the newest snapshot was begun; null: there is none that says all.
  private @Nullable Instant snapshot() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT sequence, record FROM snapshot WHERE cluster = ? ORDER BY sequence DESC LIMIT 1")) {
      select.setLong(1, cluster);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        SnapshotRecord record = SnapshotRecord.read("a snapshot's record", row.getString("record"));
        if (record.gaps().stream().anyMatch(this::touches)) {
          return null;
        }
        objects(row.getLong("sequence"));
        return record.run().startedAt();
      }
    }
  }

  private boolean touches(Gap gap) {
    return gap.kind().equals("*") || gap.kind().equals(kind.kind());
  }

  private void objects(long sequence) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT o.api_version, o.kind, o.namespace, o.name, o.uid,
              encode(o.digest, 'hex') AS digest, m.content
            FROM object_span o
              LEFT JOIN object_end e ON e.cluster = o.cluster AND e.span = o.id
              LEFT JOIN manifest m ON m.cluster = o.cluster AND m.digest = o.digest
            WHERE o.cluster = ? AND o.kind = ? AND o.uid IS NOT NULL
              AND o.first_seq <= ? AND (e.last_seq IS NULL OR e.last_seq >= ?)""")) {
      select.setLong(1, cluster);
      select.setString(2, kind.kind());
      select.setLong(3, sequence);
      select.setLong(4, sequence);
      select.setFetchSize(1_000);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          keep(ref(row), row.getString("content"), new TreeMap<>());
        }
      }
    }
  }

  private void journal(Instant begun) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT api_version, kind, namespace, name, uid, encode(digest, 'hex') AS digest,
              what, labels, content
            FROM journal_entry WHERE cluster = ? AND kind = ? AND until_at >= ? ORDER BY id""")) {
      select.setLong(1, cluster);
      select.setString(2, kind.kind());
      select.setObject(3, Jdbc.time(begun));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (row.getString("what").equals(What.DELETED.name())) {
            byUid.remove(row.getString("uid"));
            continue;
          }
          StandingObject before = byUid.get(row.getString("uid"));
          TreeMap<String, String> labels =
              before == null ? new TreeMap<>() : new TreeMap<>(before.labels());
          JournalText.labels(row.getString("labels"))
              .forEach(
                  (label, change) -> {
                    if (change.after() == null) {
                      labels.remove(label);
                    } else {
                      labels.put(label, change.after());
                    }
                  });
          keep(ref(row), row.getString("content"), labels);
        }
      }
    }
  }

  /// @param labels where there is no content to read them in
  private void keep(ResourceRef ref, @Nullable String content, TreeMap<String, String> labels) {
    if (!kind.equals(new WatchedKind(ref.group(), ref.kind())) || ref.uid() == null) {
      return;
    }
    boolean owned = false;
    if (content != null && kind.isSelected()) {
      Cursor metadata =
          new Cursor(ref.toString(), "", JsonText.read(ref.toString(), content)).get("metadata");
      labels.clear();
      labels.putAll(metadata.get("labels").textMap());
      owned =
          metadata.get("ownerReferences").items().stream()
              .anyMatch(owner -> Boolean.TRUE.equals(owner.get("controller").bool()));
    } else if (byUid.get(ref.uid()) instanceof StandingObject before) {
      owned = before.ownedByController();
    }
    byUid.put(ref.uid(), new StandingObject(ref, labels, owned));
  }

  private static ResourceRef ref(ResultSet row) throws SQLException {
    return new ResourceRef(
        row.getString("api_version"),
        row.getString("kind"),
        row.getString("namespace"),
        row.getString("name"),
        row.getString("uid"),
        row.getString("digest"));
  }
}
