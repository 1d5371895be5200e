package dev.palisade.translate;

import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Objects that no policy decides by, and that still hide something from a verdict: ways into the
/// cluster, and pods.
final class UnmodelledKinds {
  /// Kinds that lead connections from a controller to services, as Ingress and the Gateway API's
  /// routes do. Their names stand in `compliance.control.Kinds` too.
  private static final Set<String> WAYS_IN =
      Set.of(
          "networking.istio.io/VirtualService",
          "networking.istio.io/Gateway",
          "traefik.io/IngressRoute",
          "traefik.io/IngressRouteTCP",
          "traefik.io/IngressRouteUDP",
          "traefik.containo.us/IngressRoute",
          "traefik.containo.us/IngressRouteTCP",
          "traefik.containo.us/IngressRouteUDP",
          "projectcontour.io/HTTPProxy",
          "getambassador.io/Mapping",
          "getambassador.io/TCPMapping",
          "configuration.konghq.com/TCPIngress",
          "configuration.konghq.com/UDPIngress",
          "apisix.apache.org/ApisixRoute",
          "cis.f5.com/IngressLink",
          "cis.f5.com/TransportServer",
          "cis.f5.com/VirtualServer",
          "core.haproxy.org/TCP",
          "elbv2.k8s.aws/TargetGroupBinding",
          "gateway.solo.io/VirtualService",
          "ingress.v3.haproxy.org/TCP",
          "networking.gke.io/MultiClusterIngress",
          "networking.internal.knative.dev/Ingress",
          "k8s.nginx.org/VirtualServer",
          "k8s.nginx.org/VirtualServerRoute",
          "k8s.nginx.org/TransportServer");

  /// Of these every kind that makes pods is known.
  private static final Set<String> MODELLED_GROUPS = Set.of("", "apps", "extensions", "batch");

  private UnmodelledKinds() {}

  static void remark(List<Manifest> manifests, Set<String> apiKinds, Diagnostics diagnostics) {
    for (String kind : WAYS_IN) {
      if (apiKinds.contains(kind)) {
        diagnostics.kindGap(
            kind.substring(kind.indexOf('/') + 1),
            kind
                + " is served and not modelled: such objects may lead connections from outside to pods");
      }
    }
    Set<String> owners = new HashSet<>();
    manifests.forEach(manifest -> owner(manifest, owners));
    for (Manifest manifest : manifests) {
      String kind = manifest.ref().group() + "/" + manifest.ref().kind();
      if (WAYS_IN.contains(kind)) {
        diagnostics.gap(
            Gap.Reason.NOT_MODELLED,
            manifest.ref(),
            manifest.ref()
                + ": the kind is not modelled: it may lead connections from outside to pods");
      } else if (!MODELLED_GROUPS.contains(manifest.ref().group())
          && hasPodTemplate(manifest)
          && !owners.contains(key(manifest, manifest.ref().kind(), manifest.ref().name()))) {
        diagnostics.gap(
            Gap.Reason.NOT_MODELLED,
            manifest.ref(),
            manifest.ref()
                + ": the kind is not modelled, and no pod of it was read: it may run pods");
      }
    }
  }

  private static void owner(Manifest manifest, Set<String> owners) {
    try {
      for (Cursor owner : manifest.cursor().get("metadata").get("ownerReferences").items()) {
        owners.add(key(manifest, owner.get("kind").text(""), owner.get("name").text("")));
      }
    } catch (MalformedDocument e) {
      // refused where the object is read, if it matters at all
    }
  }

  private static String key(Manifest manifest, String kind, String name) {
    return manifest.ref().namespace() + "/" + kind + "/" + name;
  }

  private static boolean hasPodTemplate(Manifest manifest) {
    try {
      Cursor template = manifest.cursor().get("spec").get("template");
      return template.get("spec").get("containers").isArray();
    } catch (MalformedDocument e) {
      return false;
    }
  }
}
