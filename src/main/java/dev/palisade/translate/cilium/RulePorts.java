package dev.palisade.translate.cilium;

import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.TrafficMatch.NamedPort;
import dev.palisade.analysis.policy.TrafficMatch.Side;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the `ports` of an item of `toPorts` (`PortProtocol` of `pkg/policy/api/l4.go`).
/// - `port` is a text: a number, a name to look up in the destination pod, `0` or nothing for all
/// - `protocol` absent: ANY, which is TCP and UDP, and SCTP where that is switched on
final class RulePorts {
  private static final KnownFields PORT = KnownFields.of("port", "endPort", "protocol");
  private static final int MOST = 40;

  private final Candidate candidate;
  private final boolean sctp;

  RulePorts(Candidate candidate, boolean sctp) {
    this.candidate = candidate;
    this.sctp = sctp;
  }

  TrafficMatch read(Cursor ports) {
    List<Cursor> items = ports.items();
    if (items.isEmpty()) {
      candidate.advise(
          ports,
          "without ports the item matches nothing: write \"toPorts: [{ports: [{port: ...}]}]\"");
    }
    if (items.size() > MOST) {
      candidate.refuse(ports, "there can be " + MOST + " ports, and there are " + items.size());
    }
    TrafficSet numbered = TrafficSet.NONE;
    List<TrafficMatch> parts = new ArrayList<>();
    for (Cursor item : items) {
      PORT.check(candidate, item);
      List<Protocol> protocols = protocols(item.get("protocol"));
      Cursor port = item.get("port");
      if (port.isNumber()) {
        Long number = port.integer();
        candidate.refuse(port, "a port is a text here: write \"" + number + "\", in quotes");
        continue;
      }
      String text = port.text("");
      boolean digits = text.matches("\\d{0,5}");
      if (text.isEmpty()) {
        candidate.warn(
            port,
            Effect.MAY_ALLOW,
            "agents drop a policy with a port that is not given, unless enable-extended-ip-protocols is on: write \"0\" for every port");
      }
      if (text.matches("0\\d+")) {
        candidate.refuse(
            port,
            "\"" + text + "\" is an octal number to the agent: write it without zeros before it");
        continue;
      }
      if (digits) {
        if (!text.isEmpty()
            && !text.equals("0")
            && protocols.stream().noneMatch(Protocol::hasPorts)) {
          candidate.refuse(port, "the protocol has no ports: write port \"0\"");
        }
        PortSet range = range(item, text.isEmpty() ? 0 : Integer.parseInt(text));
        for (Protocol protocol : protocols) {
          numbered =
              numbered.union(
                  protocol.hasPorts() ? TrafficSet.of(protocol, range) : TrafficSet.of(protocol));
        }
      } else {
        parts.addAll(named(item, text, protocols));
      }
    }
    if (!numbered.isEmpty() || parts.isEmpty()) {
      parts.addFirst(new TrafficMatch.Exactly(numbered));
    }
    return parts.size() == 1 ? parts.getFirst() : new TrafficMatch.AnyOf(parts);
  }

  private PortSet range(Cursor item, int first) {
    Cursor end = item.get("endPort");
    Long last = end.integer();
    if (first > PortRange.MAX) {
      candidate.refuse(item.get("port"), first + " is no port: expected 0 to " + PortRange.MAX);
      return PortSet.NONE;
    }
    if (first == 0) {
      if (last != null && last != 0) {
        candidate.refuse(end, "an endPort needs a port above 0");
      }
      return PortSet.ALL;
    }
    if (last == null || last == 0) {
      return PortSet.of(first);
    }
    if (last < first || last > PortRange.MAX) {
      candidate.refuse(end, "the endPort " + last + " must be " + first + " to " + PortRange.MAX);
      return PortSet.NONE;
    }
    return PortSet.of(new PortRange(first, last.intValue()));
  }

  private List<TrafficMatch> named(Cursor item, String name, List<Protocol> protocols) {
    String lower = name.toLowerCase(Locale.ROOT);
    candidate.refuseAll(item.get("port"), ObjectName.PORT.problems(lower));
    Long end = item.get("endPort").integer();
    if (end != null && end != 0) {
      candidate.advise(
          item.get("endPort"), "the endPort is ignored beside the port name \"" + name + "\"");
    }
    return protocols.stream()
        .<TrafficMatch>map(protocol -> new NamedPort(protocol, lower, Side.DESTINATION))
        .toList();
  }

  private List<Protocol> protocols(Cursor at) {
    String text = at.text("");
    return switch (text) {
      case "", "ANY" ->
          sctp
              ? List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP)
              : List.of(Protocol.TCP, Protocol.UDP);
      case "TCP" -> List.of(Protocol.TCP);
      case "UDP" -> List.of(Protocol.UDP);
      case "SCTP" -> List.of(Protocol.SCTP);
      case "ICMP", "ICMPv6" -> {
        candidate.refuse(at, text + " has no ports: write icmps in place of toPorts");
        yield List.of();
      }
      case "VRRP" -> List.of(new Protocol(112));
      case "IGMP" -> List.of(new Protocol(2));
      case "IPIP" -> List.of(new Protocol(4));
      case "IPv6" -> List.of(new Protocol(41));
      case "GRE" -> List.of(new Protocol(47));
      case "ESP" -> List.of(new Protocol(50));
      case "AH" -> List.of(new Protocol(51));
      default -> {
        String upper = text.toUpperCase(Locale.ROOT);
        candidate.refuse(
            at,
            "\""
                + text
                + "\" is no protocol: expected TCP, UDP, SCTP or ANY"
                + (List.of("TCP", "UDP", "SCTP", "ANY").contains(upper)
                    ? "; " + upper + " is meant?"
                    : ""));
        yield List.of(Protocol.TCP);
      }
    };
  }
}
