package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.reachability.DialectSettings.HostNetworkPods;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// Evaluates peers to sets of grains, each distinct peer once.
///
/// What the model leaves open is decided here, and by the same words in [PeerMatcher]:
/// - A pod with several addresses is matched by a set of addresses perhaps when one of them is in
///   it, surely when all are.
/// - A pod in its node's network is meant by `Nodes` and `NodesNamed` peers through its node,
///   whatever the setting, since its packets have the node's address. When its node is not known,
///   it may be any.
/// - Domain names may mean every address outside the cluster, and surely mean none.
final class PeerSets {

  private final Grains grains;
  private final Layout layout;
  private final HostNetworkPods hostMode;
  private final LabelIndex labels = new LabelIndex();
  private final Map<Namespace, RoaringBitmap> byNamespace = new TreeMap<>();
  private final Map<String, RoaringBitmap> byPodName = new HashMap<>();
  // grains of pods and nodes by the piece of address space: all that have an address there, and
  // which have another elsewhere
  private final Map<Integer, RoaringBitmap> byPiece = new HashMap<>();
  private final Map<NamespaceMatch, RoaringBitmap> namespaceCache = new HashMap<>();
  private final Map<Peer, Extent> cache = new HashMap<>();

  PeerSets(Inventory inventory, Grains grains, Mentions mentions, HostNetworkPods hostMode) {
    this.grains = grains;
    this.layout = grains.layout();
    this.hostMode = hostMode;
    for (int grain = 0; grain < layout.nodeStart(); grain++) {
      Pod pod = grains.pod(grain);
      labels.add(grain, mentions.visible(pod.selectorLabels()));
      byNamespace.computeIfAbsent(namespaceOf(inventory, pod), n -> new RoaringBitmap()).add(grain);
      if (mentions.namesPod(pod)) {
        byPodName.computeIfAbsent(pod.toString(), n -> new RoaringBitmap()).add(grain);
      }
      if (layout.isHostPod(grain)) {
        place(grain, grains.hostAddresses(pod));
      } else if (mentions.addressesReachPods()) {
        place(grain, pod.addresses());
      }
    }
    for (int i = 0; i < grains.nodes().size(); i++) {
      place(layout.nodeStart() + i, grains.nodes().get(i).addresses());
    }
  }

  private static Namespace namespaceOf(Inventory inventory, Pod pod) {
    Namespace known = inventory.namespace(pod.namespace());
    return known != null
        ? known
        : new Namespace(pod.namespace(), labelsOfUnread(pod.namespace()), null);
  }

  /// The API server sets this label on every namespace, also on one of which no object was read.
  static Labels labelsOfUnread(String namespace) {
    return Labels.of("kubernetes.io/metadata.name", namespace);
  }

  private void place(int grain, List<IpAddress> addresses) {
    grains
        .pieces(addresses)
        .forEach(piece -> byPiece.computeIfAbsent(piece, p -> new RoaringBitmap()).add(grain));
  }

  /// The grains that a peer matches, in every view of them. The bitmaps must not be changed.
  synchronized Extent evaluate(Peer peer) {
    Extent known = cache.get(peer);
    if (known == null) {
      known = compute(peer);
      cache.put(peer, known);
    }
    return known;
  }

  private Extent compute(Peer peer) {
    return switch (peer) {
      case Peer.Anyone a -> Extent.certain(layout.everything());
      case Peer.Pods pods -> pods(pods);
      case Peer.Addresses addresses -> addresses(addresses);
      case Peer.Nodes nodes -> nodes(nodes.labels());
      case Peer.NodesNamed named -> nodesNamed(named);
      case Peer.PodsNamed named -> podsNamed(named);
      case Peer.HostOfPod host -> hostOfPod(host);
      case Peer.DomainNames names ->
          names.patterns().isEmpty()
              ? Extent.certain(new RoaringBitmap())
              : new Extent(new RoaringBitmap(), layout.addressRange());
      case Peer.AnyOf any ->
          any.peers().stream()
              .map(this::evaluate)
              .reduce(Extent::or)
              .orElseGet(() -> Extent.certain(new RoaringBitmap()));
      case Peer.AllOf all ->
          all.peers().stream()
              .map(this::evaluate)
              .reduce(Extent::and)
              .orElseGet(() -> Extent.certain(layout.everything()));
      case Peer.Not not -> evaluate(not.peer()).complement(layout.everything());
    };
  }

  private Extent pods(Peer.Pods peer) {
    boolean hostPodsToo =
        peer.hostNetwork() == Peer.HostNetworkPods.BY_SETTING
            && hostMode == HostNetworkPods.POLICED;
    RoaringBitmap scope = inNamespaces(peer.namespaces());
    if (!hostPodsToo) {
      scope = RoaringBitmap.and(scope, layout.pods(false));
    }
    return Extent.certain(layout.inEveryView(labels.select(peer.pods(), scope)));
  }

