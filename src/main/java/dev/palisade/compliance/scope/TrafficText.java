package dev.palisade.compliance.scope;

import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.Map;

/// The notation of traffic in a scope document: `PROTOCOL`, `PROTOCOL/PORT` or
/// `PROTOCOL/FIRST-LAST`, with the protocols TCP, UDP, SCTP and ICMP and ports by number.
final class TrafficText {
  private static final Map<String, Protocol> PROTOCOLS =
      Map.of(
          "TCP", Protocol.TCP, "UDP", Protocol.UDP, "SCTP", Protocol.SCTP, "ICMP", Protocol.ICMP);

  private TrafficText() {}

  /// @throws IllegalArgumentException if it is none; the message names the text
  static TrafficSet parse(String text) {
    int slash = text.indexOf('/');
    String name = slash < 0 ? text : text.substring(0, slash);
    Protocol protocol = PROTOCOLS.get(name);
    if (protocol == null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" names no protocol" + NearestName.hint(name, PROTOCOLS.keySet()));
    }
    if (slash < 0) {
      return TrafficSet.of(protocol);
    }
    if (!protocol.hasPorts()) {
      throw new IllegalArgumentException("\"" + text + "\": " + protocol + " has no ports");
    }
    try {
      return TrafficSet.of(protocol, PortSet.of(PortRange.parse(text.substring(slash + 1))));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\": expected "
              + protocol
              + "/PORT or "
              + protocol
              + "/FIRST-LAST with numbers from 1 to 65535",
          e);
    }
  }
}
