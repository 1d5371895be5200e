package dev.palisade.analysis.reachability;

/// Where a node, or a pod in its node's network, stands as seen from the endpoint under policy
/// ([dev.palisade.analysis.policy.Peer.HostOfPod]).
enum Locality {
  /// On another node; also what has no node at all, such as an address outside the cluster.
  REMOTE,
  /// On the same node.
  LOCAL,
  /// One of the two is not scheduled, or a template: it may be either.
  UNKNOWN
}
