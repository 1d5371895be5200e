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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The services that policies allow from each zone and network to each other: what *some* endpoint
/// of the one may send to *some* endpoint of the other. Traffic of a pod with itself is left out,
/// and so are nodes.
///
/// @param parties zones that have pods, then networks with addresses: rows and columns
/// @param cells the pairs with traffic, in the order of rows, then columns
public record ZoneMatrix(List<Party> parties, List<Cell> cells) {

  /// @param category of the zone or network; a network without one is `external`
  public record Party(String name, String category) {}

  /// @param traffic all that is allowed
  /// @param register ids of the register entries that authorise some of it
  /// @param beyond what is allowed between some endpoints and in no entry for them; null: nothing,
  ///   or within one zone, which needs none
  public record Cell(
      String from, String to, String traffic, List<String> register, @Nullable String beyond) {
    public Cell {
      register = List.copyOf(register);
    }
  }

  public ZoneMatrix {
    parties = List.copyOf(parties);
    cells = List.copyOf(cells);
  }

  public static ZoneMatrix of(Reachability reachability, Zoning zoning) {
    return new Survey(reachability, zoning).matrix();
  }

  /// What was found for one pair so far.
  private static final class Sum {
    TrafficSet allowed = TrafficSet.NONE;
    TrafficSet beyond = TrafficSet.NONE;
    final Set<String> entries = new TreeSet<>();
  }

  /// Goes over the receivers once.
  private static final class Survey {
    private final Reachability reachability;
    private final Endpoints endpoints;
    private final Zoning zoning;
    private final Map<Party, EndpointSet> sets;
    private final Map<Party, Map<Party, Sum>> sums = new LinkedHashMap<>();

    Survey(Reachability reachability, Zoning zoning) {
      this.reachability = reachability;
      this.endpoints = reachability.endpoints();
      this.zoning = zoning;
      this.sets = parties();
    }

    ZoneMatrix matrix() {
      sets.forEach(this::receivers);
      List<Cell> cells = new ArrayList<>();
      for (Party from : sets.keySet()) {
        for (Party to : sets.keySet()) {
          Sum sum = sums.getOrDefault(from, Map.of()).get(to);
          if (sum != null) {
            boolean crosses = !from.equals(to) && !sum.beyond.isEmpty();
            cells.add(
                new Cell(
                    from.name(),
                    to.name(),
                    TrafficNotation.format(sum.allowed),
                    List.copyOf(sum.entries),
                    crosses ? TrafficNotation.format(sum.beyond) : null));
          }
        }
      }
      return new ZoneMatrix(List.copyOf(sets.keySet()), cells);
    }

    private Map<Party, EndpointSet> parties() {
      Map<Party, EndpointSet> found = new LinkedHashMap<>();
      for (Scope.Zone zone : zoning.zones()) {
        EndpointSet pods = zoning.podsOf(zone);
        if (!pods.isEmpty()) {
          found.put(new Party(zone.name(), zone.category().toString()), pods);
        }
      }
      EndpointSet internet = zoning.outside();
      for (Scope.Network network : zoning.scope().networks()) {
        EndpointSet addresses = zoning.outside().and(endpoints.addressesIn(network.addresses()));
        internet = internet.minus(addresses);
        if (!addresses.isEmpty()) {
          String category = network.category();
          found.put(new Party(network.name(), category == null ? "external" : category), addresses);
        }
      }
      // the node-local cache is the cluster's own
      found.put(new Party(Scope.INTERNET, "external"), internet.minus(zoning.dns().cache()));
      return found;
    }

    private void receivers(Party to, EndpointSet destinations) {
      record Alike(int reachabilityClass, List<Integer> entries) {}
      List<AuthorisedFlow> register = zoning.register();
      Set<Alike> seen = new HashSet<>();
      destinations.forEach(
          destination -> {
            List<Integer> entries = new ArrayList<>();
            for (int i = 0; i < register.size(); i++) {
              if (register.get(i).destinations().contains(destination)) {
                entries.add(i);
              }
            }
            // those of one class and the same entries have the same sources, but for themselves
            if (seen.add(new Alike(reachability.classOf(destination), entries))) {
              add(to, destination, entries.stream().map(register::get).toList());
            }
          });
    }

    private void add(Party to, int destination, List<AuthorisedFlow> register) {
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
                Sum sum =
                    sums.computeIfAbsent(from, f -> new LinkedHashMap<>())
                        .computeIfAbsent(to, t -> new Sum());
                sum.allowed = sum.allowed.union(cell.traffic());
                sum.beyond = sum.beyond.union(beyond(both, cell.traffic(), register, 0));
                register.stream()
                    .filter(
                        flow ->
                            flow.sources().overlaps(both)
                                && flow.traffic().overlaps(cell.traffic()))
                    .forEach(flow -> sum.entries.add(flow.entry().id()));
              }
            });
      }
    }

    /// What of the traffic some of the senders may send in no entry from the given one on.
    private static TrafficSet beyond(
        EndpointSet senders, TrafficSet traffic, List<AuthorisedFlow> register, int at) {
      if (senders.isEmpty() || traffic.isEmpty() || at == register.size()) {
        return senders.isEmpty() ? TrafficSet.NONE : traffic;
      }
      AuthorisedFlow flow = register.get(at);
      TrafficSet named =
          beyond(senders.and(flow.sources()), traffic.minus(flow.traffic()), register, at + 1);
      return named.union(beyond(senders.minus(flow.sources()), traffic, register, at + 1));
    }
  }
}
