package dev.palisade.ledger;

import java.util.ArrayList;
import java.util.List;

/// All that a log must remember to grow: its size and the roots of the complete subtrees that it
/// falls into, largest first, one for each bit set in the size. Proofs need a [MerkleTree].
public record Frontier(long size, List<Hash> subtrees) {
  /// Of a log without entries.
  public static final Frontier EMPTY = new Frontier(0, List.of());

  public Frontier {
    subtrees = List.copyOf(subtrees);
    if (size < 0 || subtrees.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "a log of %d entries falls into %d complete subtrees, not %d"
              .formatted(size, Long.bitCount(size), subtrees.size()));
    }
  }

  /// The log with one more entry.
  public Frontier append(Hash leaf) {
    List<Hash> grown = new ArrayList<>(subtrees);
    Hash carried = leaf;
    // each trailing 1 of the size is a subtree as large as what is carried
    for (long bits = size; (bits & 1) == 1; bits >>= 1) {
      carried = Hash.ofNode(grown.removeLast(), carried);
    }
    grown.add(carried);
    return new Frontier(size + 1, grown);
  }

  /// The Merkle Tree Hash of all entries (RFC 6962 section 2.1).
  public Hash root() {
    return fold(subtrees);
  }

  static Hash fold(List<Hash> subtrees) {
    if (subtrees.isEmpty()) {
      return Hash.EMPTY;
    }
    Hash root = subtrees.getLast();
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = Hash.ofNode(subtrees.get(i), root);
    }
    return root;
  }
}
