package dev.palisade.analysis.traffic;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// The whole of IPv4 and IPv6 cut at both ends of every range of some sets: consecutive ranges,
/// ascending, numbered from 0.
///
/// Each of those sets is a union of pieces, so the addresses of one piece cannot be told apart by
/// them. Pieces that the sets treat alike are not merged: whoever wants classes merges them.
public final class AddressCuts {

  private final List<IpRange> ranges;

  private AddressCuts(List<IpRange> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /// Cuts at the ends of the ranges of all sets. Without any there are two pieces, one a family.
  public static AddressCuts of(Collection<IpSet> sets) {
    TreeSet<IpAddress> starts = new TreeSet<>();
    for (IpAddress.Family family : IpAddress.Family.values()) {
      starts.add(family.first());
    }
    for (IpSet set : sets) {
      for (IpRange range : set.ranges()) {
        starts.add(range.first());
        if (!range.last().equals(range.family().last())) {
          starts.add(range.last().next());
        }
      }
    }
    List<IpRange> pieces = new ArrayList<>(starts.size());
    for (IpAddress start : starts) {
      IpAddress next = starts.higher(start);
      boolean lastOfFamily = next == null || next.family() != start.family();
      pieces.add(new IpRange(start, lastOfFamily ? start.family().last() : next.previous()));
    }
    return new AddressCuts(pieces);
  }

  /// The pieces, ascending, IPv4 first.
  public List<IpRange> ranges() {
    return ranges;
  }

  /// The number of pieces.
  public int size() {
    return ranges.size();
  }

  public IpRange range(int number) {
    return ranges.get(number);
  }

  /// The number of the piece that an address is in.
  public int atomOf(IpAddress address) {
    int low = 0;
    int high = ranges.size() - 1;
    while (low < high) {
      // The last piece that does not begin after the address.
      int middle = (low + high + 1) >>> 1;
      if (ranges.get(middle).first().compareTo(address) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// The numbers of the pieces that make up a set.
  ///
  /// @throws IllegalArgumentException if the set divides a piece: it is no union of the sets that
  ///   the cuts were made by
  public BitSet atomsOf(IpSet set) {
    BitSet atoms = new BitSet(ranges.size());
    for (IpRange range : set.ranges()) {
      int first = atomOf(range.first());
      int last = atomOf(range.last());
      if (!ranges.get(first).first().equals(range.first())
          || !ranges.get(last).last().equals(range.last())) {
        throw new IllegalArgumentException(
            "the addresses " + range + " end inside a piece of the cut line");
      }
      atoms.set(first, last + 1);
    }
    return atoms;
  }

  /// The addresses of some pieces.
  public IpSet addressesOf(BitSet atoms) {
    return IpSet.ofRanges(atoms.stream().mapToObj(ranges::get).toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressCuts that && ranges.equals(that.ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  /// The pieces, as `FIRST-LAST` each.
  @Override
  public String toString() {
    return ranges.toString();
  }
}
