package dev.palisade.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Contents that a collector has sent ahead of the snapshot that they belong to. They are no
/// evidence yet, and may be dropped.
@ApplicationScoped
@Transactional
public class PushedObjects {
  private static final String KNOWN =
      """
      SELECT encode(digest, 'hex') AS digest, content FROM (
        SELECT digest, content FROM manifest WHERE cluster = ?
        UNION ALL
        SELECT digest, content FROM pushed_manifest WHERE cluster = ?
      ) AS known
      WHERE digest = ANY (SELECT decode(t, 'hex') FROM unnest(?::text[]) AS t)""";

  private final DataSource database;

  public PushedObjects(DataSource database) {
    this.database = database;
  }

  /// Of some digests those whose content the cluster has never had, and nobody has sent.
  public List<String> missing(String cluster, Collection<String> digests) {
    Set<String> known =
        Jdbc.call(
            database,
            connection -> {
              Set<String> found = new HashSet<>();
              each(connection, cluster, digests, row -> found.add(row.getString("digest")));
              return found;
            });
    return digests.stream().distinct().filter(digest -> !known.contains(digest)).sorted().toList();
  }

  /// Contents by digest; those that are not known are not there.
  public Map<String, String> contents(String cluster, Collection<String> digests) {
    return Jdbc.call(
        database,
        connection -> {
          Map<String, String> contents = new HashMap<>();
          each(
              connection,
              cluster,
              digests,
              row -> contents.put(row.getString("digest"), row.getString("content")));
          return contents;
        });
  }

  /// Keeps contents until their snapshot comes. What is there stays as it is.
  ///
  /// @param contents canonical JSON by its digest
  public void keep(String cluster, Map<String, String> contents, Instant at) {
    Jdbc.<@Nullable Void>call(
        database,
        connection -> {
          long id = ClusterTable.entered(connection, cluster);
          List<String> digests = new ArrayList<>();
          List<String> texts = new ArrayList<>();
          contents.forEach(
              (digest, text) -> {
                digests.add(digest);
                texts.add(text);
              });
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO pushed_manifest (cluster, digest, content, pushed_at)
                  SELECT ?, decode(t.digest, 'hex'), t.content, ?
                  FROM unnest(?::text[], ?::text[]) AS t (digest, content)
                  ON CONFLICT DO NOTHING""")) {
            insert.setLong(1, id);
            insert.setObject(2, Jdbc.time(at));
            insert.setArray(3, connection.createArrayOf("text", digests.toArray()));
            insert.setArray(4, connection.createArrayOf("text", texts.toArray()));
            insert.executeUpdate();
          }
          return null;
        });
  }

  /// How many characters wait for their snapshot.
  public long waiting(String cluster) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT coalesce(sum(octet_length(p.content)), 0)
                  FROM pushed_manifest p JOIN cluster c ON c.id = p.cluster WHERE c.name = ?""")) {
            select.setString(1, cluster);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }

  /// Drops contents: their snapshot has come.
  public void drop(String cluster, Collection<String> digests) {
    Jdbc.<@Nullable Void>call(
        database,
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement(
                  """
                  DELETE FROM pushed_manifest
                  WHERE cluster = ? AND digest = ANY (SELECT decode(t, 'hex') FROM unnest(?::text[]) AS t)""")) {
            delete.setLong(1, ClusterTable.require(connection, cluster));
            delete.setArray(2, connection.createArrayOf("text", digests.toArray()));
            delete.executeUpdate();
          }
          return null;
        });
  }

  /// Drops what was sent before an instant: its snapshot did not come.
  ///
  /// @return how many
  public int dropBefore(Instant instant) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM pushed_manifest WHERE pushed_at < ?")) {
            delete.setObject(1, Jdbc.time(instant));
            return delete.executeUpdate();
          }
        });
  }

  /// What is done with a row.
  @FunctionalInterface
  private interface Row {
    void of(ResultSet row) throws SQLException;
  }

  private static void each(
      Connection connection, String cluster, Collection<String> digests, Row work)
      throws SQLException {
    Long id = ClusterTable.find(connection, cluster);
    if (id == null) {
      return;
    }
    try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
      select.setLong(1, id);
      select.setLong(2, id);
      select.setArray(3, connection.createArrayOf("text", digests.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          work.of(row);
        }
      }
    }
  }
}
