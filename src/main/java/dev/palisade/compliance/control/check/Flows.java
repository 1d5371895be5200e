package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.scope.AuthorisedFlow;
import dev.palisade.compliance.scope.Scope.Category;
import dev.palisade.compliance.scope.Scope.Zone;
import dev.palisade.compliance.scope.Zoning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The traffic that checks count: what the policies let through, with or without what the register
/// authorises.
/// - Not counted is what no policy can forbid: traffic from a node, or from a pod of a system zone
///   in its node's network, to pods of the same node.
/// - A pod of any other zone in its node's network reaches every pod of its node, whatever policies
///   say, and that counts. Where one of the two is not placed on a node, they are taken to share
///   it.
/// - Addresses that are nothing but addresses of the cluster's nodes and pods do not count as such:
///   those are endpoints of their own.
final class Flows {

  /// Pods that no policy, no register entry and no node tells apart.
  ///
  /// @param members endpoints in ascending order, the representative first
  record Group(int representative, List<Integer> members) {}

  private record Kin(
      int policyClass, @Nullable String node, @Nullable Zone zone, List<Integer> entries) {}

  private final Reachability reachability;
  private final Endpoints endpoints;
  private final Zoning zoning;
  private final EndpointSet counted;
  private final EndpointSet hostPods;

  Flows(Examination examination) {
    this.reachability = examination.evidence().reachability();
    this.endpoints = reachability.endpoints();
    this.zoning = examination.zoning();
    this.counted = endpoints.allPods().or(endpoints.allNodes()).or(zoning.outside());
    this.hostPods = endpoints.pods(p -> p.usesHostNetwork() && zoning.zoneOf(p) != null);
  }

  Endpoints endpoints() {
    return endpoints;
  }

  Reachability reachability() {
    return reachability;
  }

  /// Pods and nodes, and the address ranges outside the cluster.
  EndpointSet everything() {
    return counted;
  }

  /// Pods in groups by what can reach them.
  List<Group> byIngress(EndpointSet pods) {
    return groups(pods, AuthorisedFlow::destinations);
  }

  /// Pods in groups by what they can reach.
  List<Group> byEgress(EndpointSet pods) {
    return groups(pods, AuthorisedFlow::sources);
  }

  private List<Group> groups(EndpointSet pods, Function<AuthorisedFlow, EndpointSet> end) {
    List<AuthorisedFlow> register = zoning.register();
    Map<Kin, List<Integer>> groups = new LinkedHashMap<>();
    pods.forEach(
        id -> {
          List<Integer> entries = new ArrayList<>();
          for (int e = 0; e < register.size(); e++) {
            if (end.apply(register.get(e)).contains(id)) {
              entries.add(e);
            }
          }
          Kin kin =
              new Kin(
                  reachability.classOf(id),
                  endpoints.podList().get(id).nodeName(),
                  zoning.zoneOf(id),
                  entries);
          groups.computeIfAbsent(kin, k -> new ArrayList<>()).add(id);
        });
    return groups.values().stream().map(m -> new Group(m.getFirst(), List.copyOf(m))).toList();
  }

  /// What reaches the pods of a group, the pods themselves left out; other pods of the group are in
  /// it where there are some.
  List<Cell> into(Group group) {
    int destination = group.representative();
    EndpointSet self = EndpointSet.of(destination);
    EndpointSet throughNode = throughNodeInto(destination).minus(self);
    EndpointSet from = counted.minus(unforbiddableInto(destination)).minus(throughNode).minus(self);
    List<Cell> cells = new ArrayList<>(within(reachability.sourcesOf(destination).cells(), from));
    if (!throughNode.isEmpty()) {
      cells.add(new Cell(throughNode, reachability.settings().covered()));
    }
    if (group.members().size() > 1) {
      TrafficSet amongThem = reachability.traffic(destination, group.members().get(1));
      if (!amongThem.isEmpty()) {
        cells.add(new Cell(self, amongThem));
      }
    }
    return cells;
  }

  /// What the pods of a group reach, the pods themselves left out.
  List<Cell> outOf(Group group) {
    int source = group.representative();
    EndpointSet throughNode = throughNodeOutOf(source).minus(EndpointSet.of(source));
    EndpointSet to = counted.minus(throughNode).minus(EndpointSet.of(source));
    List<Cell> cells = new ArrayList<>(within(reachability.destinationsOf(source).cells(), to));
    if (!throughNode.isEmpty()) {
      cells.add(new Cell(throughNode, reachability.settings().covered()));
    }
    return cells;
  }

  /// The part of the traffic into a pod that no register entry names.
  List<Cell> unregisteredInto(int destination, List<Cell> cells) {
    List<Cell> left = cells;
    for (AuthorisedFlow flow : zoning.register()) {
      if (flow.destinations().contains(destination)) {
        left = without(left, flow.sources(), flow.traffic());
      }
    }
    return left;
  }

