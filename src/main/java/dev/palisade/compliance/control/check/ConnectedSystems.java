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

/// What shares traffic with cardholder data though it is not in scope: pods of untrusted zones, and
/// of none, that can reach a pod of a cardholder-data zone or be reached by one. By reachability,
/// not by what the document says.
final class ConnectedSystems {

  /// @param declared whether the register has all of the traffic of its kind
  /// @param path the flow that connects, for people
  /// @param rules what lets it through
  record Connection(boolean declared, String path, List<CitedRule> rules) {}

  private ConnectedSystems() {}

  /// By namespace, one connection each: one that no register entry declares where there is one.
  static SortedMap<String, Connection> of(Examination x, Flows flows) {
    EndpointSet cardholder = x.zoning().podsOf(Category.CARDHOLDER_DATA);
    EndpointSet untrusted = x.zoning().podsOf(Category.UNTRUSTED);
    SortedMap<String, Connection> found = new TreeMap<>();
    if (cardholder.isEmpty()) {
      return found;
    }
    for (Flows.Group group : flows.byEgress(untrusted)) {
      List<Cell> cells = Flows.within(flows.outOf(group), cardholder);
      List<Cell> undeclared = flows.unregisteredOutOf(group.representative(), cells);
      for (int pod : group.members()) {
        undeclared.forEach(cell -> add(found, flows, pod, first(cell), cell, pod, false));
        cells.forEach(cell -> add(found, flows, pod, first(cell), cell, pod, true));
      }
    }
    for (Flows.Group group : flows.byIngress(untrusted)) {
      List<Cell> cells = Flows.within(flows.into(group), cardholder);
      List<Cell> undeclared = flows.unregisteredInto(group.representative(), cells);
      for (int pod : group.members()) {
        undeclared.forEach(cell -> add(found, flows, first(cell), pod, cell, pod, false));
        cells.forEach(cell -> add(found, flows, first(cell), pod, cell, pod, true));
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
      int system,
      boolean declared) {
    String namespace = flows.endpoints().podList().get(system).namespace();
    Connection known = found.get(namespace);
    boolean saysMore = known == null || (known.declared() && !declared);
    if (cell.traffic().isEmpty() || !saysMore) {
      return;
    }
    found.put(
        namespace,
        new Connection(
            declared,
            WorkloadName.of(flows.endpoints().podList().get(source))
                + " -> "
                + WorkloadName.of(flows.endpoints().podList().get(destination))
                + " on "
                + TrafficNotation.format(cell.traffic(), flows.reachability().settings().covered()),
            FlowFindings.citedFor(flows, source, destination, cell.traffic())));
  }
}
