package dev.palisade.compliance.diff;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.diff.ObjectComparison.Pair;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Sorts changed objects into [ChangeUnit]s, and knows which workload an object belongs to.
final class Units {
  private final Map<String, String> workloads = new HashMap<>();

  Units(State before, State after) {
    for (State state : List.of(before, after)) {
      for (Pod pod : state.evidence().inventory().pods()) {
        workloads.put(pod.ref().identity(), WorkloadName.of(pod));
      }
    }
    for (State state : List.of(before, after)) {
      for (Manifest manifest : state.snapshot().manifests()) {
        if (ManifestRole.of(manifest.ref()) == ManifestRole.WORKLOAD) {
          workloads.computeIfAbsent(manifest.ref().identity(), i -> byOwner(manifest));
        }
      }
    }
  }

  /// The workload of a pod, of what makes its pods (a Deployment's ReplicaSets too), or of what
  /// stands in place of a pod; the object itself for everything else.
  String subjectOf(Manifest manifest) {
    String identity = manifest.ref().identity();
    return workloads.getOrDefault(identity, identity);
  }

  private static String byOwner(Manifest manifest) {
    String kind = manifest.ref().kind();
    String name = manifest.ref().name();
    // not through typed reading: a manifest may be malformed where nothing else looks
    Cursor owners = manifest.cursor().get("metadata").get("ownerReferences");
    if (owners.isArray()) {
      for (Cursor owner : owners.items()) {
        if (owner.isObject() && owner.get("kind").isString() && owner.get("name").isString()) {
          kind = owner.get("kind").requiredText();
          name = owner.get("name").requiredText();
        }
      }
    }
    return manifest.ref().namespace() + "/" + name + "[" + kind + "]";
  }

  /// Sorted by name.
  List<ChangeUnit> of(List<Pair> changed) {
    Map<String, List<Pair>> bySubject = new TreeMap<>();
    for (Pair pair : changed) {
      if (ManifestRole.of(pair.ref()) != ManifestRole.NONE) {
        bySubject.computeIfAbsent(subject(pair), s -> new ArrayList<>()).add(pair);
      }
    }
    List<ChangeUnit> units = new ArrayList<>();
    bySubject.forEach(
        (subject, pairs) -> {
          Pair first = pairs.getFirst();
          boolean workload = workloads.containsKey(first.ref().identity());
          boolean pods = pairs.stream().anyMatch(pair -> pair.ref().kind().equals("Pod"));
          String name = workload && pods ? "pods of " + subject : first.ref().toString();
          units.add(new ChangeUnit(name, subject, workload, pairs));
        });
    return units.stream().sorted().toList();
  }

  private String subject(Pair pair) {
    return subjectOf(Objects.requireNonNull(pair.after() == null ? pair.before() : pair.after()));
  }
}
