package dev.palisade.translate.kubernetes;

import dev.palisade.analysis.policy.Policy;
import java.util.Comparator;

/// A cluster-wide policy with its place among the others.
///
/// @param priority 0 to 1000, the lowest first; 0 for the one policy of a tier that has no
///   priorities
public record AdminPolicy(AdminTier tier, int priority, Policy policy)
    implements Comparable<AdminPolicy> {

  private static final Comparator<AdminPolicy> ORDER =
      Comparator.comparing(AdminPolicy::tier)
          .thenComparingInt(AdminPolicy::priority)
          .thenComparing(admin -> admin.policy().ref().name())
          .thenComparing(admin -> admin.policy().ref());

  @Override
  public int compareTo(AdminPolicy other) {
    return ORDER.compare(this, other);
  }
}
