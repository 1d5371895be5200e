package dev.palisade.store;

import dev.palisade.document.CanonicalJson;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Appends one snapshot and seals it within the transaction of its connection. Only what changed
/// since the snapshot before is written, in arrays: ten thousand objects take a handful of
/// statements.
final class SnapshotWriter {
  /// Rows and characters a statement: what a message to the server holds without straining either
  /// side.
  private static final int CHUNK_ROWS = 2_000;

  private static final int CHUNK_CHARACTERS = 4 << 20;

  /// What those hold who append to a cluster's sequence.
  static final String WORK = "snapshot";

  /// Longer than an append of the largest cluster takes: who waits for longer waits for one that
  /// hangs, and is told so.
  private static final String PATIENCE = "60s";

  private final Connection connection;
  private final String patience;

  /// @throws IllegalStateException if there is no transaction: each statement would last by itself
  SnapshotWriter(Connection connection) throws SQLException {
    this(connection, PATIENCE);
  }

  /// @param patience how long a lock is waited for, as PostgreSQL writes it
  SnapshotWriter(Connection connection, String patience) throws SQLException {
    this.patience = patience;
    if (connection.getAutoCommit()) {
      throw new IllegalStateException("a snapshot is appended in one transaction");
    }
    this.connection = connection;
  }

  /// @throws IllegalArgumentException if the snapshot holds an object twice, or an object whose
  ///   content does not give its digest
  StoredSnapshot append(Snapshot snapshot, UUID id) throws SQLException {
    String name = snapshot.cluster().name();
    Map<Span.Key, Manifest> manifests = byKey(snapshot);
    long cluster = ClusterTable.entered(connection, name);
    limitWaiting();
    ClusterTable.lock(connection, WORK, cluster);

    SnapshotReader reader = new SnapshotReader(connection, name, cluster);
    SnapshotRow before = reader.latest();
    long sequence = before == null ? 1 : before.stored().sequence() + 1;
    Map<Span.Key, SnapshotReader.StoredSpan> open = new HashMap<>();
    if (before != null) {
      reader.standing(sequence - 1).forEach(span -> open.put(span.span().key(), span));
    }

    List<String> seals = new ArrayList<>(manifests.size());
    List<Manifest> changed = new ArrayList<>();
    manifests.forEach(
        (key, manifest) -> {
          SnapshotReader.StoredSpan standing = open.get(key);
          if (standing != null && standing.span().ref().equals(manifest.ref())) {
            open.remove(key);
            seals.add(standing.span().seal());
          } else {
            changed.add(manifest);
          }
        });
    List<Span> begun = changed.stream().map(m -> Span.beginning(m, sequence)).toList();
    begun.forEach(span -> seals.add(span.seal()));

    insertManifests(cluster, changed);
    insertEnds(cluster, List.copyOf(open.values()), sequence - 1);
    insertSpans(cluster, begun);
    StoredSnapshot stored =
        insertSnapshot(cluster, snapshot, id, sequence, before, Span.digestOf(seals));
    LedgerWriter.append(connection, Seal.of(stored, LedgerWriter.now(connection)));
    return stored;
  }

  private void limitWaiting() throws SQLException {
    try (Statement set = connection.createStatement()) {
      set.execute("SET LOCAL lock_timeout = '" + patience + "'");
    }
  }

  private static Map<Span.Key, Manifest> byKey(Snapshot snapshot) {
    Map<Span.Key, Manifest> manifests = new HashMap<>();
    for (Manifest manifest : snapshot.manifests()) {
      if (manifests.put(Span.Key.of(manifest.ref()), manifest) != null) {
        throw new IllegalArgumentException(
            manifest.file() + ": " + manifest.ref() + ": occurs twice in the snapshot");
      }
    }
    return manifests;
  }

  private void insertManifests(long cluster, List<Manifest> changed) throws SQLException {
    Set<String> written = new HashSet<>();
    List<String> digests = new ArrayList<>();
    List<String> contents = new ArrayList<>();
    int characters = 0;
    for (Manifest manifest : changed) {
      if (!written.add(manifest.ref().digest())) {
        continue;
      }
      String content = CanonicalJson.text(manifest.root());
      if (!Sha256.hex(content).equals(manifest.ref().digest())) {
        throw new IllegalArgumentException(
            manifest.file()
                + ": "
                + manifest.ref()
                + ": its content does not give its digest "
                + manifest.ref().digest());
      }
      digests.add(manifest.ref().digest());
      contents.add(content);
      characters += content.length();
      if (digests.size() >= CHUNK_ROWS || characters >= CHUNK_CHARACTERS) {
        insertManifests(cluster, digests, contents);
        digests.clear();
        contents.clear();
        characters = 0;
      }
    }
    insertManifests(cluster, digests, contents);
  }

