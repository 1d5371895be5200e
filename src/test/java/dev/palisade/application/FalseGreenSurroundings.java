package dev.palisade.application;

import static dev.palisade.application.FalseGreenCase.doubted;
import static dev.palisade.application.FalseGreenCase.fails;
import static dev.palisade.application.FalseGreenCase.pod;
import static dev.palisade.application.FalseGreenCase.policy;

import java.util.List;

/// Policies that would hold, and something beside them that undoes it: tiers, the network plugin,
/// exposures, rights, the scope.
final class FalseGreenSurroundings {
  private static final String DENY = "NetworkPolicy cde/default-deny";
  private static final String SHOP_OUT =
      policy("shop/out", "{podSelector: {}, policyTypes: [Egress], egress: [{}]}");

  private FalseGreenSurroundings() {}

  static List<FalseGreenCase> tiers() {
    return List.of(
        fails(
            "an administrator's rule allows what the namespace denies",
            c ->
                c.with(
                    """
                    apiVersion: policy.networking.k8s.io/v1alpha1
                    kind: AdminNetworkPolicy
                    metadata: {name: open}
                    spec:
                      priority: 5
                      subject: {namespaces: {}}
                      ingress: [{name: in, action: Allow, from: [{namespaces: {}}]}]
                      egress: [{name: out, action: Allow, to: [{namespaces: {}}]}]
                    """),
            "cardholder-ingress",
            "shop/web[Pod]"),
        fails(
            "a deny stands behind a pass",
            c ->
                c.with(
                        """
                        apiVersion: policy.networking.k8s.io/v1alpha1
                        kind: AdminNetworkPolicy
                        metadata: {name: guard}
                        spec:
                          priority: 5
                          subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: cde}}}
                          ingress:
                            - {name: later, action: Pass, from: [{namespaces: {}}]}
                            - {name: deny-shop, action: Deny, from: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: shop}}}]}
                        """)
                    .with(
                        policy(
                            "cde/all",
                            "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 8443}]}]}"))
                    .with(SHOP_OUT),
            "cardholder-ingress",
            "shop/web[Pod]"),
        fails(
            "a Calico policy of lower order allows before the deny",
            c ->
                c.with(
                    """
                    apiVersion: projectcalico.org/v3
                    kind: GlobalNetworkPolicy
                    metadata: {name: default.first}
                    spec: {tier: default, order: 1, selector: all(), types: [Ingress, Egress], ingress: [{action: Allow}], egress: [{action: Allow}]}
                    """),
            "cardholder-ingress",
            "shop/web[Pod]"),
        fails(
            "the deny is staged only",
            c ->
                c.without(
                        DENY,
                        "NetworkPolicy cde/dns",
                        "NetworkPolicy cde/vault",
                        "NetworkPolicy cde/db")
                    .with(
                        """
                        apiVersion: projectcalico.org/v3
                        kind: StagedGlobalNetworkPolicy
                        metadata: {name: default.deny}
                        spec: {tier: default, order: 1, selector: all(), types: [Ingress, Egress]}
                        """),
            "default-deny",
            "cde/vault[Pod]"),
        fails(
            "a tier before it ends in Pass, and an allow in it comes first",
            c ->
                c.with(
                        """
                        apiVersion: projectcalico.org/v3
                        kind: Tier
                        metadata: {name: platform}
                        spec: {order: 10, defaultAction: Pass}
                        """)
                    .with(
                        """
                        apiVersion: projectcalico.org/v3
                        kind: GlobalNetworkPolicy
                        metadata: {name: platform.monitoring}
                        spec: {tier: platform, selector: all(), types: [Ingress, Egress], ingress: [{action: Allow, source: {namespaceSelector: all()}}], egress: [{action: Allow, destination: {namespaceSelector: all()}}]}
                        """),
            "cardholder-ingress",
            "shop/web[Pod]"),
        fails(
            "a Cilium policy that does not deny by default",
            c ->
                c.cilium()
                    .without(
                        DENY,
                        "NetworkPolicy cde/dns",
                        "NetworkPolicy cde/vault",
                        "NetworkPolicy cde/db")
                    .with(
                        """
                        apiVersion: cilium.io/v2
                        kind: CiliumNetworkPolicy
                        metadata: {namespace: cde, name: guard}
                        spec: {endpointSelector: {}, enableDefaultDeny: {ingress: false, egress: false}, ingress: [{fromEndpoints: [{}]}], egress: [{toEndpoints: [{}]}]}
                        """),
            "default-deny",
            "cde/vault[Pod]"),
        fails(
            "the entity cluster is every pod and node",
            c ->
                c.cilium()
                    .with(
                        """
                        apiVersion: cilium.io/v2
                        kind: CiliumNetworkPolicy
                        metadata: {namespace: cde, name: open}
                        spec: {endpointSelector: {matchLabels: {app: vault}}, ingress: [{fromEntities: [cluster]}]}
                        """)
                    .with(SHOP_OUT),
            "cardholder-ingress",
            "shop/web[Pod]"),
        doubted(
            "a policy of a version that is not known may allow anything",
            c ->
                c.with(
                    """
                    apiVersion: policy.networking.k8s.io/v9
                    kind: ClusterNetworkPolicy
                    metadata: {name: future}
                    spec: {tier: Admin, priority: 1, subject: {namespaces: {}}}
                    """),
            "cardholder-ingress",
            "future"),
        fails(
            "a service mesh's policy is no network policy",
            c ->
                c.without(
                        DENY,
                        "NetworkPolicy cde/dns",
                        "NetworkPolicy cde/vault",
                        "NetworkPolicy cde/db")
                    .with(
                        """
                        apiVersion: security.istio.io/v1
                        kind: AuthorizationPolicy
                        metadata: {namespace: cde, name: deny-all}
                        spec: {}
                        """),
            "default-deny",
            "cde/vault[Pod]"));
  }

