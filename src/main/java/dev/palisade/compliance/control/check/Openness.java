package dev.palisade.compliance.control.check;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.snapshot.ResourceRef;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a rule that allows leaves open.
///
/// An open peer: everyone, every namespace (in Kubernetes' own policies with or without a selector
/// of pods), half or more of all addresses of a family (a CIDR of prefix 0 with exceptions is one),
/// the complement of something. An open port: all ports of a protocol, every protocol, the
/// complement of something.
///
/// @param reasons by JSON pointer what is open there, one sentence each
record Openness(SortedMap<String, String> reasons) {

  Openness {
    reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
  }

  static Openness of(ResourceRef policy, Rule rule, Direction direction) {
    boolean kubernetes = policy.group().endsWith("networking.k8s.io");
    String other = direction == Direction.INGRESS ? "source" : "destination";
    SortedMap<String, String> reasons = new TreeMap<>();
    for (Rule.Clause clause : rule.clauses()) {
      String pointer = clause.pointer().isEmpty() ? rule.pointer() : clause.pointer();
      if (isOpen(clause.peer(), kubernetes)) {
        reasons.merge(pointer, "any " + other + ": " + peer(clause.peer()), Openness::both);
      }
      if (isOpen(clause.traffic())) {
        reasons.merge(pointer, "every port of a protocol", Openness::both);
      }
    }
    return new Openness(reasons);
  }

  /// All of it in a few words.
  String summary() {
    return String.join("; ", new TreeSet<>(reasons.values()));
  }

  private static String both(String one, String other) {
    return one.contains(other) ? one : one + ", " + other;
  }

  private static String peer(Peer peer) {
    return switch (peer) {
      case Peer.Anyone anyone -> "no peer is named";
      case Peer.Pods pods -> "pods of every namespace";
      case Peer.Addresses addresses -> "an address block of half of all addresses or more";
      case Peer.Not not -> "all but what is named";
      default -> "the peers that are named together mean everyone";
    };
  }

  private static boolean isOpen(Peer peer, boolean kubernetes) {
    return switch (peer) {
      case Peer.Anyone anyone -> true;
      case Peer.Pods pods ->
          everyNamespace(pods.namespaces())
              && (kubernetes || pods.pods().equals(Selector.EVERYTHING));
      case Peer.Addresses addresses -> isHalfOfAll(addresses.addresses());
      case Peer.AnyOf any -> any.peers().stream().anyMatch(p -> isOpen(p, kubernetes));
      case Peer.AllOf all -> all.peers().stream().allMatch(p -> isOpen(p, kubernetes));
      case Peer.Not not -> !not.peer().equals(Peer.ANYONE);
      case Peer.DomainNames names ->
          names.patterns().stream().anyMatch(List.of("*", "**")::contains);
      case Peer.Nodes nodes -> false;
      case Peer.NodesNamed nodes -> false;
      case Peer.PodsNamed pods -> false;
      case Peer.HostOfPod host -> false;
    };
  }

  private static boolean everyNamespace(NamespaceMatch namespaces) {
    return switch (namespaces) {
      case NamespaceMatch.Any any -> true;
      case NamespaceMatch.Labelled labelled -> labelled.selector().equals(Selector.EVERYTHING);
      case NamespaceMatch.Named named -> false;
    };
  }

  private static boolean isHalfOfAll(IpSet addresses) {
    for (IpAddress.Family family : IpAddress.Family.values()) {
      IpSet own = addresses.restrictedTo(family);
      if (own.size().shiftLeft(1).compareTo(IpRange.all(family).size()) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOpen(TrafficMatch match) {
    return switch (match) {
      case TrafficMatch.Exactly exactly -> isOpen(exactly.traffic());
      case TrafficMatch.NamedPort named -> false;
      case TrafficMatch.AnyOf any -> any.parts().stream().anyMatch(Openness::isOpen);
      case TrafficMatch.AllOf all -> all.parts().stream().allMatch(Openness::isOpen);
      case TrafficMatch.Not not -> !not.part().equals(TrafficMatch.ALL);
    };
  }

  private static boolean isOpen(TrafficSet traffic) {
    return traffic.isAll()
        || List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP).stream()
            .anyMatch(protocol -> traffic.destinationPorts(protocol).isAll());
  }
}
