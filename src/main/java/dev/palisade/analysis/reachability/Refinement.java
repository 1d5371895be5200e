package dev.palisade.analysis.reachability;

import java.util.Arrays;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// A partition that grows finer: each split parts the members of a set from the others of their
/// block. Takes time in the size of the set alone, and keeps nothing of it.
final class Refinement {

  private final int[] blockOf;
  private int[] sizes = new int[16];
  private int[] inside = new int[16];
  private int[] target = new int[16];
  private int blocks = 1;

  /// One block of all.
  Refinement(int members) {
    blockOf = new int[members];
    sizes[0] = members;
  }

  void split(RoaringBitmap set) {
    int before = blocks;
    set.forEach((IntConsumer) member -> inside[blockOf[member]]++);
    set.forEach((IntConsumer) this::move);
    // only blocks that the set touches have counts to clear: found again by where their members are
    // now
    set.forEach((IntConsumer) member -> clear(blockOf[member], before));
  }

  private void move(int member) {
    int block = blockOf[member];
    if (inside[block] == sizes[block] && target[block] == 0) {
      return;
    }
    if (target[block] == 0) {
      // in two steps: the left side of an assignment is evaluated first, and would be the array
      // from before it grew
      int created = newBlock(block);
      target[block] = created;
    }
    blockOf[member] = target[block];
    sizes[target[block]]++;
    sizes[block]--;
    inside[block]--;
  }

  private int newBlock(int parent) {
    if (blocks == sizes.length) {
      sizes = Arrays.copyOf(sizes, 2 * blocks);
      inside = Arrays.copyOf(inside, 2 * blocks);
      target = Arrays.copyOf(target, 2 * blocks);
    }
    // remembered so that the parent's mark can be taken off again
    inside[blocks] = -1 - parent;
    return blocks++;
  }

  private void clear(int block, int before) {
    if (block >= before && inside[block] < 0) {
      target[-1 - inside[block]] = 0;
    }
    inside[block] = 0;
  }

  int blockOf(int member) {
    return blockOf[member];
  }

  int blocks() {
    return blocks;
  }
}
