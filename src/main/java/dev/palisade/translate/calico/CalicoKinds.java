package dev.palisade.translate.calico;

import dev.palisade.snapshot.ResourceRef;
import java.util.Set;

/// Which objects are Calico's. Both API groups hold the same kinds: `projectcalico.org/v3` is what
/// Calico's API server serves, `crd.projectcalico.org/v1` how it stores them.
final class CalicoKinds {
  private static final Set<String> VERSIONS =
      Set.of("projectcalico.org/v3", "crd.projectcalico.org/v1");

  private static final Set<String> POLICIES = Set.of("NetworkPolicy", "GlobalNetworkPolicy");

  private static final Set<String> STAGED =
      Set.of("StagedNetworkPolicy", "StagedGlobalNetworkPolicy");

  private static final Set<String> NETWORK_SETS = Set.of("NetworkSet", "GlobalNetworkSet");

  private static final Set<String> OTHERS =
      Set.of("Tier", "HostEndpoint", "Profile", "StagedKubernetesNetworkPolicy");

  private CalicoKinds() {}

  static boolean isCalico(ResourceRef ref) {
    return VERSIONS.contains(ref.apiVersion());
  }

  /// Whether it is stored by Calico, rather than served.
  static boolean isStored(ResourceRef ref) {
    return ref.group().equals("crd.projectcalico.org");
  }

  static boolean isPolicy(ResourceRef ref) {
    return isCalico(ref) && POLICIES.contains(ref.kind());
  }

  /// A policy of Calico's own form that is only reported on.
  static boolean isStagedPolicy(ResourceRef ref) {
    return isCalico(ref) && STAGED.contains(ref.kind());
  }

  static boolean isNetworkSet(ResourceRef ref) {
    return isCalico(ref) && NETWORK_SETS.contains(ref.kind());
  }

  static boolean is(ResourceRef ref, String kind) {
    return isCalico(ref) && ref.kind().equals(kind);
  }

  static boolean isModelled(ResourceRef ref) {
    return isPolicy(ref)
        || isStagedPolicy(ref)
        || isNetworkSet(ref)
        || (isCalico(ref) && OTHERS.contains(ref.kind()));
  }
}
