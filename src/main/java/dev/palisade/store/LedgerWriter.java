package dev.palisade.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.ledger.Frontier;
import dev.palisade.ledger.Hash;
import dev.palisade.ledger.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Appends to the installation's log, in the transaction that stores what is sealed: either both
/// are there or neither.
///
/// Whoever appends waits for all others who did and have not committed yet, of whatever cluster: so
/// positions have no gaps, and what is committed is always the beginning of the log. Therefore an
/// entry is appended as the transaction's last act. Who holds this lock and then waits for another
/// one could wait for somebody who waits for this one.
public final class LedgerWriter {
  /// Longer than any transaction has between its entry and its commit: who waits for longer waits
  /// for one that hangs, and is told so.
  private static final String PATIENCE = "60s";

  private LedgerWriter() {}

  /// @return the entry's position, from 0
  /// @throws IllegalStateException if there is no transaction: the lock would not last
  public static long append(Connection connection, LedgerEntry entry) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException("an entry is appended in the transaction of what it seals");
    }
    lock(connection);
    Frontier before = frontier(connection);
    Hash leaf = entry.leaf();
    Frontier after = before.append(leaf);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO ledger_entry (position, entry, leaf, subtree) VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, before.size());
      insert.setString(2, new String(entry.json(), UTF_8));
      insert.setBytes(3, leaf.bytes());
      insert.setBytes(4, subtree(after));
      insert.executeUpdate();
    }
    return before.size();
  }

  /// What the row of the last entry has as its subtree: null where that is the leaf alone.
  static byte @Nullable [] subtree(Frontier log) {
    return log.size() % 2 == 1 ? null : log.subtrees().getLast().bytes();
  }

  /// By the database's clock, for those who have none of their own.
  static Instant now(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  /// Keeps all others from appending until this transaction ends.
  static void lock(Connection connection) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute("SET LOCAL lock_timeout = '" + PATIENCE + "'");
      lock.execute("SELECT pg_advisory_xact_lock(hashtextextended('palisade ledger', 0))");
    }
  }

  /// The log as its rows say that it is: its last row, and one for each complete subtree.
  static Frontier frontier(Connection connection) throws SQLException {
    long size = size(connection);
    List<Hash> subtrees = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(subtree, leaf) FROM ledger_entry WHERE position = ANY (?)"
                + " ORDER BY position")) {
      select.setArray(1, connection.createArrayOf("bigint", ends(size)));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          subtrees.add(Hash.ofBytes(row.getBytes(1)));
        }
      }
    }
    if (subtrees.size() != Long.bitCount(size)) {
      throw new TamperedEvidence(
          "ledger_entry: rows are not there among the " + size + " that the last one follows");
    }
    return new Frontier(size, subtrees);
  }

  private static long size(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery("SELECT coalesce(max(position) + 1, 0) FROM ledger_entry")) {
      row.next();
      return row.getLong(1);
    }
  }

  /// Positions at which the complete subtrees end into which a log of this size falls.
  private static Long[] ends(long size) {
    List<Long> ends = new ArrayList<>();
    long end = 0;
    for (long rest = size; rest != 0; rest -= Long.highestOneBit(rest)) {
      end += Long.highestOneBit(rest);
      ends.add(end - 1);
    }
    return ends.toArray(Long[]::new);
  }
}
