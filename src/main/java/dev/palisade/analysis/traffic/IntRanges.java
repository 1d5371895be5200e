package dev.palisade.analysis.traffic;

import java.util.Arrays;

/// A set of non-negative integers as sorted ranges that neither overlap nor touch: the form is
/// unique, so equal sets are equal arrays. Ports, ICMP types and codes, and protocol numbers all
/// rest on it.
final class IntRanges {

  static final IntRanges EMPTY = new IntRanges(new int[0]);

  /// First, last, first, last, …
  private final int[] bounds;

  private final int hash;

  private IntRanges(int[] bounds) {
    this.bounds = bounds;
    this.hash = Arrays.hashCode(bounds);
  }

  static IntRanges of(int first, int last) {
    return new IntRanges(new int[] {first, last});
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  /// The number of ranges.
  int count() {
    return bounds.length / 2;
  }

  int first(int range) {
    return bounds[2 * range];
  }

  int last(int range) {
    return bounds[2 * range + 1];
  }

  /// The number of integers.
  int size() {
    int size = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      size += bounds[i + 1] - bounds[i] + 1;
    }
    return size;
  }

  boolean contains(int number) {
    int at = Arrays.binarySearch(bounds, number);
    // An exact hit is an end of a range; a miss inside a range has an odd insertion point.
    return at >= 0 || (-at - 1) % 2 == 1;
  }

  IntRanges union(IntRanges other) {
    if (equals(other) || other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    int[] left = bounds;
    int[] right = other.bounds;
    int[] merged = new int[left.length + right.length];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < left.length || j < right.length) {
      boolean fromLeft = j == right.length || (i < left.length && left[i] <= right[j]);
      int first = fromLeft ? left[i] : right[j];
      int last = fromLeft ? left[i + 1] : right[j + 1];
      if (fromLeft) {
        i += 2;
      } else {
        j += 2;
      }
      if (n > 0 && first <= merged[n - 1] + 1) {
        merged[n - 1] = Math.max(merged[n - 1], last);
      } else {
        merged[n++] = first;
        merged[n++] = last;
      }
    }
    return trimmed(merged, n);
  }

  IntRanges intersect(IntRanges other) {
    if (equals(other) || isEmpty()) {
      return this;
    }
    int[] left = bounds;
    int[] right = other.bounds;
    int[] common = new int[left.length + right.length];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < left.length && j < right.length) {
      int first = Math.max(left[i], right[j]);
      int last = Math.min(left[i + 1], right[j + 1]);
      if (first <= last) {
        common[n++] = first;
        common[n++] = last;
      }
      if (left[i + 1] < right[j + 1]) {
        i += 2;
      } else {
        j += 2;
      }
    }
    return trimmed(common, n);
  }

  IntRanges minus(IntRanges other) {
    if (equals(other)) {
      return EMPTY;
    }
    if (isEmpty() || other.isEmpty()) {
      return this;
    }
    int[] right = other.bounds;
    int[] rest = new int[bounds.length + right.length];
    int n = 0;
    int j = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      int first = bounds[i];
      int last = bounds[i + 1];
      while (j < right.length && right[j + 1] < first) {
        j += 2;
      }
      // A range taken away may reach into our next range too, so it is looked at again there.
      for (int k = j; k < right.length && right[k] <= last && first <= last; k += 2) {
        if (right[k] > first) {
          rest[n++] = first;
          rest[n++] = right[k] - 1;
        }
        first = Math.max(first, right[k + 1] + 1);
      }
      if (first <= last) {
        rest[n++] = first;
        rest[n++] = last;
      }
    }
    return trimmed(rest, n);
  }

  boolean isSubsetOf(IntRanges other) {
    int[] right = other.bounds;
    int j = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      while (j < right.length && right[j + 1] < bounds[i]) {
        j += 2;
      }
      // Ranges never touch, so one range of ours lies within one range of the other or not at all.
      if (j == right.length || bounds[i] < right[j] || bounds[i + 1] > right[j + 1]) {
        return false;
      }
    }
    return true;
  }

  boolean overlaps(IntRanges other) {
    int i = 0;
    int j = 0;
    while (i < bounds.length && j < other.bounds.length) {
      if (bounds[i + 1] < other.bounds[j]) {
        i += 2;
      } else if (other.bounds[j + 1] < bounds[i]) {
        j += 2;
      } else {
        return true;
      }
    }
    return false;
  }

  private static IntRanges trimmed(int[] bounds, int length) {
    if (length == 0) {
      return EMPTY;
    }
    return new IntRanges(length == bounds.length ? bounds : Arrays.copyOf(bounds, length));
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof IntRanges that
            && hash == that.hash
            && Arrays.equals(bounds, that.bounds));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /// `80,8080-8090`.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int range = 0; range < count(); range++) {
      text.append(range == 0 ? "" : ",").append(first(range));
      if (last(range) > first(range)) {
        text.append('-').append(last(range));
      }
    }
    return text.toString();
  }
}
