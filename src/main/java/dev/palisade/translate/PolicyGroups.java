package dev.palisade.translate;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceKinds;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The API groups that hold policies, and what to say of an object of theirs that no reader of the
/// dialect takes.
final class PolicyGroups {
  private static final Map<String, Dialect> DIALECTS =
      Map.of(
          "networking.k8s.io/NetworkPolicy", Dialect.KUBERNETES,
          "extensions/NetworkPolicy", Dialect.KUBERNETES,
          "policy.networking.k8s.io/AdminNetworkPolicy", Dialect.KUBERNETES,
          "policy.networking.k8s.io/BaselineAdminNetworkPolicy", Dialect.KUBERNETES,
          "policy.networking.k8s.io/ClusterNetworkPolicy", Dialect.KUBERNETES);

  private static final Set<String> CALICO_GROUPS =
      Set.of("projectcalico.org", "crd.projectcalico.org");

  /// Kinds of Calico that decide about traffic, or that such a decision looks at.
  private static final Set<String> CALICO_KINDS =
      Set.of(
          "NetworkPolicy",
          "GlobalNetworkPolicy",
          "Tier",
          "NetworkSet",
          "GlobalNetworkSet",
          "HostEndpoint",
          "Profile");

  /// Policies that a network plugin only reports on and never enforces.
  private static final Set<String> CALICO_STAGED =
      Set.of("StagedNetworkPolicy", "StagedGlobalNetworkPolicy", "StagedKubernetesNetworkPolicy");

  private static final Set<String> CILIUM_KINDS =
      Set.of("CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy", "CiliumCIDRGroup");

  /// Kinds of policy groups that set the network plugin and are judged by the check *enforcement*.
  private static final Set<String> SETTINGS =
      Set.of("IPPool", "FelixConfiguration", "CiliumNodeConfig");

  /// Objects that can only forbid what the modelled policies allow: what service meshes check of
  /// connections that came through, and firewalls in front of addresses outside.
  private static final Set<String> NARROWING =
      Set.of(
          // istio.io/latest/docs/reference/config/security, /networking/sidecar
          "security.istio.io/AuthorizationPolicy",
          "security.istio.io/PeerAuthentication",
          "security.istio.io/RequestAuthentication",
          "networking.istio.io/Sidecar",
          // linkerd.io/2/reference/authorization-policy
          "policy.linkerd.io/Server",
          "policy.linkerd.io/ServerAuthorization",
          "policy.linkerd.io/AuthorizationPolicy",
          "policy.linkerd.io/MeshTLSAuthentication",
          "policy.linkerd.io/NetworkAuthentication",
          "policy.linkerd.io/HTTPRoute",
          "policy.linkerd.io/EgressNetwork",
          // developer.hashicorp.com/consul/docs/reference/config-entry/service-intentions
          "consul.hashicorp.com/ServiceIntentions",
          "auth.consul.hashicorp.com/TrafficPermissions",
          // kuma.io/docs/policies
          "kuma.io/TrafficPermission",
          "kuma.io/MeshTrafficPermission",
          // smi-spec.io
          "access.smi-spec.io/TrafficTarget",
          // ovn-kubernetes.io/features/network-security-controls/egress-firewall
          "k8s.ovn.org/EgressFirewall",
          "network.openshift.io/EgressNetworkPolicy",
          // of networks beside the pods' first one, which are not modelled either way
          "k8s.cni.cncf.io/MultiNetworkPolicy",
          // other versions than the one that is modelled
          "k8s.ovn.org/UserDefinedNetwork",
          "k8s.ovn.org/ClusterUserDefinedNetwork");

  /// Objects of groups that hold more than policies, and that may allow what others forbid.
  private static final Set<String> ALLOWING =
      Set.of(
          // docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html: in strict mode
          // network policies do not hold for such pods
          "vpcresources.k8s.aws/SecurityGroupPolicy",
          // kubeovn.github.io/docs: rules of higher priority than those of network policies
          "kubeovn.io/SecurityGroup",
          // VMware NSX: sections of the distributed firewall before those of network policies
          "crd.nsx.vmware.com/SecurityPolicy");

  private PolicyGroups() {}

