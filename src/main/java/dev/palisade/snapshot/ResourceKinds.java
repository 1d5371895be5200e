package dev.palisade.snapshot;

import static dev.palisade.snapshot.ResourceKind.Origin.ADDED;
import static dev.palisade.snapshot.ResourceKind.Origin.BUILT_IN;
import static dev.palisade.snapshot.ResourceKind.Scoping.CLUSTER;
import static dev.palisade.snapshot.ResourceKind.Scoping.NAMESPACED;

import dev.palisade.snapshot.ResourceKind.Origin;
import dev.palisade.snapshot.ResourceKind.Scoping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The kinds that evidence is made of: what a collector asks a cluster for, and what it may not
/// pass over in a folder. Secrets are not among them, and ConfigMaps only as far as
/// [ReadableSettings] goes.
///
/// A kind of a policy group that is not listed here is collected all the same, as is any kind whose
/// name ends in `NetworkPolicy`, and each of [WaysIn]: it may allow traffic, and what is not
/// modelled must be seen to be doubted.
public final class ResourceKinds {

  private static final String CALICO_CRD = "crd.projectcalico.org";
  private static final String CALICO_API = "projectcalico.org";
  private static final String CILIUM = "cilium.io";
  private static final String GATEWAY = "gateway.networking.k8s.io";
  private static final String POLICY_API = "policy.networking.k8s.io";
  private static final String RBAC = "rbac.authorization.k8s.io";

  /// Groups of which every kind may bear on what traffic is let through.
  private static final Set<String> POLICY_GROUPS =
      Set.of(POLICY_API, CALICO_CRD, CALICO_API, CILIUM, "crd.antrea.io");

  /// Kinds that are known to allow nothing, though their group or name says policy: bookkeeping of
  /// addresses and endpoints, routing, and status. They are many and change by the minute.
  private static final Map<String, Set<String>> PASSED_OVER = passedOver();

  /// Groups whose kinds are namespaced but for a few: the built-in ones, and that of virtual
  /// machines.
  private static final Set<String> MOSTLY_NAMESPACED =
      Set.of(
          "",
          "apps",
          "autoscaling",
          "batch",
          "coordination.k8s.io",
          "events.k8s.io",
          "extensions",
          "kubevirt.io",
          "policy");

  private static final Set<String> CLUSTER_SCOPED_THERE =
      Set.of("ComponentStatus", "PersistentVolume", "PodSecurityPolicy");

  private static final List<ResourceKind> ALL = table();
  private static final Map<String, ResourceKind> BY_KIND = new HashMap<>();
  private static final Map<String, ResourceKind> BY_PLURAL = new HashMap<>();

  static {
    for (ResourceKind kind : ALL) {
      BY_KIND.put(kind.group() + "/" + kind.kind(), kind);
      BY_PLURAL.put(kind.group() + "/" + kind.plural(), kind);
    }
  }

  private ResourceKinds() {}

  /// Every kind that is asked for by list calls, in the order in which a cluster is asked.
  public static List<ResourceKind> all() {
    return ALL;
  }

  /// The kind of that name; null when it is not listed.
  public static @Nullable ResourceKind find(String group, String kind) {
    return BY_KIND.get(group + "/" + kind);
  }

  /// The kind of that name in paths (`networkpolicies`); null when it is not listed.
  public static @Nullable ResourceKind findPlural(String group, String plural) {
    return BY_PLURAL.get(group + "/" + plural);
  }

  /// Whether every kind of the group may bear on what traffic is let through.
  public static boolean isPolicyGroup(String group) {
    return POLICY_GROUPS.contains(group);
  }

  /// Whether objects of a kind are evidence: a listed kind, a [way in][WaysIn], an unknown one of a
  /// policy group, or one that calls itself a network policy.
  public static boolean isEvidence(String group, String kind) {
    if (find(group, kind) != null || WaysIn.has(group + "/" + kind)) {
      return true;
    }
    return !PASSED_OVER.getOrDefault(group, Set.of()).contains(kind)
        && (isPolicyGroup(group) || kind.endsWith("NetworkPolicy"));
  }

  /// Whether objects of a kind live in a namespace; null for an added kind that is not listed.
  public static @Nullable Scoping scopingOf(String group, String kind) {
    ResourceKind known = find(group, kind);
    if (known != null) {
      return known.scoping();
    }
    if (!MOSTLY_NAMESPACED.contains(group)) {
      return null;
    }
    return CLUSTER_SCOPED_THERE.contains(kind) ? CLUSTER : NAMESPACED;
  }

