package dev.palisade.compliance.report;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.GroupMatrix;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.scope.AuthorisedFlow;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Zoning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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

  /// Endpoints of one party that no register entry tells apart.
  ///
  /// @param asSource which entries of the register have them as sources, by place
  /// @param asDestination likewise as destinations
  private record Group(Party party, BitSet asSource, BitSet asDestination, EndpointSet endpoints) {}

  /// Asks the engine for the traffic between groups, and holds each pair of groups against the
  /// register.
  private static final class Survey {
    private final Reachability reachability;
    private final Endpoints endpoints;
    private final Zoning zoning;
    private final Map<Party, EndpointSet> sets;
    private final List<Group> groups;

    Survey(Reachability reachability, Zoning zoning) {
      this.reachability = reachability;
      this.endpoints = reachability.endpoints();
      this.zoning = zoning;
      this.sets = parties();
      this.groups = groups();
    }

    ZoneMatrix matrix() {
      Map<Party, Map<Party, Sum>> sums = sums();
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
        // an address of several networks is shown with the first of them, as findings name it
        EndpointSet addresses = internet.and(endpoints.addressesIn(network.addresses()));
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

    private List<Group> groups() {
      List<AuthorisedFlow> register = zoning.register();
      BitSet[] asSource = memberships(register, AuthorisedFlow::sources);
      BitSet[] asDestination = memberships(register, AuthorisedFlow::destinations);
      record Kin(BitSet asSource, BitSet asDestination) {}
      List<Group> found = new ArrayList<>();
      sets.forEach(
          (party, members) -> {
            Map<Kin, List<Integer>> alike = new LinkedHashMap<>();
            members.forEach(
                id ->
                    alike
                        .computeIfAbsent(
                            new Kin(asSource[id], asDestination[id]), k -> new ArrayList<>())
                        .add(id));
            alike.forEach(
                (kin, ids) ->
                    found.add(
                        new Group(
                            party,
                            kin.asSource(),
                            kin.asDestination(),
                            EndpointSet.of(ids.stream().mapToInt(Integer::intValue).toArray()))));
          });
      return found;
    }

    /// By endpoint, the places of the entries that have it at one end.
    private BitSet[] memberships(
        List<AuthorisedFlow> register, Function<AuthorisedFlow, EndpointSet> end) {
      BitSet[] places = new BitSet[endpoints.size()];
      Arrays.setAll(places, id -> new BitSet());
      for (int entry = 0; entry < register.size(); entry++) {
        int place = entry;
        end.apply(register.get(entry)).forEach(id -> places[id].set(place));
      }
      return places;
    }

    private Map<Party, Map<Party, Sum>> sums() {
      GroupMatrix matrix = reachability.matrix(groups.stream().map(Group::endpoints).toList());
      Map<Party, Map<Party, Sum>> sums = new LinkedHashMap<>();
      for (int i = 0; i < groups.size(); i++) {
        for (int j = 0; j < groups.size(); j++) {
          TrafficSet traffic = matrix.some(i, j);
          // what goes from one outside address to another does not pass the cluster
          boolean outside = isOutside(groups.get(i)) && isOutside(groups.get(j));
          if (!traffic.isEmpty() && !outside) {
            add(
                sums.computeIfAbsent(groups.get(i).party(), f -> new LinkedHashMap<>())
                    .computeIfAbsent(groups.get(j).party(), t -> new Sum()),
                groups.get(i),
                groups.get(j),
                traffic);
          }
        }
      }
      return sums;
    }

    private boolean isOutside(Group group) {
      return endpoints.isAddress(group.endpoints().first());
    }

    private void add(Sum sum, Group from, Group to, TrafficSet traffic) {
      sum.allowed = sum.allowed.union(traffic);
      BitSet entries = (BitSet) from.asSource().clone();
      entries.and(to.asDestination());
      TrafficSet left = traffic;
      for (int e = entries.nextSetBit(0); e >= 0; e = entries.nextSetBit(e + 1)) {
        AuthorisedFlow flow = zoning.register().get(e);
        if (flow.traffic().overlaps(traffic)) {
          sum.entries.add(flow.entry().id());
          left = left.minus(flow.traffic());
        }
      }
      sum.beyond = sum.beyond.union(left);
    }
  }
}
