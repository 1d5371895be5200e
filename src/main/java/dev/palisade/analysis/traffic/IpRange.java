package dev.palisade.analysis.traffic;

import java.math.BigInteger;
import java.util.Comparator;

/// Consecutive addresses of one family, both ends included.
public record IpRange(IpAddress first, IpAddress last) implements Comparable<IpRange> {

  private static final Comparator<IpRange> ORDER =
      Comparator.comparing(IpRange::first).thenComparing(IpRange::last);

  public IpRange {
    if (first.family() != last.family() || first.compareTo(last) > 0) {
      throw new IllegalArgumentException(first + "-" + last + " is no range of addresses");
    }
  }

  public static IpRange of(IpAddress address) {
    return new IpRange(address, address);
  }

  /// Every address of a family.
  public static IpRange all(IpAddress.Family family) {
    return new IpRange(family.first(), family.last());
  }

  /// Reads what [#toString] writes, `FIRST-LAST`, or one address.
  ///
  /// @throws IllegalArgumentException if it is neither
  public static IpRange parse(String text) {
    int dash = text.indexOf('-');
    return dash < 0
        ? of(IpAddress.parse(text))
        : new IpRange(
            IpAddress.parse(text.substring(0, dash)), IpAddress.parse(text.substring(dash + 1)));
  }

  public IpAddress.Family family() {
    return first.family();
  }

  public boolean contains(IpAddress address) {
    return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
  }

  public boolean overlaps(IpRange other) {
    return first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
  }

  public BigInteger size() {
    return bits(last).subtract(bits(first)).add(BigInteger.ONE);
  }

  private static BigInteger bits(IpAddress address) {
    return unsigned(address.high()).shiftLeft(64).or(unsigned(address.low()));
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  @Override
  public int compareTo(IpRange other) {
    return ORDER.compare(this, other);
  }

  /// `10.0.0.0-10.255.255.255`; a single address too is written twice.
  @Override
  public String toString() {
    return first + "-" + last;
  }
}
