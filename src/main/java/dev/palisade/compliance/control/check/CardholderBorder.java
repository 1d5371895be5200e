package dev.palisade.compliance.control.check;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.scope.Scope.CardholderData;
import dev.palisade.compliance.scope.Scope.Category;
import dev.palisade.compliance.scope.Scope.Zone;
import java.util.List;

/// The traffic over the border of each cardholder-data zone in one direction, held against the
/// register.
final class CardholderBorder {
  private CardholderBorder() {}

  static CheckResult judge(Check check, Examination x, Direction direction, Wording wording) {
    Judgement judgement =
        Judgement.of(
            check, x, "pods of cardholder-data zones x all other pods, nodes and address ranges");
    if (x.scope().cardholderData() == CardholderData.NONE) {
      return judgement.notApplicable(
          "the scope says that there is no cardholder data in this cluster");
    }
    List<Zone> zones =
        x.zoning().zones().stream().filter(z -> z.category() == Category.CARDHOLDER_DATA).toList();
    if (zones.isEmpty()) {
      judgement.doubt(
          "nothing is declared in scope: the scope has no zone of category cardholder-data");
      return judgement.conclude();
    }
    Flows flows = new Flows(x);
    judgement.restsOn(flows.everything());
    FlowFindings findings =
        new FlowFindings(flows, new Ends(flows.endpoints(), x.zoning()), wording);
    for (Zone zone : zones) {
      EndpointSet pods = x.zoning().podsOf(zone);
      EndpointSet others = flows.everything().minus(pods);
      judgement.examined((long) pods.size() * others.size());
      boolean inward = direction == Direction.INGRESS;
      for (Flows.Group group : inward ? flows.byIngress(pods) : flows.byEgress(pods)) {
        List<Cell> cells = Flows.within(inward ? flows.into(group) : flows.outOf(group), others);
        if (inward) {
          findings.into(group, flows.unregisteredInto(group.representative(), cells));
        } else {
          findings.outOf(group, flows.unregisteredOutOf(group.representative(), cells));
        }
      }
      Closure.describe(
          judgement,
          flows.reachability(),
          pods,
          direction,
          "all that crosses the border of zone " + zone + " there is registered");
    }
    findings.report(judgement);
    judgement.certified(
        excepted ->
            new Certification(
                    flows,
                    x.zoning(),
                    direction,
                    Certification.OwnZone.ALLOWED,
                    flows.everything(),
                    excepted)
                .of(x.zoning().podsOf(Category.CARDHOLDER_DATA)));
    return judgement.conclude();
  }
}
