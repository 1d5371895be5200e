package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Numbers all endpoints of a cluster: pods in the inventory's order, then nodes, then the ranges
/// into which the policies' (and the scope's) address blocks cut IPv4 and IPv6.
public final class Endpoints {
  private final List<Pod> pods;
  private final List<Node> nodes;
  private final List<IpRange> addresses;
  private volatile @Nullable Map<String, Integer> podIds;

  Endpoints(Inventory inventory, List<IpRange> addresses) {
    this.pods = inventory.pods();
    this.nodes = inventory.nodes();
    this.addresses = List.copyOf(addresses);
  }

  public int size() {
    return pods.size() + nodes.size() + addresses.size();
  }

  public List<Pod> podList() {
    return pods;
  }

  public List<Node> nodeList() {
    return nodes;
  }

  /// The ranges, ascending, IPv4 before IPv6. Together they are all addresses.
  public List<IpRange> addressList() {
    return addresses;
  }

  public Endpoint get(int id) {
    if (id < pods.size()) {
      return new Endpoint.PodEndpoint(pods.get(id));
    }
    int node = id - pods.size();
    if (node < nodes.size()) {
      return new Endpoint.NodeEndpoint(nodes.get(node));
    }
    return new Endpoint.AddressEndpoint(addresses.get(node - nodes.size()));
  }

  public boolean isPod(int id) {
    return id < pods.size();
  }

  public boolean isNode(int id) {
    return id >= pods.size() && id < pods.size() + nodes.size();
  }

  public boolean isAddress(int id) {
    return id >= pods.size() + nodes.size();
  }

  /// @throws IllegalArgumentException for a pod that is not of this inventory
  public int idOf(Pod pod) {
    int id = find(pod);
    if (id < 0) {
      throw new IllegalArgumentException("no pod " + pod + " in this inventory");
    }
    return id;
  }

  /// The number of the pod of that namespace, name and workload; -1 when the inventory has none.
  int find(Pod pod) {
    Map<String, Integer> known = podIds;
    if (known == null) {
      // made when first needed; two threads may both make it: they make the same
      known = new HashMap<>();
      for (int i = 0; i < pods.size(); i++) {
        known.put(key(pods.get(i)), i);
      }
      podIds = known;
    }
    return known.getOrDefault(key(pod), -1);
  }

  public int idOfNode(int index) {
    return pods.size() + index;
  }

  public int idOfAddress(int index) {
    return pods.size() + nodes.size() + index;
  }

  public EndpointSet pods(Predicate<Pod> which) {
    RoaringBitmap bits = new RoaringBitmap();
    for (int i = 0; i < pods.size(); i++) {
      if (which.test(pods.get(i))) {
        bits.add(i);
      }
    }
    return new EndpointSet(bits);
  }

  public EndpointSet allPods() {
    return range(0, pods.size());
  }

  public EndpointSet allNodes() {
    return range(pods.size(), pods.size() + nodes.size());
  }

  public EndpointSet allAddresses() {
    return range(pods.size() + nodes.size(), size());
  }

  public EndpointSet none() {
    return new EndpointSet(new RoaringBitmap());
  }

  /// The address ranges that lie in the set, wholly or in part.
  public EndpointSet addressesIn(IpSet set) {
    RoaringBitmap bits = new RoaringBitmap();
    for (int i = 0; i < addresses.size(); i++) {
      if (set.overlaps(IpSet.of(addresses.get(i)))) {
        bits.add(idOfAddress(i));
      }
    }
    return new EndpointSet(bits);
  }

  private EndpointSet range(int from, int to) {
    RoaringBitmap bits = new RoaringBitmap();
    bits.add((long) from, (long) to);
    return new EndpointSet(bits);
  }

  // two pods of one namespace and name occur where a workload's template and another's share it:
  // the workload tells them apart
  private static String key(Pod pod) {
    return pod + " " + pod.workload();
  }
}
