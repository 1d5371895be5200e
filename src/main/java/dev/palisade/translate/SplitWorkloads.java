package dev.palisade.translate;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Workload;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Rule.Clause;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.MapObstacle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds policy selectors that select some pods of a workload and not others. They are modelled
/// exactly; a map by workloads has no line for half of one. Other differences of labels among the
/// pods of a workload do not matter.
final class SplitWorkloads {
  private final PeerPods peers;
  private final Diagnostics diagnostics;
  private final Map<ResourceRef, Manifest> manifests = new HashMap<>();

  /// Workloads of several pods that differ in a label, by the label's key.
  private final Map<String, Set<Workload>> differing = new HashMap<>();

  private final Map<Workload, List<Pod>> pods = new TreeMap<>();

  private SplitWorkloads(
      Inventory inventory, Collection<Manifest> manifests, Diagnostics diagnostics) {
    this.peers = new PeerPods(inventory);
    this.diagnostics = diagnostics;
    manifests.forEach(m -> this.manifests.put(m.ref(), m));
    for (Pod pod : inventory.pods()) {
      pods.computeIfAbsent(pod.workload(), w -> new ArrayList<>()).add(pod);
    }
    pods.forEach(this::compare);
  }

  static void find(
      PolicySet policies,
      Inventory inventory,
      Collection<Manifest> manifests,
      Diagnostics diagnostics) {
    SplitWorkloads split = new SplitWorkloads(inventory, manifests, diagnostics);
    if (!split.differing.isEmpty()) {
      policies.policies().forEach(split::examine);
    }
  }

  private void compare(Workload workload, List<Pod> ofWorkload) {
    Labels first = ofWorkload.getFirst().selectorLabels();
    for (Pod pod : ofWorkload) {
      Set<String> keys = new TreeSet<>(first.keys());
      keys.addAll(pod.selectorLabels().keys());
      for (String key : keys) {
        if (!Objects.equals(first.get(key), pod.selectorLabels().get(key))) {
          differing.computeIfAbsent(key, k -> new TreeSet<>()).add(workload);
        }
      }
    }
  }

  private void examine(Policy policy) {
    PeerPods.selections(policy.subject(), s -> examine(policy, subjectPointer(policy), s));
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules == null) {
        continue;
      }
      for (Rule rule : rules.rules()) {
        for (Clause clause : rule.clauses()) {
          PeerPods.selections(clause.peer(), s -> examine(policy, clause.pointer(), s));
          PeerPods.selections(clause.self(), s -> examine(policy, clause.pointer(), s));
        }
      }
    }
  }

  private void examine(Policy policy, String pointer, Peer.Pods selection) {
    Set<Workload> candidates = new TreeSet<>();
    for (String key : selection.pods().keys()) {
      candidates.addAll(differing.getOrDefault(key, Set.of()));
    }
    for (Workload workload : candidates) {
      List<Pod> all = pods.getOrDefault(workload, List.of());
      long selected =
          all.stream().filter(pod -> selection.pods().matches(pod.selectorLabels())).count();
      if (selected > 0
          && selected < all.size()
          && peers.inNamespace(selection.namespaces(), workload.namespace())) {
        report(policy, pointer, workload, all);
      }
    }
  }

  private void report(Policy policy, String pointer, Workload workload, List<Pod> all) {
    String message =
        "the selector selects some of the "
            + all.size()
            + " pods of the workload "
            + workload
            + " and not others, since their labels differ";
    diagnostics.add(
        new Warning(policy.ref(), pointer, Warning.Effect.ADVICE, message, policy.subject()));
    Manifest manifest = manifests.get(policy.ref());
    diagnostics.add(
        new MapObstacle(
            MapObstacle.Kind.SPLIT_WORKLOAD,
            policy.ref(),
            manifest == null ? "" : manifest.file(),
            manifest == null ? 0 : manifest.root().line(),
            pointer,
            message));
  }

  /// The field by which each kind selects what it applies to.
  private static String subjectPointer(Policy policy) {
    return switch (policy.ref().group()) {
      case "policy.networking.k8s.io" -> "/spec/subject";
      case "projectcalico.org", "crd.projectcalico.org" -> "/spec/selector";
      case "cilium.io" -> "/spec/endpointSelector";
      default -> "/spec/podSelector";
    };
  }
}