  /// The part of the traffic out of a pod that no register entry names.
  List<Cell> unregisteredOutOf(int source, List<Cell> cells) {
    List<Cell> left = cells;
    for (AuthorisedFlow flow : zoning.register()) {
      if (flow.sources().contains(source)) {
        left = without(left, flow.destinations(), flow.traffic());
      }
    }
    return left;
  }

  /// The part of traffic between two endpoints that no register entry names.
  TrafficSet unregistered(int source, int destination, TrafficSet traffic) {
    TrafficSet left = traffic;
    for (AuthorisedFlow flow : zoning.register()) {
      if (flow.sources().contains(source) && flow.destinations().contains(destination)) {
        left = left.minus(flow.traffic());
      }
    }
    return left;
  }

  /// Cells cut down to some endpoints.
  static List<Cell> within(List<Cell> cells, EndpointSet some) {
    List<Cell> cut = new ArrayList<>();
    for (Cell cell : cells) {
      EndpointSet left = cell.endpoints().and(some);
      if (!left.isEmpty()) {
        cut.add(new Cell(left, cell.traffic()));
      }
    }
    return cut;
  }

  /// Cells cut down to some traffic.
  static List<Cell> of(List<Cell> cells, TrafficSet some) {
    List<Cell> cut = new ArrayList<>();
    for (Cell cell : cells) {
      TrafficSet left = cell.traffic().intersect(some);
      if (!left.isEmpty()) {
        cut.add(new Cell(cell.endpoints(), left));
      }
    }
    return cut;
  }

  /// Cells with some traffic taken away from some endpoints.
  static List<Cell> without(List<Cell> cells, EndpointSet some, TrafficSet traffic) {
    List<Cell> left = new ArrayList<>();
    for (Cell cell : cells) {
      EndpointSet named = cell.endpoints().and(some);
      if (named.isEmpty() || !cell.traffic().overlaps(traffic)) {
        left.add(cell);
        continue;
      }
      EndpointSet others = cell.endpoints().minus(some);
      if (!others.isEmpty()) {
        left.add(new Cell(others, cell.traffic()));
      }
      TrafficSet rest = cell.traffic().minus(traffic);
      if (!rest.isEmpty()) {
        left.add(new Cell(named, rest));
      }
    }
    return left;
  }

  /// The node of a pod, and pods of system zones in that node's network.
  private EndpointSet unforbiddableInto(int destination) {
    String node = endpoints.podList().get(destination).nodeName();
    if (node == null) {
      return endpoints.none();
    }
    EndpointSet local = endpoints.none();
    for (int i = 0; i < endpoints.nodeList().size(); i++) {
      if (endpoints.nodeList().get(i).name().equals(node)) {
        local = local.or(EndpointSet.of(endpoints.idOfNode(i)));
      }
    }
    return local.or(some(hostPods, pod -> isSystem(pod) && Objects.equals(pod.nodeName(), node)));
  }

  /// Pods of other than system zones in their node's network that share, or may share, the node of
  /// a pod.
  private EndpointSet throughNodeInto(int destination) {
    Pod pod = endpoints.podList().get(destination);
    return some(hostPods, other -> !isSystem(other) && mayShareNode(other, pod));
  }

  /// All pods of the node of a pod of other than a system zone in its node's network.
  private EndpointSet throughNodeOutOf(int source) {
    Pod pod = endpoints.podList().get(source);
    return pod.usesHostNetwork() && !isSystem(pod)
        ? endpoints.pods(other -> zoning.zoneOf(other) != null && mayShareNode(pod, other))
        : endpoints.none();
  }

  /// Whether a flow counts because its source is on the destination's node, in that node's network.
  boolean passesThroughNode(int source, int destination) {
    return endpoints.isPod(source)
        && endpoints.isPod(destination)
        && throughNodeOutOf(source).contains(destination);
  }

  /// Whether a pod in its node's network reaches a pod because the two share, or may share, a node,
  /// whatever policies say. Holds for pods of system zones too, whose flows of this sort do not
  /// count by themselves.
  boolean reachesAsNode(int source, int destination) {
    Pod from = endpoints.podList().get(source);
    return from.usesHostNetwork()
        && reachability.settings().nodeToLocalPodOpen()
        && mayShareNode(from, endpoints.podList().get(destination));
  }

  private static boolean mayShareNode(Pod one, Pod other) {
    return one.nodeName() == null
        || other.nodeName() == null
        || one.nodeName().equals(other.nodeName());
  }

  private boolean isSystem(Pod pod) {
    Zone zone = zoning.zoneOf(pod);
    return zone != null && zone.category() == Category.SYSTEM;
  }

  private EndpointSet some(EndpointSet pods, Predicate<Pod> which) {
    return EndpointSet.of(
        pods.ids().filter(id -> which.test(endpoints.podList().get(id))).toArray());
  }
}
