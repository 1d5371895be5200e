package dev.palisade.analysis.reachability.outline;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.connectivity.ConnectivityMap;
import dev.palisade.analysis.reachability.connectivity.MapEnd;
import dev.palisade.analysis.traffic.IpSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Into what an outline divides a cluster and the addresses outside.
///
/// @param zones each end belongs to the first that has one of its endpoints
/// @param networks each range of addresses belongs to the first that has it; those in none are
///   together
public record Division(Kind kind, List<Zone> zones, List<Network> networks) {

  /// What the zones are.
  public enum Kind {
    /// Namespaces: those that behave alike are drawn as one.
    NAMESPACES,
    /// Zones that people declared, which are always drawn one by one.
    DECLARED
  }

  /// @param category what kind of zone it is; empty: not said
  public record Zone(String name, String category, EndpointSet endpoints) {}

  /// Named addresses outside.
  public record Network(String name, IpSet addresses) {}

  public Division {
    zones = List.copyOf(zones);
    networks = List.copyOf(networks);
  }

  /// A zone for each namespace that has an end in the map.
  public static Division byNamespace(ConnectivityMap map) {
    SortedMap<String, EndpointSet> namespaces = new TreeMap<>();
    for (MapEnd end : map.ends()) {
      int slash = end.isAddress() ? -1 : end.name().indexOf('/');
      if (slash >= 0) {
        namespaces.merge(end.name().substring(0, slash), end.endpoints(), EndpointSet::or);
      }
    }
    return new Division(
        Kind.NAMESPACES,
        namespaces.entrySet().stream()
            .map(entry -> new Zone(entry.getKey(), "", entry.getValue()))
            .toList(),
        List.of());
  }

  /// The number of an end's zone, or of its network; the next free one where it is in none.
  int areaOf(MapEnd end) {
    int area = 0;
    if (end.range() != null) {
      while (area < networks.size()
          && !networks.get(area).addresses().contains(end.range().first())) {
        area++;
      }
      return area;
    }
    while (area < zones.size() && !zones.get(area).endpoints().overlaps(end.endpoints())) {
      area++;
    }
    return area;
  }
}
