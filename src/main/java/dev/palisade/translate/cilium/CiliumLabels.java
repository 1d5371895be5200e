package dev.palisade.translate.cilium;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The labels that Cilium's selectors see on pods (`pkg/k8s/utils`, `GetPodMetadata`;
/// docs.cilium.io/en/stable/operations/performance/scalability/identity-relevant-labels): the pod's
/// own, without those that do not count for its identity, and those that Cilium adds.
final class CiliumLabels {
  static final String NAMESPACE = "io.kubernetes.pod.namespace";
  static final String OF_NAMESPACE = "io.cilium.k8s.namespace.labels.";
  private static final String CLUSTER = "io.cilium.k8s.policy.cluster";
  private static final String SERVICE_ACCOUNT = "io.cilium.k8s.policy.serviceaccount";

  /// What is left out where `labels` of cilium-config says nothing else.
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "io\\.kubernetes|kubernetes\\.io|statefulset\\.kubernetes\\.io/pod-name"
              + "|apps\\.kubernetes\\.io/pod-index|batch\\.kubernetes\\.io/job-completion-index"
              + "|batch\\.kubernetes\\.io/controller-uid|.*beta\\.kubernetes\\.io|k8s\\.io"
              + "|pod-template-generation|pod-template-hash|controller-revision-hash"
              + "|annotation.*|controller-uid|etcd_node");

  private CiliumLabels() {}

  /// The inventory as Cilium's selectors see it.
  static Inventory seen(Inventory inventory) {
    String cluster = inventory.networkSettings().getOrDefault("cilium-config/cluster-name", "");
    return inventory.withPods(
        inventory.pods().stream()
            .map(pod -> seen(pod, inventory, cluster.isEmpty() ? "default" : cluster))
            .toList());
  }

  private static Pod seen(Pod pod, Inventory inventory, String cluster) {
    Map<String, String> labels = new TreeMap<>();
    pod.labels()
        .asMap()
        .forEach(
            (key, value) -> {
              if (!LEFT_OUT.matcher(key).lookingAt()) {
                labels.put(key, value);
              }
            });
    Namespace namespace = inventory.namespace(pod.namespace());
    if (namespace != null) {
      namespace.labels().asMap().forEach((key, value) -> labels.put(OF_NAMESPACE + key, value));
    }
    labels.put(OF_NAMESPACE + "kubernetes.io/metadata.name", pod.namespace());
    labels.put(NAMESPACE, pod.namespace());
    labels.put(CLUSTER, cluster);
    labels.put(SERVICE_ACCOUNT, pod.serviceAccount());
    return new Pod(
        pod.ref(),
        pod.namespace(),
        pod.name(),
        pod.labels(),
        Labels.of(labels),
        pod.serviceAccount(),
        pod.addresses(),
        pod.nodeName(),
        pod.network(),
        pod.life(),
        pod.origin(),
        pod.workload(),
        pod.ports(),
        pod.hostAccess());
  }
}
