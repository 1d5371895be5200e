package dev.palisade.analysis.traffic;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An IP protocol by its number, as in the IPv4 header's protocol or the IPv6 header's last
/// next-header field (IANA "Assigned Internet Protocol Numbers").
///
/// Six protocols have a name here; every other is written as its number.
public record Protocol(int number) implements Comparable<Protocol> {

  public static final Protocol ICMP = new Protocol(1);
  public static final Protocol TCP = new Protocol(6);
  public static final Protocol UDP = new Protocol(17);
  public static final Protocol ICMPV6 = new Protocol(58);
  public static final Protocol SCTP = new Protocol(132);
  public static final Protocol UDPLITE = new Protocol(136);

  private static final Map<String, Protocol> BY_NAME = byName();

  public Protocol {
    if (number < 0 || number > 255) {
      throw new IllegalArgumentException("protocol number " + number + " is not within 0 to 255");
    }
  }

  /// Reads a name, in any case, or a number from 0 to 255.
  ///
  /// @throws IllegalArgumentException if it is neither
  public static Protocol parse(String text) {
    return tryParse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + text
                        + "\" is not a protocol: expected TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number from 0 to"
                        + " 255"));
  }

  /// As [#parse], empty for a text that is no protocol.
  public static Optional<Protocol> tryParse(String text) {
    Protocol named = BY_NAME.get(text);
    if (named != null) {
      return Optional.of(named);
    }
    int number = Decimal.tryParse(text, 255);
    return number < 0 ? Optional.empty() : Optional.of(new Protocol(number));
  }

  /// Whether its packets carry ports that policies speak of: TCP, UDP and SCTP. UDPLite has ports
  /// too, but no dialect lets a policy name them, so it is taken whole.
  public boolean hasPorts() {
    return equals(TCP) || equals(UDP) || equals(SCTP);
  }

  /// Whether its packets carry an ICMP type and code.
  public boolean hasIcmpTypes() {
    return equals(ICMP) || equals(ICMPV6);
  }

  /// Whether it has a name, and not only a number.
  public boolean isNamed() {
    return BY_NAME.containsValue(this);
  }

  /// Unnamed protocols by number, then the named ones alphabetically: the order of written traffic.
  @Override
  public int compareTo(Protocol other) {
    if (isNamed() && other.isNamed()) {
      return toString().compareTo(other.toString());
    }
    return isNamed() == other.isNamed()
        ? Integer.compare(number, other.number)
        : Boolean.compare(isNamed(), other.isNamed());
  }

  @Override
  public String toString() {
    return switch (number) {
      case 1 -> "ICMP";
      case 6 -> "TCP";
      case 17 -> "UDP";
      case 58 -> "ICMPv6";
      case 132 -> "SCTP";
      case 136 -> "UDPLite";
      default -> Integer.toString(number);
    };
  }

  private static Map<String, Protocol> byName() {
    Map<String, Protocol> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Protocol protocol : new Protocol[] {ICMP, TCP, UDP, ICMPV6, SCTP, UDPLITE}) {
      names.put(protocol.toString(), protocol);
    }
    return names;
  }
}
