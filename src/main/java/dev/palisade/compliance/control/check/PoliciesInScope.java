package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.compliance.control.Examination;
import dev.palisade.snapshot.ResourceRef;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The policies that segment what is in scope: those in its namespaces, and those from elsewhere
/// that apply to a pod of it.
public final class PoliciesInScope {
  private PoliciesInScope() {}

  public static SortedSet<ResourceRef> of(Examination x) {
    SortedSet<ResourceRef> found = new TreeSet<>();
    SortedSet<String> namespaces = x.zoning().namespacesInScope();
    for (Tier tier : x.evidence().policies().tiers()) {
      for (Policy policy : tier.policies()) {
        if (namespaces.contains(policy.ref().namespace())) {
          found.add(policy.ref());
        }
      }
    }
    Reachability reachability = x.evidence().reachability();
    Set<Integer> seen = new HashSet<>();
    x.zoning()
        .podsInScope()
        .forEach(
            id -> {
              if (seen.add(reachability.classOf(id))) {
                Pod pod = reachability.endpoints().podList().get(id);
                for (Direction direction : Direction.values()) {
                  reachability
                      .isolation(pod, direction)
                      .applying()
                      .forEach(policy -> found.add(policy.ref()));
                }
              }
            });
    return found;
  }
}
