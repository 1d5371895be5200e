package dev.palisade.compliance.control.hygiene;

import dev.palisade.snapshot.ResourceRef;
import org.jspecify.annotations.Nullable;

/// YAML that mends the commonest omissions, in the words of the policy's own dialect.
final class Suggestions {
  private static final String DNS_POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-dns
        namespace: %s
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
      """;

  private static final String DNS_RULE =
      """
      - to:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
            podSelector: {matchLabels: {k8s-app: kube-dns}}
        ports:
          - {protocol: UDP, port: 53}
          - {protocol: TCP, port: 53}
      """;

  private Suggestions() {}

  static String defaultDenyEgress(String namespace) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: default-deny-egress
          namespace: %s
        spec:
          podSelector: {}
          policyTypes: [Egress]
        """
        .formatted(namespace);
  }

  /// A policy, or the rules to add to one, that lets pods ask the cluster's DNS by both protocols.
  ///
  /// @param selectsAll whether the policy isolates every pod of the namespace
  /// @return null where a policy of another tier stands in the way
  static @Nullable String dns(ResourceRef policy, String namespace, boolean selectsAll) {
    return switch (policy.group()) {
      case "cilium.io" ->
          """
          # under egress:
          - toEndpoints:
              - matchLabels:
                  k8s:io.kubernetes.pod.namespace: kube-system
                  k8s-app: kube-dns
            toPorts:
              - ports:
                  - {port: "53", protocol: UDP}
                  - {port: "53", protocol: TCP}
          """;
      case "projectcalico.org", "crd.projectcalico.org" ->
          """
          # under egress, before any rule that denies:
          - action: Allow
            protocol: UDP
            destination: {namespaceSelector: projectcalico.org/name == 'kube-system', selector: k8s-app == 'kube-dns', ports: [53]}
          - action: Allow
            protocol: TCP
            destination: {namespaceSelector: projectcalico.org/name == 'kube-system', selector: k8s-app == 'kube-dns', ports: [53]}
          """;
      case "networking.k8s.io", "extensions" ->
          selectsAll
              ? DNS_POLICY.formatted(namespace) + DNS_RULE.indent(4)
              : "# under egress:\n" + DNS_RULE;
      default -> null;
    };
  }

  /// A policy that lets the whole cluster ask its DNS.
  static String openDns() {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: allow-dns-queries
          namespace: kube-system
        spec:
          podSelector: {matchLabels: {k8s-app: kube-dns}}
          policyTypes: [Ingress]
          ingress:
            - from:
                - namespaceSelector: {}
              ports:
                - {protocol: UDP, port: 53}
                - {protocol: TCP, port: 53}
        """;
  }
}
