package dev.palisade.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Which contents of a cluster retention took, and of which snapshots they may be missing.
///
/// @param through by digest, the last snapshot for which a run that took it was good
record PrunedContents(Map<String, Long> through) {

  static PrunedContents read(Connection connection, long cluster) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT encode(p.digest, 'hex') AS digest, max(r.through_seq) AS through
            FROM pruned_content p JOIN retention_run r ON r.cluster = p.cluster AND r.id = p.run
            WHERE p.cluster = ? GROUP BY p.digest""")) {
      select.setLong(1, cluster);
      try (ResultSet row = select.executeQuery()) {
        Map<String, Long> through = new HashMap<>();
        while (row.next()) {
          through.put(row.getString("digest"), row.getLong("through"));
        }
        return new PrunedContents(through);
      }
    }
  }

  /// Whether retention took a content from all snapshots up to this one: a content that came back
  /// later and is missing from then on was taken by somebody else.
  boolean covers(String digest, long lastSequence) {
    return through.getOrDefault(digest, 0L) >= lastSequence;
  }
}
