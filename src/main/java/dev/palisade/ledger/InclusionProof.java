package dev.palisade.ledger;

import java.util.List;

/// That an entry stands in a log: the sibling hashes on the way from its leaf to the root.
///
/// @param index the entry's place, from 0
/// @param size how many entries the log has
/// @param hashes the audit path of RFC 6962 section 2.1.1, from the leaf upwards
public record InclusionProof(long index, long size, List<Hash> hashes) {
  public InclusionProof {
    hashes = List.copyOf(hashes);
  }

  /// Whether the leaf leads to the root.
  public boolean proves(Hash leaf, Hash root) {
    return index >= 0 && index < size && climb(leaf, root);
  }

  /// RFC 9162 section 2.1.3.2.
  private boolean climb(Hash leaf, Hash root) {
    long node = index;
    long last = size - 1;
    Hash reached = leaf;
    for (Hash sibling : hashes) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        reached = Hash.ofNode(sibling, reached);
        while ((node & 1) == 0 && node != 0) { // levels at which the last node has no sibling
          node >>= 1;
          last >>= 1;
        }
      } else {
        reached = Hash.ofNode(reached, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && reached.equals(root);
  }
}
