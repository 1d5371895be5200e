package dev.palisade.analysis.reachability;

import org.roaringbitmap.RoaringBitmap;

/// What a peer matches: surely, and perhaps. The first is within the second; they are one object
/// where nothing is in doubt. Neither bitmap is changed after construction.
record Extent(RoaringBitmap must, RoaringBitmap may) {

  static Extent certain(RoaringBitmap set) {
    return new Extent(set, set);
  }

  boolean isCertain() {
    return must == may;
  }

  RoaringBitmap of(Certainty certainty) {
    return certainty == Certainty.MUST ? must : may;
  }

  Extent or(Extent other) {
    RoaringBitmap surely = RoaringBitmap.or(must, other.must);
    return isCertain() && other.isCertain()
        ? certain(surely)
        : new Extent(surely, RoaringBitmap.or(may, other.may));
  }

  Extent and(Extent other) {
    RoaringBitmap surely = RoaringBitmap.and(must, other.must);
    return isCertain() && other.isCertain()
        ? certain(surely)
        : new Extent(surely, RoaringBitmap.and(may, other.may));
  }

  Extent within(RoaringBitmap everything) {
    return and(certain(everything));
  }

  /// What is not surely in it may be outside, and the other way round.
  Extent complement(RoaringBitmap everything) {
    RoaringBitmap surely = RoaringBitmap.andNot(everything, may);
    return isCertain()
        ? certain(surely)
        : new Extent(surely, RoaringBitmap.andNot(everything, must));
  }
}
