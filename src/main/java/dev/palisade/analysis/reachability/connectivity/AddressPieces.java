package dev.palisade.analysis.reachability.connectivity;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.traffic.AddressCuts;
import dev.palisade.analysis.traffic.IpAddress.Family;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The pieces into which a map cuts IPv4: as sources at both ends of every range that a rule for
/// ingress names, as destinations those of the rules for egress. Pieces with the same traffic are
/// not merged. IPv6 is not in a map.
///
/// @param sources ascending; together all of IPv4
/// @param destinations likewise
public record AddressPieces(List<IpRange> sources, List<IpRange> destinations) {

  public AddressPieces {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
  }

  /// The pieces of all these policies, also of those that select nothing.
  ///
  /// @param extra further sets to cut at, on both sides
  public static AddressPieces of(Collection<PolicySet> policies, Collection<IpSet> extra) {
    return new AddressPieces(
        cut(policies, Direction.INGRESS, extra), cut(policies, Direction.EGRESS, extra));
  }

  public static AddressPieces of(PolicySet policies) {
    return of(List.of(policies), List.of());
  }

  private static List<IpRange> cut(
      Collection<PolicySet> policies, Direction direction, Collection<IpSet> extra) {
    List<IpSet> sets = new ArrayList<>(extra);
    policies.stream()
        .flatMap(PolicySet::policies)
        .map(policy -> policy.rules(direction))
        .forEach(
            rules -> {
              if (rules != null) {
                rules.rules().stream()
                    .flatMap(rule -> rule.clauses().stream())
                    .map(Rule.Clause::peer)
                    .forEach(peer -> collect(peer, sets));
              }
            });
    return AddressCuts.of(sets).ranges().stream().filter(r -> r.family() == Family.V4).toList();
  }

  private static void collect(Peer peer, List<IpSet> sets) {
    switch (peer) {
      case Peer.Addresses(var addresses, var reach) -> sets.add(addresses);
      case Peer.AnyOf(var peers) -> peers.forEach(part -> collect(part, sets));
      case Peer.AllOf(var peers) -> peers.forEach(part -> collect(part, sets));
      case Peer.Not(var part) -> collect(part, sets);
      case Peer.Anyone p -> {}
      case Peer.Pods p -> {}
      case Peer.PodsNamed p -> {}
      case Peer.Nodes p -> {}
      case Peer.NodesNamed p -> {}
      case Peer.HostOfPod p -> {}
      case Peer.DomainNames p -> {}
    }
  }
}
