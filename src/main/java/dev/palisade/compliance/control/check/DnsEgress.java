package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.Citation;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.scope.ClusterDns;
import dev.palisade.compliance.scope.Scope.Category;
import dev.palisade.compliance.scope.Scope.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Pods that are closed for egress can still resolve names, by UDP and by TCP, and cardholder pods
/// at the cluster's DNS alone.
public final class DnsEgress implements Check {
  private static final List<Protocol> BOTH = List.of(Protocol.UDP, Protocol.TCP);

  @Override
  public String id() {
    return "dns-egress";
  }

  @Override
  public String question() {
    return "Can every egress-isolated pod in scope reach the cluster's DNS on UDP and TCP 53, and no cardholder pod port 53 elsewhere?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(
            this, x, "egress-isolated pods in scope, and all pods of cardholder-data zones");
    Flows flows = new Flows(x);
    Reachability reachability = flows.reachability();
    ClusterDns dns = x.zoning().dns();
    EndpointSet cardholder = x.zoning().podsOf(Category.CARDHOLDER_DATA);
    FlowFindings elsewhere =
        new FlowFindings(
            flows,
            new Ends(flows.endpoints(), x.zoning()),
            new Wording(
                "the cardholder-data pod {from} can reach {to} on {traffic}, which is not the cluster's DNS",
                "Limit port 53 in the egress rules of {from} to the pods of the cluster's DNS."));
    EndpointSet resting = dns.endpoints();
    for (Flows.Group group : flows.byEgress(x.zoning().podsInScope())) {
      Pod pod = flows.endpoints().podList().get(group.representative());
      boolean isolated = reachability.isolation(pod, Direction.EGRESS).isolated();
      boolean holdsCards = cardholder.contains(group.representative());
      if (!isolated && !holdsCards) {
        continue;
      }
      judgement.examined(group.members().size());
      for (int member : group.members()) {
        resting = resting.or(EndpointSet.of(member));
      }
      List<Cell> cells = flows.outOf(group);
      if (isolated) {
        resolution(judgement, flows, dns, group, cells);
      }
      if (holdsCards) {
        // wherever it may reach, and be let in
        resting = flows.everything();
        elsewhere.outOf(group, elsewhere(x, dns, pod, cells));
      }
    }
    judgement.restsOn(resting);
    judgement.closedBy(
        "every egress-isolated pod in scope reaches the cluster's DNS on UDP and TCP; no cardholder-data pod reaches port 53 outside"
            + " its zone but there");
    elsewhere.report(judgement);
    return judgement.conclude();
  }

  private static List<Cell> elsewhere(Examination x, ClusterDns dns, Pod pod, List<Cell> cells) {
    List<Cell> others =
        cells.stream()
            .map(cell -> new Cell(cell.endpoints().minus(dns.endpoints()), cell.traffic()))
            .toList();
    Zone zone = x.zoning().zoneOf(pod);
    EndpointSet own = zone == null ? x.zoning().podsInScope() : x.zoning().podsOf(zone);
    List<Cell> outside = new ArrayList<>();
    for (Cell cell : others) {
      EndpointSet left = cell.endpoints().minus(own);
      if (!left.isEmpty()) {
        outside.add(new Cell(left, cell.traffic()));
      }
    }
    return Flows.of(outside, ClusterDns.QUERIES);
  }

  private static void resolution(
      Judgement judgement, Flows flows, ClusterDns dns, Flows.Group group, List<Cell> cells) {
    List<Protocol> missing = BOTH.stream().filter(p -> !reaches(cells, dns, p)).toList();
    if (missing.isEmpty()) {
      return;
    }
    if (dns.pods().isEmpty()) {
      judgement.doubt(
          "the cluster's DNS was not found: no Service kube-system/kube-dns with pods, and no pod of a system namespace labelled"
              + " k8s-app kube-dns, coredns or node-local-dns");
      return;
    }
    String protocols =
        missing.stream().map(Protocol::toString).collect(Collectors.joining(" and "));
    TreeSet<String> workloads = new TreeSet<>();
    for (int member : group.members()) {
      workloads.add(WorkloadName.of(flows.endpoints().podList().get(member)));
    }
    for (String workload : workloads) {
      judgement.violation(
          new Violation(
              workload
                  + " is isolated for egress and cannot reach the cluster's DNS on "
                  + protocols
                  + " 53",
              new SubjectWitness(workload, Direction.EGRESS),
              cited(flows, dns, group.representative(), missing),
              "Allow egress of "
                  + workload
                  + " to the pods of the cluster's DNS on "
                  + protocols
                  + " 53."));
    }
  }

  private static boolean reaches(List<Cell> cells, ClusterDns dns, Protocol protocol) {
    for (Cell cell : cells) {
      if (cell.endpoints()
          .and(dns.endpoints())
          .ids()
          .anyMatch(id -> cell.traffic().overlaps(dns.ports(id, protocol)))) {
        return true;
      }
    }
    return false;
  }

  private static List<CitedRule> cited(
      Flows flows, ClusterDns dns, int source, List<Protocol> missing) {
    List<CitedRule> rules = new ArrayList<>();
    for (Protocol protocol : missing) {
      dns.pods()
          .ids()
          .filter(id -> !dns.ports(id, protocol).isEmpty())
          .limit(1)
          .forEach(
              id -> {
                for (Citation c :
                    flows.reachability().cite(source, id, dns.ports(id, protocol).example())) {
                  if (c.action() == Action.DENY) {
                    rules.add(
                        new CitedRule(
                            c.policy(), c.pointer(), c.direction(), protocol + ": " + c.reason()));
                  }
                }
              });
    }
    return rules;
  }
}
