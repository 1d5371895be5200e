package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Service;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Pods in scope are open on ports only that they declare, that a service leads to, or that the
/// register names.
public final class NecessaryPorts implements Check {
  private static final TrafficSet PORTS = TrafficSet.TCP_UDP_SCTP;

  @Override
  public String id() {
    return "necessary-ports";
  }

  @Override
  public String question() {
    return "Is traffic to a pod in scope allowed on a port that the pod does not declare, no service leads to and no register entry names?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(this, x, "pods in scope as destinations x everything that may reach them");
    Flows flows = new Flows(x);
    judgement.restsOn(flows.everything());
    FlowFindings findings =
        new FlowFindings(
            flows,
            new Ends(flows.endpoints(), x.zoning()),
            new Wording(
                "{from} can reach {to} on {traffic}, where it declares no port, no service leads and no register entry names"
                    + " the flow",
                "Name the ports that {to} serves in the rules that let {from} in, instead of leaving {traffic} open."));
    EndpointSet pods = x.zoning().podsInScope();
    for (Flows.Group group : flows.byIngress(pods)) {
      List<Cell> unregistered = flows.unregisteredInto(group.representative(), flows.into(group));
      byServed(x, group)
          .forEach(
              (served, part) -> findings.into(part, Flows.of(unregistered, PORTS.minus(served))));
    }
    judgement.examined(pods.size());
    Closure.describe(
        judgement,
        flows.reachability(),
        pods,
        Direction.INGRESS,
        "only declared, serviced or registered ports are open there");
    findings.report(judgement);
    return judgement.conclude();
  }

  /// Members of a group by the traffic that they are there to receive.
  private static Map<TrafficSet, Flows.Group> byServed(Examination x, Flows.Group group) {
    Map<TrafficSet, List<Integer>> members = new LinkedHashMap<>();
    for (int member : group.members()) {
      Pod pod = x.evidence().reachability().endpoints().podList().get(member);
      members
          .computeIfAbsent(served(pod, x.evidence().inventory().services()), t -> new ArrayList<>())
          .add(member);
    }
    Map<TrafficSet, Flows.Group> groups = new LinkedHashMap<>();
    members.forEach(
        (served, ids) -> groups.put(served, new Flows.Group(ids.getFirst(), List.copyOf(ids))));
    return groups;
  }

  private static TrafficSet served(Pod pod, List<Service> services) {
    TrafficSet served = TrafficSet.NONE;
    for (ContainerPort port : pod.ports()) {
      served = served.union(on(port.protocol(), port.number()));
    }
    for (Service service : services) {
      if (service.selects(pod)) {
        for (Service.Port port : service.ports()) {
          served = served.union(target(port));
        }
      }
      for (Service.Endpoint endpoint : service.endpoints()) {
        // what is declared for every port says of none that it is needed
        boolean declared = !endpoint.ports().isAll();
        if (declared && pod.addresses().contains(endpoint.address())) {
          served = served.union(TrafficSet.of(endpoint.protocol(), endpoint.ports()));
        }
      }
    }
    return served;
  }

  /// A target port by name stands for a container port of the pod, which counts already.
  private static TrafficSet target(Service.Port port) {
    if (port.targetName() != null) {
      return TrafficSet.NONE;
    }
    Integer number = port.targetNumber();
    return on(port.protocol(), number == null ? port.port() : number);
  }

  private static TrafficSet on(Protocol protocol, int port) {
    return protocol.hasPorts() ? TrafficSet.of(protocol, PortSet.of(port)) : TrafficSet.NONE;
  }
}
