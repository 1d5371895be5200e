package dev.palisade.analysis.reachability;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/// An immutable set of classes of endpoints of one [Reachability], by their numbers.
public final class ClassSet {
  private final RoaringBitmap bits;

  /// Takes the bitmap over: the caller must not change it any more.
  ClassSet(RoaringBitmap bits) {
    this.bits = bits;
  }

  public boolean contains(int classNumber) {
    return bits.contains(classNumber);
  }

  public boolean isEmpty() {
    return bits.isEmpty();
  }

  public int size() {
    return bits.getCardinality();
  }

  /// In ascending order.
  public void forEach(IntConsumer consumer) {
    bits.forEach((org.roaringbitmap.IntConsumer) consumer::accept);
  }

  /// In ascending order.
  public IntStream ids() {
    return bits.stream();
  }

  @Override
  public String toString() {
    return bits.toString();
  }
}
