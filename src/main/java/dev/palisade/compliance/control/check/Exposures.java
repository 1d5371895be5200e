package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.Exposure;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.WorkloadName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The ways that lead from outside the cluster to pods, and what of them is open by the policies
/// and not registered.
final class Exposures {
  private final Flows flows;
  private final EndpointSet outside;
  private final Map<String, List<Exposure>> byPod = new HashMap<>();
  private final Map<String, List<Integer>> ids = new HashMap<>();

  Exposures(Examination x, Flows flows) {
    this.flows = flows;
    this.outside = x.zoning().outside();
    for (Exposure exposure : x.evidence().inventory().exposures()) {
      exposure
          .pods()
          .forEach(pod -> byPod.computeIfAbsent(pod, p -> new ArrayList<>()).add(exposure));
    }
    for (int id = 0; id < flows.endpoints().podList().size(); id++) {
      ids.computeIfAbsent(flows.endpoints().podList().get(id).toString(), p -> new ArrayList<>())
          .add(id);
    }
  }

  List<Exposure> of(int pod) {
    return byPod.getOrDefault(flows.endpoints().podList().get(pod).toString(), List.of());
  }

  /// How many ways lead to some of these pods.
  int countOf(EndpointSet pods) {
    TreeSet<Exposure> all = new TreeSet<>();
    pods.forEach(pod -> all.addAll(of(pod)));
    return all.size();
  }

  /// External addresses come through to the pod itself.
  ///
  /// @param cells what reaches the pod by the policies
  void direct(Exposure exposure, int pod, List<Cell> cells, FlowFindings findings) {
    List<Cell> open = Flows.of(Flows.within(cells, outside), exposure.traffic());
    FlowFindings.Way way =
        new FlowFindings.Way(name(exposure), FlowFindings.Relay.DIRECT, List.of(opener(exposure)));
    for (Cell cell : flows.unregisteredInto(pod, open)) {
      cell.endpoints().forEach(source -> findings.add(source, pod, cell.traffic(), way));
    }
  }

  /// External addresses come to a controller, and it opens its own connection to the pod: both legs
  /// must be open. Registered is the whole, or each leg.
  void relayed(Exposure exposure, int pod, List<Cell> cells, FlowFindings findings) {
    List<Cell> backend = Flows.of(cells, exposure.traffic());
    for (String name : exposure.controllers()) {
      for (int controller : ids.getOrDefault(name, List.of())) {
        // no policy keeps the controller from pods of its own node; what leads others there can be
        // taken away
        TrafficSet second =
            flows.reachesAsNode(controller, pod)
                ? exposure.traffic()
                : trafficFrom(backend, controller);
        if (!second.isEmpty()) {
          relayed(exposure, controller, pod, second, findings);
        }
      }
    }
  }

  private void relayed(
      Exposure exposure, int controller, int pod, TrafficSet second, FlowFindings findings) {
    List<Cell> first =
        Flows.of(
            Flows.within(flows.into(new Flows.Group(controller, List.of(controller))), outside),
            servedBy(controller));
    TrafficSet unregisteredSecond = flows.unregistered(controller, pod, second);
    EndpointSet unregisteredFirst = flows.endpoints().none();
    for (Cell cell : flows.unregisteredInto(controller, first)) {
      unregisteredFirst = unregisteredFirst.or(cell.endpoints());
    }
    for (Cell leg : first) {
      List<Cell> ends = new ArrayList<>();
      ends.add(new Cell(leg.endpoints().and(unregisteredFirst), second));
      ends.add(new Cell(leg.endpoints().minus(unregisteredFirst), unregisteredSecond));
      for (Cell open : flows.unregisteredInto(pod, ends)) {
        if (!open.endpoints().isEmpty() && !open.traffic().isEmpty()) {
          FlowFindings.Way way =
              way(exposure, open.endpoints().first(), controller, pod, leg, second);
          open.endpoints().forEach(source -> findings.add(source, pod, open.traffic(), way));
        }
      }
    }
  }

  private FlowFindings.Way way(
      Exposure exposure, int source, int controller, int pod, Cell first, TrafficSet second) {
    List<CitedRule> rules = new ArrayList<>(List.of(opener(exposure)));
    rules.addAll(FlowFindings.citedFor(flows, source, controller, first.traffic()));
    rules.addAll(FlowFindings.citedFor(flows, controller, pod, second));
    return new FlowFindings.Way(
        name(exposure)
            + " by way of "
            + WorkloadName.of(flows.endpoints().podList().get(controller)),
        FlowFindings.Relay.CONTROLLER,
        rules);
  }

  /// What a controller is exposed for itself; all traffic where nothing says how it is reached.
  private TrafficSet servedBy(int controller) {
    TrafficSet served = TrafficSet.NONE;
    for (Exposure exposure : of(controller)) {
      if (!exposure.kind().endsAtController()) {
        served = served.union(exposure.traffic());
      }
    }
    return served.isEmpty() ? TrafficSet.ALL : served;
  }

  private static TrafficSet trafficFrom(List<Cell> cells, int source) {
    TrafficSet traffic = TrafficSet.NONE;
    for (Cell cell : cells) {
      if (cell.endpoints().contains(source)) {
        traffic = traffic.union(cell.traffic());
      }
    }
    return traffic;
  }

  private static CitedRule opener(Exposure exposure) {
    return new CitedRule(
        exposure.ref(),
        exposure.pointer(),
        Direction.INGRESS,
        name(exposure) + " leads external traffic here");
  }

  private static String name(Exposure exposure) {
    String ref = exposure.ref().toString();
    return switch (exposure.kind()) {
      case LOAD_BALANCER -> "LoadBalancer " + ref;
      case NODE_PORT -> "NodePort " + ref;
      case EXTERNAL_IP -> "external IP of " + ref;
      case INGRESS, GATEWAY -> ref;
      case HOST_PORT -> "host port of " + ref;
      case HOST_NETWORK -> "host network of " + ref;
    };
  }
}
