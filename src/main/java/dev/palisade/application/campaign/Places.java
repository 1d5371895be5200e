package dev.palisade.application.campaign;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Scope.Network;
import dev.palisade.compliance.scope.Scope.Zone;
import dev.palisade.compliance.scope.Zoning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Endpoints by the zones and networks that they are in.
final class Places {
  private static final int NAMED = 4;

  private final Endpoints endpoints;
  private final Zoning zoning;
  private final SortedMap<String, EndpointSet> all = new TreeMap<>();

  Places(Examination examination) {
    this.endpoints = examination.evidence().reachability().endpoints();
    this.zoning = examination.zoning();
    Map<String, List<Integer>> members = new TreeMap<>();
    counted().forEach(id -> members.computeIfAbsent(of(id), p -> new ArrayList<>()).add(id));
    members.forEach(
        (place, ids) ->
            all.put(place, EndpointSet.of(ids.stream().mapToInt(Integer::intValue).toArray())));
  }

  /// `zone cde`, `network acquirer`, `internet`, `the cluster's nodes`.
  String of(int endpoint) {
    if (endpoints.isNode(endpoint)) {
      return "the cluster's nodes";
    }
    if (endpoints.isAddress(endpoint)) {
      Network network = zoning.networkOf(endpoint);
      return network == null ? Scope.INTERNET : "network " + network.name();
    }
    Zone zone = zoning.zoneOf(endpoint);
    return zone == null ? "pods in no zone" : "zone " + zone.name();
  }

  SortedMap<String, EndpointSet> of(EndpointSet set) {
    SortedMap<String, EndpointSet> places = new TreeMap<>();
    all.forEach(
        (place, members) -> {
          EndpointSet some = members.and(set);
          if (!some.isEmpty()) {
            places.put(place, some);
          }
        });
    return places;
  }

  SortedSet<String> workloads(EndpointSet set) {
    SortedSet<String> names = new TreeSet<>();
    set.forEach(
        id -> {
          if (endpoints.isPod(id)) {
            names.add(WorkloadName.of(endpoints.podList().get(id)));
          }
        });
    return names;
  }

  /// What takes part in traffic: pods, nodes, and the addresses outside the cluster.
  EndpointSet counted() {
    return endpoints.allPods().or(endpoints.allNodes()).or(zoning.outside());
  }

  /// The first few, and how many there are beyond.
  static String some(Collection<String> names) {
    String first = String.join(", ", names.stream().limit(NAMED).toList());
    return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
  }
}
