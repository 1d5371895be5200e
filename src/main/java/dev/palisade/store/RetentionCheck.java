package dev.palisade.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether what a cluster's retention runs say of themselves is so: that they kept what has to be
/// kept, and which digests they left behind. A run that was written to excuse a deletion is found.
final class RetentionCheck {
  private final Connection connection;
  private final String name;
  private final long cluster;
  private final List<String> damage = new ArrayList<>();

  RetentionCheck(Connection connection, String name, long cluster) {
    this.connection = connection;
    this.name = name;
    this.cluster = cluster;
  }

  /// What is wrong; empty when nothing is.
  List<String> damage() throws SQLException {
    Map<String, List<String>> contents = noted("pruned_content");
    Map<String, List<String>> files = noted("pruned_file");
    Map<String, List<String>> bundles = noted("pruned_bundle");
    Set<String> sealed = sealed();
    for (RetentionRun run :
        RetentionStore.runs(connection, name, cluster, "at", Integer.MAX_VALUE)) {
      String which = "retention_run " + run.id();
      List<String> digests = new ArrayList<>(contents.getOrDefault(run.id().toString(), List.of()));
      List<String> ofFiles = files.getOrDefault(run.id().toString(), List.of());
      if (digests.size() != run.contents() || ofFiles.size() != run.files()) {
        damage.add(
            which
                + ": its %d contents and %d files in pruned_content and pruned_file are not the %d and %d that went"
                    .formatted(digests.size(), ofFiles.size(), run.contents(), run.files()));
      }
      List<String> ofBundles = bundles.getOrDefault(run.id().toString(), List.of());
      if (ofBundles.size() != run.bundles()) {
        damage.add(
            which
                + ": its %d contents in pruned_bundle are not the %d that went"
                    .formatted(ofBundles.size(), run.bundles()));
      }
      for (RetentionRun.PrunedRows rows : run.journal()) {
        if (rows.before().isAfter(run.cutoff())) {
          damage.add(which + ": took rows of " + rows.table() + " that were not old enough");
        }
      }
      digests.addAll(ofFiles);
      digests.addAll(ofBundles);
      if (!Span.digestOf(digests).equals(run.digest())) {
        damage.add(which + ": the digests of what went do not give its digest");
      }
      if (run.cutoff()
          .isAfter(
              run.at()
                  .atOffset(ZoneOffset.UTC)
                  .minusMonths(RetentionStore.LEAST_MONTHS)
                  .toInstant())) {
        damage.add(which + ": pruned what was younger than 12 months");
      }
      if (!sealed.contains(new String(Seal.of(run).json(), UTF_8))) {
        damage.add(which + ": is not sealed in the log");
      }
      checkBounds(run, which);
    }
    return damage;
  }

  private void checkBounds(RetentionRun run, String which) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT last_out_of_force(?, ?) < ?")) {
      select.setLong(1, cluster);
      select.setObject(2, Jdbc.time(run.cutoff()));
      select.setLong(3, run.through());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        if (row.getBoolean(1)) {
          damage.add(
              which + ": reaches to snapshot " + run.through() + ", which was not old enough");
        }
      }
    }
  }

  /// The log's lines on retention.
  private Set<String> sealed() throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT entry FROM ledger_entry WHERE entry LIKE '%\"kind\":\"retention\"%'")) {
      Set<String> sealed = new HashSet<>();
      while (row.next()) {
        sealed.add(row.getString(1));
      }
      return sealed;
    }
  }

  /// Digests by run.
  private Map<String, List<String>> noted(String table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT run, encode(digest, 'hex') AS digest FROM " + table + " WHERE cluster = ?")) {
      select.setLong(1, cluster);
      try (ResultSet row = select.executeQuery()) {
        Map<String, List<String>> noted = new HashMap<>();
        while (row.next()) {
          noted
              .computeIfAbsent(row.getString("run"), run -> new ArrayList<>())
              .add(row.getString("digest"));
        }
        return noted;
      }
    }
  }
}
