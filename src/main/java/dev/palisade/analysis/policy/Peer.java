package dev.palisade.analysis.policy;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.traffic.IpSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A set of endpoints (pods, nodes, addresses outside the cluster), as a boolean expression over
/// what each dialect can name. Serves as subject of a policy and as the other side of a rule. An
/// empty [AnyOf] matches nothing, an empty [AllOf] everything.
public sealed interface Peer {

  Peer ANYONE = new Anyone();
  Peer NOBODY = new AnyOf(List.of());

  /// Every endpoint, addresses outside the cluster included.
  record Anyone() implements Peer {}

  /// Pods by namespace and labels ([dev.palisade.analysis.inventory.Pod#selectorLabels]).
  ///
  /// @param hostNetwork whether pods in their node's network can be meant at all
  record Pods(NamespaceMatch namespaces, Selector pods, HostNetworkPods hostNetwork)
      implements Peer {}

  /// Whether a selection by label can mean pods that use their node's network.
  enum HostNetworkPods {
    /// As the setting `host-network-pods` says.
    BY_SETTING,
    /// Never (AdminNetworkPolicy, ClusterNetworkPolicy).
    NEVER
  }

  /// Endpoints by address: those outside the cluster, and pods and nodes as far as `reach` says.
  record Addresses(IpSet addresses, AddressReach reach) implements Peer {}

  /// Which endpoints of the cluster are matched by their addresses.
  enum AddressReach {
    /// Pods and nodes that have such an address.
    PODS_AND_NODES,
    /// Nodes, not pods.
    NODES,
    /// Neither: only what lies outside the cluster.
    OUTSIDE_ONLY
  }

  /// Nodes by their labels (an empty conjunction of labels: every node).
  record Nodes(Selector labels) implements Peer {}

  /// Nodes by name.
  record NodesNamed(SortedSet<String> names) implements Peer {
    public NodesNamed {
      names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
  }

  /// Pods by `namespace/name`, as resolved from a service or an endpoint list.
  record PodsNamed(SortedSet<String> pods) implements Peer {
    public PodsNamed {
      pods = Collections.unmodifiableSortedSet(new TreeSet<>(pods));
    }
  }

  /// The node that the other end's pod runs on (`local`), or every other node.
  record HostOfPod(Locality locality) implements Peer {
    /// Which nodes, seen from the pod under policy.
    public enum Locality {
      LOCAL,
      REMOTE
    }
  }

  /// Addresses outside the cluster that these names resolve to. Which they are is not known: may
  /// match any of them.
  record DomainNames(List<String> patterns) implements Peer {
    public DomainNames {
      patterns = List.copyOf(patterns);
    }
  }

  /// Union.
  record AnyOf(List<Peer> peers) implements Peer {
    public AnyOf {
      peers = List.copyOf(peers);
    }
  }

  /// Intersection.
  record AllOf(List<Peer> peers) implements Peer {
    public AllOf {
      peers = List.copyOf(peers);
    }
  }

  /// Complement among all endpoints.
  record Not(Peer peer) implements Peer {}
}
