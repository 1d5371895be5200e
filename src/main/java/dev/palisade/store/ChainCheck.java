package dev.palisade.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads a cluster's evidence once, oldest first, and recomputes every digest: contents, spans,
/// ends, the set of objects of each snapshot, the chain.
final class ChainCheck {
  private static final int FETCH = 500;

  private final Connection connection;
  private final String name;
  private long cluster;
  private final List<String> damage = new ArrayList<>();

  /// Seals of the spans that begin with a sequence, and of those that are over from a sequence on.
  private final Map<Long, List<String>> beginning = new HashMap<>();

  private final Map<Long, List<String>> ended = new HashMap<>();

  /// @param name the cluster's name
  ChainCheck(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  /// Works in a transaction of its own, as its first act: all is read as of one moment, whoever
  /// appends meanwhile.
  ///
  /// @throws NotStored if there is no such cluster
  ChainVerification run() throws SQLException {
    try (Statement begin = connection.createStatement()) {
      begin.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }
    return check();
  }

  /// The same within a transaction that somebody else began so.
  ///
  /// @throws NotStored if there is no such cluster
  ChainVerification check() throws SQLException {
    cluster = ClusterTable.require(connection, name);
    Set<String> contents = checkManifests();
    PrunedContents pruned = PrunedContents.read(connection, cluster);
    Set<String> gone = checkSpans(contents, pruned);
    long snapshots = checkSnapshots();
    damage.addAll(new RetentionCheck(connection, name, cluster).damage());
    return new ChainVerification(snapshots, gone.size(), damage);
  }

  private Set<String> checkManifests() throws SQLException {
    Set<String> digests = new HashSet<>();
    each(
        "SELECT encode(digest, 'hex') AS digest, content FROM manifest WHERE cluster = ?"
            + " ORDER BY digest",
        row -> {
          String digest = row.getString("digest");
          digests.add(digest);
          if (!Sha256.hex(row.getString("content")).equals(digest)) {
            damage.add("manifest " + digest + ": its content does not give its digest");
          }
        });
    return digests;
  }

  /// @return contents that retention took
  private Set<String> checkSpans(Set<String> contents, PrunedContents pruned) throws SQLException {
    Set<String> gone = new HashSet<>();
    each(
        "SELECT "
            + SnapshotReader.SPAN_COLUMNS
            + """
            , e.last_seq, encode(e.seal, 'hex') AS end_seal FROM object_span o
            LEFT JOIN object_end e ON e.cluster = o.cluster AND e.span = o.id
            WHERE o.cluster = ? ORDER BY o.id""",
        row -> {
          Span span = SnapshotReader.span(row);
          String which = "object_span " + row.getLong("id") + " (" + span.ref() + ")";
          if (!span.isWhole()) {
            damage.add(which + ": its row does not give its seal");
          }
          beginning
              .computeIfAbsent(span.firstSequence(), sequence -> new ArrayList<>())
              .add(span.seal());
          long last = row.getLong("last_seq");
          boolean over = !row.wasNull();
          String digest = span.ref().digest();
          if (!contents.contains(digest)) {
            if (over && pruned.covers(digest, last)) {
              gone.add(digest);
            } else {
              damage.add(which + ": its content " + digest + " is not there");
            }
          }
          if (over) {
            if (!Span.endSealOf(span.seal(), last).equals(row.getString("end_seal"))) {
              damage.add(
                  "object_end of "
                      + which.substring(which.indexOf(' ') + 1)
                      + ": its row does not give its seal");
            }
            ended.computeIfAbsent(last + 1, sequence -> new ArrayList<>()).add(span.seal());
          }
        });
    return gone;
  }

  /// @return how many there are
  private long checkSnapshots() throws SQLException {
    Sets sets = new Sets();
    each(
        "SELECT "
            + SnapshotRow.COLUMNS
            + " FROM snapshot s WHERE s.cluster = ? ORDER BY s.sequence",
        row -> sets.check(SnapshotRow.read(name, row)));
    beginning.keySet().stream()
        .filter(sequence -> sequence > sets.reached || sequence < 1)
        .sorted()
        .forEach(
            s -> damage.add("object_span: rows begin with snapshot " + s + ", which is not there"));
    ended.keySet().stream()
        .filter(sequence -> sequence > sets.reached)
        .sorted()
        .forEach(
            s ->
                damage.add(
                    "object_end: rows are over from snapshot " + s + ", which is not there"));
    return sets.count;
  }

  /// The objects that stand while the sequence is walked.
  private final class Sets {
    private final TreeSet<String> standing = new TreeSet<>();
    private String digest = Span.digestOf(standing);
    private @Nullable String previous;
    private long reached;
    private long count;

    void check(SnapshotRow row) {
      StoredSnapshot stored = row.stored();
      String which = "snapshot " + stored.sequence();
      count++;
      if (stored.sequence() != reached + 1) {
        damage.add(
            "snapshot " + (reached + 1) + ": is not there, the next is " + stored.sequence());
      }
      try {
        row.verified();
      } catch (TamperedEvidence e) {
        damage.add(e.getMessage());
      }
      if (!Objects.equals(stored.previous(), previous)) {
        damage.add(which + ": does not name the chain digest of the snapshot before");
      }
      while (reached < stored.sequence()) {
        reached++;
        advanceTo(reached);
      }
      if (standing.size() != stored.objects() || !digest.equals(row.objectsDigest())) {
        damage.add(
            which
                + ": its "
                + standing.size()
                + " objects in object_span and object_end are not the "
                + stored.objects()
                + " that were appended");
      }
      previous = stored.chain();
    }

    private void advanceTo(long sequence) {
      List<String> out = ended.getOrDefault(sequence, List.of());
      List<String> in = beginning.getOrDefault(sequence, List.of());
      if (out.isEmpty() && in.isEmpty()) {
        return;
      }
      out.forEach(standing::remove);
      standing.addAll(in);
      digest = Span.digestOf(standing);
    }
  }

  @FunctionalInterface
  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private void each(String query, Row to) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setLong(1, cluster);
      select.setFetchSize(FETCH);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          to.read(row);
        }
      }
    }
  }
}
