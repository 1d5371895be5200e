package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.Collection;
import java.util.List;

/// The exact traffic that the policies let through between all endpoints. Contract; the engine follows.
public final class Reachability {
  private Reachability() {}

  /// @param cuts further sets of addresses that endpoints must not straddle (a scope's networks)
  public static Reachability of(
      Inventory inventory, PolicySet policies, DialectSettings settings, Collection<IpSet> cuts) {
    throw new UnsupportedOperationException("engine");
  }

  public static Reachability of(Inventory inventory, PolicySet policies, DialectSettings settings) {
    return of(inventory, policies, settings, List.of());
  }

  public DialectSettings settings() {
    throw new UnsupportedOperationException("engine");
  }

  public Inventory inventory() {
    throw new UnsupportedOperationException("engine");
  }

  public PolicySet policies() {
    throw new UnsupportedOperationException("engine");
  }

  public Endpoints endpoints() {
    throw new UnsupportedOperationException("engine");
  }

  /// The traffic from one endpoint to another, both sides' policies applied; within [DialectSettings#covered()].
  public TrafficSet traffic(int source, int destination) {
    throw new UnsupportedOperationException("engine");
  }

  /// All sources that can reach an endpoint. Sources outside the cluster are among them.
  public Partition sourcesOf(int destination) {
    throw new UnsupportedOperationException("engine");
  }

  /// All endpoints that a source can reach.
  public Partition destinationsOf(int source) {
    throw new UnsupportedOperationException("engine");
  }

  /// A number that endpoints share exactly if no policy tells them apart, as source or as destination.
  public int classOf(int endpoint) {
    throw new UnsupportedOperationException("engine");
  }

  /// Which policies isolate a pod; also for one that is only imagined (an unlabelled future pod of a namespace).
  public Isolation isolation(Pod pod, Direction direction) {
    throw new UnsupportedOperationException("engine");
  }

  /// What decided on both sides: the source's egress first, then the destination's ingress.
  public List<Citation> cite(int source, int destination, Packet packet) {
    throw new UnsupportedOperationException("engine");
  }
}
