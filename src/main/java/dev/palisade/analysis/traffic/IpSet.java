package dev.palisade.analysis.traffic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// A set of addresses of both families.
///
/// Held as sorted ranges, IPv4 first, that neither overlap nor touch.
public final class IpSet {

  public static final IpSet NONE = new IpSet(List.of());
  public static final IpSet ALL_V4 = new IpSet(List.of(IpRange.all(IpAddress.Family.V4)));
  public static final IpSet ALL_V6 = new IpSet(List.of(IpRange.all(IpAddress.Family.V6)));
  public static final IpSet ALL =
      new IpSet(List.of(IpRange.all(IpAddress.Family.V4), IpRange.all(IpAddress.Family.V6)));

  private final List<IpRange> ranges;
  private final int hash;

  private IpSet(List<IpRange> ranges) {
    this.ranges = List.copyOf(ranges);
    this.hash = this.ranges.hashCode();
  }

  public static IpSet of(IpAddress address) {
    return new IpSet(List.of(IpRange.of(address)));
  }

  /// The union of blocks.
  public static IpSet of(Cidr... cidrs) {
    return ofRanges(List.of(cidrs).stream().map(Cidr::range).toList());
  }

  /// The union of ranges, which may overlap and come in any order.
  public static IpSet of(IpRange... ranges) {
    return ofRanges(List.of(ranges));
  }

  /// The union of ranges, which may overlap and come in any order.
  public static IpSet ofRanges(Collection<IpRange> ranges) {
    return joined(ranges.stream().sorted().toList());
  }

  /// The union of many sets; faster than one by one.
  public static IpSet unionOf(Collection<IpSet> sets) {
    return ofRanges(sets.stream().flatMap(set -> set.ranges.stream()).toList());
  }

  /// Reads what [#toString] writes; the empty text is [#NONE].
  ///
  /// @throws IllegalArgumentException if a part is no range of addresses
  public static IpSet parse(String text) {
    List<IpRange> ranges = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String part : text.split(",", -1)) {
        ranges.add(IpRange.parse(part));
      }
    }
    return ofRanges(ranges);
  }

  private static IpSet joined(List<IpRange> sorted) {
    List<IpRange> joined = new ArrayList<>(sorted.size());
    for (IpRange range : sorted) {
      IpRange before = joined.isEmpty() ? null : joined.getLast();
      if (before != null && touches(before, range)) {
        if (before.last().compareTo(range.last()) < 0) {
          joined.set(joined.size() - 1, new IpRange(before.first(), range.last()));
        }
      } else {
        joined.add(range);
      }
    }
    return new IpSet(joined);
  }

  /// Whether a range overlaps or directly follows one that does not begin after it.
  private static boolean touches(IpRange before, IpRange range) {
    return before.family() == range.family()
        && (range.first().compareTo(before.last()) <= 0
            || range.first().previous().equals(before.last()));
  }

  public IpSet union(IpSet other) {
    if (equals(other) || other.isEmpty()) {
      return this;
    }
    return isEmpty() ? other : unionOf(List.of(this, other));
  }

  public IpSet intersect(IpSet other) {
    if (equals(other)) {
      return this;
    }
    List<IpRange> common = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < ranges.size() && j < other.ranges.size()) {
      IpRange left = ranges.get(i);
      IpRange right = other.ranges.get(j);
      if (left.overlaps(right)) {
        common.add(new IpRange(max(left.first(), right.first()), min(left.last(), right.last())));
      }
      if (left.last().compareTo(right.last()) < 0) {
        i++;
      } else {
        j++;
      }
    }
    return new IpSet(common);
  }

  public IpSet minus(IpSet other) {
    return isEmpty() || other.isEmpty() ? this : intersect(other.complement());
  }

  /// Every address of both families that is not in this set.
  public IpSet complement() {
    List<IpRange> gaps = new ArrayList<>();
    for (IpAddress.Family family : IpAddress.Family.values()) {
      IpAddress from = family.first();
      boolean open = true;
      for (IpRange range : ranges) {
        if (range.family() != family) {
          continue;
        }
        if (from.compareTo(range.first()) < 0) {
          gaps.add(new IpRange(from, range.first().previous()));
        }
        open = !range.last().equals(family.last());
        from = open ? range.last().next() : from;
      }
      if (open) {
        gaps.add(new IpRange(from, family.last()));
      }
    }
    return new IpSet(gaps);
  }

  private static IpAddress min(IpAddress left, IpAddress right) {
    return left.compareTo(right) <= 0 ? left : right;
  }

  private static IpAddress max(IpAddress left, IpAddress right) {
    return left.compareTo(right) >= 0 ? left : right;
  }

  public boolean contains(IpAddress address) {
    int low = 0;
    int high = ranges.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      IpRange range = ranges.get(middle);
      if (address.compareTo(range.first()) < 0) {
        high = middle - 1;
      } else if (address.compareTo(range.last()) > 0) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  public boolean isSubsetOf(IpSet other) {
    int j = 0;
    for (IpRange range : ranges) {
      while (j < other.ranges.size() && other.ranges.get(j).last().compareTo(range.first()) < 0) {
        j++;
      }
      // Ranges never touch, so one of ours lies within one of the other's or not at all.
      if (j == other.ranges.size()
          || range.first().compareTo(other.ranges.get(j).first()) < 0
          || range.last().compareTo(other.ranges.get(j).last()) > 0) {
        return false;
      }
    }
    return true;
  }

  public boolean overlaps(IpSet other) {
    int i = 0;
    int j = 0;
    while (i < ranges.size() && j < other.ranges.size()) {
      IpRange left = ranges.get(i);
      IpRange right = other.ranges.get(j);
      if (left.overlaps(right)) {
        return true;
      }
      if (left.last().compareTo(right.last()) < 0) {
        i++;
      } else {
        j++;
      }
    }
    return false;
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /// The ranges, ascending, IPv4 first; no two overlap or touch.
  public List<IpRange> ranges() {
    return ranges;
  }

  /// The part of one family.
  public IpSet restrictedTo(IpAddress.Family family) {
    return intersect(family == IpAddress.Family.V4 ? ALL_V4 : ALL_V6);
  }

  /// The fewest blocks whose union this set is, ascending.
  public List<Cidr> cidrs() {
    List<Cidr> cidrs = new ArrayList<>();
    for (IpRange range : ranges) {
      IpAddress from = range.first();
      while (true) {
        Cidr block = widestAt(from, range.last());
        cidrs.add(block);
        if (block.last().equals(range.last())) {
          break;
        }
        from = block.last().next();
      }
    }
    return List.copyOf(cidrs);
  }

  /// The widest block that begins at an address and does not reach beyond another.
  private static Cidr widestAt(IpAddress first, IpAddress last) {
    int prefix = first.family().bits() - first.trailingZeros();
    while (first.lastOf(prefix).compareTo(last) > 0) {
      prefix++;
    }
    return new Cidr(first, prefix);
  }

  /// The number of addresses.
  public BigInteger size() {
    return ranges.stream().map(IpRange::size).reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof IpSet that && hash == that.hash && ranges.equals(that.ranges));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /// `10.0.0.0-10.255.255.255,192.168.1.1-192.168.1.1`; the empty text for no address.
  @Override
  public String toString() {
    return ranges.stream().map(IpRange::toString).collect(Collectors.joining(","));
  }
}
