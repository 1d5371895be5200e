package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.Policy;
import java.util.Comparator;
import java.util.Objects;

/// A policy and its place in a tier.
///
/// @param order lower first; infinite where none is given, "applied last"
/// @param name by which the tie is broken: without the name of the tier before it
/// @param ofHosts whether it holds for host endpoints alone (doNotTrack, preDNAT)
record PlacedPolicy(String tier, double order, String name, boolean ofHosts, Policy policy)
    implements Comparable<PlacedPolicy> {

  /// `PolKVLess` of `felix/calc/policy_sorter.go`: by order, then by name, namespace and kind. A
  /// NetworkPolicy of Kubernetes comes after Calico's own of the same order: its name there begins
  /// with `knp.default.`, theirs with the tier's.
  private static final Comparator<PlacedPolicy> ORDER =
      Comparator.comparingDouble(PlacedPolicy::order)
          .thenComparing(p -> !CalicoKinds.isCalico(p.policy().ref()))
          .thenComparing(PlacedPolicy::name)
          .thenComparing(p -> p.policy().ref().namespace())
          .thenComparing(p -> p.policy().ref().kind());

  @Override
  public int compareTo(PlacedPolicy other) {
    return ORDER.compare(this, other);
  }

  /// Whether it says the same, whatever object it is.
  boolean saysTheSame(PlacedPolicy other) {
    return tier.equals(other.tier)
        && order == other.order
        && ofHosts == other.ofHosts
        && policy.subject().equals(other.policy.subject())
        && Objects.equals(policy.ingress(), other.policy.ingress())
        && Objects.equals(policy.egress(), other.policy.egress());
  }
}
