package dev.palisade.analysis.policy;

import dev.palisade.snapshot.ResourceRef;
import java.util.List;
import java.util.stream.Stream;

/// All policies of a cluster, in the order in which tiers decide. What no tier decides is allowed.
///
/// @param tiers first to last
/// @param unenforced policies that are there and have no effect (staged ones): reported only
public record PolicySet(List<Tier> tiers, List<ResourceRef> unenforced) {

  public PolicySet {
    tiers = List.copyOf(tiers);
    unenforced = unenforced.stream().sorted().toList();
  }

  public static PolicySet none() {
    return new PolicySet(List.of(), List.of());
  }

  /// Every enforced policy, tier by tier.
  public Stream<Policy> policies() {
    return tiers.stream().flatMap(t -> t.policies().stream());
  }
}
