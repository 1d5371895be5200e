package dev.palisade.translate.cilium;

import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Limits;
import java.util.Map;
import java.util.TreeMap;

/// Reads `icmps` of a rule (`pkg/policy/api/icmp.go`): types by number or by name, of ICMP unless
/// `family` says IPv6.
final class IcmpTypes {
  private static final KnownFields ITEM = KnownFields.of("fields");
  private static final KnownFields FIELD = KnownFields.of("family", "type");
  private static final int HIGHEST = 255;
  private static final int MOST = 40;

  private static final Map<String, Integer> V4 =
      Map.ofEntries(
          Map.entry("EchoReply", 0),
          Map.entry("DestinationUnreachable", 3),
          Map.entry("Redirect", 5),
          Map.entry("Echo", 8),
          Map.entry("EchoRequest", 8),
          Map.entry("RouterAdvertisement", 9),
          Map.entry("RouterSelection", 10),
          Map.entry("TimeExceeded", 11),
          Map.entry("ParameterProblem", 12),
          Map.entry("Timestamp", 13),
          Map.entry("TimestampReply", 14),
          Map.entry("Photuris", 40),
          Map.entry("ExtendedEcho Request", 42),
          Map.entry("ExtendedEcho Reply", 43));

  private static final Map<String, Integer> V6 =
      Map.ofEntries(
          Map.entry("DestinationUnreachable", 1),
          Map.entry("PacketTooBig", 2),
          Map.entry("TimeExceeded", 3),
          Map.entry("ParameterProblem", 4),
          Map.entry("EchoRequest", 128),
          Map.entry("EchoReply", 129),
          Map.entry("MulticastListenerQuery", 130),
          Map.entry("MulticastListenerReport", 131),
          Map.entry("MulticastListenerDone", 132),
          Map.entry("RouterSolicitation", 133),
          Map.entry("RouterAdvertisement", 134),
          Map.entry("NeighborSolicitation", 135),
          Map.entry("NeighborAdvertisement", 136),
          Map.entry("RedirectMessage", 137));

  private IcmpTypes() {}

  static TrafficSet read(Candidate candidate, Cursor icmps) {
    TrafficSet all = TrafficSet.NONE;
    for (Cursor item : icmps.items()) {
      ITEM.check(candidate, item);
      Limits.items(candidate, item.get("fields"), MOST);
      for (Cursor field : item.get("fields").items()) {
        FIELD.check(candidate, field);
        all = all.union(field(candidate, field));
      }
    }
    return all;
  }

  private static TrafficSet field(Candidate candidate, Cursor field) {
    String family = field.get("family").text("IPv4");
    if (!family.equals("IPv4") && !family.equals("IPv6")) {
      candidate.refuse(
          field.get("family"), "\"" + family + "\" is no family: expected IPv4 or IPv6");
    }
    boolean v6 = family.equals("IPv6");
    Cursor at = field.get("type");
    long type = at.isString() ? named(at.requiredText(), v6 ? V6 : V4) : number(at);
    if (type < 0 || type > HIGHEST) {
      candidate.refuse(
          at,
          "an ICMP type is a number from 0 to "
              + HIGHEST
              + " or one of "
              + String.join(", ", new TreeMap<>(v6 ? V6 : V4).keySet()));
      return TrafficSet.NONE;
    }
    return TrafficSet.icmp(v6 ? Protocol.ICMPV6 : Protocol.ICMP, (int) type, null);
  }

  private static long named(String text, Map<String, Integer> names) {
    return text.matches("\\d{1,3}") ? Long.parseLong(text) : names.getOrDefault(text, -1);
  }

  private static long number(Cursor at) {
    Long number = at.integer();
    return number == null ? -1 : number;
  }
}
