package dev.palisade.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The leaves of a log with the hashes of all complete subtrees above them: two hashes an entry,
/// from which every root and proof of RFC 6962 section 2.1 follows in O(log² n). Not safe for
/// threads.
public final class MerkleTree {
  /// `levels.get(k).get(i)` is the root over the leaves from `i << k` up to `(i + 1) << k`.
  private final List<List<Hash>> levels = new ArrayList<>(List.of(new ArrayList<>()));

  /// The tree over the given leaf hashes ([Hash#ofLeaf]), in their order.
  public static MerkleTree of(Collection<Hash> leaves) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::append);
    return tree;
  }

  /// Adds the hash of an entry ([Hash#ofLeaf]).
  ///
  /// @return its index, from 0
  public long append(Hash leaf) {
    int index = levels.getFirst().size();
    levels.getFirst().add(leaf);
    int at = index;
    for (int level = 0; (at & 1) == 1; level++, at >>= 1) {
      List<Hash> below = levels.get(level);
      if (level + 1 == levels.size()) {
        levels.add(new ArrayList<>());
      }
      levels.get(level + 1).add(Hash.ofNode(below.get(at - 1), below.get(at)));
    }
    return index;
  }

  /// How many entries there are.
  public long size() {
    return levels.getFirst().size();
  }

  /// The root now.
  public Hash root() {
    return root(size());
  }

  /// The root when there were so many entries.
  ///
  /// @throws IllegalArgumentException if there were never so many
  public Hash root(long size) {
    return frontier(size).root();
  }

  /// What a log of the first entries must remember to grow.
  ///
  /// @throws IllegalArgumentException if there were never so many
  public Frontier frontier(long size) {
    requireSize(size);
    return new Frontier(size, subtrees(0, size));
  }

  /// That an entry stands in the log of the first `size` entries.
  ///
  /// @throws IllegalArgumentException if it does not
  public InclusionProof inclusion(long index, long size) {
    requireSize(size);
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no entry " + index + " among " + size);
    }
    List<Hash> path = new ArrayList<>();
    path(index, 0, size, path);
    return new InclusionProof(index, size, path);
  }

  /// That the log of the first `to` entries begins with that of the first `from`.
  ///
  /// @throws IllegalArgumentException if `from` is more than `to`, or there were never so many
  public ConsistencyProof consistency(long from, long to) {
    requireSize(to);
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("a log of " + to + " entries was never one of " + from);
    }
    List<Hash> hashes = new ArrayList<>();
    if (from > 0 && from < to) {
      subproof(from, 0, to, true, hashes);
    }
    return new ConsistencyProof(from, to, hashes);
  }

  /// PATH(m, D[n]) of RFC 6962 section 2.1.1, for the leaves from `begin` up to `end`.
  private void path(long index, long begin, long end, List<Hash> to) {
    if (end - begin == 1) {
      return;
    }
    long middle = begin + split(end - begin);
    if (index < middle) {
      path(index, begin, middle, to);
      to.add(hash(middle, end));
    } else {
      path(index, middle, end, to);
      to.add(hash(begin, middle));
    }
  }

  /// SUBPROOF(m, D[n], b) of RFC 6962 section 2.1.2.
  ///
  /// @param known whether the verifier has the root of these leaves already
  private void subproof(long from, long begin, long end, boolean known, List<Hash> to) {
    if (from == end) {
      if (!known) {
        to.add(hash(begin, end));
      }
      return;
    }
    long middle = begin + split(end - begin);
    if (from <= middle) {
      subproof(from, begin, middle, known, to);
      to.add(hash(middle, end));
    } else {
      subproof(from, middle, end, false, to);
      to.add(hash(begin, middle));
    }
  }

  /// The root over the leaves from `begin`, where a subtree begins, up to `end`.
  private Hash hash(long begin, long end) {
    return Frontier.fold(subtrees(begin, end));
  }

  private List<Hash> subtrees(long begin, long end) {
    List<Hash> found = new ArrayList<>();
    for (long at = begin; at < end; ) {
      int level = 63 - Long.numberOfLeadingZeros(end - at);
      found.add(levels.get(level).get((int) (at >> level)));
      at += 1L << level;
    }
    return found;
  }

  /// The largest power of two smaller than `size`, which is more than 1.
  private static long split(long size) {
    return Long.highestOneBit(size - 1);
  }

  private void requireSize(long size) {
    if (size < 0 || size > size()) {
      throw new IllegalArgumentException(
          "the log has " + size() + " entries and never had " + size);
    }
  }
}
