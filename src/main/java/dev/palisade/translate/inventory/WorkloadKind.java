package dev.palisade.translate.inventory;

import dev.palisade.document.Cursor;
import dev.palisade.snapshot.ResourceRef;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The kinds that make pods from a template.
enum WorkloadKind {
  DEPLOYMENT("Deployment", Set.of("apps", "extensions")),
  STATEFUL_SET("StatefulSet", Set.of("apps")),
  DAEMON_SET("DaemonSet", Set.of("apps", "extensions")),
  REPLICA_SET("ReplicaSet", Set.of("apps", "extensions")),
  REPLICATION_CONTROLLER("ReplicationController", Set.of("")),
  JOB("Job", Set.of("batch")),
  CRON_JOB("CronJob", Set.of("batch")),
  /// Of KubeVirt, as is the next: it makes an instance, and that a pod with the same labels.
  VIRTUAL_MACHINE("VirtualMachine", Set.of("kubevirt.io")),
  VIRTUAL_MACHINE_INSTANCE("VirtualMachineInstance", Set.of("kubevirt.io"));

  private final String kind;
  private final Set<String> groups;

  WorkloadKind(String kind, Set<String> groups) {
    this.kind = kind;
    this.groups = groups;
  }

  /// The kind of an object; null when it makes no pods.
  static @Nullable WorkloadKind of(ResourceRef ref) {
    for (WorkloadKind k : values()) {
      if (k.kind.equals(ref.kind()) && k.groups.contains(ref.group())) {
        return k;
      }
    }
    return null;
  }

  /// The pod template of an object of this kind.
  Cursor template(Cursor root) {
    Cursor spec = root.get("spec");
    return switch (this) {
      case CRON_JOB -> spec.get("jobTemplate").get("spec").get("template");
      case VIRTUAL_MACHINE_INSTANCE -> root;
      default -> spec.get("template");
    };
  }

  /// The kind as manifests write it.
  @Override
  public String toString() {
    return kind;
  }
}