  private RoaringBitmap inNamespaces(NamespaceMatch match) {
    RoaringBitmap known = namespaceCache.get(match);
    if (known == null) {
      RoaringBitmap found = new RoaringBitmap();
      byNamespace.forEach(
          (namespace, members) -> {
            if (match.matches(namespace)) {
              found.or(members);
            }
          });
      known = found;
      namespaceCache.put(match, known);
    }
    return known;
  }

  private Extent addresses(Peer.Addresses peer) {
    BitSet outside = grains.cuts().atomsOf(peer.addresses());
    RoaringBitmap perhaps = new RoaringBitmap();
    outside.stream().forEach(piece -> perhaps.or(byPiece.getOrDefault(piece, new RoaringBitmap())));
    perhaps.and(reached(peer.reach()));
    RoaringBitmap surely = new RoaringBitmap();
    perhaps.forEach(
        (IntConsumer)
            grain -> {
              if (peer.addresses().isEmpty() || everyAddressIn(grain, peer.addresses())) {
                surely.add(grain);
              }
            });
    outside.stream()
        .forEach(
            piece -> {
              perhaps.add(layout.addressStart() + piece);
              surely.add(layout.addressStart() + piece);
            });
    RoaringBitmap seen = layout.inEveryView(perhaps);
    return surely.equals(perhaps)
        ? Extent.certain(seen)
        : new Extent(layout.inEveryView(surely), seen);
  }

  private boolean everyAddressIn(int grain, IpSet set) {
    List<IpAddress> addresses =
        layout.isNode(grain)
            ? grains.nodes().get(grain - layout.nodeStart()).addresses()
            : layout.isHostPod(grain)
                ? grains.hostAddresses(grains.pod(grain))
                : grains.pod(grain).addresses();
    return addresses.stream().allMatch(set::contains);
  }

  private RoaringBitmap reached(Peer.AddressReach reach) {
    return switch (reach) {
      case PODS_AND_NODES -> Layout.range(0, layout.addressStart());
      // under "policed" a pod in its node's network is a pod like any other
      case NODES ->
          Layout.range(
              hostMode == HostNetworkPods.POLICED ? layout.nodeStart() : layout.ownPods(),
              layout.addressStart());
      case OUTSIDE_ONLY -> new RoaringBitmap();
    };
  }

  private Extent nodes(Selector selector) {
    RoaringBitmap surely = new RoaringBitmap();
    RoaringBitmap perhaps = new RoaringBitmap();
    for (int i = 0; i < grains.nodes().size(); i++) {
      if (selector.matches(grains.nodes().get(i).labels())) {
        surely.add(layout.nodeStart() + i);
      }
    }
    for (int grain = layout.ownPods(); grain < layout.nodeStart(); grain++) {
      @Nullable Node node = grains.nodeOf(grains.pod(grain));
      if (node != null ? selector.matches(node.labels()) : selector.equals(Selector.EVERYTHING)) {
        surely.add(grain);
      } else if (node == null && !selector.equals(Selector.NOTHING)) {
        perhaps.add(grain);
      }
    }
    return doubtful(surely, perhaps);
  }

  private Extent nodesNamed(Peer.NodesNamed peer) {
    RoaringBitmap surely = new RoaringBitmap();
    RoaringBitmap perhaps = new RoaringBitmap();
    for (int i = 0; i < grains.nodes().size(); i++) {
      if (peer.names().contains(grains.nodes().get(i).name())) {
        surely.add(layout.nodeStart() + i);
      }
    }
    for (int grain = layout.ownPods(); grain < layout.nodeStart(); grain++) {
      String name = grains.pod(grain).nodeName();
      if (name != null && peer.names().contains(name)) {
        surely.add(grain);
      } else if (name == null && !peer.names().isEmpty()) {
        perhaps.add(grain);
      }
    }
    return doubtful(surely, perhaps);
  }

  private Extent doubtful(RoaringBitmap surely, RoaringBitmap perhaps) {
    RoaringBitmap certain = layout.inEveryView(surely);
    return perhaps.isEmpty()
        ? Extent.certain(certain)
        : new Extent(certain, layout.inEveryView(RoaringBitmap.or(surely, perhaps)));
  }

  private Extent podsNamed(Peer.PodsNamed peer) {
    RoaringBitmap found = new RoaringBitmap();
    for (String name : peer.pods()) {
      found.or(byPodName.getOrDefault(name, new RoaringBitmap()));
    }
    return Extent.certain(layout.inEveryView(found));
  }

  private Extent hostOfPod(Peer.HostOfPod peer) {
    RoaringBitmap surely =
        layout.onNodes(
            peer.locality() == Peer.HostOfPod.Locality.LOCAL ? Locality.LOCAL : Locality.REMOTE);
    RoaringBitmap unknown = layout.onNodes(Locality.UNKNOWN);
    return unknown.isEmpty()
        ? Extent.certain(surely)
        : new Extent(surely, RoaringBitmap.or(surely, unknown));
  }
}
