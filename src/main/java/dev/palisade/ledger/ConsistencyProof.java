package dev.palisade.ledger;

import java.util.ArrayList;
import java.util.List;

/// That a log only grew: what it said at its first size, it says at its second.
///
/// @param from how many entries it had
/// @param to how many it has
/// @param hashes the proof of RFC 6962 section 2.1.2; none where the sizes are equal or the first
///   is 0
public record ConsistencyProof(long from, long to, List<Hash> hashes) {
  public ConsistencyProof {
    hashes = List.copyOf(hashes);
  }

  /// Whether the log with the first root became the one with the second.
  public boolean connects(Hash first, Hash second) {
    if (from < 0 || from > to) {
      return false;
    }
    if (from == to) {
      return hashes.isEmpty() && first.equals(second);
    }
    if (from == 0) {
      return hashes.isEmpty() && first.equals(Hash.EMPTY);
    }
    return climb(first, second);
  }

  /// RFC 9162 section 2.1.4.2.
  private boolean climb(Hash first, Hash second) {
    List<Hash> path = new ArrayList<>();
    if (Long.bitCount(from) == 1) {
      path.add(first); // a complete subtree, which the proof leaves out as known
    }
    path.addAll(hashes);
    if (path.isEmpty()) {
      return false;
    }
    int odd = Long.numberOfTrailingZeros(~(from - 1));
    long node = (from - 1) >> odd;
    long last = (to - 1) >> odd;
    Hash old = path.getFirst();
    Hash grown = path.getFirst();
    for (Hash sibling : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        old = Hash.ofNode(sibling, old);
        grown = Hash.ofNode(sibling, grown);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        grown = Hash.ofNode(grown, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && old.equals(first) && grown.equals(second);
  }
}
