package dev.palisade.analysis.reachability;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/// An immutable set of endpoints of one [Endpoints] table, by their numbers.
public final class EndpointSet {
  private final RoaringBitmap bits;

  /// Takes the bitmap over: the caller must not change it any more.
  EndpointSet(RoaringBitmap bits) {
    this.bits = bits;
  }

  /// The set of these numbers.
  public static EndpointSet of(int... ids) {
    return new EndpointSet(RoaringBitmap.bitmapOf(ids));
  }

  RoaringBitmap bits() {
    return bits;
  }

  public boolean contains(int id) {
    return bits.contains(id);
  }

  public boolean isEmpty() {
    return bits.isEmpty();
  }

  public int size() {
    return bits.getCardinality();
  }

  /// The lowest number in it.
  ///
  /// @throws java.util.NoSuchElementException when empty
  public int first() {
    return bits.first();
  }

  public EndpointSet and(EndpointSet other) {
    return new EndpointSet(RoaringBitmap.and(bits, other.bits));
  }

  public EndpointSet or(EndpointSet other) {
    return new EndpointSet(RoaringBitmap.or(bits, other.bits));
  }

  public EndpointSet minus(EndpointSet other) {
    return new EndpointSet(RoaringBitmap.andNot(bits, other.bits));
  }

  public boolean overlaps(EndpointSet other) {
    return RoaringBitmap.intersects(bits, other.bits);
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
  public boolean equals(Object other) {
    return other instanceof EndpointSet s && bits.equals(s.bits);
  }

  @Override
  public int hashCode() {
    // equal bitmaps may differ in RoaringBitmap's own hash (array or run container)
    return bits.getCardinality() * 31 + (bits.isEmpty() ? 0 : bits.first() * 17 + bits.last());
  }

  @Override
  public String toString() {
    return bits.toString();
  }
}
