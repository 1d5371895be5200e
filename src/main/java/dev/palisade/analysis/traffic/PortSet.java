package dev.palisade.analysis.traffic;

import java.util.ArrayList;
import java.util.List;

/// A set of ports within 1 to 65535.
public final class PortSet {

  public static final PortSet NONE = new PortSet(IntRanges.EMPTY);
  public static final PortSet ALL = new PortSet(IntRanges.of(PortRange.MIN, PortRange.MAX));

  private final IntRanges ranges;

  private PortSet(IntRanges ranges) {
    this.ranges = ranges;
  }

  static PortSet of(IntRanges ranges) {
    if (ranges.isEmpty()) {
      return NONE;
    }
    return ranges.equals(ALL.ranges) ? ALL : new PortSet(ranges);
  }

  public static PortSet of(int port) {
    return of(PortRange.of(port));
  }

  /// The union of ranges, which may overlap and come in any order.
  public static PortSet of(PortRange... ranges) {
    return of(List.of(ranges));
  }

  /// The union of ranges, which may overlap and come in any order.
  public static PortSet of(Iterable<PortRange> ranges) {
    IntRanges union = IntRanges.EMPTY;
    for (PortRange range : ranges) {
      union = union.union(IntRanges.of(range.first(), range.last()));
    }
    return of(union);
  }

  /// Reads what [#toString] writes, `80,8080-8090`; the empty text is [#NONE].
  ///
  /// @throws IllegalArgumentException if a part is no port and no range
  public static PortSet parse(String text) {
    List<PortRange> ranges = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String part : text.split(",", -1)) {
        ranges.add(PortRange.parse(part));
      }
    }
    return of(ranges);
  }

  public PortSet union(PortSet other) {
    return of(ranges.union(other.ranges));
  }

  public PortSet intersect(PortSet other) {
    return of(ranges.intersect(other.ranges));
  }

  public PortSet minus(PortSet other) {
    return of(ranges.minus(other.ranges));
  }

  public PortSet complement() {
    return ALL.minus(this);
  }

  public boolean contains(int port) {
    return ranges.contains(port);
  }

  public boolean isSubsetOf(PortSet other) {
    return ranges.isSubsetOf(other.ranges);
  }

  public boolean overlaps(PortSet other) {
    return ranges.overlaps(other.ranges);
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  public boolean isAll() {
    return equals(ALL);
  }

  /// The number of ports.
  public int size() {
    return ranges.size();
  }

  /// The ranges, ascending; no two overlap or touch.
  public List<PortRange> ranges() {
    List<PortRange> list = new ArrayList<>(ranges.count());
    for (int i = 0; i < ranges.count(); i++) {
      list.add(new PortRange(ranges.first(i), ranges.last(i)));
    }
    return List.copyOf(list);
  }

  IntRanges asInts() {
    return ranges;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof PortSet that && ranges.equals(that.ranges));
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  /// `80,8080-8090`; the empty text for no port.
  @Override
  public String toString() {
    return ranges.toString();
  }
}
