package dev.palisade.compliance.control.probe;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.probe.ProbePlan.Uncovered;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Scope.Network;
import dev.palisade.compliance.scope.Scope.Zone;
import dev.palisade.compliance.scope.Zoning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where probes can start and where they can go.
/// - They start in pods with a network of their own: one in its node's network would speak for the
///   node.
/// - They go to such pods, and outside the cluster only to an address that is known to answer, as
///   silence of any other shows nothing: the only one of a network, or a public resolver.
final class ProbeEnds {
  /// Resolvers that answer everybody, on all of these ports.
  private static final List<IpAddress> RESOLVERS =
      List.of(IpAddress.parse("1.1.1.1"), IpAddress.parse("9.9.9.9"));

  private static final TrafficSet RESOLVING =
      TrafficSet.of(Protocol.TCP, PortSet.of(PortRange.of(53), PortRange.of(443)))
          .union(TrafficSet.of(Protocol.UDP, PortSet.of(53)));

  private final Reachability reachability;
  private final Endpoints endpoints;
  private final Zoning zoning;

  /// Pods by zone, in the scope's order; zones without any are not there.
  final Map<String, EndpointSet> zones = new LinkedHashMap<>();

  /// What can be reached outside, by network.
  final Map<String, Outside> networks = new LinkedHashMap<>();

  final List<Uncovered> uncovered = new ArrayList<>();

  /// @param served null: what some zone may send there is taken for what it serves
  record Outside(int endpoint, IpAddress address, @Nullable TrafficSet served) {}

  ProbeEnds(Reachability reachability, Zoning zoning) {
    this.reachability = reachability;
    this.endpoints = reachability.endpoints();
    this.zoning = zoning;
    for (Zone zone : zoning.zones()) {
      EndpointSet own =
          EndpointSet.of(
              zoning
                  .podsOf(zone)
                  .ids()
                  .filter(id -> !endpoints.podList().get(id).usesHostNetwork())
                  .toArray());
      if (!own.isEmpty()) {
        zones.put(zone.name(), own);
      } else if (!zoning.podsOf(zone).isEmpty()) {
        uncovered.add(
            new Uncovered(
                zone.name(),
                "any zone",
                "all traffic",
                "its pods use their nodes' networks: test from and to the nodes"));
      }
    }
    for (Network network : zoning.scope().networks()) {
      network(network);
    }
    internet();
  }

  private void network(Network network) {
    fromOutside(network.name());
    List<IpRange> ranges = network.addresses().ranges();
    boolean one = ranges.size() == 1 && ranges.getFirst().first().equals(ranges.getFirst().last());
    Integer endpoint = one ? endpointOf(ranges.getFirst().first()) : null;
    if (endpoint == null) {
      uncovered.add(
          new Uncovered(
              "any zone",
              network.name(),
              "all traffic",
              "no single address of it is known to answer: test towards a host there"));
    } else {
      networks.put(network.name(), new Outside(endpoint, ranges.getFirst().first(), null));
    }
  }

  private void internet() {
    fromOutside(Scope.INTERNET);
    for (IpAddress resolver : RESOLVERS) {
      Integer endpoint = endpointOf(resolver);
      boolean named =
          zoning.scope().networks().stream().anyMatch(n -> n.addresses().contains(resolver));
      if (endpoint != null && !named) {
        networks.put(Scope.INTERNET, new Outside(endpoint, resolver, RESOLVING));
        return;
      }
    }
  }

  private void fromOutside(String network) {
    uncovered.add(
        new Uncovered(
            network,
            "any zone",
            "all traffic",
            "probes run in the cluster: test from an address outside"));
  }

  private @Nullable Integer endpointOf(IpAddress address) {
    EndpointSet found = endpoints.addressesIn(IpSet.of(address)).and(zoning.outside());
    return found.isEmpty() ? null : found.first();
  }

  /// The ports that a pod declares.
  TrafficSet served(int pod) {
    TrafficSet served = TrafficSet.NONE;
    for (ContainerPort port : endpoints.podList().get(pod).ports()) {
      if (port.protocol().hasPorts()) {
        served = served.union(TrafficSet.of(port.protocol(), PortSet.of(port.number())));
      }
    }
    return served;
  }

  Pod pod(int endpoint) {
    return endpoints.podList().get(endpoint);
  }

  String nameOf(int endpoint) {
    return endpoints.get(endpoint).toString();
  }

  int classOf(int endpoint) {
    return reachability.classOf(endpoint);
  }
}
