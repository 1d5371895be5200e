package dev.palisade.compliance.scope;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A namespace that shares traffic with cardholder data, at first hand or through others: what an
/// assessor calls a connected system. Found by reachability alone, whatever the scope declares.
///
/// @param distance how many flows away from a pod of a cardholder-data zone; 1: at first hand
/// @param path the flows that connect it, its own first, each as `a -> b on TCP 443`
public record ConnectedSystem(String namespace, int distance, List<String> path) {

  private static final int FARTHEST = 3;

  public ConnectedSystem {
    path = List.copyOf(path);
  }

  /// Every namespace with such a pod, by distance, then name. Traffic is followed in both
  /// directions; the traffic of pods in their node's network and of the cluster's DNS is not, since
  /// it would connect all with all.
  public static List<ConnectedSystem> find(Zoning zoning, Reachability reachability) {
    return new Search(zoning, reachability).find();
  }

  /// Breadth first from the cardholder-data pods.
  private static final class Search {
    private final Zoning zoning;
    private final Reachability reachability;
    private final Endpoints endpoints;
    private final EndpointSet allowedOnTheWay;
    private final Map<Integer, Step> steps = new HashMap<>();

    /// @param next the pod that is one flow nearer to cardholder data
    private record Step(int next, String flow) {}

    Search(Zoning zoning, Reachability reachability) {
      this.zoning = zoning;
      this.reachability = reachability;
      this.endpoints = reachability.endpoints();
      this.allowedOnTheWay =
          endpoints
              .pods(pod -> !pod.usesHostNetwork() && zoning.zoneOf(pod) != null)
              .minus(zoning.dns().endpoints());
    }

    List<ConnectedSystem> find() {
      EndpointSet reached = zoning.podsOf(Scope.Category.CARDHOLDER_DATA);
      EndpointSet frontier = reached.and(allowedOnTheWay);
      SortedMap<String, ConnectedSystem> found = new TreeMap<>();
      List<ConnectedSystem> ordered = new ArrayList<>();
      for (int distance = 1; distance <= FARTHEST && !frontier.isEmpty(); distance++) {
        EndpointSet next = step(frontier, allowedOnTheWay.minus(reached));
        List<ConnectedSystem> nearest = new ArrayList<>();
        for (int id : next.ids().toArray()) {
          String namespace = endpoints.podList().get(id).namespace();
          if (!found.containsKey(namespace)) {
            ConnectedSystem system = new ConnectedSystem(namespace, distance, path(id));
            found.put(namespace, system);
            nearest.add(system);
          }
        }
        nearest.sort((a, b) -> a.namespace().compareTo(b.namespace()));
        ordered.addAll(nearest);
        reached = reached.or(next);
        frontier = next;
      }
      return ordered;
    }

    private EndpointSet step(EndpointSet frontier, EndpointSet candidates) {
      EndpointSet next = endpoints.none();
      Map<Integer, Integer> byClass = new TreeMap<>();
      frontier.forEach(id -> byClass.putIfAbsent(reachability.classOf(id), id));
      for (int near : byClass.values()) {
        for (Cell cell : reachability.sourcesOf(near).cells()) {
          next = next.or(note(cell, candidates, near, true));
        }
        for (Cell cell : reachability.destinationsOf(near).cells()) {
          next = next.or(note(cell, candidates, near, false));
        }
      }
      return next;
    }

    private EndpointSet note(Cell cell, EndpointSet candidates, int near, boolean inward) {
      EndpointSet pods = cell.endpoints().and(candidates);
      pods.forEach(
          id ->
              steps.putIfAbsent(
                  id,
                  new Step(
                      near,
                      inward ? flow(id, near, cell.traffic()) : flow(near, id, cell.traffic()))));
      return pods;
    }

    private String flow(int source, int destination, TrafficSet traffic) {
      return name(source)
          + " -> "
          + name(destination)
          + " on "
          + TrafficNotation.format(traffic, reachability.settings().covered());
    }

    private String name(int id) {
      Pod pod = endpoints.podList().get(id);
      return pod.workload().toString();
    }

    private List<String> path(int from) {
      List<String> path = new ArrayList<>();
      for (Step step = steps.get(from); step != null; step = steps.get(step.next())) {
        path.add(step.flow());
      }
      return path;
    }
  }
}
