package dev.palisade.translate.manifest;

import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import java.util.Set;

/// Which kinds live in a namespace. A namespaced object that names none is in `default`; what a cluster-scoped one names is ignored, as
/// the API server does.
public final class ObjectScope {
  private static final Set<String> NAMESPACED =
      Set.of(
          "/Pod", "/Service", "/Endpoints", "/ReplicationController", "/ConfigMap", "/ServiceAccount",
          "apps/Deployment", "apps/StatefulSet", "apps/DaemonSet", "apps/ReplicaSet",
          "extensions/Deployment", "extensions/DaemonSet", "extensions/ReplicaSet",
          "extensions/Ingress", "extensions/NetworkPolicy",
          "batch/Job", "batch/CronJob",
          "discovery.k8s.io/EndpointSlice",
          "networking.k8s.io/Ingress", "networking.k8s.io/NetworkPolicy",
          "gateway.networking.k8s.io/Gateway", "gateway.networking.k8s.io/HTTPRoute",
          "gateway.networking.k8s.io/GRPCRoute", "gateway.networking.k8s.io/TCPRoute",
          "gateway.networking.k8s.io/TLSRoute", "gateway.networking.k8s.io/UDPRoute",
          "rbac.authorization.k8s.io/Role", "rbac.authorization.k8s.io/RoleBinding",
          "route.openshift.io/Route",
          "projectcalico.org/NetworkPolicy", "projectcalico.org/StagedNetworkPolicy",
          "projectcalico.org/StagedKubernetesNetworkPolicy", "projectcalico.org/NetworkSet",
          "crd.projectcalico.org/NetworkPolicy", "crd.projectcalico.org/StagedNetworkPolicy",
          "crd.projectcalico.org/StagedKubernetesNetworkPolicy", "crd.projectcalico.org/NetworkSet",
          "cilium.io/CiliumNetworkPolicy", "cilium.io/CiliumLocalRedirectPolicy",
          "cilium.io/CiliumEnvoyConfig",
          "security.istio.io/AuthorizationPolicy", "security.istio.io/PeerAuthentication",
          "security.istio.io/RequestAuthentication",
          "policy.linkerd.io/Server", "policy.linkerd.io/ServerAuthorization",
          "policy.linkerd.io/AuthorizationPolicy", "policy.linkerd.io/MeshTLSAuthentication",
          "policy.linkerd.io/NetworkAuthentication",
          "k8s.ovn.org/EgressFirewall", "k8s.ovn.org/UserDefinedNetwork",
          "k8s.cni.cncf.io/NetworkAttachmentDefinition", "k8s.cni.cncf.io/MultiNetworkPolicy",
          "kubevirt.io/VirtualMachine", "kubevirt.io/VirtualMachineInstance");

  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "/Namespace", "/Node",
          "networking.k8s.io/IngressClass",
          "gateway.networking.k8s.io/GatewayClass",
          "rbac.authorization.k8s.io/ClusterRole", "rbac.authorization.k8s.io/ClusterRoleBinding",
          "apiextensions.k8s.io/CustomResourceDefinition",
          "policy.networking.k8s.io/AdminNetworkPolicy",
          "policy.networking.k8s.io/BaselineAdminNetworkPolicy",
          "policy.networking.k8s.io/ClusterNetworkPolicy",
          "projectcalico.org/GlobalNetworkPolicy", "projectcalico.org/StagedGlobalNetworkPolicy",
          "projectcalico.org/Tier", "projectcalico.org/GlobalNetworkSet",
          "projectcalico.org/HostEndpoint", "projectcalico.org/Profile",
          "crd.projectcalico.org/GlobalNetworkPolicy",
          "crd.projectcalico.org/StagedGlobalNetworkPolicy",
          "crd.projectcalico.org/Tier", "crd.projectcalico.org/GlobalNetworkSet",
          "crd.projectcalico.org/HostEndpoint", "crd.projectcalico.org/Profile",
          "cilium.io/CiliumClusterwideNetworkPolicy", "cilium.io/CiliumCIDRGroup",
          "k8s.ovn.org/ClusterUserDefinedNetwork");

  private ObjectScope() {}

  /// The manifest under the namespace that its object is really in; kinds that are not known stay as they are.
  public static Manifest settled(Manifest manifest) {
    ResourceRef ref = manifest.ref();
    String kind = ref.group() + "/" + ref.kind();
    if (ref.namespace().isEmpty() && NAMESPACED.contains(kind)) {
      return in("default", manifest);
    }
    if (!ref.namespace().isEmpty() && CLUSTER_SCOPED.contains(kind)) {
      return in("", manifest);
    }
    return manifest;
  }

  private static Manifest in(String namespace, Manifest manifest) {
    ResourceRef r = manifest.ref();
    ResourceRef settled =
        new ResourceRef(r.apiVersion(), r.kind(), namespace, r.name(), r.uid(), r.digest());
    return new Manifest(settled, manifest.root(), manifest.file(), manifest.pointer());
  }
}
