package dev.palisade.translate.cilium;

import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.policy.Peer.HostOfPod;
import dev.palisade.analysis.policy.Peer.HostOfPod.Locality;
import dev.palisade.analysis.traffic.IpSet;
import java.util.ArrayList;
import java.util.List;

/// The identities that are no pods (`pkg/identity/reserved.go`) as peers, and which of them a
/// selector of labels means.
final class Identities {
  static final Peer HOST = new HostOfPod(Locality.LOCAL);
  static final Peer REMOTE_NODE = new HostOfPod(Locality.REMOTE);
  static final Peer NODES = new Peer.Nodes(Selector.EVERYTHING);
  static final Peer ALL_PODS = pods(new NamespaceMatch.Any(), Selector.EVERYTHING);
  static final Peer WORLD = outside(IpSet.ALL);

  private Identities() {}

  static Peer outside(IpSet addresses) {
    return new Peer.Addresses(addresses, AddressReach.OUTSIDE_ONLY);
  }

  static Peer pods(NamespaceMatch namespaces, Selector selector) {
    return new Peer.Pods(namespaces, selector, HostNetworkPods.BY_SETTING);
  }

  /// Every identity that the labels mean: a requirement that holds without a label, such as NotIn,
  /// holds for nodes and for the world too.
  static Peer labelled(Selector selector) {
    List<Peer> peers = new ArrayList<>();
    peers.add(pods(new NamespaceMatch.Any(), selector));
    add(peers, selector, HOST, Labels.of("reserved:host", ""));
    add(peers, selector, REMOTE_NODE, Labels.of("reserved:remote-node", ""));
    add(
        peers,
        selector,
        outside(IpSet.ALL_V4),
        Labels.of("reserved:world", "").with("reserved:world-ipv4", ""));
    add(
        peers,
        selector,
        outside(IpSet.ALL_V6),
        Labels.of("reserved:world", "").with("reserved:world-ipv6", ""));
    return peers.size() == 1 ? peers.getFirst() : new Peer.AnyOf(peers);
  }

  private static void add(List<Peer> to, Selector selector, Peer identity, Labels labels) {
    if (selector.matches(labels)) {
      to.add(identity);
    }
  }
}
