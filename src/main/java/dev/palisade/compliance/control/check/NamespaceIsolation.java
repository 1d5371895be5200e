package dev.palisade.compliance.control.check;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.scope.Scope.Category;
import dev.palisade.compliance.scope.Scope.Zone;
import java.util.List;
import java.util.Set;

/// Pods of untrusted zones reach pods of other zones only where the register says so.
public final class NamespaceIsolation implements Check {
  @Override
  public String id() {
    return "namespace-isolation";
  }

  @Override
  public String question() {
    return "Can a pod of an untrusted zone reach a pod of another zone without a register entry?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(this, x, "ordered pairs of zones, the first of them untrusted or unassigned");
    Flows flows = new Flows(x);
    judgement.restsOn(flows.endpoints().allPods());
    List<Zone> zones = x.zoning().zones();
    boolean declared =
        zones.stream()
            .anyMatch(
                z -> z.category() == Category.UNTRUSTED && z.origin() == Zone.Origin.DECLARED);
    EndpointSet untrusted = x.zoning().podsOf(Category.UNTRUSTED);
    if (!declared && untrusted.isEmpty() && !x.zoning().podsInScope().isEmpty()) {
      return judgement.notApplicable(
          "the scope declares no untrusted zone, and no pod is left without a zone");
    }
    FlowFindings findings =
        new FlowFindings(
            flows,
            new Ends(flows.endpoints(), x.zoning()),
            new Wording(
                "{from} of an untrusted zone can reach {to} of another zone on {traffic}, which is not registered",
                "Isolate {to} for ingress, or {from} for egress, so that {traffic} is dropped, or register the flow if it is"
                    + " needed."));
    for (Zone from : zones) {
      EndpointSet sources = x.zoning().podsOf(from);
      if (from.category() != Category.UNTRUSTED || sources.isEmpty()) {
        continue;
      }
      EndpointSet others = flows.endpoints().none();
      for (Zone to : zones) {
        EndpointSet pods = x.zoning().podsOf(to);
        if (!to.equals(from) && !pods.isEmpty()) {
          others = others.or(pods);
          judgement.examined(1);
          judgement.closedBy(
              "zone " + from + " reaches nothing in zone " + to + " beyond the register");
        }
      }
      for (Flows.Group group : flows.byEgress(sources)) {
        List<Cell> cells = Flows.within(flows.outOf(group), others);
        findings.outOf(group, flows.unregisteredOutOf(group.representative(), cells));
      }
    }
    findings.report(judgement);
    EndpointSet zoned = podsOfAll(x, zones);
    judgement.certified(
        excepted ->
            new Certification(
                    flows,
                    x.zoning(),
                    Direction.EGRESS,
                    Certification.OwnZone.ALLOWED,
                    zoned,
                    excepted)
                .of(untrusted));
    return judgement.conclude();
  }

  private static EndpointSet podsOfAll(Examination x, List<Zone> zones) {
    EndpointSet pods = x.evidence().reachability().endpoints().none();
    for (Zone zone : zones) {
      pods = pods.or(x.zoning().podsOf(zone));
    }
    return pods;
  }
}
