package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Policies that select no pod. One that selects every pod of a namespace that is there waits for
/// pods to come, and is none of them.
final class SelectsNothing implements Adviser {

  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    if (terrain.pods().isEmpty()) {
      if (!terrain.policies().isEmpty()) {
        terrain.remark(
            "no pod and no workload was read: whom policies select and mean was not looked at");
      }
      return;
    }
    for (Policy policy : terrain.policies()) {
      if (terrain.pods().isNobody(policy.subject()) && !isWaiting(terrain, policy)) {
        Selections.Miss miss = miss(terrain, policy.subject());
        to.accept(
            new Advice(
                Topic.SELECTS_NOTHING,
                policy.ref(),
                "/spec",
                "it selects no pod" + (miss == null ? "" : ": " + miss.reason()),
                miss == null || miss.likely() == null
                    ? "Correct the selector or the namespace, or remove the policy."
                    : "Perhaps " + miss.likely() + " is meant.",
                null));
      }
    }
  }

  private static Selections.@Nullable Miss miss(Terrain terrain, Peer subject) {
    return Terrain.selections(subject).stream()
        .filter(selection -> terrain.pods().select(selection).isEmpty())
        .map(selection -> Selections.explain(terrain, selection))
        .findFirst()
        .orElse(null);
  }

  private static boolean isWaiting(Terrain terrain, Policy policy) {
    if (!(policy.subject() instanceof Peer.Pods(var namespaces, var pods, var host))
        || !pods.equals(Selector.EVERYTHING)) {
      return false;
    }
    if (!(namespaces instanceof NamespaceMatch.Named(var names))) {
      return true;
    }
    return names.stream().allMatch(name -> isThere(terrain, name));
  }

  /// In a folder that holds Namespace objects, one without its own is not there.
  private static boolean isThere(Terrain terrain, String name) {
    Namespace namespace = terrain.inventory().namespace(name);
    boolean anyRead =
        terrain.inventory().namespaces().values().stream().anyMatch(n -> n.ref() != null);
    return namespace != null && (namespace.ref() != null || !anyRead)
        || Set.of("default", "kube-system").contains(name);
  }
}
