package dev.palisade.compliance.control.check;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.compliance.scope.AuthorisedFlow;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Scope.RegisterEntry;
import dev.palisade.compliance.scope.Scope.Zone;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What crosses the border of a zone in scope is in the register, and every entry of the register
/// says whose it is, what for, who approved it, and is not overdue for review.
public final class RegisteredFlows implements Check {
  @Override
  public String id() {
    return "registered-flows";
  }

  @Override
  public String question() {
    return "Is every flow across the border of a zone in scope in the register, with owner, need, approval and a review that is not"
        + " overdue?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(
            this,
            x,
            "pods in scope x all endpoints outside their zone, in both directions; entries of the register");
    EndpointSet inScope = x.zoning().podsInScope();
    Flows flows = new Flows(x);
    // what the other end may do decides as much
    judgement.restsOn(flows.everything());
    if (inScope.isEmpty()) {
      // complete entries alone show nothing of flows
      judgement.doubt("nothing was found to examine: no pod is in a zone in scope");
    }
    FlowFindings findings =
        new FlowFindings(
            flows,
            new Ends(flows.endpoints(), x.zoning()),
            new Wording(
                "{from} can reach {to} on {traffic} across the border of a zone, which is in no register entry",
                "Register the flow with owner, justification and approval if it is needed, or drop {traffic} from {from} to {to}."));
    for (Zone zone : x.zoning().zones()) {
      EndpointSet pods = x.zoning().podsOf(zone);
      if (!zone.category().inScope() || pods.isEmpty()) {
        continue;
      }
      EndpointSet others = flows.everything().minus(pods);
      judgement.examined((long) pods.size() * others.size());
      for (Flows.Group group : flows.byIngress(pods)) {
        List<Cell> cells = Flows.within(flows.into(group), others);
        findings.into(group, flows.unregisteredInto(group.representative(), cells));
      }
      // what leads into another zone in scope is seen there
      EndpointSet beyond = others.minus(inScope);
      for (Flows.Group group : flows.byEgress(pods)) {
        List<Cell> cells = Flows.within(flows.outOf(group), beyond);
        findings.outOf(group, flows.unregisteredOutOf(group.representative(), cells));
      }
    }
    findings.report(judgement);
    entries(judgement, x, flows);
    judgement.closedBy("every flow across the border of a zone in scope is in the register");
    return judgement.conclude();
  }

  private static void entries(Judgement judgement, Examination x, Flows flows) {
    LocalDate today = x.asOf().atOffset(ZoneOffset.UTC).toLocalDate();
    Map<RegisterEntry, Boolean> used = new LinkedHashMap<>();
    for (AuthorisedFlow flow : x.zoning().register()) {
      used.merge(flow.entry(), isUsed(flow, flows), Boolean::logicalOr);
    }
    used.forEach(
        (entry, isUsed) -> {
          if (entry.id().equals(Scope.DNS_ENTRY)) {
            return;
          }
          judgement.examined(1);
          List<String> lacks = lacks(entry, today);
          if (!lacks.isEmpty()) {
            judgement.violation(
                new Violation(
                    "register entry " + entry.id() + ": " + String.join("; ", lacks),
                    new SubjectWitness("register entry " + entry.id(), null),
                    List.of(),
                    "Complete entry "
                        + entry.id()
                        + " of the scope's register ("
                        + entry.pointer()
                        + "), or remove it and close the flow."));
          }
          if (!isUsed) {
            judgement.note(
                "register entry "
                    + entry.id()
                    + " is stale: the policies let none of its traffic through");
          }
        });
  }

  private static boolean isUsed(AuthorisedFlow flow, Flows flows) {
    EndpointSet pods = flows.endpoints().allPods();
    EndpointSet outside = flow.sources().minus(pods);
    return flows.byEgress(flow.sources().and(pods)).stream()
            .anyMatch(group -> uses(flows.outOf(group), flow, flow.destinations()))
        || (!outside.isEmpty()
            && flows.byIngress(flow.destinations().and(pods)).stream()
                .anyMatch(group -> uses(flows.into(group), flow, outside)));
  }

  private static boolean uses(List<Cell> cells, AuthorisedFlow flow, EndpointSet otherEnd) {
    return cells.stream()
        .anyMatch(
            cell ->
                cell.traffic().overlaps(flow.traffic())
                    && !cell.endpoints().and(otherEnd).isEmpty());
  }

  private static List<String> lacks(RegisterEntry entry, LocalDate today) {
    List<String> lacks = new ArrayList<>();
    if (entry.owner() == null) {
      lacks.add("it names no owner");
    }
    if (entry.justification() == null) {
      lacks.add("it names no justification");
    }
    if (entry.approvedBy() == null) {
      lacks.add("it names no approval");
    }
    if (entry.reviewBy() != null && entry.reviewBy().isBefore(today)) {
      lacks.add("its review was due on " + entry.reviewBy());
    }
    return lacks;
  }
}