  static List<FalseGreenCase> plugins() {
    return List.of(
        fails(
            "Flannel runs below it all",
            c -> c.agent("kube-flannel-ds", "flannel/flannel:v0.27.0", ""),
            "enforcement",
            "Flannel enforces no policy"),
        fails(
            "the agent is missing on a node",
            c -> c.without("Pod kube-system/calico-node-n2"),
            "enforcement",
            "n2"),
        doubted(
            "nobody knows the network plugin",
            c -> c.agent("homemade", "x/homemade:1", ""),
            "enforcement",
            "no network plugin that the catalogue knows"),
        doubted(
            "a pod on its node's network, misspelt",
            c -> c.with(pod("cde", "scanner", "app: scanner", "hostnetwork: true", "10.244.0.77")),
            "enforcement",
            "there is no field \"hostnetwork\" here"),
        fails(
            "AWS VPC CNI with its policy agent off",
            c ->
                c.agent("aws-node", "amazon-k8s-cni:v1.19.0", "")
                    .edit(
                        "DaemonSet kube-system/aws-node",
                        "image: amazon-k8s-cni:v1.19.0",
                        "image: amazon-k8s-cni:v1.19.0, args: [--enable-network-policy=false]"),
            "enforcement",
            "AWS VPC CNI"),
        fails(
            "Weave Net ignores endPort",
            c ->
                c.agent("weave-net", "weaveworks/weave-npc:2.8.1", "")
                    .edit(
                        "NetworkPolicy cde/vault",
                        "[{port: 8443}]",
                        "[{port: 8443, endPort: 8444}]"),
            "enforcement",
            "Weave"),
        fails(
            "Cilium was told never to enforce",
            c ->
                c.cilium()
                    .edit(
                        "ConfigMap kube-system/cilium-config",
                        "enable-policy: default",
                        "enable-policy: never"),
            "enforcement",
            "enable-policy"),
        fails(
            "a pod in its node's network is beyond every policy",
            c -> c.edit("Pod cde/vault", "spec: {", "spec: {hostNetwork: true, "),
            "enforcement",
            "cde/vault[Pod]"),
        fails(
            "a pod of another zone in its node's network reaches every pod of its node",
            c -> c.with(pod("shop", "agent", "app: agent", "hostNetwork: true", "10.0.0.1")),
            "cardholder-ingress",
            "shop/agent[Pod]"));
  }

