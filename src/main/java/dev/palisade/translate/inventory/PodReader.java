package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Pod.HostAccess;
import dev.palisade.analysis.inventory.Pod.Life;
import dev.palisade.analysis.inventory.Pod.Network;
import dev.palisade.analysis.inventory.Pod.Origin;
import dev.palisade.analysis.inventory.Workload;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads pods, and the pods that templates make.
final class PodReader {
  private PodReader() {}

  /// @param ofFinishedJob whether an owner is a Job that is complete
  static Pod observed(Candidate candidate, Predicate<Owner> ofFinishedJob) {
    Metadata.check(candidate, ObjectName.SUBDOMAIN);
    Cursor root = candidate.root();
    String namespace = candidate.ref().namespace();
    Owner owner = Owner.of(root, namespace);
    Workload workload =
        owner == null
            ? new Workload(namespace, candidate.ref().name(), "Pod")
            : new Workload(namespace, owner.name(), owner.kind().isEmpty() ? "Pod" : owner.kind());
    Life life = life(root.get("status").get("phase").text(""), owner, ofFinishedJob);
    return pod(candidate, root, workload, Origin.OBSERVED, life);
  }

  /// The pod that a workload's template would make.
  static Pod template(Candidate candidate, WorkloadKind kind, Life life) {
    Metadata.check(candidate, ObjectName.SUBDOMAIN);
    Cursor template = kind.template(candidate.root());
    if (!template.isPresent()) {
      candidate.refuse(template, "a " + kind + " needs a pod template");
    }
    Workload workload =
        new Workload(candidate.ref().namespace(), candidate.ref().name(), kind.toString());
    return pod(candidate, template, workload, Origin.TEMPLATE, life);
  }

  /// A pod that has run to its end keeps its object and has no traffic. Of a complete Job that is
  /// so where the pod itself does not say otherwise.
  private static Life life(String phase, @Nullable Owner owner, Predicate<Owner> ofFinishedJob) {
    return switch (phase) {
      case "Succeeded", "Failed" -> Life.FINISHED;
      case "" -> owner != null && ofFinishedJob.test(owner) ? Life.FINISHED : Life.ACTIVE;
      default -> Life.ACTIVE;
    };
  }

  private static Pod pod(
      Candidate candidate, Cursor root, Workload workload, Origin origin, Life life) {
    String self = candidate.ref().namespace() + "/" + candidate.ref().name();
    candidate.touches(new Peer.PodsNamed(new TreeSet<>(List.of(self))));
    Cursor spec = root.get("spec");
    Labels labels = Metadata.labels(candidate, root.get("metadata"));
    FurtherNetworks.doubt(candidate, root.get("metadata").get("annotations"));
    Network network =
        Boolean.TRUE.equals(spec.get("hostNetwork").bool()) ? Network.HOST : Network.OWN;
    boolean observed = origin == Origin.OBSERVED;
    return new Pod(
        candidate.ref(),
        candidate.ref().namespace(),
        candidate.ref().name(),
        labels,
        labels,
        serviceAccount(spec),
        observed ? addresses(candidate, root.get("status")) : List.of(),
        observed && !spec.get("nodeName").text("").isEmpty() ? spec.get("nodeName").text() : null,
        network,
        life,
        origin,
        workload,
        ContainerPorts.read(candidate, spec, network),
        hostAccess(spec));
  }

  private static String serviceAccount(Cursor spec) {
    String name = spec.get("serviceAccountName").text("");
    String deprecated = spec.get("serviceAccount").text("");
    return !name.isEmpty() ? name : !deprecated.isEmpty() ? deprecated : "default";
  }

  /// `podIPs` of both families; `podIP` alone where an old API server did not fill them.
  private static List<IpAddress> addresses(Candidate candidate, Cursor status) {
    List<IpAddress> addresses = new ArrayList<>();
    for (Cursor item : status.get("podIPs").items()) {
      address(candidate, item.get("ip"), addresses);
    }
    if (addresses.isEmpty()) {
      address(candidate, status.get("podIP"), addresses);
    }
    return addresses;
  }

  private static void address(Candidate candidate, Cursor at, List<IpAddress> to) {
    String text = at.text("");
    if (text.isEmpty()) {
      return;
    }
    IpAddress.tryParse(text)
        .ifPresentOrElse(to::add, () -> candidate.refuse(at, "\"" + text + "\" is no IP address"));
  }

  private static SortedMap<HostAccess, String> hostAccess(Cursor spec) {
    SortedMap<HostAccess, String> access = new TreeMap<>();
    flag(spec.get("hostNetwork"), HostAccess.HOST_NETWORK, access);
    flag(spec.get("hostPID"), HostAccess.HOST_PID, access);
    flag(spec.get("hostIPC"), HostAccess.HOST_IPC, access);
    for (Cursor volume : spec.get("volumes").items()) {
      if (volume.get("hostPath").isPresent()) {
        access.putIfAbsent(HostAccess.HOST_PATH, volume.get("hostPath").pointer());
      }
    }
    for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
      for (Cursor container : spec.get(list).items()) {
        flag(container.get("securityContext").get("privileged"), HostAccess.PRIVILEGED, access);
      }
    }
    return access;
  }

  private static void flag(Cursor at, HostAccess kind, SortedMap<HostAccess, String> access) {
    if (Boolean.TRUE.equals(at.bool())) {
      access.putIfAbsent(kind, at.pointer());
    }
  }
}