  /// The dialect that a policy belongs to; null for what is no policy.
  static @Nullable Dialect dialectOf(ResourceRef ref) {
    if (CALICO_GROUPS.contains(ref.group())) {
      return CALICO_KINDS.contains(ref.kind()) || CALICO_STAGED.contains(ref.kind())
          ? Dialect.CALICO
          : null;
    }
    if (ref.group().equals("cilium.io")) {
      return CILIUM_KINDS.contains(ref.kind()) ? Dialect.CILIUM : null;
    }
    return DIALECTS.get(ref.group() + "/" + ref.kind());
  }

  /// Warns of an object that decides about traffic and that no reader took; where it may allow, a
  /// gap too. Nothing for all others.
  static void remarkUnmodelled(Manifest manifest, Diagnostics diagnostics) {
    ResourceRef ref = manifest.ref();
    String kind = ref.group() + "/" + ref.kind();
    if (NARROWING.contains(kind)) {
      warn(
          ref,
          Effect.MAY_NARROW,
          ref.kind() + " is not modelled: it can only forbid what the policies here allow",
          diagnostics);
    } else if (kind.equals("k8s.cni.cncf.io/NetworkAttachmentDefinition")) {
      if (isOfUserDefinedNetwork(manifest)) {
        return; // the object that it was made for says it all
      }
      warn(
          ref,
          Effect.MAY_ALLOW,
          "networks beside the pods' first one are not modelled: network policies do not hold there",
          diagnostics);
    } else if (kind.equals("kubeovn.io/Subnet")) {
      subnet(manifest, diagnostics);
    } else if (ALLOWING.contains(kind) || mayAllow(ref)) {
      doubt(ref, ref.kind() + " of " + ref.apiVersion(), diagnostics);
    }
  }

  /// Its `acls` may come before the rules of network policies; a `private` one only keeps others
  /// out (kubeovn.github.io/docs/stable/en/guide/subnet).
  private static void subnet(Manifest manifest, Diagnostics diagnostics) {
    try {
      Cursor spec = manifest.cursor().get("spec");
      if (!spec.get("acls").items().isEmpty()) {
        doubt(manifest.ref(), "a Subnet with acls", diagnostics);
      } else if (Boolean.TRUE.equals(spec.get("private").bool())) {
        warn(
            manifest.ref(),
            Effect.MAY_NARROW,
            "a private Subnet is not modelled: it can only forbid what the policies here allow",
            diagnostics);
      }
    } catch (MalformedDocument e) {
      doubt(manifest.ref(), "a Subnet that cannot be read", diagnostics);
    }
  }

  private static void doubt(ResourceRef ref, String what, Diagnostics diagnostics) {
    String message = what + " is not modelled here: it may allow what was computed as forbidden";
    warn(ref, Effect.MAY_ALLOW, message, diagnostics);
    diagnostics.gap(Gap.Reason.NOT_MODELLED, ref, ref + ": " + message);
  }

  private static void warn(
      ResourceRef ref, Effect effect, String message, Diagnostics diagnostics) {
    diagnostics.add(new Warning(ref, "", effect, message, touched(ref)));
  }

  private static boolean isOfUserDefinedNetwork(Manifest manifest) {
    try {
      return manifest.cursor().get("metadata").get("ownerReferences").items().stream()
          .anyMatch(owner -> owner.get("kind").text("").endsWith("UserDefinedNetwork"));
    } catch (MalformedDocument e) {
      return false;
    }
  }

  /// Whether the object is a policy that its network plugin only reports on.
  static boolean isStaged(ResourceRef ref) {
    return CALICO_GROUPS.contains(ref.group()) && CALICO_STAGED.contains(ref.kind());
  }

  /// A kind of a policy group that nobody knows may allow, and so may any that calls itself a
  /// network policy.
  private static boolean mayAllow(ResourceRef ref) {
    return ResourceKinds.isEvidence(ref.group(), ref.kind())
        && (ResourceKinds.isPolicyGroup(ref.group()) || ref.kind().endsWith("NetworkPolicy"))
        && !SETTINGS.contains(ref.kind());
  }

  private static Peer touched(ResourceRef ref) {
    return ref.namespace().isEmpty()
        ? Peer.ANYONE
        : new Peer.Pods(
            NamespaceMatch.Named.of(ref.namespace()),
            Selector.EVERYTHING,
            HostNetworkPods.BY_SETTING);
  }
}
