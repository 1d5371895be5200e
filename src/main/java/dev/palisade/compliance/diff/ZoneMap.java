package dev.palisade.compliance.diff;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Zoning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which zones of a scope the workloads of one state are in, and in which networks addresses lie.
final class ZoneMap {
  private static final int AFTER_ZONES = 1_000_000;
  private static final int LAST = Integer.MAX_VALUE;

  private final Scope scope;
  private final Endpoints endpoints;
  private final EndpointSet internet;
  private final SortedMap<String, Party> zones = new TreeMap<>();
  private final Map<IpSet, List<Party>> networks = new HashMap<>();

  /// One or several zones, or a network.
  ///
  /// @param place in the order of the scope: zones, networks, the internet
  record Party(int place, String name) implements Comparable<Party> {
    private static final Comparator<Party> ORDER =
        Comparator.comparingInt(Party::place).thenComparing(Party::name);

    @Override
    public int compareTo(Party other) {
      return ORDER.compare(this, other);
    }
  }

  ZoneMap(Scope scope, Reachability reachability) {
    this.scope = scope;
    Zoning zoning = Zoning.of(scope, reachability);
    this.endpoints = reachability.endpoints();
    // the node-local cache is the cluster's own
    this.internet = zoning.outside().minus(zoning.dns().cache());
    Map<String, Integer> places = new HashMap<>();
    scope.zones().forEach(zone -> places.putIfAbsent(zone.name(), places.size()));
    Map<String, TreeSet<Integer>> found = new HashMap<>();
    for (Pod pod : endpoints.podList()) {
      Scope.Zone zone = zoning.zoneOf(pod);
      if (zone != null) {
        found
            .computeIfAbsent(WorkloadName.of(pod), w -> new TreeSet<>())
            .add(places.getOrDefault(zone.name(), LAST));
      }
    }
    found.forEach((workload, in) -> zones.put(workload, party(in)));
  }

  private Party party(SortedSet<Integer> places) {
    return new Party(
        places.first(),
        places.stream()
            .map(place -> scope.zones().get(place).name())
            .collect(Collectors.joining(" + ")));
  }

  /// By workload.
  SortedMap<String, Party> zones() {
    return zones;
  }

  /// Null: this state has no such workload, or only its finished pods.
  @Nullable Party zoneOf(String workload) {
    return zones.get(workload);
  }

  /// The networks that addresses are in, of several the first; at least one.
  List<Party> networksOf(IpSet addresses) {
    return networks.computeIfAbsent(addresses, this::find);
  }

  private List<Party> find(IpSet addresses) {
    List<Party> found = new ArrayList<>();
    IpSet left = addresses;
    for (int i = 0; i < scope.networks().size(); i++) {
      Scope.Network network = scope.networks().get(i);
      if (network.addresses().overlaps(left)) {
        found.add(new Party(AFTER_ZONES + i, network.name()));
        left = left.minus(network.addresses());
      }
    }
    if (!left.isEmpty() && internet.overlaps(endpoints.addressesIn(left))) {
      found.add(new Party(LAST, Scope.INTERNET));
    }
    return found.isEmpty() ? List.of(new Party(LAST, ZoneTraffic.CLUSTER_ADDRESSES)) : found;
  }
}
