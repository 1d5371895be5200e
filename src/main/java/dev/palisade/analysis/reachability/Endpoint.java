package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.traffic.IpRange;

/// One end of a flow.
public sealed interface Endpoint {

  record PodEndpoint(Pod pod) implements Endpoint {
    @Override
    public String toString() {
      return pod.toString();
    }
  }

  /// A node itself, apart from the pods that run on it.
  record NodeEndpoint(Node node) implements Endpoint {
    @Override
    public String toString() {
      return "node/" + node.name();
    }
  }

  /// Addresses outside the cluster that no policy tells apart.
  record AddressEndpoint(IpRange range) implements Endpoint {
    @Override
    public String toString() {
      return range.toString();
    }
  }
}
