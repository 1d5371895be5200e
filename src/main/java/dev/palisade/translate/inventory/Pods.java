package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Pod.Life;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All pods of a cluster: those that were read, and one for the template of each workload of which
/// no pod was read.
///
/// A workload whose pods have all finished still stands by its template, since it will make others;
/// a Job will not. What a workload owns that itself owns pods (the ReplicaSets of a Deployment, the
/// Jobs of a CronJob) has no template of its own beside its owner's.
final class Pods {
  /// Names of Jobs that a CronJob made: its own, and the scheduled time in minutes or (until 1.21)
  /// seconds.
  private static final Pattern JOB_OF_CRON_JOB = Pattern.compile("(.+)-\\d{8,10}");

  private static final int DEEPEST_OWNERSHIP = 8;

  private final Diagnostics diagnostics;
  private final List<Manifest> pods = new ArrayList<>();
  private final Map<Owner, Manifest> workloads = new HashMap<>();
  private final Set<Owner> withPods = new HashSet<>();
  private final Set<Owner> withActivePods = new HashSet<>();

  private Pods(List<Manifest> manifests, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    for (Manifest m : manifests) {
      if (WorkloadKind.of(m.ref()) != null) {
        workloads.put(new Owner(m.ref().namespace(), m.ref().kind(), m.ref().name()), m);
      } else if (m.ref().kind().equals("Pod") && m.ref().group().isEmpty()) {
        pods.add(m);
      }
    }
  }

  static List<Pod> read(List<Manifest> manifests, Diagnostics diagnostics) {
    Pods all = new Pods(manifests, diagnostics);
    List<Pod> result =
        new ArrayList<>(
            new VirtualMachines(all.workloads, diagnostics).inPlaceOfLaunchers(all.observed()));
    result.addAll(all.templates());
    return result;
  }

  private List<Pod> observed() {
    List<Pod> result = new ArrayList<>();
    for (Manifest manifest : pods) {
      Pod pod =
          Candidate.read(manifest, diagnostics, c -> PodReader.observed(c, this::isFinishedJob));
      if (pod != null) {
        result.add(pod);
        count(pod, Owner.of(manifest.cursor(), pod.namespace()));
      }
    }
    return result;
  }

  /// Counts a pod for its owner, the owner's owner, and so on.
  private void count(Pod pod, @Nullable Owner direct) {
    Owner owner = direct;
    for (int depth = 0; owner != null && depth < DEEPEST_OWNERSHIP; depth++) {
      withPods.add(owner);
      if (pod.life() == Life.ACTIVE) {
        withActivePods.add(owner);
      }
      Manifest manifest = workloads.get(owner);
      owner = manifest != null ? ownerOf(manifest) : ownerByName(owner, pod);
    }
  }

  /// The owner of an owner that was not read: ReplicaSets and Jobs carry its name in theirs.
  private static @Nullable Owner ownerByName(Owner owned, Pod pod) {
    String hash = pod.labels().get("pod-template-hash");
    if (owned.kind().equals("ReplicaSet") && hash != null && owned.name().endsWith("-" + hash)) {
      String name = owned.name().substring(0, owned.name().length() - hash.length() - 1);
      return new Owner(owned.namespace(), "Deployment", name);
    }
    Matcher job = JOB_OF_CRON_JOB.matcher(owned.name());
    return owned.kind().equals("Job") && job.matches()
        ? new Owner(owned.namespace(), "CronJob", job.group(1))
        : null;
  }

  private List<Pod> templates() {
    List<Pod> result = new ArrayList<>();
    workloads.forEach(
        (workload, manifest) -> {
          WorkloadKind kind = WorkloadKind.of(manifest.ref());
          Owner owner = ownerOf(manifest);
          boolean owned = owner != null && workloads.containsKey(owner);
          boolean seen = (kind == WorkloadKind.JOB ? withPods : withActivePods).contains(workload);
          if (kind == null || owned || seen) {
            return;
          }
          Life life = isFinishedJob(workload) ? Life.FINISHED : Life.ACTIVE;
          Pod pod = Candidate.read(manifest, diagnostics, c -> PodReader.template(c, kind, life));
          if (pod != null) {
            result.add(pod);
          }
        });
    return result;
  }

  /// Whether the owner is a Job that was read and is complete, or has failed for good.
  private boolean isFinishedJob(Owner owner) {
    Manifest manifest = workloads.get(owner);
    if (manifest == null || WorkloadKind.of(manifest.ref()) != WorkloadKind.JOB) {
      return false;
    }
    try {
      Cursor status = manifest.cursor().get("status");
      boolean ended = status.get("completionTime").isPresent();
      for (Cursor condition : status.get("conditions").items()) {
        String type = condition.get("type").text("");
        ended |=
            (type.equals("Complete") || type.equals("Failed"))
                && condition.get("status").text("").equals("True");
      }
      return ended;
    } catch (MalformedDocument e) {
      return false; // a status that cannot be read proves no end
    }
  }

  private static @Nullable Owner ownerOf(Manifest manifest) {
    try {
      return Owner.of(manifest.cursor(), manifest.ref().namespace());
    } catch (MalformedDocument e) {
      return null; // the template is then read, and refused where that matters
    }
  }
}