  private static List<ResourceKind> table() {
    List<ResourceKind> t = new ArrayList<>();
    // first, since it says which namespaces can be asked one by one
    add(t, "", "v1", "Namespace", "namespaces", CLUSTER, BUILT_IN);
    add(t, "", "v1", "Pod", "pods", NAMESPACED, BUILT_IN);
    add(t, "", "v1", "Service", "services", NAMESPACED, BUILT_IN);
    add(t, "", "v1", "Node", "nodes", CLUSTER, BUILT_IN);
    // Calico selects by the labels of service accounts
    add(t, "", "v1", "ServiceAccount", "serviceaccounts", NAMESPACED, BUILT_IN);
    add(t, "", "v1", "ReplicationController", "replicationcontrollers", NAMESPACED, BUILT_IN);
    add(
        t,
        "discovery.k8s.io",
        "v1 v1beta1",
        "EndpointSlice",
        "endpointslices",
        NAMESPACED,
        BUILT_IN);
    for (String kind : List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")) {
      add(t, "apps", "v1", kind, kind.toLowerCase(Locale.ROOT) + "s", NAMESPACED, BUILT_IN);
    }
    add(t, "batch", "v1", "Job", "jobs", NAMESPACED, BUILT_IN);
    add(t, "batch", "v1 v1beta1", "CronJob", "cronjobs", NAMESPACED, BUILT_IN);
    add(t, "networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", NAMESPACED, BUILT_IN);
    add(t, "networking.k8s.io", "v1", "Ingress", "ingresses", NAMESPACED, BUILT_IN);
    add(t, "networking.k8s.io", "v1", "IngressClass", "ingressclasses", CLUSTER, BUILT_IN);
    add(t, RBAC, "v1", "Role", "roles", NAMESPACED, BUILT_IN);
    add(t, RBAC, "v1", "RoleBinding", "rolebindings", NAMESPACED, BUILT_IN);
    add(t, RBAC, "v1", "ClusterRole", "clusterroles", CLUSTER, BUILT_IN);
    add(t, RBAC, "v1", "ClusterRoleBinding", "clusterrolebindings", CLUSTER, BUILT_IN);
    add(
        t,
        "apiextensions.k8s.io",
        "v1",
        "CustomResourceDefinition",
        "customresourcedefinitions",
        CLUSTER,
        BUILT_IN);
    add(t, POLICY_API, "v1alpha1", "AdminNetworkPolicy", "adminnetworkpolicies", CLUSTER, ADDED);
    add(
        t,
        POLICY_API,
        "v1alpha1",
        "BaselineAdminNetworkPolicy",
        "baselineadminnetworkpolicies",
        CLUSTER,
        ADDED);
    add(
        t,
        POLICY_API,
        "v1alpha2",
        "ClusterNetworkPolicy",
        "clusternetworkpolicies",
        CLUSTER,
        ADDED);
    calico(t, CALICO_CRD, "v1");
    calico(t, CALICO_API, "v3");
    add(t, CALICO_API, "v3", "Profile", "profiles", CLUSTER, ADDED);
    cilium(t);
    gateway(t);
    String istio = "security.istio.io";
    String istioVersions = "v1 v1beta1";
    add(t, istio, istioVersions, "AuthorizationPolicy", "authorizationpolicies", NAMESPACED, ADDED);
    add(t, istio, istioVersions, "PeerAuthentication", "peerauthentications", NAMESPACED, ADDED);
    String ovn = "k8s.ovn.org";
    add(t, ovn, "v1", "UserDefinedNetwork", "userdefinednetworks", NAMESPACED, ADDED);
    add(t, ovn, "v1", "ClusterUserDefinedNetwork", "clusteruserdefinednetworks", CLUSTER, ADDED);
    add(
        t,
        "vpcresources.k8s.aws",
        "v1beta1",
        "SecurityGroupPolicy",
        "securitygrouppolicies",
        NAMESPACED,
        ADDED);
    add(t, "kubeovn.io", "v1", "SecurityGroup", "security-groups", CLUSTER, ADDED);
    add(t, "kubeovn.io", "v1", "Subnet", "subnets", CLUSTER, ADDED);
    add(
        t,
        "crd.nsx.vmware.com",
        "v1alpha1",
        "SecurityPolicy",
        "securitypolicies",
        NAMESPACED,
        ADDED);
    String cni = "k8s.cni.cncf.io";
    String attachments = "network-attachment-definitions";
    add(t, cni, "v1", "NetworkAttachmentDefinition", attachments, NAMESPACED, ADDED);
    add(t, "route.openshift.io", "v1", "Route", "routes", NAMESPACED, ADDED);
    return List.copyOf(t);
  }

  private static void calico(List<ResourceKind> t, String group, String version) {
    add(t, group, version, "NetworkPolicy", "networkpolicies", NAMESPACED, ADDED);
    add(t, group, version, "GlobalNetworkPolicy", "globalnetworkpolicies", CLUSTER, ADDED);
    add(t, group, version, "Tier", "tiers", CLUSTER, ADDED);
    add(t, group, version, "StagedNetworkPolicy", "stagednetworkpolicies", NAMESPACED, ADDED);
    String staged = "stagedglobalnetworkpolicies";
    add(t, group, version, "StagedGlobalNetworkPolicy", staged, CLUSTER, ADDED);
    String stagedKubernetes = "stagedkubernetesnetworkpolicies";
    add(t, group, version, "StagedKubernetesNetworkPolicy", stagedKubernetes, NAMESPACED, ADDED);
    add(t, group, version, "NetworkSet", "networksets", NAMESPACED, ADDED);
    add(t, group, version, "GlobalNetworkSet", "globalnetworksets", CLUSTER, ADDED);
    add(t, group, version, "HostEndpoint", "hostendpoints", CLUSTER, ADDED);
    add(t, group, version, "IPPool", "ippools", CLUSTER, ADDED);
    add(t, group, version, "FelixConfiguration", "felixconfigurations", CLUSTER, ADDED);
  }

