package dev.palisade.analysis.inventory;

import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.snapshot.ResourceRef;
import java.util.List;

/// A node of the cluster.
///
/// @param addresses InternalIP and ExternalIP of `status.addresses`
/// @param podRanges `spec.podCIDRs`; empty when the network plugin does not use them
public record Node(
    ResourceRef ref, String name, Labels labels, List<IpAddress> addresses, IpSet podRanges)
    implements Comparable<Node> {
  public Node {
    addresses = List.copyOf(addresses);
  }

  @Override
  public int compareTo(Node other) {
    return name.compareTo(other.name);
  }
}
