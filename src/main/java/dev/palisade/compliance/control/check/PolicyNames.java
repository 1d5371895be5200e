package dev.palisade.compliance.control.check;

import dev.palisade.compliance.control.Examination;
import dev.palisade.snapshot.ResourceRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What findings call policies, so that no two share a fingerprint, and with it an exception:
/// `NetworkPolicy shop/web`, and with the group behind it, `NetworkPolicy shop/web
/// (projectcalico.org)`, where another policy of the cluster has that name.
final class PolicyNames {
  private final Map<String, Set<String>> lineages = new HashMap<>();

  private PolicyNames() {}

  static PolicyNames of(Examination x) {
    PolicyNames names = new PolicyNames();
    x.evidence().policies().tiers().stream()
        .flatMap(tier -> tier.policies().stream())
        .forEach(
            policy ->
                names
                    .lineages
                    .computeIfAbsent(policy.ref().toString(), name -> new HashSet<>())
                    .add(policy.ref().lineage()));
    return names;
  }

  String of(ResourceRef policy) {
    return lineages.getOrDefault(policy.toString(), Set.of()).size() > 1
        ? policy + " (" + policy.group() + ")"
        : policy.toString();
  }
}
