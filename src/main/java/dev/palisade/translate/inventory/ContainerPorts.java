package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Pod.Network;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.ObjectName;
import dev.palisade.translate.manifest.PortNumber;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the ports that a pod's containers declare: those of containers, and of init containers
/// that go on running beside them (`restartPolicy: Always`,
/// kubernetes.io/docs/concepts/workloads/pods/sidecar-containers).
final class ContainerPorts {
  private ContainerPorts() {}

  static List<ContainerPort> read(Candidate candidate, Cursor spec, Network network) {
    List<ContainerPort> ports = new ArrayList<>();
    for (Cursor container : spec.get("containers").items()) {
      addAll(candidate, container, network, ports);
    }
    for (Cursor container : spec.get("initContainers").items()) {
      if (container.get("restartPolicy").text("").equals("Always")) {
        addAll(candidate, container, network, ports);
      }
    }
    return ports;
  }

  private static void addAll(
      Candidate candidate, Cursor container, Network network, List<ContainerPort> to) {
    for (Cursor port : container.get("ports").items()) {
      Long number = port.get("containerPort").integer();
      if (number == null || !PortNumber.isPort(number)) {
        // the pod may be there, and what a name of this port would open is not known
        candidate.warn(port.get("containerPort"), Effect.MAY_ALLOW, PortNumber.problem(number));
        continue;
      }
      String name = port.get("name").text("");
      if (!name.isEmpty()) {
        candidate.refuseAll(port.get("name"), ObjectName.PORT.problems(name));
      }
      to.add(
          new ContainerPort(
              name.isEmpty() ? null : name,
              protocol(candidate, port.get("protocol")),
              number.intValue(),
              hostPort(candidate, port.get("hostPort"), number.intValue(), network),
              port.pointer()));
    }
  }

  /// 0 is "not published"; in the node's network every port is the node's.
  private static @Nullable Integer hostPort(
      Candidate candidate, Cursor at, int number, Network network) {
    Long hostPort = at.integer();
    if (hostPort == null || hostPort == 0) {
      return network == Network.HOST ? (Integer) number : null;
    }
    return PortNumber.read(candidate, at);
  }

  /// TCP when absent or empty.
  static Protocol protocol(Candidate candidate, Cursor at) {
    return switch (at.text("")) {
      case "", "TCP" -> Protocol.TCP;
      case "UDP" -> Protocol.UDP;
      case "SCTP" -> Protocol.SCTP;
      default -> {
        candidate.refuse(
            at, "\"" + at.text("") + "\" is no protocol here: expected TCP, UDP or SCTP");
        yield Protocol.TCP;
      }
    };
  }
}
