package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Pod.Life;
import dev.palisade.analysis.inventory.Workload;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.Metadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Virtual machines of KubeVirt run in pods named `virt-launcher-…`. Where the machine was read,
/// its pods are left out and it stands for them, under its own name, with their addresses, node and
/// labels. A launcher pod whose machine was not read stands for itself.
final class VirtualMachines {
  private static final String LAUNCHER = "virt-launcher-";

  private final Map<Owner, Manifest> workloads;
  private final Diagnostics diagnostics;

  VirtualMachines(Map<Owner, Manifest> workloads, Diagnostics diagnostics) {
    this.workloads = workloads;
    this.diagnostics = diagnostics;
  }

  /// The pods with each machine in place of its launchers.
  List<Pod> inPlaceOfLaunchers(List<Pod> pods) {
    List<Pod> result = new ArrayList<>();
    Map<Owner, Pod> machines = new LinkedHashMap<>();
    for (Pod pod : pods) {
      Owner machine = pod.name().startsWith(LAUNCHER) ? machineOf(pod) : null;
      Manifest manifest = machine == null ? null : workloads.get(machine);
      if (machine == null || manifest == null) {
        result.add(pod);
        continue;
      }
      diagnostics.add(
          new Warning(
              pod.ref(),
              "",
              Effect.ADVICE,
              "the launcher pod is left out: the "
                  + machine.kind()
                  + " "
                  + manifest.ref().qualifiedName()
                  + " stands for it",
              new Peer.PodsNamed(new TreeSet<>(Set.of(pod.namespace() + "/" + machine.name())))));
      if (pod.life() == Life.ACTIVE) {
        machines.merge(machine, standIn(pod, machine, manifest), VirtualMachines::both);
      }
    }
    result.addAll(machines.values());
    return result;
  }

  /// The machine of a launcher, or of the instance that owns it; by its name where no reference
  /// says it. Null when it was not read.
  private @Nullable Owner machineOf(Pod launcher) {
    Workload by = launcher.workload();
    Owner instance = new Owner(by.namespace(), by.kind(), by.name());
    Owner machine = new Owner(by.namespace(), WorkloadKind.VIRTUAL_MACHINE.toString(), by.name());
    if (instance.kind().equals(WorkloadKind.VIRTUAL_MACHINE_INSTANCE.toString())) {
      Manifest manifest = workloads.get(instance);
      Owner above = manifest == null ? machine : ownerOf(manifest);
      if (above != null && workloads.containsKey(above)) {
        return above;
      }
      return manifest == null ? null : instance;
    }
    return workloads.keySet().stream()
        .filter(owner -> owner.namespace().equals(launcher.namespace()))
        .filter(owner -> owner.kind().equals(WorkloadKind.VIRTUAL_MACHINE.toString()))
        .filter(owner -> launcher.name().startsWith(LAUNCHER + owner.name() + "-"))
        .max((a, b) -> Integer.compare(a.name().length(), b.name().length()))
        .orElse(null);
  }

  private static @Nullable Owner ownerOf(Manifest manifest) {
    try {
      return Owner.of(manifest.cursor(), manifest.ref().namespace());
    } catch (MalformedDocument e) {
      return null;
    }
  }

  private static Pod standIn(Pod launcher, Owner machine, Manifest manifest) {
    Labels labels = labels(launcher, manifest);
    return new Pod(
        manifest.ref(),
        launcher.namespace(),
        machine.name(),
        labels,
        labels,
        launcher.serviceAccount(),
        launcher.addresses(),
        launcher.nodeName(),
        launcher.network(),
        launcher.life(),
        launcher.origin(),
        new Workload(launcher.namespace(), machine.name(), machine.kind()),
        launcher.ports(),
        launcher.hostAccess());
  }

  /// Those of the machine's template and those of the launcher, which hold where both say
  /// something.
  private static Labels labels(Pod launcher, Manifest manifest) {
    Map<String, String> labels = new TreeMap<>();
    WorkloadKind kind = WorkloadKind.of(manifest.ref());
    try {
      if (kind != null) {
        Cursor template = kind.template(manifest.cursor());
        labels.putAll(Metadata.texts(template.get("metadata").get("labels")).asMap());
      }
    } catch (MalformedDocument e) {
      // a launcher runs: what its machine's template says is of no weight
    }
    labels.putAll(launcher.labels().asMap());
    return Labels.of(labels);
  }

  /// A machine on its way to another node has two launchers.
  private static Pod both(Pod one, Pod other) {
    Set<IpAddress> addresses = new TreeSet<>(one.addresses());
    addresses.addAll(other.addresses());
    return new Pod(
        one.ref(),
        one.namespace(),
        one.name(),
        one.labels(),
        one.selectorLabels(),
        one.serviceAccount(),
        List.copyOf(addresses),
        one.nodeName(),
        one.network(),
        one.life(),
        one.origin(),
        one.workload(),
        one.ports(),
        one.hostAccess());
  }
}
