package dev.palisade.compliance.control.check;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.PolicyFeature;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which features of its dialect a policy relies on, each with the JSON pointer of the first place
/// that does.
final class UsedFeatures {
  private final SortedMap<PolicyFeature, String> found = new TreeMap<>();

  private UsedFeatures() {}

  static SortedMap<PolicyFeature, String> of(Policy policy) {
    UsedFeatures used = new UsedFeatures();
    used.kind(policy);
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules != null) {
        used.add(
            direction == Direction.INGRESS ? PolicyFeature.INGRESS : PolicyFeature.EGRESS,
            rules.pointer());
        rules.rules().forEach(used::rule);
      }
    }
    return used.found;
  }

  private void add(PolicyFeature feature, String pointer) {
    found.putIfAbsent(feature, pointer);
  }

  private void kind(Policy policy) {
    switch (policy.ref().group()) {
      case "projectcalico.org", "crd.projectcalico.org" -> add(PolicyFeature.CALICO_POLICIES, "");
      case "cilium.io" -> add(PolicyFeature.CILIUM_POLICIES, "");
      case "policy.networking.k8s.io" ->
          add(
              policy.ref().kind().equals("ClusterNetworkPolicy")
                  ? PolicyFeature.CLUSTER_NETWORK_POLICY
                  : PolicyFeature.ADMIN_NETWORK_POLICY,
              "");
      default -> {}
    }
  }

  private void rule(Rule rule) {
    for (Rule.Clause clause : rule.clauses()) {
      peer(clause.peer(), clause.pointer());
      peer(clause.self(), clause.pointer());
      traffic(clause.traffic(), rule.pointer());
    }
    switch (rule.narrowing()) {
      case null -> {}
      case Layer7.Http http -> add(PolicyFeature.LAYER_7_HTTP, rule.pointer());
      case Layer7.Dns dns -> add(PolicyFeature.LAYER_7_DNS, rule.pointer());
    }
  }

  private void peer(Peer peer, String pointer) {
    switch (peer) {
      case Peer.Addresses addresses -> {
        add(PolicyFeature.ADDRESS_BLOCK, pointer);
        if (!addresses.addresses().restrictedTo(IpAddress.Family.V6).isEmpty()) {
          add(PolicyFeature.IPV6, pointer);
        }
      }
      case Peer.AnyOf any -> any.peers().forEach(p -> peer(p, pointer));
      case Peer.AllOf all -> all.peers().forEach(p -> peer(p, pointer));
      case Peer.Not not -> peer(not.peer(), pointer);
      case Peer.Anyone p -> {}
      case Peer.Pods p -> {}
      case Peer.Nodes p -> {}
      case Peer.NodesNamed p -> {}
      case Peer.PodsNamed p -> {}
      case Peer.HostOfPod p -> {}
      case Peer.DomainNames p -> {}
    }
  }

  private void traffic(TrafficMatch match, String pointer) {
    switch (match) {
      case TrafficMatch.NamedPort named -> {
        add(PolicyFeature.NAMED_PORT, pointer);
        protocol(named.protocol(), pointer);
      }
      case TrafficMatch.Exactly(TrafficSet set) -> {
        if (!set.isAll()) {
          set.protocols().forEach(protocol -> exactly(set, protocol, pointer));
        }
      }
      case TrafficMatch.AnyOf any -> any.parts().forEach(p -> traffic(p, pointer));
      case TrafficMatch.AllOf all -> all.parts().forEach(p -> traffic(p, pointer));
      case TrafficMatch.Not not -> traffic(not.part(), pointer);
    }
  }

  private void exactly(TrafficSet set, Protocol protocol, String pointer) {
    protocol(protocol, pointer);
    if (protocol.hasPorts()) {
      PortSet ports = set.destinationPorts(protocol);
      boolean range = ports.ranges().stream().anyMatch(UsedFeatures::isRange);
      if (range && !ports.isAll()) {
        add(PolicyFeature.PORT_RANGE, pointer);
      }
    }
  }

  private static boolean isRange(PortRange range) {
    return range.first() < range.last();
  }

  private void protocol(Protocol protocol, String pointer) {
    if (protocol.equals(Protocol.SCTP)) {
      add(PolicyFeature.SCTP, pointer);
    }
  }
}
