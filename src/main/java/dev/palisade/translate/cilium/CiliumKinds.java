package dev.palisade.translate.cilium;

import dev.palisade.snapshot.ResourceRef;

/// Which objects are Cilium's. CIDR groups are served as `v2alpha1` too, with the same fields.
final class CiliumKinds {
  private CiliumKinds() {}

  static boolean isPolicy(ResourceRef ref) {
    return ref.apiVersion().equals("cilium.io/v2")
        && (ref.kind().equals("CiliumNetworkPolicy")
            || ref.kind().equals("CiliumClusterwideNetworkPolicy"));
  }

  static boolean isAddressGroup(ResourceRef ref) {
    return ref.kind().equals("CiliumCIDRGroup")
        && (ref.apiVersion().equals("cilium.io/v2")
            || ref.apiVersion().equals("cilium.io/v2alpha1"));
  }

  /// Whether Cilium's proxy may lead connections from outside to pods by the object, if it is the
  /// one that serves it.
  static boolean leadsIn(ResourceRef ref) {
    return switch (ref.group() + "/" + ref.kind()) {
      case "networking.k8s.io/Ingress",
          "extensions/Ingress",
          "gateway.networking.k8s.io/Gateway",
          "cilium.io/CiliumEnvoyConfig",
          "cilium.io/CiliumClusterwideEnvoyConfig" ->
          true;
      default -> false;
    };
  }
}
