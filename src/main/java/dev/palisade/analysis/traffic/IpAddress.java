package dev.palisade.analysis.traffic;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An IPv4 or IPv6 address, without zone.
///
/// An IPv4-mapped text (`::ffff:10.0.0.1`) is read as the IPv4 address that it stands for, as Go's
/// `net.ParseIP`, and so Kubernetes, does.
///
/// @param high the upper 64 bits, 0 for IPv4
/// @param low the lower 64 bits, unsigned; for IPv4 within 0 to 2^32-1
public record IpAddress(Family family, long high, long low) implements Comparable<IpAddress> {

  /// IPv4 stands before IPv6 wherever the two are sorted.
  public enum Family {
    V4(32, "IPv4"),
    V6(128, "IPv6");

    private final int bits;
    private final String text;

    Family(int bits, String text) {
      this.bits = bits;
      this.text = text;
    }

    /// The length of an address: 32 or 128.
    public int bits() {
      return bits;
    }

    /// All zeros.
    public IpAddress first() {
      return new IpAddress(this, 0, 0);
    }

    /// All ones.
    public IpAddress last() {
      return this == V4 ? new IpAddress(V4, 0, V4_MASK) : new IpAddress(V6, -1, -1);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final long V4_MASK = 0xffff_ffffL;

  public IpAddress {
    if (family == Family.V4 && (high != 0 || (low & ~V4_MASK) != 0)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }
  }

  /// Reads an address as strictly as Go's `netip.ParseAddr`: four octets without leading zeros, or
  /// IPv6 in any of the forms of RFC 4291 section 2.2, without a zone.
  ///
  /// @throws IllegalArgumentException if it is no address
  public static IpAddress parse(String text) {
    IpAddress address = parseOrNull(text);
    if (address == null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not an IP address" + IpText.hint(text));
    }
    return address;
  }

  /// As [#parse], empty for a text that is no address.
  public static Optional<IpAddress> tryParse(String text) {
    return Optional.ofNullable(parseOrNull(text));
  }

  private static @Nullable IpAddress parseOrNull(String text) {
    IpAddress written = IpText.read(text);
    return written == null ? null : written.unmapped();
  }

  public static IpAddress v4(long bits) {
    return new IpAddress(Family.V4, 0, bits);
  }

  public static IpAddress v6(long high, long low) {
    return new IpAddress(Family.V6, high, low);
  }

  /// Whether it is within `::ffff:0:0/96`, so that it stands for an IPv4 address (RFC 4291 section
  /// 2.5.5.2).
  boolean isMapped() {
    return family == Family.V6 && high == 0 && (low >>> 32) == 0xffffL;
  }

  /// The IPv4 address that a mapped one stands for, any other unchanged.
  IpAddress unmapped() {
    return isMapped() ? v4(low & V4_MASK) : this;
  }

  public boolean isV4() {
    return family == Family.V4;
  }

  /// The address after this one.
  ///
  /// @throws ArithmeticException after the last of the family
  public IpAddress next() {
    if (equals(family.last())) {
      throw new ArithmeticException("no address follows " + this);
    }
    return new IpAddress(family, low == -1 ? high + 1 : high, low + 1);
  }

  /// The address before this one.
  ///
  /// @throws ArithmeticException before the first of the family
  public IpAddress previous() {
    if (high == 0 && low == 0) {
      throw new ArithmeticException("no address precedes " + this);
    }
    return new IpAddress(family, low == 0 ? high - 1 : high, low - 1);
  }

  /// The address with its last bits, all but `prefix`, set to zero.
  IpAddress firstOf(int prefix) {
    int hostBits = family.bits() - prefix;
    return new IpAddress(family, high & ~ones(hostBits - 64), low & ~ones(hostBits));
  }

  /// The address with its last bits, all but `prefix`, set to one.
  IpAddress lastOf(int prefix) {
    int hostBits = family.bits() - prefix;
    return new IpAddress(family, high | ones(hostBits - 64), low | ones(hostBits));
  }

  /// The number of zero bits at the end.
  int trailingZeros() {
    int zeros = low != 0 ? Long.numberOfTrailingZeros(low) : 64 + Long.numberOfTrailingZeros(high);
    return Math.min(zeros, family.bits());
  }

  private static long ones(int count) {
    if (count <= 0) {
      return 0;
    }
    return count >= 64 ? -1L : (1L << count) - 1;
  }

  @Override
  public int compareTo(IpAddress other) {
    if (family != other.family) {
      return family.compareTo(other.family);
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /// Dotted for IPv4; for IPv6 the form of RFC 5952, lower case with the longest run of zeros as
  /// `::`.
  @Override
  public String toString() {
    return IpText.write(this);
  }
}
