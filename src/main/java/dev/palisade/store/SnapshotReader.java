package dev.palisade.store;

import dev.palisade.document.JsonText;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one cluster's evidence over one connection, and believes nothing that its digests do not
/// confirm.
final class SnapshotReader {
  /// Rows a round trip: contents are some kilobytes each.
  private static final int FETCH = 500;

  static final String SPAN_COLUMNS =
      """
      o.id, o.api_version, o.kind, o.namespace, o.name, o.uid, o.file, o.pointer, o.first_seq,
      encode(o.digest, 'hex') AS digest, encode(o.seal, 'hex') AS seal""";

  /// Spans that stand in a snapshot: parameters are cluster and twice the sequence.
  private static final String STANDING =
      """
      o.cluster = ? AND o.first_seq <= ? AND NOT EXISTS (
        SELECT FROM object_end e
        WHERE e.cluster = o.cluster AND e.span = o.id AND e.last_seq < ?)""";

  private final Connection connection;
  private final String name;
  private final long cluster;

  /// @param name the cluster's name
  /// @param cluster its id
  SnapshotReader(Connection connection, String name, long cluster) {
    this.connection = connection;
    this.name = name;
    this.cluster = cluster;
  }

  /// @throws NotStored if there is no such cluster
  static SnapshotReader of(Connection connection, String name) throws SQLException {
    return new SnapshotReader(connection, name, ClusterTable.require(connection, name));
  }

  @Nullable SnapshotRow row(long sequence) throws SQLException {
    return first("WHERE s.cluster = ? AND s.sequence = ?", sequence);
  }

  @Nullable SnapshotRow latest() throws SQLException {
    return first("WHERE s.cluster = ? ORDER BY s.sequence DESC LIMIT 1");
  }

  /// The newest snapshot that was taken at an instant or before.
  @Nullable SnapshotRow at(Instant instant) throws SQLException {
    return first(
        "WHERE s.cluster = ? AND s.taken_at <= ? ORDER BY s.taken_at DESC, s.sequence DESC LIMIT 1",
        Jdbc.time(instant));
  }

  private @Nullable SnapshotRow first(String where, Object... parameters) throws SQLException {
    List<SnapshotRow> rows = rows(where, parameters);
    return rows.isEmpty() ? null : rows.getFirst();
  }

  /// @param parameters those after the cluster
  List<SnapshotRow> rows(String where, Object... parameters) throws SQLException {
    String query = "SELECT " + SnapshotRow.COLUMNS + " FROM snapshot s " + where;
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setLong(1, cluster);
      for (int i = 0; i < parameters.length; i++) {
        select.setObject(i + 2, parameters[i]);
      }
      try (ResultSet row = select.executeQuery()) {
        List<SnapshotRow> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(SnapshotRow.read(name, row));
        }
        return rows;
      }
    }
  }

  /// A span and the key of its row.
  record StoredSpan(long id, Span span) {}

  /// The spans that stand in a snapshot, unverified and in no order.
  List<StoredSpan> standing(long sequence) throws SQLException {
    String query = "SELECT " + SPAN_COLUMNS + " FROM object_span o WHERE " + STANDING;
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setLong(1, cluster);
      select.setLong(2, sequence);
      select.setLong(3, sequence);
      select.setFetchSize(FETCH);
      try (ResultSet row = select.executeQuery()) {
        List<StoredSpan> spans = new ArrayList<>();
        while (row.next()) {
          spans.add(new StoredSpan(row.getLong("id"), span(row)));
        }
        return spans;
      }
    }
  }

  static Span span(ResultSet row) throws SQLException {
    return new Span(
        new ResourceRef(
            row.getString("api_version"),
            row.getString("kind"),
            row.getString("namespace"),
            row.getString("name"),
            row.getString("uid"),
            row.getString("digest")),
        row.getString("file"),
        row.getString("pointer"),
        row.getLong("first_seq"),
        row.getString("seal"));
  }

  /// The snapshot as it was appended.
  ///
  /// @throws PrunedEvidence if retention took contents of it
  /// @throws TamperedEvidence if the row, an object or the set of objects is not what was appended
  Snapshot load(SnapshotRow row) throws SQLException {
    SnapshotRecord record = row.verified();
    long sequence = row.stored().sequence();
    List<Manifest> manifests = new ArrayList<>(row.stored().objects());
    List<String> seals = new ArrayList<>(row.stored().objects());
    List<ResourceRef> missing = new ArrayList<>();
    String query =
        "SELECT "
            + SPAN_COLUMNS
            + ", m.content FROM object_span o"
            + " LEFT JOIN manifest m ON m.cluster = o.cluster AND m.digest = o.digest WHERE "
            + STANDING;
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setLong(1, cluster);
      select.setLong(2, sequence);
      select.setLong(3, sequence);
      select.setFetchSize(FETCH);
      try (ResultSet object = select.executeQuery()) {
        while (object.next()) {
          Span span = span(object);
          seals.add(span.seal());
          if (!span.isWhole()) {
            throw tampered(
                sequence, span.ref() + ": its row of object_span does not give its seal");
          }
          String content = object.getString("content");
          if (content == null) {
            missing.add(span.ref());
          } else {
            manifests.add(manifest(sequence, span, content));
          }
        }
      }
    }
    if (seals.size() != row.stored().objects()
        || !Span.digestOf(seals).equals(row.objectsDigest())) {
      throw tampered(
          sequence,
          "its "
              + seals.size()
              + " objects are not the "
              + row.stored().objects()
              + " that were appended: a row of object_span or object_end was added, removed or changed");
    }
    if (!missing.isEmpty()) {
      throw missing(sequence, missing);
    }
    Snapshot snapshot = record.with(manifests);
    if (!snapshot.digest().equals(row.stored().digest())) {
      throw tampered(sequence, "its objects and gaps do not give its digest");
    }
    return snapshot;
  }

  /// That contents are not there: by rule, or not.
  private RuntimeException missing(long sequence, List<ResourceRef> missing) throws SQLException {
    PrunedContents pruned = PrunedContents.read(connection, cluster);
    for (ResourceRef ref : missing) {
      if (!pruned.covers(ref.digest(), sequence)) {
        return tampered(sequence, ref + ": its content " + ref.digest() + " is not there");
      }
    }
    return new PrunedEvidence(
        "snapshot "
            + sequence
            + " of cluster "
            + name
            + " is older than evidence is kept: "
            + missing.size()
            + " of its objects' contents were pruned, their digests are there");
  }

  private Manifest manifest(long sequence, Span span, String content) {
    String digest = span.ref().digest();
    if (!Sha256.hex(content).equals(digest)) {
      throw tampered(sequence, span.ref() + ": its content does not give its digest " + digest);
    }
    try {
      Node root = JsonText.read(span.ref().toString(), content);
      return new Manifest(span.ref(), root, span.file(), span.pointer());
    } catch (MalformedDocument e) {
      throw tampered(sequence, span.ref() + ": " + e.getMessage());
    }
  }

  private TamperedEvidence tampered(long sequence, String problem) {
    return new TamperedEvidence("snapshot " + sequence + " of cluster " + name + ": " + problem);
  }
}
