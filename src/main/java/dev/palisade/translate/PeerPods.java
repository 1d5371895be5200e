package dev.palisade.translate;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import java.util.function.Consumer;

/// Which pods a peer can mean: for advice, never for a verdict.
final class PeerPods {
  private final Inventory inventory;

  PeerPods(Inventory inventory) {
    this.inventory = inventory;
  }

  /// Whether the peer can mean the pod. Where that turns on addresses or nodes that are not known,
  /// it cannot.
  boolean matches(Peer peer, Pod pod) {
    return switch (peer) {
      case Peer.Anyone anyone -> true;
      case Peer.Pods pods -> matches(pods, pod);
      case Peer.Addresses(var addresses, var reach) ->
          reach == AddressReach.PODS_AND_NODES
              && pod.addresses().stream().anyMatch(addresses::contains);
      case Peer.PodsNamed(var names) -> names.contains(pod.toString());
      case Peer.Nodes nodes -> false;
      case Peer.NodesNamed nodes -> false;
      case Peer.HostOfPod host -> false;
      case Peer.DomainNames names -> false;
      case Peer.AnyOf(var peers) -> peers.stream().anyMatch(p -> matches(p, pod));
      case Peer.AllOf(var peers) -> peers.stream().allMatch(p -> matches(p, pod));
      case Peer.Not(var inner) -> !matches(inner, pod);
    };
  }

  private boolean matches(Peer.Pods peer, Pod pod) {
    return !(peer.hostNetwork() == HostNetworkPods.NEVER && pod.usesHostNetwork())
        && inNamespace(peer.namespaces(), pod.namespace())
        && peer.pods().matches(pod.selectorLabels());
  }

  /// Whether a selection reaches into a namespace.
  boolean inNamespace(NamespaceMatch match, String name) {
    Namespace namespace = inventory.namespace(name);
    return namespace != null && match.matches(namespace);
  }

  /// Hands on each selection of pods by label that a peer is made of.
  static void selections(Peer peer, Consumer<Peer.Pods> to) {
    switch (peer) {
      case Peer.Pods pods -> to.accept(pods);
      case Peer.AnyOf(var peers) -> peers.forEach(p -> selections(p, to));
      case Peer.AllOf(var peers) -> peers.forEach(p -> selections(p, to));
      case Peer.Not(var inner) -> selections(inner, to);
      case Peer.Anyone anyone -> {}
      case Peer.Addresses addresses -> {}
      case Peer.PodsNamed names -> {}
      case Peer.Nodes nodes -> {}
      case Peer.NodesNamed nodes -> {}
      case Peer.HostOfPod host -> {}
      case Peer.DomainNames names -> {}
    }
  }
}
