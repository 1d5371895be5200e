package dev.palisade.compliance.control;

import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.WaysIn;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Kinds of objects by what rests on them: the vocabulary of [Check#dependsOn].
public final class Kinds {

  /// What says which pods there are and what they look like.
  public static final Set<String> ENDPOINTS =
      Set.of(
          "Namespace",
          "Pod",
          "Node",
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "ReplicationController",
          "Job",
          "CronJob",
          "Service",
          "EndpointSlice",
          "Endpoints");

  /// Policies of every dialect, and what they refer to.
  public static final Set<String> POLICIES =
      Set.of(
          "NetworkPolicy",
          "AdminNetworkPolicy",
          "BaselineAdminNetworkPolicy",
          "ClusterNetworkPolicy",
          "GlobalNetworkPolicy",
          "Tier",
          "NetworkSet",
          "GlobalNetworkSet",
          "HostEndpoint",
          "Profile",
          "CiliumNetworkPolicy",
          "CiliumClusterwideNetworkPolicy",
          "CiliumCIDRGroup",
          "CiliumEndpoint");

  /// What leads traffic from outside to pods.
  public static final Set<String> EXPOSURES =
      Set.of(
          "Ingress",
          "IngressClass",
          "Gateway",
          "GatewayClass",
          "HTTPRoute",
          "GRPCRoute",
          "TLSRoute",
          "TCPRoute",
          "UDPRoute");

  /// Ways into the cluster that are not modelled ([WaysIn]). They lead connections to pods by a
  /// proxy, whose own traffic follows from policies.
  private static final Set<String> OTHER_EXPOSURES =
      WaysIn.plurals().keySet().stream()
          .map(WaysIn::name)
          .filter(kind -> !EXPOSURES.contains(kind))
          .collect(Collectors.toUnmodifiableSet());

  /// What says who may do what.
  public static final Set<String> ACCESS =
      Set.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "ServiceAccount");

  /// Kinds that say nothing about traffic or access, beyond the network plugins' own settings.
  private static final Set<String> SETTINGS =
      Set.of("ConfigMap", "CustomResourceDefinition", "Secret", "PodSecurityPolicy", "Event");

  /// All that the traffic between endpoints follows from.
  public static final Set<String> REACHABILITY = union(ENDPOINTS, POLICIES);

  private static final Set<String> KNOWN =
      union(union(REACHABILITY, EXPOSURES), union(ACCESS, SETTINGS));

  private Kinds() {}

  /// Whether a gap keeps a check from passing: its kind is one that the check depends on, or it may
  /// be.
  public static boolean touches(Gap gap, Check check) {
    if (gap.kind().equals("*") || check.dependsOn().contains(gap.kind())) {
      return true;
    }
    if (OTHER_EXPOSURES.contains(gap.kind())) {
      return check.dependsOn().contains("Ingress");
    }
    // a kind that is not known here may be a policy of some dialect
    return !KNOWN.contains(gap.kind()) && check.dependsOn().contains("NetworkPolicy");
  }

  /// Whether the traffic between endpoints may follow from objects of a kind; `*` is any. A kind
  /// that is not known here may be a policy of some dialect.
  public static boolean mayDecideOnTraffic(String kind) {
    return REACHABILITY.contains(kind) || !(KNOWN.contains(kind) || OTHER_EXPOSURES.contains(kind));
  }

  /// Whether who may do what may follow from objects of a kind; `*` is any.
  public static boolean mayDecideOnAccess(String kind) {
    return kind.equals("*") || ACCESS.contains(kind);
  }

  public static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return Set.copyOf(all);
  }
}
