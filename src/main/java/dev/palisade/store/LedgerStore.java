package dev.palisade.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.MalformedDocument;
import dev.palisade.ledger.Hash;
import dev.palisade.ledger.LedgerEntry;
import dev.palisade.ledger.MerkleTree;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The installation's log: what was stored, one line each, in an order that nobody can change
/// afterwards.
@ApplicationScoped
public class LedgerStore {
  private static final int FETCH = 10_000;

  private final DataSource database;

  /// Over the committed entries that were read so far: they never change, so it only grows.
  private final MerkleTree tree = new MerkleTree();

  public LedgerStore(DataSource database) {
    this.database = database;
  }

  /// Appends an entry in the transaction that stores what it seals, as its last act
  /// ([LedgerWriter]).
  ///
  /// @return the entry's position, from 0
  @Transactional(Transactional.TxType.MANDATORY)
  public long seal(LedgerEntry entry) {
    return Jdbc.call(database, connection -> LedgerWriter.append(connection, entry));
  }

  /// The log's entries that are there for good, as a tree. Only the leaves that came since the last
  /// time are read; two hashes an entry stay in memory.
  ///
  /// @param question answered while nobody else reads the tree, which must not leave it
  @Transactional(Transactional.TxType.REQUIRES_NEW) // sees nothing that may still be rolled back
  public <T> T tree(Function<MerkleTree, T> question) {
    return Jdbc.call(
        database,
        connection -> {
          synchronized (tree) {
            grow(connection);
            return question.apply(tree);
          }
        });
  }

  private void grow(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT position, leaf FROM ledger_entry WHERE position >= ? ORDER BY position")) {
      select.setLong(1, tree.size());
      select.setFetchSize(FETCH);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (row.getLong("position") != tree.size()) {
            throw new TamperedEvidence("ledger_entry " + tree.size() + ": is not there");
          }
          tree.append(Hash.ofBytes(row.getBytes("leaf")));
        }
      }
    }
  }

  /// The line at a position, byte by byte; null when the log is not as long.
  ///
  /// @throws TamperedEvidence if it does not give its leaf
  @Transactional
  public byte @Nullable [] line(long position) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT entry, leaf FROM ledger_entry WHERE position = ?")) {
            select.setLong(1, position);
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? line(position, row) : null;
            }
          }
        });
  }

  private static byte[] line(long position, ResultSet row) throws SQLException {
    byte[] line = row.getString("entry").getBytes(UTF_8);
    if (!Hash.ofLeaf(line).equals(Hash.ofBytes(row.getBytes("leaf")))) {
      throw new TamperedEvidence("ledger_entry " + position + ": its line does not give its leaf");
    }
    return line;
  }

  /// The entry at a position; null when the log is not as long.
  ///
  /// @throws TamperedEvidence if it is none, or does not give its leaf
  @Transactional
  public @Nullable LedgerEntry entry(long position) {
    byte[] line = line(position);
    if (line == null) {
      return null;
    }
    try {
      return LedgerEntry.read("ledger_entry " + position, line);
    } catch (MalformedDocument e) {
      throw new TamperedEvidence(String.valueOf(e.getMessage()));
    }
  }
}
