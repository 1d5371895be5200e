package dev.palisade.compliance.control.check;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import java.util.List;
import java.util.Set;

/// Pods in scope reach addresses outside the cluster only where the register names the network.
public final class InternetEgress implements Check {
  @Override
  public String id() {
    return "internet-egress";
  }

  @Override
  public String question() {
    return "Can a pod in scope reach external addresses outside registered networks?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(this, x, "pods in scope x address ranges outside the cluster");
    Flows flows = new Flows(x);
    EndpointSet pods = x.zoning().podsInScope();
    EndpointSet outside = x.zoning().outside();
    judgement.restsOn(pods.or(outside));
    FlowFindings findings =
        new FlowFindings(
            flows,
            new Ends(flows.endpoints(), x.zoning()),
            new Wording(
                "{from} can reach {to} on {traffic}, which is not registered",
                "Isolate {from} for egress and allow only the networks that it needs, or register {to} as one of them."));
    for (Flows.Group group : flows.byEgress(pods)) {
      List<Cell> cells = Flows.within(flows.outOf(group), outside);
      findings.outOf(group, flows.unregisteredOutOf(group.representative(), cells));
    }
    judgement.examined((long) pods.size() * outside.size());
    Closure.describe(
        judgement,
        flows.reachability(),
        pods,
        Direction.EGRESS,
        "no external address is let through there that is not registered");
    findings.report(judgement);
    return judgement.conclude();
  }
}
