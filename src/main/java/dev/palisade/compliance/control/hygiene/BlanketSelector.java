package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A policy that isolates every pod of a system namespace, or of every namespace. A pure default
/// deny is exempt: it is what the check *default-deny* asks for, and what must get through is then
/// allowed by policies of its own.
final class BlanketSelector implements Adviser {

  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    for (Policy policy : terrain.policies()) {
      String where = where(terrain, policy.subject());
      List<String> isolating = isolating(policy);
      if (where == null || isolating.isEmpty()) {
        continue;
      }
      if (isPureDefaultDeny(policy)) {
        terrain.remark(
            policy.ref()
                + " selects every pod of "
                + where
                + " and is no matter of blanket-selector: it allows nothing, and so is the default deny that the check default-deny asks for");
        continue;
      }
      to.accept(
          new Advice(
              Topic.BLANKET_SELECTOR,
              policy.ref(),
              pointer(policy),
              "it selects every pod of "
                  + where
                  + ", the system's own too, and isolates them for "
                  + String.join(" and ", isolating),
              "Select the pods that are meant by their labels.",
              policy.ref().kind().equals("NetworkPolicy")
                      && policy.ref().group().equals("networking.k8s.io")
                  ? "podSelector:\n  matchLabels:\n    k8s-app: metrics-server   # the pods that are meant\n"
                  : null));
    }
  }

  /// @return null unless system pods are among those that are selected without any condition
  private static @Nullable String where(Terrain terrain, Peer subject) {
    if (!(subject instanceof Peer.Pods(var namespaces, var pods, var host))
        || !pods.equals(Selector.EVERYTHING)) {
      return null;
    }
    if (namespaces instanceof NamespaceMatch.Named(var names)) {
      return names.stream().allMatch(terrain::isSystem)
          ? "the system namespace " + String.join(", ", names)
          : null;
    }
    return terrain.pods().namespaces(namespaces).stream().anyMatch(terrain::isSystem)
        ? "every namespace that it reaches, system namespaces too"
        : null;
  }

  private static List<String> isolating(Policy policy) {
    List<String> directions = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules != null && rules.noMatch() == Policy.NoMatch.DENY) {
        directions.add(direction.toString());
      }
    }
    return directions;
  }

  private static boolean isPureDefaultDeny(Policy policy) {
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules != null && !rules.rules().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static String pointer(Policy policy) {
    return switch (policy.ref().group()) {
      case "cilium.io" -> "/spec/endpointSelector";
      case "projectcalico.org", "crd.projectcalico.org" -> "/spec/selector";
      case "networking.k8s.io", "extensions" -> "/spec/podSelector";
      default -> "/spec/subject";
    };
  }
}
