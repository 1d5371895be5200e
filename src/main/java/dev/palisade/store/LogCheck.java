package dev.palisade.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.MalformedDocument;
import dev.palisade.ledger.Checkpoint;
import dev.palisade.ledger.Frontier;
import dev.palisade.ledger.Hash;
import dev.palisade.ledger.KeyHistory;
import dev.palisade.ledger.LedgerEntry;
import dev.palisade.ledger.MerkleTree;
import dev.palisade.ledger.SignedNote;
import dev.palisade.ledger.VerifierKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the log once and recomputes it: lines, leaves, subtrees, the history of keys, and every
/// checkpoint with its signatures. What the lines seal is looked for afterwards ([#seals]).
final class LogCheck {
  private final Connection connection;
  private final List<String> damage;
  private final MerkleTree tree = new MerkleTree();
  private Frontier frontier = Frontier.EMPTY;
  private boolean whole = true;
  private long expected;

  /// Lines whose evidence was not found yet, by kind and name.
  private final TreeMap<String, Sealed> open = new TreeMap<>();

  private @Nullable KeyHistory keys;
  private @Nullable StoredCheckpoint newest;

  private record Sealed(long position, LedgerEntry entry) {}

  /// @param damage to which is added what is wrong
  LogCheck(Connection connection, List<String> damage) {
    this.connection = connection;
    this.damage = damage;
  }

  void run() throws SQLException {
    Rows.each(
        connection,
        "SELECT position, entry, leaf, subtree FROM ledger_entry ORDER BY position",
        this::line);
    checkKeys();
    Rows.each(
        connection,
        "SELECT size, root, signed_at, note FROM ledger_checkpoint ORDER BY size",
        this::checkpoint);
  }

  MerkleTree tree() {
    return tree;
  }

  /// Every key that ever signed; empty when there was none.
  List<VerifierKey> keys() {
    return keys == null ? List.of() : keys.keys();
  }

  /// The largest checkpoint; null when none was signed.
  @Nullable StoredCheckpoint newest() {
    return newest;
  }

  private void line(ResultSet row) throws SQLException {
    long position = row.getLong("position");
    String which = "ledger_entry " + position;
    if (position != expected) {
      whole = false;
      damage.add("ledger_entry " + expected + ": is not there, the next is " + position);
    }
    expected = position + 1;
    byte[] line = row.getString("entry").getBytes(UTF_8);
    // what the row says of the line is what all that follows was computed from
    Hash leaf = Hash.ofBytes(row.getBytes("leaf"));
    if (!Hash.ofLeaf(line).equals(leaf)) {
      damage.add(which + ": its line does not give its leaf");
    }
    tree.append(leaf);
    frontier = frontier.append(leaf);
    if (whole && !Arrays.equals(LedgerWriter.subtree(frontier), row.getBytes("subtree"))) {
      whole = false; // a line that is not what it was makes all later ones wrong
      damage.add(which + ": the lines up to it do not give its subtree");
    }
    try {
      LedgerEntry entry = LedgerEntry.read(which, line);
      Sealed twice = open.put(key(entry), new Sealed(position, entry));
      if (twice != null) {
        damage.add(which + ": seals " + entry.name() + ", as " + twice.position() + " does");
      }
    } catch (MalformedDocument e) {
      damage.add(which + ": is no line of a log: " + e.getMessage());
    }
  }

  private void checkKeys() throws SQLException {
    Rows.each(
        connection,
        "SELECT position, history FROM ledger_keys ORDER BY position",
        row -> {
          var history = new KeyHistoryStore.Row(row.getInt("position"), row.getString("history"));
          String which = "ledger_keys " + history.position();
          try {
            keys = history.read();
          } catch (TamperedEvidence e) {
            damage.add(String.valueOf(e.getMessage()));
          }
          seals(
              which,
              LedgerEntry.Kind.KEY_HISTORY,
              "keys/" + history.position(),
              Hash.of(history.history().getBytes(UTF_8)));
        });
  }

  private void checkpoint(ResultSet row) throws SQLException {
    long size = row.getLong("size");
    String which = "ledger_checkpoint " + size;
    StoredCheckpoint stored;
    try {
      stored = CheckpointStore.read(row);
    } catch (TamperedEvidence e) {
      damage.add(String.valueOf(e.getMessage()));
      return;
    }
    newest = stored;
    Checkpoint checkpoint = stored.checkpoint();
    if (checkpoint.size() != size
        || !checkpoint.root().equals(Hash.ofBytes(row.getBytes("root")))) {
      damage.add(which + ": its note is not of its size and root");
    }
    SignedNote.Signers signers = stored.note().signers(keys());
    if (signers.good().isEmpty() || !signers.bad().isEmpty() || !signers.unknown().isEmpty()) {
      damage.add(which + ": has a signature that no key of the log made");
    }
    requireLeadsTo(which, checkpoint);
  }

  /// @param which what the checkpoint is called in messages
  void requireLeadsTo(String which, Checkpoint checkpoint) {
    List<VerifierKey> known = keys();
    if (!known.isEmpty() && !known.getFirst().name().equals(checkpoint.origin())) {
      damage.add(which + ": is of another log: " + checkpoint.origin());
    } else if (checkpoint.size() > tree.size()) {
      damage.add(
          which
              + ": is of "
              + checkpoint.size()
              + " entries, but the log has only "
              + tree.size()
              + ": the newest were removed");
    } else if (!tree.root(checkpoint.size()).equals(checkpoint.root())) {
      damage.add(which + ": the first " + checkpoint.size() + " entries do not give its root");
    }
  }

  /// That a row is what a line of the log seals.
  ///
  /// @param which the row, for messages
  /// @param digest that the row gives now
  void seals(String which, LedgerEntry.Kind kind, String name, Hash digest) {
    Sealed inLog = open.remove(kind + " " + name);
    if (inLog == null) {
      damage.add(which + ": no entry of the log seals it");
    } else if (!inLog.entry().digest().equals(digest)) {
      damage.add(which + ": is not what ledger_entry " + inLog.position() + " seals");
    }
  }

  void seals(String which, LedgerEntry expected) {
    seals(which, expected.kind(), expected.name(), expected.digest());
  }

  /// What is left when all evidence was looked at was sealed and is gone.
  void requireNothingLeft() {
    open.values()
        .forEach(
            inLog ->
                damage.add(
                    inLog.entry().kind()
                        + " "
                        + inLog.entry().name()
                        + ": ledger_entry "
                        + inLog.position()
                        + " seals it, but it is not there"));
  }

  private static String key(LedgerEntry entry) {
    return entry.kind() + " " + entry.name();
  }
}
