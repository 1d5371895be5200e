package dev.palisade.snapshot;

import dev.palisade.snapshot.Shape.Each;
import dev.palisade.snapshot.Shape.Keys;
import dev.palisade.snapshot.Shape.Only;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is kept of the objects that run pods.
final class WorkloadTrimming {

  private static final Keys SPEC = Shape.of("replicas", "selector", "paused");
  private static final Shape REPLICAS = Shape.of("replicas", "readyReplicas", "availableReplicas");

  private WorkloadTrimming() {}

  static void addTo(Map<String, Shape> shapes) {
    for (String kind :
        List.of(
            "/ReplicationController", "apps/Deployment", "apps/StatefulSet", "apps/ReplicaSet")) {
      shapes.put(
          kind,
          Trimming.object()
              .with("spec", SPEC.with("template", PodTrimming.TEMPLATE))
              .with("status", REPLICAS));
    }
    shapes.put(
        "apps/DaemonSet",
        Trimming.object()
            .with("spec", Shape.of("selector").with("template", PodTrimming.AGENT_TEMPLATE))
            .with(
                "status",
                Shape.of(
                    "currentNumberScheduled",
                    "desiredNumberScheduled",
                    "numberAvailable",
                    "numberMisscheduled",
                    "numberReady")));
    Keys job =
        Shape.of("selector", "completions", "parallelism", "suspend")
            .with("template", PodTrimming.TEMPLATE);
    Shape finished =
        new Each(new Only("type", Set.of("Complete", "Failed"), Shape.of("type", "status")));
    shapes.put(
        "batch/Job",
        Trimming.object()
            .with("spec", job)
            .with(
                "status",
                Shape.of("active", "completionTime", "failed", "succeeded")
                    .with("conditions", finished)));
    Shape jobTemplate = new Keys(Map.of("metadata", MetadataTrimming.TEMPLATE, "spec", job));
    shapes.put(
        "batch/CronJob",
        Trimming.object()
            .with("spec", Shape.of("schedule", "suspend").with("jobTemplate", jobTemplate)));
  }
}