  static List<FalseGreenCase> exposures() {
    String world =
        policy(
            "payments/world",
            "{podSelector: {matchLabels: {app: gateway}}, policyTypes: [Ingress], ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 8080}]}]}");
    return List.of(
        fails(
            "a load balancer and a rule for the whole world",
            c -> c.with(world),
            "internet-exposure",
            "LoadBalancer"),
        fails(
            "a node port is an exposure too",
            c ->
                c.with(world)
                    .edit("Service payments/gateway", "type: LoadBalancer", "type: NodePort"),
            "internet-exposure",
            "NodePort"),
        fails(
            "external addresses of a service of type ClusterIP",
            c ->
                c.with(world)
                    .edit(
                        "Service payments/gateway",
                        "type: LoadBalancer",
                        "type: ClusterIP, externalIPs: [192.0.2.9]"),
            "internet-exposure",
            "external"),
        fails(
            "a pod in scope may talk to the whole internet",
            c ->
                c.with(
                    policy(
                        "payments/updates",
                        "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 443}]}]}")),
            "internet-egress",
            "internet"),
        fails(
            "a domain name is some address of the internet",
            c ->
                c.cilium()
                    .with(
                        """
                        apiVersion: cilium.io/v2
                        kind: CiliumNetworkPolicy
                        metadata: {namespace: payments, name: updates}
                        spec: {endpointSelector: {}, egress: [{toFQDNs: [{matchPattern: "*"}], toPorts: [{ports: [{port: "443", protocol: TCP}]}]}]}
                        """),
            "internet-egress",
            "internet"));
  }

  static List<FalseGreenCase> rightsAndScope() {
    return List.of(
        fails(
            "a developer may relabel namespaces, and rules go by labels of namespaces",
            c ->
                c.with(
                        """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata: {name: labeller}
                        rules: [{apiGroups: [""], resources: [namespaces], verbs: [patch]}]
                        """)
                    .with(binding("labeller")),
            "policy-change-authority",
            "developers"),
        fails(
            "a wildcard covers policies too",
            c ->
                c.with(
                        """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata: {name: everything}
                        rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
                        """)
                    .with(binding("everything")),
            "policy-change-authority",
            "developers"),
        fails(
            "a role that takes up others by their labels",
            c ->
                c.with(
                        """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata: {name: collected}
                        aggregationRule: {clusterRoleSelectors: [{matchLabels: {into: collected}}]}
                        """)
                    .with(
                        """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata: {name: part, labels: {into: collected}}
                        rules: [{apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [delete]}]
                        """)
                    .with(binding("collected")),
            "policy-change-authority",
            "developers"),
        fails(
            "whoever may bind roles has them all",
            c ->
                c.with(
                        """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata: {name: binder}
                        rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]}, {apiGroups: [rbac.authorization.k8s.io], resources: [clusterrolebindings], verbs: [create]}]
                        """)
                    .with(binding("binder")),
            "policy-change-authority",
            "developers"),
        fails(
            "a privileged pod among cardholder data",
            c ->
                c.edit(
                    "Pod cde/vault",
                    "image: vault,",
                    "image: vault, securityContext: {privileged: true},"),
            "pod-security",
            "cde/vault[Pod]"),
        doubted(
            "the zone's selector matches no namespace",
            c -> c.scope("{palisade.dev/zone: cde}", "{palisade.dev/zone: cdee}"),
            "cardholder-ingress",
            "nothing was found to examine"),
        fails(
            "a namespace that was made yesterday is in no zone",
            c ->
                c.with("apiVersion: v1\nkind: Namespace\nmetadata: {name: staging}\n")
                    .with(pod("staging", "test", "app: test", "", "10.244.0.43")),
            "scope-confirmed",
            "staging"),
        fails(
            "and nothing isolates its pods",
            c ->
                c.with("apiVersion: v1\nkind: Namespace\nmetadata: {name: staging}\n")
                    .with(pod("staging", "test", "app: test", "", "10.244.0.43")),
            "default-deny",
            "staging"),
        fails(
            "the register's entry was to be reviewed long ago",
            c ->
                c.scope(
                    "owner: payments, approvedBy: ciso}",
                    "owner: payments, approvedBy: ciso, reviewBy: 2026-01-31}"),
            "registered-flows",
            "2026-01-31"));
  }

  private static String binding(String role) {
    return """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: %s-developers}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: developers}]
        """
        .formatted(role, role);
  }
}
