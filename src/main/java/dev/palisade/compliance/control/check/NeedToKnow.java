package dev.palisade.compliance.control.check;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import java.util.Set;

/// Only registered sources reach the pods that a zone calls data stores, its own zone included.
public final class NeedToKnow implements Check {
  @Override
  public String id() {
    return "need-to-know";
  }

  @Override
  public String question() {
    return "Can more sources than those registered reach a data store?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement = Judgement.of(this, x, "data-store pods x everything that may reach them");
    if (x.zoning().zones().stream().allMatch(z -> z.dataStores() == null)) {
      return judgement.notApplicable("no zone of the scope has data stores");
    }
    Flows flows = new Flows(x);
    judgement.restsOn(flows.everything());
    FlowFindings findings =
        new FlowFindings(
            flows,
            new Ends(flows.endpoints(), x.zoning()),
            new Wording(
                "{from} can reach the data store {to} on {traffic}, which is not registered",
                "Narrow the ingress rules of {to} to the sources that need it, or register {from} with its need."));
    EndpointSet stores = x.zoning().dataStores();
    for (Flows.Group group : flows.byIngress(stores)) {
      findings.into(group, flows.unregisteredInto(group.representative(), flows.into(group)));
    }
    judgement.examined(stores.size());
    Closure.describe(
        judgement,
        flows.reachability(),
        stores,
        Direction.INGRESS,
        "only registered sources are let in there");
    findings.report(judgement);
    judgement.certified(
        excepted ->
            new Certification(
                    flows,
                    x.zoning(),
                    Direction.INGRESS,
                    Certification.OwnZone.COUNTED,
                    flows.everything(),
                    excepted)
                .of(stores));
    return judgement.conclude();
  }
}