  private static void cilium(List<ResourceKind> t) {
    String versions = "v2 v2alpha1";
    String policies = "ciliumnetworkpolicies";
    add(t, CILIUM, "v2", "CiliumNetworkPolicy", policies, NAMESPACED, ADDED);
    String clusterwide = "ciliumclusterwidenetworkpolicies";
    add(t, CILIUM, "v2", "CiliumClusterwideNetworkPolicy", clusterwide, CLUSTER, ADDED);
    add(t, CILIUM, versions, "CiliumCIDRGroup", "ciliumcidrgroups", CLUSTER, ADDED);
    // overrides cilium-config on the nodes that it selects
    add(t, CILIUM, versions, "CiliumNodeConfig", "ciliumnodeconfigs", NAMESPACED, ADDED);
  }

  private static void gateway(List<ResourceKind> t) {
    String stable = "v1 v1beta1";
    String young = "v1 v1alpha3 v1alpha2";
    add(t, GATEWAY, stable, "GatewayClass", "gatewayclasses", CLUSTER, ADDED);
    add(t, GATEWAY, stable, "Gateway", "gateways", NAMESPACED, ADDED);
    add(t, GATEWAY, stable, "HTTPRoute", "httproutes", NAMESPACED, ADDED);
    add(t, GATEWAY, "v1 v1alpha2", "GRPCRoute", "grpcroutes", NAMESPACED, ADDED);
    add(t, GATEWAY, young, "TLSRoute", "tlsroutes", NAMESPACED, ADDED);
    add(t, GATEWAY, young, "TCPRoute", "tcproutes", NAMESPACED, ADDED);
    add(t, GATEWAY, young, "UDPRoute", "udproutes", NAMESPACED, ADDED);
    add(t, GATEWAY, "v1 v1beta1 v1alpha2", "ReferenceGrant", "referencegrants", NAMESPACED, ADDED);
  }

  private static Map<String, Set<String>> passedOver() {
    Set<String> calico =
        Set.of(
            "BGPConfiguration",
            "BGPFilter",
            "BGPPeer",
            "BlockAffinity",
            "CalicoNodeStatus",
            "ClusterInformation",
            "IPAMBlock",
            "IPAMConfig",
            "IPAMConfiguration",
            "IPAMHandle",
            "IPReservation",
            "KubeControllersConfiguration",
            "QoSPolicy");
    Set<String> cilium =
        Set.of(
            "CiliumBGPAdvertisement",
            "CiliumBGPClusterConfig",
            "CiliumBGPNodeConfig",
            "CiliumBGPNodeConfigOverride",
            "CiliumBGPPeerConfig",
            "CiliumBGPPeeringPolicy",
            // redirect or rewrite connections; policy still holds at the endpoints
            "CiliumClusterwideEnvoyConfig",
            "CiliumEgressGatewayPolicy",
            "CiliumEnvoyConfig",
            "CiliumLocalRedirectPolicy",
            "CiliumEndpoint",
            "CiliumEndpointSlice",
            "CiliumExternalWorkload",
            "CiliumGatewayClassConfig",
            "CiliumIdentity",
            "CiliumL2AnnouncementPolicy",
            "CiliumLoadBalancerIPPool",
            "CiliumNode",
            "CiliumPodIPPool",
            // of Tetragon, which watches processes and may stop them
            "PodInfo",
            "TracingPolicy",
            "TracingPolicyNamespaced");
    Set<String> antrea =
        Set.of(
            "AntreaAgentInfo",
            "AntreaControllerInfo",
            "BGPPolicy",
            "Egress",
            "ExternalIPPool",
            "IPPool",
            "NodeLatencyMonitor",
            "PacketCapture",
            "SupportBundleCollection",
            "Traceflow");
    return Map.of(
        CALICO_CRD,
        calico,
        CALICO_API,
        calico,
        CILIUM,
        cilium,
        "crd.antrea.io",
        antrea,
        // these only forbid
        "network.openshift.io",
        Set.of("EgressNetworkPolicy"),
        "k8s.cni.cncf.io",
        Set.of("MultiNetworkPolicy"));
  }

  private static void add(
      List<ResourceKind> table,
      String group,
      String versions,
      String kind,
      String plural,
      Scoping scoping,
      Origin origin) {
    table.add(new ResourceKind(group, List.of(versions.split(" ")), kind, plural, scoping, origin));
  }
}
