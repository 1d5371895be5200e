package dev.palisade.analysis.reachability.connectivity;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Workload;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Who may reach whom with which traffic, as a list of lines in the order of their names.
///
/// In it are pairs of workloads (or pods) and of these with IPv4 addresses outside, and what an
/// [IngressController] reaches. Left out are an end with itself, addresses to addresses, IPv6,
/// nodes, and pairs without traffic. Lines are computed as they are asked for.
public final class ConnectivityMap {
  private final Reachability reachability;
  private final Level level;
  private final List<MapEnd> sources;
  private final List<MapEnd> destinations;
  private final boolean fromController;
  private final boolean whole;

  private ConnectivityMap(
      Reachability reachability,
      Level level,
      List<MapEnd> sources,
      List<MapEnd> destinations,
      boolean fromController,
      boolean whole) {
    this.reachability = reachability;
    this.level = level;
    this.sources = List.copyOf(sources);
    this.destinations = List.copyOf(destinations);
    this.fromController = fromController;
    this.whole = whole;
  }

  public static ConnectivityMap of(Reachability reachability, Level level) {
    return of(reachability, level, AddressPieces.of(reachability.policies()));
  }

  /// @param pieces of addresses; they may be finer than the policies need, and must not be coarser
  public static ConnectivityMap of(Reachability reachability, Level level, AddressPieces pieces) {
    List<MapEnd> inside = inside(reachability.endpoints(), level);
    return new ConnectivityMap(
        reachability,
        level,
        with(inside, outside(reachability.endpoints(), pieces.sources())),
        with(inside, outside(reachability.endpoints(), pieces.destinations())),
        true,
        true);
  }

  /// The part of it with these sources and destinations.
  public ConnectivityMap restrictedTo(Predicate<MapEnd> source, Predicate<MapEnd> destination) {
    List<MapEnd> from = sources.stream().filter(source).toList();
    List<MapEnd> to = destinations.stream().filter(destination).toList();
    return new ConnectivityMap(
        reachability,
        level,
        from,
        to,
        fromController && source.test(IngressController.end()),
        whole && from.size() == sources.size() && to.size() == destinations.size());
  }

  /// Whether no end was left out: an end without lines then really has no traffic.
  public boolean isWhole() {
    return whole;
  }

  public Level level() {
    return level;
  }

  Reachability reachability() {
    return reachability;
  }

  private static List<MapEnd> inside(Endpoints endpoints, Level level) {
    SortedMap<String, List<Integer>> ids = new TreeMap<>();
    List<Pod> pods = endpoints.podList();
    for (int id = 0; id < pods.size(); id++) {
      ids.computeIfAbsent(nameOf(pods.get(id), level), n -> new ArrayList<>()).add(id);
    }
    List<MapEnd> ends = new ArrayList<>(ids.size());
    ids.forEach(
        (name, members) ->
            ends.add(
                new MapEnd(
                    name,
                    null,
                    EndpointSet.of(members.stream().mapToInt(Integer::intValue).toArray()))));
    return ends;
  }

  private static String nameOf(Pod pod, Level level) {
    return switch (level) {
      case WORKLOAD -> pod.workload().toString();
      case POD ->
          pod.origin() == Pod.Origin.TEMPLATE
              ? pod.workload().toString()
              : new Workload(pod.namespace(), pod.name(), "Pod").toString();
    };
  }

  private static List<MapEnd> outside(Endpoints endpoints, List<IpRange> pieces) {
    List<IpRange> atoms = endpoints.addressList();
    List<MapEnd> ends = new ArrayList<>(pieces.size());
    int atom = 0;
    for (IpRange piece : pieces) {
      while (!atoms.get(atom).contains(piece.first())) {
        atom++;
      }
      ends.add(
          new MapEnd(MapEnd.nameOf(piece), piece, EndpointSet.of(endpoints.idOfAddress(atom))));
    }
    return ends;
  }

  private static List<MapEnd> with(List<MapEnd> inside, List<MapEnd> outside) {
    return Stream.concat(inside.stream(), outside.stream()).sorted().toList();
  }

  /// All ends that lines may have, sorted; the ingress controller only where it has one.
  public List<MapEnd> ends() {
    Collection<MapEnd> ends = new TreeSet<>(sources);
    ends.addAll(destinations);
    if (!controllerFlows().isEmpty()) {
      ends.add(IngressController.end());
    }
    return List.copyOf(ends);
  }

  /// What lines may begin with, sorted; without the ingress controller.
  public List<MapEnd> sources() {
    return sources;
  }

  /// What lines may end with, sorted.
  public List<MapEnd> destinations() {
    return destinations;
  }

  MapRow row() {
    return row(localPairs());
  }

  MapRow row(LocalPairs local) {
    return new MapRow(reachability, new Destinations(reachability, destinations), local);
  }

  LocalPairs localPairs() {
    return new LocalPairs(reachability, destinations, sources);
  }

  /// Hands on every line, by the bytes of source and then destination.
  public void forEachFlow(FlowConsumer consumer) {
    MapRow row = row();
    for (MapEnd source : sources) {
      row.fill(source);
      for (int i = 0; i < destinations.size(); i++) {
        TrafficSet traffic = row.to(i);
        MapEnd destination = destinations.get(i);
        if (!traffic.isEmpty() && isLine(source, destination)) {
          consumer.accept(source, destination, traffic);
        }
      }
    }
    // its name begins with a brace, which comes after letters and digits
    MapEnd controller = IngressController.end();
    controllerFlows().forEach((end, traffic) -> consumer.accept(controller, end, traffic));
  }

  static boolean isLine(MapEnd source, MapEnd destination) {
    // an end that is both a source and a destination is one object, unless it comes from another
    // map
    return source.isAddress()
        ? !destination.isAddress()
        : source != destination && !source.name().equals(destination.name());
  }

  /// What the ingress controller reaches.
  SortedMap<MapEnd, TrafficSet> controllerFlows() {
    SortedMap<MapEnd, TrafficSet> flows = new TreeMap<>();
    if (!fromController) {
      return flows;
    }
    SortedMap<String, TrafficSet> byName = new TreeMap<>();
    for (Map.Entry<Pod, TrafficSet> flow : IngressController.flows(reachability).entrySet()) {
      byName.merge(nameOf(flow.getKey(), level), flow.getValue(), TrafficSet::union);
    }
    for (MapEnd end : destinations) {
      TrafficSet traffic = byName.get(end.name());
      if (traffic != null) {
        flows.put(end, traffic);
      }
    }
    return flows;
  }
}
