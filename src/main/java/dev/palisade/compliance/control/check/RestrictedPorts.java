package dev.palisade.compliance.control.check;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.scope.Scope.RestrictedService;
import dev.palisade.compliance.scope.Scope.Zone;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Services that carry secrets in clear, or give too much, do not cross a zone border. The register
/// does not excuse one.
public final class RestrictedPorts implements Check {
  private static final int FEW = 3;

  @Override
  public String id() {
    return "restricted-ports";
  }

  @Override
  public String question() {
    return "Can a restricted service cross the border of a zone in scope, or come from an external network?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(
            this, x, "flows over zone borders into and out of pods in scope x restricted services");
    Flows flows = new Flows(x);
    judgement.restsOn(flows.everything());
    EndpointSet inScope = x.zoning().podsInScope();
    if (x.scope().restricted().isEmpty()) {
      return judgement.notApplicable("the scope restricts no service");
    }
    FlowFindings findings =
        new FlowFindings(
            flows,
            new Ends(flows.endpoints(), x.zoning()),
            new Wording(
                "{from} can reach {to} on {traffic}: {about}",
                "Close {traffic} between {from} and {to}; a register entry does not excuse a restricted service, an approved"
                    + " exception does."),
            traffic -> reasons(x.scope().restricted(), traffic));
    TrafficSet restricted = union(x.scope().restricted());
    for (Zone zone : x.zoning().zones()) {
      if (zone.category().inScope()) {
        EndpointSet pods = x.zoning().podsOf(zone);
        EndpointSet others = flows.everything().minus(pods);
        for (Flows.Group group : flows.byIngress(pods)) {
          findings.into(group, Flows.of(Flows.within(flows.into(group), others), restricted));
        }
        // what ends in another zone in scope is seen from there
        EndpointSet beyond = others.minus(inScope);
        for (Flows.Group group : flows.byEgress(pods)) {
          findings.outOf(group, Flows.of(Flows.within(flows.outOf(group), beyond), restricted));
        }
        judgement.examined((long) pods.size() * others.size());
        Closure.describe(
            judgement,
            flows.reachability(),
            pods,
            Direction.INGRESS,
            "no restricted service crosses the border of zone " + zone);
      }
    }
    findings.report(judgement);
    return judgement.conclude();
  }

  /// The services with their reasons; where all ports are open, a few names stand for the list that
  /// the scope prints whole.
  private static String reasons(List<RestrictedService> services, TrafficSet traffic) {
    List<RestrictedService> hit =
        services.stream()
            .filter(service -> service.traffic().overlaps(traffic))
            .distinct()
            .toList();
    if (hit.size() <= FEW) {
      return hit.stream()
          .map(service -> service.name() + " (" + service.reason() + ")")
          .distinct()
          .collect(Collectors.joining(", "));
    }
    return hit.stream().limit(FEW).map(RestrictedService::name).collect(Collectors.joining(", "))
        + " and "
        + (hit.size() - FEW)
        + " more restricted services";
  }

  private static TrafficSet union(List<RestrictedService> services) {
    TrafficSet all = TrafficSet.NONE;
    for (RestrictedService service : services) {
      all = all.union(service.traffic());
    }
    return all;
  }
}
