package dev.palisade.translate.kubernetes;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Rule.Clause;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.AddressBlocks;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.MapObstacle;
import dev.palisade.translate.manifest.Selectors;
import dev.palisade.translate.manifest.Selectors.Keys;
import java.util.ArrayList;
import java.util.List;

/// Reads the rules of one direction of a NetworkPolicy (`NetworkPolicyIngressRule`,
/// `NetworkPolicyEgressRule`).
/// - peers absent, null or empty: everyone, addresses outside the cluster included
/// - ports absent, null or empty: every protocol and port
/// - a null rule is the empty one, which allows all
final class NetworkPolicyRules {
  private static final KnownFields INGRESS = KnownFields.of("from", "ports").confused("to", "from");
  private static final KnownFields EGRESS = KnownFields.of("to", "ports").confused("from", "to");
  private static final KnownFields PEER =
      KnownFields.of("podSelector", "namespaceSelector", "ipBlock");
  private static final KnownFields IP_BLOCK = KnownFields.of("cidr", "except");

  private final Candidate candidate;
  private final AddressReach reach;
  private final Keys keys;
  private final Direction direction;

  NetworkPolicyRules(Candidate candidate, AddressReach reach, Keys keys, Direction direction) {
    this.candidate = candidate;
    this.reach = reach;
    this.keys = keys;
    this.direction = direction;
  }

  Rule read(Cursor rule) {
    boolean ingress = direction == Direction.INGRESS;
    (ingress ? INGRESS : EGRESS).check(candidate, rule);
    if (!rule.isPresent()) {
      candidate.advise(rule, "a null rule is an empty one, which allows all " + direction);
    }
    TrafficMatch traffic = NetworkPolicyPorts.read(candidate, rule.get("ports"));
    List<Cursor> peers = rule.get(ingress ? "from" : "to").items();
    List<Clause> clauses = new ArrayList<>();
    for (Cursor peer : peers) {
      clauses.add(new Clause(peer.pointer(), peer(peer), Peer.ANYONE, traffic));
    }
    if (peers.isEmpty()) {
      clauses.add(new Clause(rule.pointer(), Peer.ANYONE, Peer.ANYONE, traffic));
    }
    if (!ingress) {
      namesTowardsAddresses(rule.get("ports").items(), peers);
    }
    return new Rule(rule.pointer(), Action.ALLOW, clauses, null);
  }

  /// A port name is looked up in the destination pod's containers; an address block has none.
  private void namesTowardsAddresses(List<Cursor> ports, List<Cursor> peers) {
    if (peers.stream().noneMatch(peer -> peer.get("ipBlock").isPresent())) {
      return;
    }
    for (Cursor port : ports) {
      Cursor name = port.get("port");
      if (name.isString()) {
        String message =
            "the port name \""
                + name.text("")
                + "\" matches nothing towards an ipBlock: addresses have no containers to look it up in";
        candidate.advise(name, message);
        candidate.obstruct(MapObstacle.Kind.NAMED_PORT_TO_ADDRESSES, name, message);
      }
    }
  }

  /// A pod selector alone means the policy's own namespace; a namespace selector alone all pods of
  /// those namespaces; both, the pods so labelled of the namespaces so labelled. `{}` selects all.
  /// An ipBlock stands alone.
  private Peer peer(Cursor peer) {
    PEER.check(candidate, peer);
    Cursor pods = peer.get("podSelector");
    Cursor namespaces = peer.get("namespaceSelector");
    Cursor ipBlock = peer.get("ipBlock");
    if (ipBlock.isPresent()) {
      if (pods.isPresent() || namespaces.isPresent()) {
        candidate.refuse(
            peer, "an ipBlock cannot stand with podSelector or namespaceSelector in one peer");
      }
      return addresses(ipBlock);
    }
    if (!pods.isPresent() && !namespaces.isPresent()) {
      candidate.refuse(peer, "a peer needs podSelector, namespaceSelector or ipBlock");
      return Peer.NOBODY;
    }
    NamespaceMatch match = NamespaceMatch.Named.of(candidate.ref().namespace());
    if (namespaces.isPresent()) {
      Selector selector = Selectors.read(candidate, namespaces).toSelector();
      match =
          selector.equals(Selector.EVERYTHING)
              ? new NamespaceMatch.Any()
              : new NamespaceMatch.Labelled(selector);
    }
    Selector selector = Selectors.read(candidate, pods, keys).toSelector();
    return new Peer.Pods(match, selector, HostNetworkPods.BY_SETTING);
  }

  private Peer addresses(Cursor ipBlock) {
    IP_BLOCK.check(candidate, ipBlock);
    Cidr cidr = AddressBlocks.read(candidate, ipBlock.get("cidr"));
    if (cidr == null) {
      return Peer.NOBODY;
    }
    IpSet left = IpSet.of(cidr);
    for (Cursor item : ipBlock.get("except").items()) {
      Cidr except = AddressBlocks.read(candidate, item);
      if (except == null) {
        continue;
      }
      if (!cidr.contains(except) || cidr.equals(except)) {
        candidate.refuse(
            item, except + " must lie within the cidr " + cidr + " and be smaller than it");
      }
      left = left.minus(IpSet.of(except));
    }
    if (left.isEmpty()) {
      candidate.advise(
          ipBlock, "nothing of the cidr is left after its exceptions: the peer matches no address");
    }
    return new Peer.Addresses(left, reach);
  }
}
