package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.Peer.HostOfPod;
import dev.palisade.analysis.reachability.DialectSettings.HostNetworkPods;
import dev.palisade.analysis.traffic.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether a peer matches one endpoint: each form of [Peer] by its definition. Shares nothing with
/// [PeerSets], which must agree with it.
final class PeerMatcher {

  private final Map<String, Namespace> namespaces;
  private final Map<String, Node> nodes;
  private final HostNetworkPods hostMode;

  PeerMatcher(Inventory inventory, DialectSettings settings) {
    this.namespaces = inventory.namespaces();
    this.nodes =
        inventory.nodes().stream().collect(Collectors.toMap(Node::name, n -> n, (a, b) -> b));
    this.hostMode = settings.hostNetworkPods();
  }

  /// @param viewer the endpoint under policy, which sees `endpoint` as its other end; null where
  ///   `endpoint` itself is under policy
  Answer matches(Peer peer, Endpoint endpoint, @Nullable Endpoint viewer) {
    return switch (peer) {
      case Peer.Anyone a -> Answer.YES;
      case Peer.Pods pods ->
          Answer.of(endpoint instanceof Endpoint.PodEndpoint p && isMeant(pods, p.pod()));
      case Peer.Addresses addresses -> addresses(addresses, endpoint);
      case Peer.Nodes wanted -> nodes(wanted, endpoint);
      case Peer.NodesNamed named -> nodesNamed(named, endpoint);
      case Peer.PodsNamed named ->
          Answer.of(
              endpoint instanceof Endpoint.PodEndpoint p
                  && named.pods().contains(p.pod().namespace() + "/" + p.pod().name()));
      case HostOfPod host -> hostOfPod(host, endpoint, viewer);
      case Peer.DomainNames names ->
          endpoint instanceof Endpoint.AddressEndpoint && !names.patterns().isEmpty()
              ? Answer.PERHAPS
              : Answer.NO;
      case Peer.AnyOf any -> {
        Answer best = Answer.NO;
        for (Peer alternative : any.peers()) {
          best = best.or(matches(alternative, endpoint, viewer));
        }
        yield best;
      }
      case Peer.AllOf all -> {
        Answer worst = Answer.YES;
        for (Peer part : all.peers()) {
          worst = worst.and(matches(part, endpoint, viewer));
        }
        yield worst;
      }
      case Peer.Not not -> matches(not.peer(), endpoint, viewer).not();
    };
  }

  /// The namespace of a pod; one of which no object was read has the label that every namespace
  /// has.
  Namespace namespaceOf(Pod pod) {
    Namespace read = namespaces.get(pod.namespace());
    if (read != null) {
      return read;
    }
    Labels given = Labels.of("kubernetes.io/metadata.name", pod.namespace());
    return new Namespace(pod.namespace(), given, null);
  }

  private boolean isMeant(Peer.Pods peer, Pod pod) {
    if (pod.usesHostNetwork()
        && (peer.hostNetwork() == Peer.HostNetworkPods.NEVER
            || hostMode != HostNetworkPods.POLICED)) {
      return false;
    }
    return peer.namespaces().matches(namespaceOf(pod)) && peer.pods().matches(pod.selectorLabels());
  }

  private Answer addresses(Peer.Addresses peer, Endpoint endpoint) {
    List<IpAddress> own =
        switch (endpoint) {
          case Endpoint.AddressEndpoint a -> List.of(a.range().first());
          case Endpoint.NodeEndpoint n ->
              peer.reach() == AddressReach.OUTSIDE_ONLY ? List.of() : n.node().addresses();
          case Endpoint.PodEndpoint p ->
              isReached(peer.reach(), p.pod()) ? addressesOf(p.pod()) : List.of();
        };
    long inside = own.stream().filter(peer.addresses()::contains).count();
    if (inside == 0) {
      return Answer.NO;
    }
    // with several addresses the connection may use any of them
    return inside == own.size() ? Answer.YES : Answer.PERHAPS;
  }

  private boolean isReached(AddressReach reach, Pod pod) {
    return switch (reach) {
      case PODS_AND_NODES -> true;
      case NODES -> pod.usesHostNetwork() && hostMode != HostNetworkPods.POLICED;
      case OUTSIDE_ONLY -> false;
    };
  }

  /// A pod in its node's network appears under its node's addresses too, unless the flag is
  /// ignored.
  private List<IpAddress> addressesOf(Pod pod) {
    List<IpAddress> all = new ArrayList<>(pod.addresses());
    Node node = pod.nodeName() == null ? null : nodes.get(pod.nodeName());
    if (pod.usesHostNetwork() && hostMode != HostNetworkPods.POLICED && node != null) {
      all.addAll(node.addresses());
    }
    return all.stream().distinct().toList();
  }

  private Answer nodes(Peer.Nodes peer, Endpoint endpoint) {
    if (endpoint instanceof Endpoint.NodeEndpoint n) {
      return Answer.of(peer.labels().matches(n.node().labels()));
    }
    if (!(endpoint instanceof Endpoint.PodEndpoint p) || !p.pod().usesHostNetwork()) {
      return Answer.NO;
    }
    Node node = p.pod().nodeName() == null ? null : nodes.get(p.pod().nodeName());
    if (node != null) {
      return Answer.of(peer.labels().matches(node.labels()));
    }
    // on some node whose labels are not known
    return switch (peer.labels()) {
      case Selector.Everything e -> Answer.YES;
      case Selector.Nothing n -> Answer.NO;
      default -> Answer.PERHAPS;
    };
  }

  private static Answer nodesNamed(Peer.NodesNamed named, Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.NodeEndpoint n -> Answer.of(named.names().contains(n.node().name()));
      case Endpoint.PodEndpoint p when p.pod().usesHostNetwork() -> {
        String host = p.pod().nodeName();
        if (host == null) {
          yield named.names().isEmpty() ? Answer.NO : Answer.PERHAPS;
        }
        yield Answer.of(named.names().contains(host));
      }
      case Endpoint.PodEndpoint p -> Answer.NO;
      case Endpoint.AddressEndpoint a -> Answer.NO;
    };
  }

  private static Answer hostOfPod(HostOfPod peer, Endpoint endpoint, @Nullable Endpoint viewer) {
    boolean onNode =
        endpoint instanceof Endpoint.NodeEndpoint
            || (endpoint instanceof Endpoint.PodEndpoint p && p.pod().usesHostNetwork());
    if (!onNode) {
      return Answer.NO;
    }
    boolean wantsLocal = peer.locality() == HostOfPod.Locality.LOCAL;
    if (viewer == null || viewer instanceof Endpoint.AddressEndpoint) {
      return Answer.of(!wantsLocal);
    }
    String here = hostOf(viewer);
    String there = hostOf(endpoint);
    return here == null || there == null
        ? Answer.PERHAPS
        : Answer.of(Objects.equals(here, there) == wantsLocal);
  }

  /// The name of the node that an endpoint is, or is on; null when it is not known, or there is
  /// none.
  static @Nullable String hostOf(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.NodeEndpoint n -> n.node().name();
      case Endpoint.PodEndpoint p -> p.pod().nodeName();
      case Endpoint.AddressEndpoint a -> null;
    };
  }
}
