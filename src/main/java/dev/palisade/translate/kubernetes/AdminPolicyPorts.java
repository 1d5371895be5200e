package dev.palisade.translate.kubernetes;

import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.TrafficMatch.NamedPort;
import dev.palisade.analysis.policy.TrafficMatch.Side;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.PortNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads which ports a rule of a cluster-wide policy is about: `ports` of v1alpha1
/// (`AdminNetworkPolicyPort`), `protocols` of v1alpha2 (`ClusterNetworkPolicyProtocol`).
/// - absent or null: every protocol and port
/// - a number or a range, of TCP unless v1alpha1 names another protocol
/// - a name: looked up in the destination pod, whatever the port's protocol
final class AdminPolicyPorts {
  private static final KnownFields PORT = KnownFields.of("portNumber", "namedPort", "portRange");
  private static final KnownFields NUMBER = KnownFields.of("protocol", "port");
  private static final KnownFields RANGE = KnownFields.of("protocol", "start", "end");
  private static final KnownFields PROTOCOL =
      KnownFields.of("tcp", "udp", "sctp", "destinationNamedPort");
  private static final KnownFields ATTRIBUTES = KnownFields.of("destinationPort");
  private static final KnownFields DESTINATION = KnownFields.of("number", "range");
  private static final KnownFields BOUNDS = KnownFields.of("start", "end");

  private final Candidate candidate;
  private final AdminPolicyKind kind;

  AdminPolicyPorts(Candidate candidate, AdminPolicyKind kind) {
    this.candidate = candidate;
    this.kind = kind;
  }

  /// What a list of ports says.
  ///
  /// @param traffic of all items that are understood
  /// @param names the places of port names
  /// @param unknown the places of items that only a later version understands
  record Ports(TrafficMatch traffic, List<Cursor> names, List<Cursor> unknown) {}

  Ports read(Cursor list) {
    List<Cursor> items = list.items();
    if (!list.isPresent()) {
      return new Ports(TrafficMatch.ALL, List.of(), List.of());
    }
    if (items.isEmpty() || items.size() > kind.most()) {
      candidate.refuse(
          list,
          "there must be 1 to "
              + kind.most()
              + " items, and there are "
              + items.size()
              + ": leave the field out to mean every port");
    }
    TrafficSet numbered = TrafficSet.NONE;
    List<TrafficMatch> parts = new ArrayList<>();
    List<Cursor> names = new ArrayList<>();
    List<Cursor> unknown = new ArrayList<>();
    for (Cursor item : items) {
      TrafficMatch match = kind == AdminPolicyKind.CLUSTER ? protocol(item) : port(item);
      switch (match) {
        case null -> unknown.add(item);
        case TrafficMatch.Exactly exactly -> numbered = numbered.union(exactly.traffic());
        default -> {
          parts.add(match);
          names.add(item);
        }
      }
    }
    if (!numbered.isEmpty() || parts.isEmpty()) {
      parts.addFirst(new TrafficMatch.Exactly(numbered));
    }
    TrafficMatch traffic =
        parts.size() == 1 ? parts.getFirst() : new TrafficMatch.AnyOf(List.copyOf(parts));
    return new Ports(traffic, names, unknown);
  }

  private @Nullable TrafficMatch port(Cursor item) {
    return switch (OneOf.read(candidate, item, PORT, "a port")) {
      case "portNumber" -> {
        Cursor number = item.get("portNumber");
        NUMBER.check(candidate, number);
        int port = PortNumber.read(candidate, number.get("port"));
        yield exactly(protocolName(number.get("protocol")), new PortRange(port, port));
      }
      case "portRange" -> {
        Cursor range = item.get("portRange");
        RANGE.check(candidate, range);
        yield exactly(protocolName(range.get("protocol")), range(range));
      }
      case "namedPort" -> named(item.get("namedPort").text(""));
      case null, default -> null;
    };
  }

  private @Nullable TrafficMatch protocol(Cursor item) {
    String field = OneOf.read(candidate, item, PROTOCOL, "a protocol");
    return switch (field) {
      case "tcp" -> destination(Protocol.TCP, item.get(field));
      case "udp" -> destination(Protocol.UDP, item.get(field));
      case "sctp" -> destination(Protocol.SCTP, item.get(field));
      case "destinationNamedPort" -> named(item.get(field).text(""));
      case null, default -> null;
    };
  }

  private @Nullable TrafficMatch destination(Protocol protocol, Cursor attributes) {
    if (OneOf.read(candidate, attributes, ATTRIBUTES, "the attributes of a protocol") == null) {
      return null;
    }
    Cursor port = attributes.get("destinationPort");
    return switch (OneOf.read(candidate, port, DESTINATION, "a destinationPort")) {
      case "number" -> {
        int number = PortNumber.read(candidate, port.get("number"));
        yield exactly(protocol, new PortRange(number, number));
      }
      case "range" -> {
        BOUNDS.check(candidate, port.get("range"));
        yield exactly(protocol, range(port.get("range")));
      }
      case null, default -> null;
    };
  }

  private PortRange range(Cursor range) {
    int start = PortNumber.read(candidate, range.get("start"));
    int end = PortNumber.read(candidate, range.get("end"));
    if (start >= end) {
      candidate.refuse(range, "the start " + start + " must be less than the end " + end);
      return new PortRange(start, start);
    }
    return new PortRange(start, end);
  }

  private static TrafficMatch exactly(Protocol protocol, PortRange range) {
    return new TrafficMatch.Exactly(TrafficSet.of(protocol, PortSet.of(range)));
  }

  private static TrafficMatch named(String name) {
    return new TrafficMatch.AnyOf(
        Stream.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP)
            .<TrafficMatch>map(protocol -> new NamedPort(protocol, name, Side.DESTINATION))
            .toList());
  }

  private Protocol protocolName(Cursor at) {
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
