package dev.palisade.store;

import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The snapshots of all clusters: appended, never changed, rebuilt as they were.
///
/// Written in JDBC and not through entities, since ten thousand objects go in and out at a time.
@ApplicationScoped
@Transactional
public class EvidenceStore {
  private final DataSource database;

  public EvidenceStore(DataSource database) {
    this.database = database;
  }

  /// Appends a snapshot, whole or not at all, as the next of its cluster's sequence; the cluster is
  /// entered if it is new. Others that append to the same cluster wait for their turn.
  ///
  /// @throws RefusedSnapshot if it is of another cluster than the snapshots before
  /// @throws IllegalArgumentException if the cluster's name cannot be one, an object occurs twice,
  ///   or an object's content does not give its digest
  public StoredSnapshot append(Snapshot snapshot) {
    return Jdbc.call(database, connection -> append(connection, snapshot, UUID.randomUUID()));
  }

  /// Appends a snapshot that comes from elsewhere, once: where one of that id and content stands,
  /// this is it.
  ///
  /// @throws RefusedSnapshot if it is of another cluster than the snapshots before, is older than
  ///   the newest, or another snapshot has its id
  /// @throws IllegalArgumentException as [#append(Snapshot)]
  public StoredSnapshot appendOnce(Snapshot snapshot, UUID id) {
    return Jdbc.call(
        database,
        connection -> {
          String name = snapshot.cluster().name();
          long cluster = ClusterTable.entered(connection, name);
          // two that push the same at once: the second finds what the first appended
          ClusterTable.lock(connection, "snapshot", cluster);
          StoredSnapshot there = find(id);
          if (there != null) {
            return same(there, snapshot);
          }
          SnapshotRow latest = new SnapshotReader(connection, name, cluster).latest();
          if (latest != null && !snapshot.takenAt().isAfter(latest.stored().takenAt())) {
            throw new RefusedSnapshot(
                "the snapshot was taken at %s, and the newest of cluster %s at %s: what comes later must be younger"
                    .formatted(snapshot.takenAt(), name, latest.stored().takenAt()));
          }
          return append(connection, snapshot, id);
        });
  }

  private static StoredSnapshot same(StoredSnapshot there, Snapshot snapshot) {
    if (!there.cluster().equals(snapshot.cluster().name())
        || !there.digest().equals(snapshot.digest())
        || !there.takenAt().equals(snapshot.takenAt().truncatedTo(ChronoUnit.MICROS))) {
      throw new RefusedSnapshot("another snapshot has the id " + there.id());
    }
    return there;
  }

  private static StoredSnapshot append(Connection connection, Snapshot snapshot, UUID id)
      throws SQLException {
    StoredSnapshot stored = new SnapshotWriter(connection).append(snapshot, id);
    ClusterIdentityTable.require(
        connection,
        ClusterTable.require(connection, stored.cluster()),
        snapshot.cluster(),
        stored.sequence());
    return stored;
  }

  /// Rebuilds a snapshot as it was appended. `file` and `pointer` of a manifest say where its
  /// content was read first, and lines are not known any more.
  ///
  /// @throws NotStored if there is no such cluster or snapshot
  /// @throws PrunedEvidence if retention took contents of it
  /// @throws TamperedEvidence if a row is not what was appended; the message names it
  public Snapshot load(String cluster, long sequence) {
    return Jdbc.call(
        database,
        connection -> {
          SnapshotReader reader = SnapshotReader.of(connection, cluster);
          return reader.load(require(reader.row(sequence), cluster, sequence));
        });
  }

  /// What a snapshot records beside its objects, which retention leaves: it has no manifests.
  ///
  /// @throws NotStored if there is no such cluster or snapshot
  /// @throws TamperedEvidence if its row is not what was appended
  public Snapshot bare(String cluster, long sequence) {
    return Jdbc.call(
        database,
        connection ->
            require(SnapshotReader.of(connection, cluster).row(sequence), cluster, sequence)
                .verified()
                .with(List.of()));
  }

  /// A snapshot without its objects.
  ///
  /// @throws NotStored if there is no such cluster or snapshot
  public StoredSnapshot find(String cluster, long sequence) {
    return Jdbc.call(
        database,
        connection ->
            require(SnapshotReader.of(connection, cluster).row(sequence), cluster, sequence)
                .stored());
  }

