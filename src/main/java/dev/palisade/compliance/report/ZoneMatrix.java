package dev.palisade.compliance.report;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Partition;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.scope.AuthorisedFlow;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Zoning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The services that policies allow from each zone and network to each other: what *any* endpoint of the one may send to *some*
/// endpoint of the other. Traffic of a pod with itself is left out, and so are nodes.
///
/// @param parties zones that have pods, then networks with addresses: rows and columns
/// @param cells the pairs with traffic, in the order of rows, then columns
public record ZoneMatrix(List<Party> parties, List<Cell> cells) {

  /// @param category of the zone or network; a network without one is `external`
  public record Party(String name, String category) {}

  /// @param traffic all that is allowed
  /// @param register ids of the register entries for the pair, in the scope's order
  public record Cell(String from, String to, String traffic, List<String> register) {
    public Cell {
      register = List.copyOf(register);
    }
  }

  public ZoneMatrix {
    parties = List.copyOf(parties);
    cells = List.copyOf(cells);
  }

  public static ZoneMatrix of(Reachability reachability, Zoning zoning) {
    Map<Party, EndpointSet> sets = parties(reachability.endpoints(), zoning);
    Map<Party, Map<Party, TrafficSet>> traffic = new LinkedHashMap<>();
    sets.keySet().forEach(from -> traffic.put(from, new LinkedHashMap<>()));
    sets.forEach(
        (to, destinations) -> {
          Set<Integer> seen = new HashSet<>();
          // endpoints of one class have the same sources, but for themselves
          destinations.forEach(
              destination -> {
                if (seen.add(reachability.classOf(destination))) {
                  add(reachability, sets, traffic, to, destination);
                }
              });
        });
    List<Cell> cells = new ArrayList<>();
    for (Party from : sets.keySet()) {
      for (Party to : sets.keySet()) {
        TrafficSet allowed = traffic.getOrDefault(from, Map.of()).getOrDefault(to, TrafficSet.NONE);
        if (!allowed.isEmpty()) {
          cells.add(
              new Cell(
                  from.name(),
                  to.name(),
                  TrafficNotation.format(allowed),
                  registered(zoning, sets.get(from), sets.get(to))));
        }
      }
    }
    return new ZoneMatrix(List.copyOf(sets.keySet()), cells);
  }

  private static Map<Party, EndpointSet> parties(Endpoints endpoints, Zoning zoning) {
    Map<Party, EndpointSet> sets = new LinkedHashMap<>();
    for (Scope.Zone zone : zoning.zones()) {
      EndpointSet pods = zoning.podsOf(zone);
      if (!pods.isEmpty()) {
        sets.put(new Party(zone.name(), zone.category().toString()), pods);
      }
    }
    EndpointSet internet = zoning.outside();
    for (Scope.Network network : zoning.scope().networks()) {
      EndpointSet addresses =
          zoning.outside().and(endpoints.addressesIn(network.addresses()));
      internet = internet.minus(addresses);
      if (!addresses.isEmpty()) {
        String category = network.category();
        sets.put(new Party(network.name(), category == null ? "external" : category), addresses);
      }
    }
    sets.put(new Party(Scope.INTERNET, "external"), internet);
    return sets;
  }

  private static void add(
      Reachability reachability,
      Map<Party, EndpointSet> sets,
      Map<Party, Map<Party, TrafficSet>> traffic,
      Party to,
      int destination) {
    Endpoints endpoints = reachability.endpoints();
    for (Partition.Cell cell : reachability.sourcesOf(destination).cells()) {
      // what goes from one outside address to another does not pass the cluster
      EndpointSet senders =
          endpoints.isAddress(destination)
              ? cell.endpoints().minus(endpoints.allAddresses())
              : cell.endpoints();
      sets.forEach(
          (from, sources) -> {
            EndpointSet both = senders.and(sources);
            boolean itself = both.size() == 1 && both.first() == destination;
            if (!both.isEmpty() && !itself) {
              traffic.computeIfAbsent(from, f -> new LinkedHashMap<>()).merge(to, cell.traffic(), TrafficSet::union);
            }
          });
    }
  }

  private static List<String> registered(Zoning zoning, EndpointSet from, EndpointSet to) {
    return zoning.register().stream()
        .filter(flow -> flow.sources().overlaps(from) && flow.destinations().overlaps(to))
        .map(AuthorisedFlow::entry)
        .map(Scope.RegisterEntry::id)
        .distinct()
        .toList();
  }
}
