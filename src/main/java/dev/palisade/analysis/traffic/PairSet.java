package dev.palisade.analysis.traffic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/// A set of pairs of integers: (destination port, source port), or (ICMP type, ICMP code).
///
/// Held as rows, each a set of first members that go with the same set of second members. No first
/// member is in two rows, no two rows have equal seconds, no row is empty, and rows are sorted by
/// their lowest first member: the form is unique.
final class PairSet {

  static final PairSet EMPTY = new PairSet(List.of());

  private static final Comparator<Row> ORDER =
      Comparator.comparingInt(row -> row.firsts().first(0));

  /// The product of two non-empty sets.
  record Row(IntRanges firsts, IntRanges seconds) {

    private boolean isSubsetOf(Row other) {
      return firsts.isSubsetOf(other.firsts) && seconds.isSubsetOf(other.seconds);
    }
  }

  private final List<Row> rows;
  private final int hash;

  private PairSet(List<Row> rows) {
    this.rows = rows;
    this.hash = rows.hashCode();
  }

  static PairSet of(IntRanges firsts, IntRanges seconds) {
    return firsts.isEmpty() || seconds.isEmpty()
        ? EMPTY
        : new PairSet(List.of(new Row(firsts, seconds)));
  }

  List<Row> rows() {
    return rows;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  boolean contains(int first, int second) {
    for (Row row : rows) {
      if (row.firsts.contains(first)) {
        return row.seconds.contains(second);
      }
    }
    return false;
  }

  /// Every first member of a pair.
  IntRanges firsts() {
    IntRanges firsts = IntRanges.EMPTY;
    for (Row row : rows) {
      firsts = firsts.union(row.firsts);
    }
    return firsts;
  }

  PairSet union(PairSet other) {
    if (equals(other) || other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    if (isOneRow() && other.isOneRow()) {
      Row left = rows.getFirst();
      Row right = other.rows.getFirst();
      if (left.seconds.equals(right.seconds)) {
        return of(left.firsts.union(right.firsts), left.seconds);
      }
    }
    return combine(other, IntRanges::union);
  }

  PairSet intersect(PairSet other) {
    if (equals(other) || isEmpty()) {
      return this;
    }
    if (other.isEmpty()) {
      return other;
    }
    if (isOneRow() && other.isOneRow()) {
      Row left = rows.getFirst();
      Row right = other.rows.getFirst();
      return of(left.firsts.intersect(right.firsts), left.seconds.intersect(right.seconds));
    }
    return combine(other, IntRanges::intersect);
  }

  PairSet minus(PairSet other) {
    if (isEmpty() || other.isEmpty()) {
      return this;
    }
    if (equals(other)) {
      return EMPTY;
    }
    if (isOneRow() && other.isOneRow()) {
      Row left = rows.getFirst();
      Row right = other.rows.getFirst();
      if (left.seconds.isSubsetOf(right.seconds)) {
        return of(left.firsts.minus(right.firsts), left.seconds);
      }
    }
    return combine(other, IntRanges::minus);
  }

  boolean isSubsetOf(PairSet other) {
    if (isEmpty() || equals(other)) {
      return true;
    }
    if (isOneRow() && other.isOneRow()) {
      return rows.getFirst().isSubsetOf(other.rows.getFirst());
    }
    return minus(other).isEmpty();
  }

  boolean overlaps(PairSet other) {
    for (Row left : rows) {
      for (Row right : other.rows) {
        if (left.firsts.overlaps(right.firsts) && left.seconds.overlaps(right.seconds)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isOneRow() {
    return rows.size() == 1;
  }

  /// Applies an operation to the seconds that go with each first member; where a set has no row for
  /// it, to the empty set.
  private PairSet combine(PairSet other, BinaryOperator<IntRanges> operation) {
    Map<IntRanges, IntRanges> firstsBySeconds = new HashMap<>();
    IntRanges otherRest = other.firsts();
    for (Row left : rows) {
      IntRanges rest = left.firsts;
      for (Row right : other.rows) {
        IntRanges common = left.firsts.intersect(right.firsts);
        add(firstsBySeconds, common, operation.apply(left.seconds, right.seconds));
        rest = rest.minus(right.firsts);
      }
      add(firstsBySeconds, rest, operation.apply(left.seconds, IntRanges.EMPTY));
      otherRest = otherRest.minus(left.firsts);
    }
    for (Row right : other.rows) {
      IntRanges rest = right.firsts.intersect(otherRest);
      add(firstsBySeconds, rest, operation.apply(IntRanges.EMPTY, right.seconds));
    }
    List<Row> combined = new ArrayList<>(firstsBySeconds.size());
    firstsBySeconds.forEach((seconds, firsts) -> combined.add(new Row(firsts, seconds)));
    combined.sort(ORDER);
    return combined.isEmpty() ? EMPTY : new PairSet(List.copyOf(combined));
  }

  private static void add(
      Map<IntRanges, IntRanges> firstsBySeconds, IntRanges firsts, IntRanges seconds) {
    if (!firsts.isEmpty() && !seconds.isEmpty()) {
      firstsBySeconds.merge(seconds, firsts, IntRanges::union);
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof PairSet that && hash == that.hash && rows.equals(that.rows));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return rows.toString();
  }
}
