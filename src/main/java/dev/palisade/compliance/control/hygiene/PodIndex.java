package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The pods that selections mean, found without asking every pod of every selection.
final class PodIndex {
  private final Inventory inventory;
  private final Map<String, List<Pod>> byNamespace = new HashMap<>();
  private final Map<String, List<Pod>> byLabel = new HashMap<>();
  private final Map<NamespaceMatch, Set<String>> namespaces = new HashMap<>();
  private final Map<Peer.Pods, List<Pod>> known = new HashMap<>();

  PodIndex(Inventory inventory) {
    this.inventory = inventory;
    for (Pod pod : inventory.pods()) {
      byNamespace.computeIfAbsent(pod.namespace(), n -> new ArrayList<>()).add(pod);
      pod.selectorLabels()
          .asMap()
          .forEach(
              (key, value) ->
                  byLabel.computeIfAbsent(key + "=" + value, l -> new ArrayList<>()).add(pod));
    }
  }

  /// Whether there is no pod at all, so that nothing can be said of what selects none.
  boolean isEmpty() {
    return byNamespace.isEmpty();
  }

  List<Pod> of(String namespace) {
    return byNamespace.getOrDefault(namespace, List.of());
  }

  /// The names of the namespaces that a selection reaches into.
  Set<String> namespaces(NamespaceMatch match) {
    Set<String> found = namespaces.get(match);
    if (found == null) {
      found = new HashSet<>();
      for (Namespace namespace : inventory.namespaces().values()) {
        if (match.matches(namespace)) {
          found.add(namespace.name());
        }
      }
      namespaces.put(match, found);
    }
    return found;
  }

  /// The pods that a selection means.
  List<Pod> select(Peer.Pods selection) {
    List<Pod> found = known.get(selection);
    if (found == null) {
      Set<String> in = namespaces(selection.namespaces());
      found =
          candidates(selection, in).stream()
              .filter(pod -> in.contains(pod.namespace()))
              .filter(pod -> selection.pods().matches(pod.selectorLabels()))
              .toList();
      known.put(selection, found);
    }
    return found;
  }

  /// Whether a peer surely means no pod and nothing else.
  boolean isNobody(Peer peer) {
    return switch (peer) {
      case Peer.Pods selection -> select(selection).isEmpty();
      case Peer.AnyOf(var peers) -> peers.stream().allMatch(this::isNobody);
      case Peer.AllOf(var peers) -> peers.stream().anyMatch(this::isNobody);
      case Peer.Anyone anyone -> false;
      case Peer.Addresses addresses -> false;
      case Peer.PodsNamed names -> false;
      case Peer.Nodes nodes -> false;
      case Peer.NodesNamed nodes -> false;
      case Peer.HostOfPod host -> false;
      case Peer.DomainNames names -> false;
      case Peer.Not not -> false;
    };
  }

  private List<Pod> candidates(Peer.Pods selection, Set<String> in) {
    if (in.size() == 1) {
      return of(in.iterator().next());
    }
    List<Selector> parts =
        selection.pods() instanceof Selector.And(var operands)
            ? operands
            : List.of(selection.pods());
    for (Selector part : parts) {
      if (part instanceof Selector.In(var key, var values)) {
        return values.stream()
            .flatMap(value -> byLabel.getOrDefault(key + "=" + value, List.of()).stream())
            .toList();
      }
    }
    return inventory.pods();
  }
}
