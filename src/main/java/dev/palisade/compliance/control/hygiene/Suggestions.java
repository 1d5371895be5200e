package dev.palisade.compliance.control.hygiene;

import dev.palisade.snapshot.ResourceRef;

/// YAML that mends the commonest omissions, in the words of the policy's own dialect.
final class Suggestions {
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
  static String dns(ResourceRef policy, String namespace) {
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
      default ->
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
              - to:
                  - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
                    podSelector: {matchLabels: {k8s-app: kube-dns}}
                ports:
                  - {protocol: UDP, port: 53}
                  - {protocol: TCP, port: 53}
          """
              .formatted(namespace);
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
