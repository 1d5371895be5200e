package dev.palisade.analysis.traffic;

import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A block of addresses: those that share the first `prefix` bits of `address` (RFC 4632).
///
/// Host bits are set to zero on construction, so that `192.168.242.213/24` equals
/// `192.168.242.0/24`; [#hasHostBits] tells that a text had some. A text within `::ffff:0:0/96` is
/// read as the IPv4 block that it stands for, as Go's `net.ParseCIDR` does.
public record Cidr(IpAddress address, int prefix) implements Comparable<Cidr> {

  private static final Comparator<Cidr> ORDER =
      Comparator.comparing(Cidr::address).thenComparingInt(Cidr::prefix);

  /// The bits of `::ffff:0:0/96`.
  private static final int MAPPED_PREFIX = 96;

  public Cidr {
    if (prefix < 0 || prefix > address.family().bits()) {
      throw new IllegalArgumentException(
          "prefix length " + prefix + " is not within 0 to " + address.family().bits());
    }
    address = address.firstOf(prefix);
  }

  /// The block of one address.
  public static Cidr of(IpAddress address) {
    return new Cidr(address, address.family().bits());
  }

  /// Reads `ADDRESS/PREFIX`; host bits are tolerated.
  ///
  /// @throws IllegalArgumentException if it is none
  public static Cidr parse(String text) {
    Cidr cidr = parseOrNull(text);
    if (cidr == null) {
      throw new IllegalArgumentException("\"" + text + "\" is not a CIDR" + hint(text));
    }
    return cidr;
  }

  /// As [#parse], empty for a text that is no CIDR.
  public static Optional<Cidr> tryParse(String text) {
    return Optional.ofNullable(parseOrNull(text));
  }

  /// Reads `ADDRESS/PREFIX`, or an address alone, which is the block of just that one (Calico's
  /// nets).
  ///
  /// @throws IllegalArgumentException if it is neither
  public static Cidr parseAddressOrCidr(String text) {
    return text.indexOf('/') < 0 ? of(IpAddress.parse(text)) : parse(text);
  }

  /// Whether the address of a CIDR has bits set beyond its prefix, as in `10.0.0.1/8`. False for a
  /// text that is no CIDR.
  public static boolean hasHostBits(String text) {
    int slash = text.indexOf('/');
    IpAddress written = slash < 0 ? null : IpText.read(text.substring(0, slash));
    int prefix = prefixOf(text, written);
    return written != null && prefix >= 0 && !written.firstOf(prefix).equals(written);
  }

  private static @Nullable Cidr parseOrNull(String text) {
    int slash = text.indexOf('/');
    IpAddress written = slash < 0 ? null : IpText.read(text.substring(0, slash));
    int prefix = prefixOf(text, written);
    if (written == null || prefix < 0) {
      return null;
    }
    return written.isMapped() && prefix >= MAPPED_PREFIX
        ? new Cidr(written.unmapped(), prefix - MAPPED_PREFIX)
        : new Cidr(written, prefix);
  }

  private static int prefixOf(String text, @Nullable IpAddress written) {
    return written == null
        ? Decimal.NONE
        : Decimal.tryParse(text.substring(text.indexOf('/') + 1), written.family().bits());
  }

  private static String hint(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return ": it lacks a prefix length, such as /32";
    }
    String address = text.substring(0, slash);
    IpAddress written = IpText.read(address);
    return written == null
        ? ": " + address + " is not an IP address" + IpText.hint(address)
        : ": the prefix length of "
            + written.family()
            + " is a number from 0 to "
            + written.family().bits();
  }

  public IpAddress first() {
    return address;
  }

  public IpAddress last() {
    return address.lastOf(prefix);
  }

  public IpRange range() {
    return new IpRange(first(), last());
  }

  public IpAddress.Family family() {
    return address.family();
  }

  public boolean contains(IpAddress other) {
    return other.family() == family() && other.firstOf(prefix).equals(address);
  }

  public boolean contains(Cidr other) {
    return other.prefix >= prefix && contains(other.address);
  }

  @Override
  public int compareTo(Cidr other) {
    return ORDER.compare(this, other);
  }

  /// `10.0.0.0/8`.
  @Override
  public String toString() {
    return address + "/" + prefix;
  }
}
