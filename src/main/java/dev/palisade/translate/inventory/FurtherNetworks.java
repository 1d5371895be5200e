package dev.palisade.translate.inventory;

import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import java.util.List;
import java.util.Set;

/// Annotations by which a pod asks for networks beside, or instead of, the cluster's own. Network
/// policies hold on the cluster's own alone, so that what the pod lets through is not known,
/// wherever the object stands that describes the other network: a pod may name one of another
/// namespace, and with some plugins there is no such object.
final class FurtherNetworks {
  private static final List<String> ASKED_FOR =
      List.of(
          // Kubernetes Network Custom Resource Definition De-facto Standard, section 4.1
          "k8s.v1.cni.cncf.io/networks",
          // k8snetworkplumbingwg.github.io/multus-cni/docs/configuration.html: replaces the first
          "v1.multus-cni.io/default-network",
          // docs.cloud.google.com/kubernetes-engine/docs/concepts/about-multinetwork-support-for-pods
          "networking.gke.io/interfaces");

  private static final Set<String> NONE = Set.of("", "[]", "null");

  private FurtherNetworks() {}

  static void doubt(Candidate candidate, Cursor annotations) {
    for (String name : ASKED_FOR) {
      Cursor at = annotations.get(name);
      if (!NONE.contains(at.text("").strip())) {
        candidate.warn(
            at,
            Effect.MAY_ALLOW,
            "the pod is attached to other networks than the cluster's own, where network policies do not hold: "
                + at.text(""));
      }
    }
  }
}
