package dev.palisade.compliance.control;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Reachability;

/// Whether an endpoint of a set may be meant by a peer expression. Errs to yes: what is asked
/// concerns objects that are not understood.
public final class MayTouch {
  private MayTouch() {}

  public static boolean of(Peer peer, EndpointSet set, Reachability reachability) {
    return atMost(peer, reachability.endpoints(), reachability.inventory()).overlaps(set);
  }

  /// A set that holds every endpoint which the peer can mean.
  private static EndpointSet atMost(Peer peer, Endpoints endpoints, Inventory inventory) {
    return switch (peer) {
      case Peer.Pods pods -> endpoints.pods(pod -> matches(pods, pod, inventory));
      case Peer.PodsNamed named -> endpoints.pods(pod -> named.pods().contains(pod.toString()));
      case Peer.Nodes nodes -> endpoints.allNodes();
      case Peer.NodesNamed nodes -> endpoints.allNodes();
      case Peer.AnyOf any ->
          any.peers().stream()
              .map(p -> atMost(p, endpoints, inventory))
              .reduce(endpoints.none(), EndpointSet::or);
      case Peer.AllOf all ->
          all.peers().stream()
              .map(p -> atMost(p, endpoints, inventory))
              .reduce(everything(endpoints), EndpointSet::and);
      case Peer.Anyone anyone -> everything(endpoints);
      case Peer.Addresses addresses -> everything(endpoints);
      case Peer.HostOfPod host -> endpoints.allNodes();
      case Peer.DomainNames names -> endpoints.allAddresses();
      case Peer.Not not -> everything(endpoints);
    };
  }

  private static EndpointSet everything(Endpoints endpoints) {
    return endpoints.allPods().or(endpoints.allNodes()).or(endpoints.allAddresses());
  }

  private static boolean matches(Peer.Pods peer, Pod pod, Inventory inventory) {
    Namespace namespace = inventory.namespace(pod.namespace());
    return (namespace == null || peer.namespaces().matches(namespace))
        && peer.pods().matches(pod.selectorLabels());
  }
}
