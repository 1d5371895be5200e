package dev.palisade.compliance.control.probe;

import dev.palisade.analysis.traffic.PortPairs;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;

/// A source and a destination that a probe could run between, for all that are like them.
///
/// @param traffic what the policies let through
/// @param served ports on which the destination is known to listen
record ProbePair(int source, int destination, TrafficSet traffic, TrafficSet served) {

  /// Ports that are open whatever the source port.
  PortSet open(Protocol protocol) {
    PortSet open = PortSet.NONE;
    for (PortPairs ports : traffic.portPairs(protocol)) {
      if (ports.sources().isAll()) {
        open = open.union(ports.destinations());
      }
    }
    return open;
  }

  /// Ports that are closed whatever the source port.
  PortSet closed(Protocol protocol) {
    return traffic.destinationPorts(protocol).complement();
  }

  PortSet listening(Protocol protocol) {
    return served.destinationPorts(protocol);
  }
}
