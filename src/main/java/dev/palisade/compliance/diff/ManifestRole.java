package dev.palisade.compliance.diff;

import dev.palisade.compliance.control.Kinds;
import dev.palisade.snapshot.ResourceRef;
import java.util.Set;

/// What part an object can have in the traffic between two given ends.
public enum ManifestRole {
  /// A pod, or what makes pods: has a part only where its pods are an end.
  WORKLOAD,
  /// Has a part only where it holds an end's pods (or a set of addresses).
  NAMESPACE,
  /// Likewise, by its labels (Calico).
  SERVICE_ACCOUNT,
  /// Only where pods of an end use its network.
  NODE,
  /// Selects pods of its own namespace alone.
  NAMESPACED_POLICY,
  /// Selects pods anywhere.
  CLUSTER_POLICY,
  /// Stands for backends: only where a policy names services.
  SERVICE,
  /// Settings of the network plugin, sets of addresses, tiers and whatever is not known: always.
  ANY,
  /// Never.
  NONE;

  private static final Set<String> WORKLOADS =
      Set.of(
          "Pod",
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "ReplicationController",
          "Job",
          "CronJob");
  private static final Set<String> SERVICES = Set.of("Service", "EndpointSlice", "Endpoints");
  private static final Set<String> WITHOUT_TRAFFIC =
      Set.of(
          "Secret",
          "Event",
          "CustomResourceDefinition",
          "Lease",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "StorageClass",
          "HorizontalPodAutoscaler",
          "PodDisruptionBudget",
          "PodSecurityPolicy",
          "ResourceQuota",
          "LimitRange");

  static ManifestRole of(ResourceRef ref) {
    return ofKind(ref.kind());
  }

  /// The part of all objects of a kind, of whatever group.
  public static ManifestRole ofKind(String kind) {
    return switch (kind) {
      case String k when WORKLOADS.contains(k) -> WORKLOAD;
      case "Namespace" -> NAMESPACE;
      case "ServiceAccount" -> SERVICE_ACCOUNT;
      case "Node" -> NODE;
      case "NetworkPolicy", "CiliumNetworkPolicy" -> NAMESPACED_POLICY;
      case "GlobalNetworkPolicy", "CiliumClusterwideNetworkPolicy" -> CLUSTER_POLICY;
      case String k when SERVICES.contains(k) -> SERVICE;
      case String k
          when Kinds.EXPOSURES.contains(k)
              || Kinds.ACCESS.contains(k)
              || WITHOUT_TRAFFIC.contains(k) ->
          NONE;
      // AdminNetworkPolicies and ClusterNetworkPolicies among them: two of one priority are both
      // refused, whatever they select
      default -> ANY;
    };
  }
}
