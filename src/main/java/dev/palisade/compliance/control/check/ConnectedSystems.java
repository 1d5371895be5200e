package dev.palisade.compliance.control.check;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.scope.Scope.Category;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What shares traffic with cardholder data without being declared: pods of untrusted zones, and of
/// none, that can reach a pod of a cardholder-data zone or be reached by one, registered or not. By
/// reachability, not by what the document says.
final class ConnectedSystems {

  /// @param path the flow that connects, for people
  /// @param rules what lets it through
  record Connection(String path, List<CitedRule> rules) {}

  private ConnectedSystems() {}

  /// By namespace, one connection each: the first found, out before in.
  static SortedMap<String, Connection> undeclared(Examination x, Flows flows) {
    EndpointSet cardholder = x.zoning().podsOf(Category.CARDHOLDER_DATA);
    EndpointSet untrusted = x.zoning().podsOf(Category.UNTRUSTED);
    SortedMap<String, Connection> found = new TreeMap<>();
    if (cardholder.isEmpty()) {
      return found;
    }
    for (Flows.Group group : flows.byEgress(untrusted)) {
      for (Cell cell : Flows.within(flows.outOf(group), cardholder)) {
        for (int pod : group.members()) {
          add(found, flows, pod, first(cell), cell, pod);
        }
      }
    }
    for (Flows.Group group : flows.byIngress(untrusted)) {
      for (Cell cell : Flows.within(flows.into(group), cardholder)) {
        for (int pod : group.members()) {
          add(found, flows, first(cell), pod, cell, pod);
        }
      }
    }
    return found;
  }

  private static int first(Cell cell) {
    return cell.endpoints().ids().findFirst().orElseThrow();
  }

  private static void add(
      SortedMap<String, Connection> found,
      Flows flows,
      int source,
      int destination,
      Cell cell,
      int system) {
    String namespace = flows.endpoints().podList().get(system).namespace();
    if (cell.traffic().isEmpty() || found.containsKey(namespace)) {
      return;
    }
    found.put(
        namespace,
        new Connection(
            WorkloadName.of(flows.endpoints().podList().get(source))
                + " -> "
                + WorkloadName.of(flows.endpoints().podList().get(destination))
                + " on "
                + TrafficNotation.format(cell.traffic(), flows.reachability().settings().covered()),
            FlowFindings.citedFor(flows, source, destination, cell.traffic())));
  }
}
