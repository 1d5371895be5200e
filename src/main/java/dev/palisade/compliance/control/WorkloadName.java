package dev.palisade.compliance.control;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Workload;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name that findings know a pod's workload by, `namespace/name[Kind]`: that of what lasts.
/// ReplicaSets and the Jobs of a CronJob come and go with every rollout and run, and with their
/// names fingerprints and exceptions would.
public final class WorkloadName {

  /// The label that the Deployment controller gives; ReplicaSets end in its value.
  private static final String TEMPLATE_HASH = "pod-template-hash";

  /// The CronJob controller appends the minute of the run, counted from 1970.
  private static final Pattern RUN = Pattern.compile("(.+)-\\d{8}");

  private WorkloadName() {}

  public static String of(Pod pod) {
    return lasting(pod).toString();
  }

  private static Workload lasting(Pod pod) {
    Workload workload = pod.workload();
    String name = workload.name();
    if (workload.kind().equals("ReplicaSet")) {
      String hash = pod.labels().get(TEMPLATE_HASH);
      if (hash != null && name.endsWith("-" + hash) && name.length() > hash.length() + 1) {
        return new Workload(
            workload.namespace(),
            name.substring(0, name.length() - hash.length() - 1),
            "Deployment");
      }
    }
    if (workload.kind().equals("Job")) {
      Matcher run = RUN.matcher(name);
      if (run.matches()) {
        return new Workload(workload.namespace(), run.group(1), "CronJob");
      }
    }
    return workload;
  }
}
