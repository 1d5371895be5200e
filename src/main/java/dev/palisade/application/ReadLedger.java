package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import dev.palisade.ledger.ConsistencyProof;
import dev.palisade.ledger.Hash;
import dev.palisade.ledger.LogProof;
import dev.palisade.ledger.MerkleTree;
import dev.palisade.store.CheckpointStore;
import dev.palisade.store.LedgerStore;
import dev.palisade.store.StoredCheckpoint;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Looks into the log, and proves what stands in it.
@ApplicationScoped
public class ReadLedger {
  private final LedgerStore ledger;
  private final CheckpointStore checkpoints;
  private final SignCheckpoints sign;
  private final SigningKeys keys;

  public ReadLedger(
      LedgerStore ledger, CheckpointStore checkpoints, SignCheckpoints sign, SigningKeys keys) {
    this.ledger = ledger;
    this.checkpoints = checkpoints;
    this.sign = sign;
    this.keys = keys;
  }

  /// A signed checkpoint, as a file holds it.
  ///
  /// @param size null: the log as it is now, which is signed if it was not yet
  /// @throws NotFound if none of that size was signed
  public byte[] checkpoint(@Nullable Long size) {
    if (size == null) {
      return sign.latest().note().bytes();
    }
    StoredCheckpoint found = Stored.answer(() -> checkpoints.ofSize(size));
    if (found == null) {
      throw new NotFound("no checkpoint was signed of " + size + " entries");
    }
    return found.note().bytes();
  }

  /// A line of the log, byte by byte: SHA-256 over a zero byte and these is its leaf.
  ///
  /// @throws NotFound if the log is not as long
  public byte[] entry(long position) {
    byte[] line = Stored.answer(() -> ledger.line(position));
    if (line == null) {
      throw new NotFound("the log has no entry " + position);
    }
    return line;
  }

  /// That an entry stands in the log of some size, as the `proof.json` of a bundle says it.
  ///
  /// @param size null: that of the newest checkpoint
  /// @throws NotFound if the log is not as long
  /// @throws UnusableInput if the entry does not lie in a log of that size
  public byte[] proof(long position, @Nullable Long size) {
    entry(position);
    long of = size == null ? sign.latest().checkpoint().size() : size;
    return proved(
        tree -> {
          requireSize(of, tree.size());
          if (position >= of) {
            throw new UnusableInput("entry " + position + " is not in a log of " + of);
          }
          return new LogProof(tree.inclusion(position, of), List.of()).json();
        });
  }

  /// That the log only grew, with the roots that it had: canonical JSON.
  ///
  /// @param to null: the size of the newest checkpoint
  /// @throws NotFound if the log is not as long
  /// @throws UnusableInput if `to` is smaller than `from`
  public byte[] consistency(long from, @Nullable Long to) {
    long until = to == null ? sign.latest().checkpoint().size() : to;
    return proved(
        tree -> {
          requireSize(until, tree.size());
          if (from < 0 || from > until) {
            throw new UnusableInput("a log of " + until + " entries was never one of " + from);
          }
          return json(tree.consistency(from, until), tree.root(from), tree.root(until));
        });
  }

  private byte[] proved(Function<MerkleTree, byte[]> proof) {
    return Stored.answer(() -> ledger.tree(proof));
  }

  private static void requireSize(long asked, long size) {
    if (asked < 0 || asked > size) {
      throw new NotFound("the log has " + size + " entries and never had " + asked);
    }
  }

  private static byte[] json(ConsistencyProof proof, Hash from, Hash to) {
    return CanonicalJson.text(
            Node.object(
                Map.of(
                    "format", Node.text("palisade/consistency-proof/v1"),
                    "from", Node.number(proof.from()),
                    "fromRoot", Node.text(from.toString()),
                    "to", Node.number(proof.to()),
                    "toRoot", Node.text(to.toString()),
                    "hashes",
                        Node.array(
                            proof.hashes().stream().map(h -> Node.text(h.toString())).toList()))))
        .getBytes(UTF_8);
  }

  /// The source of the independent verifier.
  public byte[] verifier() {
    try (InputStream in = ReadLedger.class.getResourceAsStream("/verifier/Verify.java")) {
      return Objects.requireNonNull(in, "the build puts it there").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every key that ever signed, the oldest first.
  public List<LogKey> keys() {
    return keys.history().terms().stream()
        .map(term -> new LogKey(term.key().toString(), term.key().pem(), term.from(), term.until()))
        .toList();
  }
}