  /// A snapshot without its objects; null when none has this id.
  public @Nullable StoredSnapshot find(UUID id) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT c.name, "
                      + SnapshotRow.COLUMNS
                      + " FROM snapshot s JOIN cluster c ON c.id = s.cluster WHERE s.id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? SnapshotRow.read(row.getString("name"), row).stored() : null;
            }
          }
        });
  }

  /// The newest snapshot of the sequence; null when there is none yet, nor perhaps such a cluster.
  public @Nullable StoredSnapshot latest(String cluster) {
    return Jdbc.call(
        database,
        connection -> {
          Long id = ClusterTable.find(connection, cluster);
          SnapshotRow row =
              id == null ? null : new SnapshotReader(connection, cluster, id).latest();
          return row == null ? null : row.stored();
        });
  }

  /// Sequence of the newest snapshot that was taken at an instant or before; null when there is
  /// none.
  ///
  /// @throws NotStored if there is no such cluster
  public @Nullable Long sequenceAt(String cluster, Instant instant) {
    return Jdbc.call(
        database,
        connection -> {
          SnapshotRow row = SnapshotReader.of(connection, cluster).at(instant);
          return row == null ? null : row.stored().sequence();
        });
  }

  /// Which snapshots a list shows.
  ///
  /// @param from taken then or later; null: from the first
  /// @param until taken before that; null: to the last
  /// @param before only sequences below this one: the last of the page before; null: the first page
  /// @param limit how many at most
  public record Selection(
      @Nullable Instant from, @Nullable Instant until, @Nullable Long before, int limit) {
    public Selection {
      if (limit < 1) {
        throw new IllegalArgumentException("a page holds at least one: " + limit);
      }
    }

    /// The newest.
    public static Selection newest(int limit) {
      return new Selection(null, null, null, limit);
    }
  }

  /// Snapshots, the highest sequence first.
  ///
  /// @throws NotStored if there is no such cluster
  public List<StoredSnapshot> list(String cluster, Selection selection) {
    StringBuilder where = new StringBuilder("WHERE s.cluster = ?");
    List<Object> parameters = new ArrayList<>();
    if (selection.from() != null) {
      where.append(" AND s.taken_at >= ?");
      parameters.add(Jdbc.time(selection.from()));
    }
    if (selection.until() != null) {
      where.append(" AND s.taken_at < ?");
      parameters.add(Jdbc.time(selection.until()));
    }
    if (selection.before() != null) {
      where.append(" AND s.sequence < ?");
      parameters.add(selection.before());
    }
    where.append(" ORDER BY s.sequence DESC LIMIT ?");
    parameters.add(selection.limit());
    return Jdbc.call(
        database,
        connection ->
            SnapshotReader.of(connection, cluster)
                .rows(where.toString(), parameters.toArray())
                .stream()
                .map(SnapshotRow::stored)
                .toList());
  }

  /// The objects of a snapshot without their content, sorted.
  ///
  /// @throws NotStored if there is no such cluster or snapshot
  public List<ResourceRef> objects(String cluster, long sequence) {
    return Jdbc.call(
        database,
        connection -> {
          SnapshotReader reader = SnapshotReader.of(connection, cluster);
          require(reader.row(sequence), cluster, sequence);
          return reader.standing(sequence).stream()
              .map(stored -> stored.span().ref())
              .sorted()
              .toList();
        });
  }

  /// The canonical JSON of an object by its digest; null when the cluster never had such an object.
  ///
  /// @throws NotStored if there is no such cluster
  /// @throws PrunedEvidence if retention took it
  /// @throws TamperedEvidence if the content does not give the digest
  public @Nullable String content(String cluster, String digest) {
    byte[] key = HexFormat.of().parseHex(digest);
    return Jdbc.call(
        database,
        connection -> {
          long id = ClusterTable.require(connection, cluster);
          String content = content(connection, id, key);
          if (content == null && PrunedContents.read(connection, id).covers(digest, 1)) {
            throw new PrunedEvidence(
                "object " + digest + " of cluster " + cluster + " is older than evidence is kept");
          }
          if (content != null && !Sha256.hex(content).equals(digest)) {
            throw new TamperedEvidence(
                "manifest " + digest + " of cluster " + cluster + ": its content does not give it");
          }
          return content;
        });
  }

  private static @Nullable String content(Connection connection, long cluster, byte[] digest)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT content FROM manifest WHERE cluster = ? AND digest = ?")) {
      select.setLong(1, cluster);
      select.setBytes(2, digest);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString("content") : null;
      }
    }
  }

  /// Reads all evidence of a cluster and recomputes every digest.
  ///
  /// @throws NotStored if there is no such cluster
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public ChainVerification verifyChain(String cluster) {
    return Jdbc.call(database, connection -> new ChainCheck(connection, cluster).run());
  }

  /// Names of all clusters that were ever heard of, sorted.
  public List<String> clusters() {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT name FROM cluster ORDER BY name COLLATE \"C\"");
              ResultSet row = select.executeQuery()) {
            List<String> names = new ArrayList<>();
            while (row.next()) {
              names.add(row.getString("name"));
            }
            return names;
          }
        });
  }

  /// Enters a cluster before its first snapshot; does nothing when it is there.
  ///
  /// @throws IllegalArgumentException if it cannot be the name of a cluster
  public void enter(String cluster) {
    Jdbc.call(database, connection -> ClusterTable.entered(connection, cluster));
  }

  private static SnapshotRow require(@Nullable SnapshotRow row, String cluster, long sequence) {
    if (row == null) {
      throw NotStored.snapshot(cluster, sequence);
    }
    return row;
  }
}
