package dev.palisade.store;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// A row of `snapshot`.
///
/// @param record the text of [SnapshotRecord]
/// @param objectsDigest [Span#digestOf] the spans that stand in it
record SnapshotRow(StoredSnapshot stored, String record, String objectsDigest) {
  static final String COLUMNS =
      """
      s.sequence, s.id, s.taken_at, s.object_count, s.gap_count, s.record,
      encode(s.content_digest, 'hex') AS content_digest,
      encode(s.objects_digest, 'hex') AS objects_digest,
      encode(s.previous_digest, 'hex') AS previous_digest,
      encode(s.chain_digest, 'hex') AS chain_digest""";

  static SnapshotRow read(String cluster, ResultSet row) throws SQLException {
    return new SnapshotRow(
        new StoredSnapshot(
            cluster,
            row.getLong("sequence"),
            row.getObject("id", UUID.class),
            row.getObject("taken_at", OffsetDateTime.class).toInstant(),
            row.getInt("object_count"),
            row.getInt("gap_count"),
            row.getString("content_digest"),
            row.getString("previous_digest"),
            row.getString("chain_digest")),
        row.getString("record"),
        row.getString("objects_digest"));
  }

  /// The chain digest that the rest of the row demands.
  static String chainOf(StoredSnapshot stored, String record, String objectsDigest) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("format", Node.text("palisade/snapshot-chain/v1"));
    said.put("cluster", Node.text(stored.cluster()));
    said.put("sequence", Node.number(stored.sequence()));
    said.put("id", Node.text(stored.id().toString()));
    said.put("content", Node.text(stored.digest()));
    said.put("objects", Node.text(objectsDigest));
    said.put("record", Node.text(Sha256.hex(record)));
    if (stored.previous() != null) {
      said.put("previous", Node.text(stored.previous()));
    }
    return CanonicalJson.digest(Node.object(said));
  }

  /// What the row records.
  ///
  /// @throws TamperedEvidence if a column is not what it was when the row was written
  SnapshotRecord verified() {
    String row = "snapshot " + stored.sequence() + " of cluster " + stored.cluster();
    if (!stored.chain().equals(chainOf(stored, record, objectsDigest))) {
      throw new TamperedEvidence(row + ": its row does not give its chain digest");
    }
    SnapshotRecord read;
    try {
      read = SnapshotRecord.read(row, record);
    } catch (MalformedDocument e) {
      throw new TamperedEvidence(row + ": its record is not readable: " + e.getMessage());
    }
    // what the columns repeat for queries
    if (!read.takenAt().truncatedTo(ChronoUnit.MICROS).equals(stored.takenAt())
        || read.gaps().size() != stored.gaps()) {
      throw new TamperedEvidence(row + ": taken_at or gap_count is not what its record says");
    }
    return read;
  }
}