  private void insertManifests(long cluster, List<String> digests, List<String> contents)
      throws SQLException {
    if (digests.isEmpty()) {
      return;
    }
    // a content that comes back is there already
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO manifest (cluster, digest, content)
            SELECT ?, decode(t.digest, 'hex'), t.content
            FROM unnest(?::text[], ?::text[]) AS t (digest, content)
            ON CONFLICT DO NOTHING""")) {
      insert.setLong(1, cluster);
      insert.setArray(2, connection.createArrayOf("text", digests.toArray()));
      insert.setArray(3, connection.createArrayOf("text", contents.toArray()));
      insert.executeUpdate();
    }
  }

  private void insertEnds(long cluster, List<SnapshotReader.StoredSpan> ended, long last)
      throws SQLException {
    if (ended.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO object_end (cluster, span, last_seq, seal)
            SELECT ?, t.span, ?, decode(t.seal, 'hex')
            FROM unnest(?::bigint[], ?::text[]) AS t (span, seal)""")) {
      insert.setLong(1, cluster);
      insert.setLong(2, last);
      insert.setArray(
          3, connection.createArrayOf("bigint", ended.stream().map(s -> s.id()).toArray()));
      insert.setArray(
          4,
          connection.createArrayOf(
              "text", ended.stream().map(s -> Span.endSealOf(s.span().seal(), last)).toArray()));
      insert.executeUpdate();
    }
  }

  private void insertSpans(long cluster, List<Span> begun) throws SQLException {
    for (int from = 0; from < begun.size(); from += CHUNK_ROWS) {
      List<Span> chunk = begun.subList(from, Math.min(begun.size(), from + CHUNK_ROWS));
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              INSERT INTO object_span (cluster, api_version, kind, namespace, name, uid, digest,
                file, pointer, first_seq, seal)
              SELECT ?, t.api_version, t.kind, t.namespace, t.name, t.uid, decode(t.digest, 'hex'),
                t.file, t.pointer, ?, decode(t.seal, 'hex')
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::text[], ?::text[], ?::text[])
                AS t (api_version, kind, namespace, name, uid, digest, file, pointer, seal)""")) {
        insert.setLong(1, cluster);
        insert.setLong(2, chunk.getFirst().firstSequence());
        setTexts(insert, 3, chunk.stream().map(s -> s.ref().apiVersion()).toArray());
        setTexts(insert, 4, chunk.stream().map(s -> s.ref().kind()).toArray());
        setTexts(insert, 5, chunk.stream().map(s -> s.ref().namespace()).toArray());
        setTexts(insert, 6, chunk.stream().map(s -> s.ref().name()).toArray());
        setTexts(insert, 7, chunk.stream().map(s -> s.ref().uid()).toArray());
        setTexts(insert, 8, chunk.stream().map(s -> s.ref().digest()).toArray());
        setTexts(insert, 9, chunk.stream().map(Span::file).toArray());
        setTexts(insert, 10, chunk.stream().map(Span::pointer).toArray());
        setTexts(insert, 11, chunk.stream().map(Span::seal).toArray());
        insert.executeUpdate();
      }
    }
  }

  private void setTexts(PreparedStatement statement, int parameter, Object[] texts)
      throws SQLException {
    statement.setArray(parameter, connection.createArrayOf("text", texts));
  }

  private StoredSnapshot insertSnapshot(
      long cluster,
      Snapshot snapshot,
      UUID id,
      long sequence,
      @Nullable SnapshotRow before,
      String objectsDigest)
      throws SQLException {
    String record = SnapshotRecord.of(snapshot).text();
    StoredSnapshot unchained =
        new StoredSnapshot(
            snapshot.cluster().name(),
            sequence,
            id,
            snapshot.takenAt().truncatedTo(ChronoUnit.MICROS),
            snapshot.manifests().size(),
            snapshot.gaps().size(),
            snapshot.digest(),
            before == null ? null : before.stored().chain(),
            "");
    StoredSnapshot stored =
        unchained.chainedBy(SnapshotRow.chainOf(unchained, record, objectsDigest));
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO snapshot (cluster, sequence, id, taken_at, record, object_count, gap_count,
              content_digest, objects_digest, previous_digest, chain_digest)
            VALUES (?, ?, ?, ?, ?, ?, ?,
              decode(?, 'hex'), decode(?, 'hex'), decode(?, 'hex'), decode(?, 'hex'))""")) {
      insert.setLong(1, cluster);
      insert.setLong(2, sequence);
      insert.setObject(3, id);
      insert.setObject(4, Jdbc.time(stored.takenAt()));
      insert.setString(5, record);
      insert.setInt(6, stored.objects());
      insert.setInt(7, stored.gaps());
      insert.setString(8, stored.digest());
      insert.setString(9, objectsDigest);
      insert.setString(10, stored.previous());
      insert.setString(11, stored.chain());
      insert.executeUpdate();
    }
    return stored;
  }
}
