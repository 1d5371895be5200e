package dev.palisade.compliance.remedy;

import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.scope.AuthorisedFlow;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether registered traffic that was possible still is. Pods and nodes have the same numbers
/// before and after, since policies alone differ; ranges of addresses may be cut otherwise.
final class KeptFlows {
  private final Reachability before;
  private final Reachability after;

  KeptFlows(Reachability before, Reachability after) {
    this.before = before;
    this.after = after;
  }

  boolean all(List<AuthorisedFlow> register) {
    return register.stream().allMatch(this::isKept);
  }

  private boolean isKept(AuthorisedFlow flow) {
    Set<List<Integer>> seen = new HashSet<>();
    return flow.destinations()
        .ids()
        .allMatch(
            destination -> {
              if (!isAddress(destination)
                  && !seen.add(List.of(before.classOf(destination), after.classOf(destination)))) {
                return true;
              }
              return now(destination).ids().allMatch(then -> isKept(flow, destination, then));
            });
  }

  private boolean isKept(AuthorisedFlow flow, int destination, int then) {
    List<Cell> left = after.sourcesOf(then).cells();
    for (Cell cell : before.sourcesOf(destination).cells()) {
      TrafficSet traffic = cell.traffic().intersect(flow.traffic());
      EndpointSet sources = cell.endpoints().and(flow.sources());
      if (traffic.isEmpty() || sources.isEmpty()) {
        continue;
      }
      EndpointSet missing = after.endpoints().none();
      for (int source : sources.ids().toArray()) {
        missing = isAddress(source) ? missing.or(now(source)) : missing.or(EndpointSet.of(source));
      }
      for (Cell open : left) {
        if (open.traffic().contains(traffic)) {
          missing = missing.minus(open.endpoints());
        }
      }
      if (!missing.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private boolean isAddress(int endpoint) {
    return before.endpoints().get(endpoint) instanceof Endpoint.AddressEndpoint;
  }

  /// What stands for an endpoint after the change.
  private EndpointSet now(int endpoint) {
    Endpoints there = after.endpoints();
    return before.endpoints().get(endpoint) instanceof Endpoint.AddressEndpoint(var range)
        ? there.addressesIn(IpSet.of(range))
        : EndpointSet.of(endpoint);
  }
}
