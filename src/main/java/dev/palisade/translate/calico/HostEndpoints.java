package dev.palisade.translate.calico;

import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Limits;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import dev.palisade.translate.manifest.PortNumber;
import java.util.List;
import java.util.regex.Pattern;

/// Reads HostEndpoint (`HostEndpointSpec`, `validateHostEndpointSpec`, `validateEndpointPort`).
final class HostEndpoints {
  private static final KnownFields OBJECT =
      KnownFields.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final KnownFields SPEC =
      KnownFields.of("node", "interfaceName", "expectedIPs", "profiles", "ports");
  private static final KnownFields PORT = KnownFields.of("name", "protocol", "port");
  private static final Pattern INTERFACE = Pattern.compile("\\*|[a-zA-Z0-9_.-]{1,15}");

  private HostEndpoints() {}

  /// Examines the object.
  ///
  /// @return the addresses that it is known by
  static IpSet addresses(Candidate candidate) {
    Metadata.check(candidate, ObjectName.SUBDOMAIN);
    OBJECT.check(candidate, candidate.root());
    Cursor spec = candidate.root().get("spec");
    SPEC.check(candidate, spec);
    String node = spec.get("node").text("");
    if (node.isEmpty()) {
      candidate.refuse(spec.get("node"), "a host endpoint needs a node");
    } else {
      candidate.refuseAll(spec.get("node"), ObjectName.SUBDOMAIN.problems(node));
    }
    Cursor interfaceName = spec.get("interfaceName");
    String name = interfaceName.text("");
    List<Cursor> addresses = spec.get("expectedIPs").items();
    if (name.isEmpty() && addresses.isEmpty()) {
      candidate.refuse(spec, "a host endpoint needs an interfaceName or expectedIPs");
    }
    if (!name.isEmpty() && !INTERFACE.matcher(name).matches()) {
      candidate.refuse(
          interfaceName,
          "\""
              + name
              + "\" is no interface: expected \"*\", or at most 15 letters, digits, \"_\", \".\" and \"-\"");
    }
    Limits.distinct(candidate, spec.get("expectedIPs"));
    Limits.distinct(candidate, spec.get("profiles"));
    for (Cursor profile : spec.get("profiles").items()) {
      candidate.refuseAll(profile, ObjectName.SUBDOMAIN.problems(profile.text("")));
    }
    spec.get("ports").items().forEach(port -> port(candidate, port));
    return IpSet.unionOf(addresses.stream().map(at -> address(candidate, at)).toList());
  }

  private static IpSet address(Candidate candidate, Cursor at) {
    IpAddress address = IpAddress.tryParse(at.text("")).orElse(null);
    if (address == null) {
      candidate.refuse(at, "\"" + at.text("") + "\" is no IP address");
      return IpSet.NONE;
    }
    return IpSet.of(address);
  }

  private static void port(Candidate candidate, Cursor port) {
    PORT.check(candidate, port);
    candidate.refuseAll(port.get("name"), ObjectName.PORT.problems(port.get("name").text("")));
    Protocol protocol = RuleProtocol.protocol(candidate, port.get("protocol"));
    if (!port.get("protocol").isPresent() || (protocol != null && !protocol.hasPorts())) {
      candidate.refuse(
          port.get("protocol"),
          "a port needs a protocol that has ports: expected TCP, UDP or SCTP");
    }
    PortNumber.read(candidate, port.get("port"));
  }
}
