package dev.palisade.analysis.traffic;

/// What of a packet that opens a connection a policy can see, but for its addresses.
///
/// @param sourcePort, destinationPort 1 to 65535 for TCP, UDP and SCTP, else [#ABSENT]
/// @param icmpType, icmpCode 0 to 255 for ICMP and ICMPv6, else [#ABSENT]
public record Packet(
    Protocol protocol, int sourcePort, int destinationPort, int icmpType, int icmpCode) {

  /// Stands where a protocol has no such field.
  public static final int ABSENT = -1;

  /// The source port where nothing asks for another: the first of the dynamic ports (RFC 6335
  /// section 6), which no rule is expected to name.
  public static final int EPHEMERAL_PORT = 49152;

  public Packet {
    require(protocol.hasPorts(), sourcePort, PortRange.MIN, PortRange.MAX, "source port");
    require(protocol.hasPorts(), destinationPort, PortRange.MIN, PortRange.MAX, "destination port");
    require(protocol.hasIcmpTypes(), icmpType, 0, 255, "ICMP type");
    require(protocol.hasIcmpTypes(), icmpCode, 0, 255, "ICMP code");
  }

  private static void require(boolean carried, int value, int min, int max, String field) {
    if (carried ? value < min || value > max : value != ABSENT) {
      throw new IllegalArgumentException(
          carried
              ? field + " " + value + " is not within " + min + " to " + max
              : "the protocol has no " + field + ", yet it is " + value);
    }
  }

  /// From the usual source port.
  public static Packet of(Protocol protocol, int destinationPort) {
    return of(protocol, EPHEMERAL_PORT, destinationPort);
  }

  public static Packet of(Protocol protocol, int sourcePort, int destinationPort) {
    return new Packet(protocol, sourcePort, destinationPort, ABSENT, ABSENT);
  }

  public static Packet icmp(Protocol protocol, int type, int code) {
    return new Packet(protocol, ABSENT, ABSENT, type, code);
  }

  /// Of a protocol that has neither ports nor ICMP types.
  public static Packet of(Protocol protocol) {
    return new Packet(protocol, ABSENT, ABSENT, ABSENT, ABSENT);
  }

  /// The set of this packet alone.
  public TrafficSet asSet() {
    if (protocol.hasPorts()) {
      return TrafficSet.of(protocol, PortSet.of(destinationPort), PortSet.of(sourcePort));
    }
    return protocol.hasIcmpTypes()
        ? TrafficSet.icmp(protocol, icmpType, icmpCode)
        : TrafficSet.of(protocol);
  }

  /// `TCP 80`, `TCP 80 from 1000` when the source port is not the usual one, `ICMP 8/0`, `47`.
  @Override
  public String toString() {
    if (protocol.hasPorts()) {
      String source = sourcePort == EPHEMERAL_PORT ? "" : " from " + sourcePort;
      return protocol + " " + destinationPort + source;
    }
    return protocol.hasIcmpTypes()
        ? protocol + " " + icmpType + "/" + icmpCode
        : protocol.toString();
  }
}
