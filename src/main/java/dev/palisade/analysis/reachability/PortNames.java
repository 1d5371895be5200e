package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.traffic.PortSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the port names that rules mention stand for on one endpoint. A name that it declares twice
/// for one protocol stands for both ports.
///
/// @param ports only names that some rule mentions and the endpoint declares
/// @param certain whether the network plugin surely looks them up there; not so for pods that
///   policies do not hold for
record PortNames(Map<PortName, PortSet> ports, boolean certain) {

  /// An endpoint without names: a node, an address.
  static final PortNames NONE = new PortNames(Map.of(), true);

  PortNames {
    ports = Map.copyOf(ports);
  }

  static PortNames of(List<ContainerPort> declared, Set<PortName> mentioned, boolean certain) {
    if (mentioned.isEmpty()) {
      return NONE;
    }
    Map<PortName, PortSet> ports = new HashMap<>();
    for (ContainerPort port : declared) {
      if (port.name() != null) {
        PortName name = new PortName(port.protocol(), port.name());
        if (mentioned.contains(name)) {
          ports.merge(name, PortSet.of(port.number()), PortSet::union);
        }
      }
    }
    return ports.isEmpty() ? NONE : new PortNames(ports, certain);
  }

  /// With those that other rules mention, on the same endpoint.
  PortNames and(PortNames others) {
    if (others.ports.isEmpty()) {
      return this;
    }
    Map<PortName, PortSet> all = new HashMap<>(ports);
    all.putAll(others.ports);
    return new PortNames(all, others.certain);
  }

  PortSet get(PortName name) {
    return ports.getOrDefault(name, PortSet.NONE);
  }
}
