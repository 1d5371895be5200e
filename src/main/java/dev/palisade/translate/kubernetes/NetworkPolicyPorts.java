package dev.palisade.translate.kubernetes;

import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.TrafficMatch.Side;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.ObjectName;
import dev.palisade.translate.manifest.PortNumber;
import java.util.ArrayList;
import java.util.List;

/// Reads `ports` of a rule of a NetworkPolicy (`NetworkPolicyPort`, `ValidateNetworkPolicyPort`).
/// - `protocol` absent or null: TCP
/// - `port` absent or null: every port of the protocol; a number: that port; a name: looked up in
///   the destination pod for the protocol
/// - `endPort`: up to that port, from a number not above it
final class NetworkPolicyPorts {
  private static final KnownFields PORT = KnownFields.of("protocol", "port", "endPort");

  private NetworkPolicyPorts() {}

  /// The traffic of all ports together; everything when there are none.
  static TrafficMatch read(Candidate candidate, Cursor ports) {
    List<Cursor> items = ports.items();
    if (items.isEmpty()) {
      return TrafficMatch.ALL;
    }
    TrafficSet numbered = TrafficSet.NONE;
    List<TrafficMatch> parts = new ArrayList<>();
    for (Cursor item : items) {
      switch (port(candidate, item)) {
        case TrafficMatch.Exactly exactly -> numbered = numbered.union(exactly.traffic());
        case TrafficMatch named -> parts.add(named);
      }
    }
    if (!numbered.isEmpty() || parts.isEmpty()) {
      parts.addFirst(new TrafficMatch.Exactly(numbered));
    }
    return parts.size() == 1 ? parts.getFirst() : new TrafficMatch.AnyOf(parts);
  }

  private static TrafficMatch port(Candidate candidate, Cursor item) {
    PORT.check(candidate, item);
    Protocol protocol = protocol(candidate, item.get("protocol"));
    Cursor port = item.get("port");
    Cursor endPort = item.get("endPort");
    if (!port.isPresent()) {
      if (endPort.isPresent()) {
        candidate.refuse(endPort, "an endPort needs a port");
      }
      return new TrafficMatch.Exactly(TrafficSet.of(protocol));
    }
    if (port.isString()) {
      return named(candidate, protocol, port, endPort);
    }
    int first = PortNumber.read(candidate, port);
    int last = endPort.isPresent() ? PortNumber.read(candidate, endPort) : first;
    if (last < first) {
      candidate.refuse(endPort, "the endPort " + last + " is below the port " + first);
      last = first;
    }
    PortSet range = PortSet.of(new PortRange(first, last));
    return new TrafficMatch.Exactly(TrafficSet.of(protocol, range));
  }

  private static TrafficMatch named(
      Candidate candidate, Protocol protocol, Cursor port, Cursor endPort) {
    String name = port.text("");
    if (!name.isEmpty() && name.chars().allMatch(Character::isDigit)) {
      candidate.refuse(
          port, "\"" + name + "\" is a text, and no port name: write " + name + " without quotes");
    } else {
      candidate.refuseAll(port, ObjectName.PORT.problems(name));
    }
    if (endPort.isPresent()) {
      candidate.refuse(endPort, "an endPort cannot stand with the port name \"" + name + "\"");
    }
    return new TrafficMatch.NamedPort(protocol, name, Side.DESTINATION);
  }

  private static Protocol protocol(Candidate candidate, Cursor at) {
    return switch (at.text("TCP")) {
      case "TCP" -> Protocol.TCP;
      case "UDP" -> Protocol.UDP;
      case "SCTP" -> Protocol.SCTP;
      default -> {
        candidate.refuse(
            at, "\"" + at.text("") + "\" is no protocol here: expected TCP, UDP or SCTP");
        yield Protocol.TCP;
      }
    };
  }
}
