package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.Exposure;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import java.util.List;
import java.util.Set;

/// What lies outside the cluster reaches a pod in scope only where the register says so, and a data
/// store never.
///
/// With the parameter `data-stores` the data stores of all zones are examined alone.
public final class InternetExposure implements Check {
  private static final String DATA_STORES = "data-stores";

  @Override
  public String id() {
    return "internet-exposure";
  }

  @Override
  public String question() {
    return "Can an external network reach a pod in scope, by the policies and by an exposure, without a register entry, or a data store at all?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.union(Kinds.REACHABILITY, Kinds.EXPOSURES);
  }

  @Override
  public Set<String> parameters() {
    return Set.of(DATA_STORES);
  }

  @Override
  public CheckResult evaluate(Examination x) {
    boolean storesAlone = x.has(DATA_STORES);
    Judgement judgement =
        Judgement.of(
            this,
            x,
            (storesAlone ? "data-store pods" : "pods in scope")
                + " x address ranges outside the cluster");
    if (storesAlone && x.zoning().zones().stream().allMatch(z -> z.dataStores() == null)) {
      return judgement.notApplicable("no zone of the scope has data stores");
    }
    Flows flows = new Flows(x);
    Exposures exposures = new Exposures(x, flows);
    judgement.restsOn(flows.everything());
    FlowFindings findings =
        new FlowFindings(
            flows,
            new Ends(flows.endpoints(), x.zoning()),
            new Wording(
                "{from} can reach {to} on {traffic}",
                "Narrow the ingress rules of {to} so that {from} is kept out, take the exposure away, or, for other than data"
                    + " stores, register the flow if it is needed."));
    EndpointSet outside = x.zoning().outside();
    EndpointSet stores = x.zoning().dataStores();
    EndpointSet pods = storesAlone ? stores : x.zoning().podsInScope();
    for (Flows.Group group : flows.byIngress(pods.and(stores))) {
      // a data store is not to be reached at all: neither the register nor a missing exposure
      // excuses it
      findings.into(group, Flows.within(flows.into(group), outside));
    }
    for (Flows.Group group : flows.byIngress(pods)) {
      List<Cell> cells = flows.into(group);
      for (int member : group.members()) {
        for (Exposure exposure : exposures.of(member)) {
          exposed(judgement, findings, exposures, exposure, member, cells);
        }
      }
    }
    judgement.examined((long) pods.size() * outside.size());
    judgement.closedBy(closure(pods.size(), exposures.countOf(pods)));
    findings.report(judgement);
    return judgement.conclude();
  }

  private static void exposed(
      Judgement judgement,
      FlowFindings findings,
      Exposures exposures,
      Exposure exposure,
      int pod,
      List<Cell> cells) {
    if (!exposure.kind().endsAtController()) {
      exposures.direct(exposure, pod, cells, findings);
    } else if (!exposure.controllers().isEmpty()) {
      exposures.relayed(exposure, pod, cells, findings);
    } else if (!Flows.of(cells, exposure.traffic()).isEmpty()) {
      judgement.doubt(
          exposure.ref()
              + " leads to a pod in scope, and which pods its controller runs in is not known: whether they let external traffic in"
              + " cannot be judged");
    }
  }

  private static String closure(int pods, int exposures) {
    return exposures == 0
        ? "no Service, Ingress, Gateway or host port leads from outside to any of the "
            + pods
            + " pods"
        : exposures
            + " ways lead from outside to some of the "
            + pods
            + " pods; what the policies let in by them is registered";
  }
}
