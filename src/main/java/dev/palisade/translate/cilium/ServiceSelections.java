package dev.palisade.translate.cilium;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Service;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Metadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What `toServices` means: the pods that a service's selector selects; of a service without one,
/// the addresses of its EndpointSlices, which match no pods (`pkg/policy/k8s/service.go`).
final class ServiceSelections {
  private final Inventory inventory;
  private final AddressReach reach;
  private final Map<ResourceRef, Labels> labels = new HashMap<>();

  /// @param reach which endpoints of the cluster CIDRs match
  ServiceSelections(List<Manifest> manifests, Inventory inventory, AddressReach reach) {
    this.inventory = inventory;
    this.reach = reach;
    for (Manifest manifest : manifests) {
      if (manifest.ref().kind().equals("Service") && manifest.ref().group().isEmpty()) {
        labels.put(manifest.ref(), labels(manifest));
      }
    }
  }

  private static Labels labels(Manifest manifest) {
    try {
      return Metadata.texts(manifest.cursor().get("metadata").get("labels"));
    } catch (MalformedDocument e) {
      // refused where the service is read
      return Labels.EMPTY;
    }
  }

  /// @param namespace empty: any
  /// @return none when there is no such service
  List<Peer> named(String namespace, String name) {
    return of(namespace, service -> service.name().equals(name));
  }

  /// The services with such labels.
  List<Peer> labelled(String namespace, Selector selector) {
    return of(
        namespace, service -> selector.matches(labels.getOrDefault(service.ref(), Labels.EMPTY)));
  }

  private List<Peer> of(String namespace, Predicate<Service> which) {
    List<Peer> peers = new ArrayList<>();
    for (Service service : inventory.services()) {
      boolean here = namespace.isEmpty() || service.namespace().equals(namespace);
      if (here && which.test(service)) {
        peers.add(backends(service));
      }
    }
    return peers;
  }

  private Peer backends(Service service) {
    Labels selector = service.selector();
    if (selector == null || selector.isEmpty()) {
      return new Peer.Addresses(addresses(service), reach);
    }
    List<Selector> parts = new ArrayList<>();
    selector.asMap().forEach((key, value) -> parts.add(Selector.equal(key, value)));
    return new Peer.Pods(
        NamespaceMatch.Named.of(service.namespace()),
        Selector.and(parts),
        HostNetworkPods.BY_SETTING);
  }

  /// The addresses of the API server: the endpoints of the service `kubernetes`.
  IpSet apiServer() {
    return inventory.services().stream()
        .filter(s -> s.namespace().equals("default") && s.name().equals("kubernetes"))
        .map(ServiceSelections::addresses)
        .reduce(IpSet.NONE, IpSet::union);
  }

  private static IpSet addresses(Service service) {
    return IpSet.unionOf(service.endpoints().stream().map(e -> IpSet.of(e.address())).toList());
  }
}
