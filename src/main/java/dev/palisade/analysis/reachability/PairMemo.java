package dev.palisade.analysis.reachability;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/// Remembers the last results of an operation on pairs of traffic sets, in a place by the pair: for
/// one thread that asks for the same few over and over.
final class PairMemo {

  private static final int PLACES = 1 << 12;

  private final IntBinaryOperator operation;
  private final long[] asked = new long[PLACES];
  private final int[] results = new int[PLACES];

  PairMemo(IntBinaryOperator operation) {
    this.operation = operation;
    Arrays.fill(asked, -1);
  }

  int of(int a, int b) {
    if (a == b) {
      // the union and the intersection of a set with itself
      return a;
    }
    long pair = ((long) a << 32) | b;
    int place = (a * 31 + b) & (PLACES - 1);
    if (asked[place] != pair) {
      results[place] = operation.applyAsInt(a, b);
      asked[place] = pair;
    }
    return results[place];
  }
}
