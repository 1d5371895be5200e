package dev.palisade.application;

import static dev.palisade.application.FalseGreenCase.doubted;
import static dev.palisade.application.FalseGreenCase.fails;
import static dev.palisade.application.FalseGreenCase.pod;
import static dev.palisade.application.FalseGreenCase.policy;

import java.util.List;

/// Policies that are there and do not hold what they seem to.
final class FalseGreenPolicies {
  private static final String DENY = "NetworkPolicy cde/default-deny";
  private static final String SHOP =
      "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}";
  private static final String SHOP_OUT =
      policy("shop/out", "{podSelector: {}, policyTypes: [Egress], egress: [{}]}");

  private FalseGreenPolicies() {}

  static List<FalseGreenCase> kubernetes() {
    return List.of(
        fails(
            "the default deny selects a label that no pod has",
            c -> c.edit(DENY, "podSelector: {}", "podSelector: {matchLabels: {ap: vault}}"),
            "default-deny",
            "a pod without labels"),
        fails(
            "the default deny is in another namespace",
            c -> c.edit(DENY, "namespace: cde", "namespace: cde-old").without(DENY),
            "default-deny",
            "cde"),
        fails(
            "only ingress is denied by default",
            c ->
                c.edit(DENY, "policyTypes: [Ingress, Egress]", "policyTypes: [Ingress]")
                    .without("NetworkPolicy cde/dns"),
            "default-deny",
            "egress"),
        fails(
            "only egress is denied by default",
            c -> c.edit(DENY, "policyTypes: [Ingress, Egress]", "policyTypes: [Egress]"),
            "default-deny",
            "ingress"),
        fails(
            "the default deny needs a label, so that a pod without labels is open",
            c ->
                c.edit(
                    DENY,
                    "podSelector: {}",
                    "podSelector: {matchExpressions: [{key: app, operator: Exists}]}"),
            "default-deny",
            "a pod without labels"),
        fails(
            "name resolution is allowed by UDP alone",
            c ->
                c.edit(
                    "NetworkPolicy cde/dns",
                    "ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]",
                    "ports: [{port: 53, protocol: UDP}]"),
            "dns-egress",
            "TCP 53"),
        fails(
            "name resolution is allowed to a port name that no DNS pod declares",
            c ->
                c.edit(
                    "NetworkPolicy cde/dns",
                    "ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]",
                    "ports: [{port: dns, protocol: UDP}, {port: dns-tcp, protocol: TCP}]"),
            "dns-egress",
            "53"),
        fails(
            "name resolution is allowed anywhere, which carries data out",
            c ->
                c.edit(
                    "NetworkPolicy cde/dns",
                    "    - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]\n      ports:",
                    "    - ports:"),
            "dns-egress",
            "internet"),
        fails(
            "from: [] means everyone",
            c ->
                c.with(
                        policy(
                            "cde/metrics",
                            "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [], ports: [{port: 8443}]}]}"))
                    .with(SHOP_OUT),
            "cardholder-ingress",
            "shop/web[Pod]"),
        fails(
            "an empty rule opens everything",
            c ->
                c.with(
                        policy(
                            "cde/all", "{podSelector: {}, policyTypes: [Ingress], ingress: [{}]}"))
                    .with(SHOP_OUT),
            "cardholder-ingress",
            "shop/web[Pod]"),
        fails(
            "a second policy adds what the first leaves out",
            c ->
                c.with(
                        policy(
                            "cde/extra",
                            "{podSelector: {matchLabels: {app: vault}}, policyTypes: [Ingress], ingress: [{from: [%s], ports: [{port: 8443}]}]}"
                                .formatted(SHOP)))
                    .with(SHOP_OUT),
            "namespace-isolation",
            "shop/web[Pod]"),
        fails(
            "two items in from are alternatives: any pod of the namespace, or such a pod of one's own",
            c ->
                c.edit(
                        "NetworkPolicy cde/vault",
                        "from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: payments}}, podSelector: {matchLabels: {app: gateway}}}]",
                        "from: [{namespaceSelector: {}}, {podSelector: {matchLabels: {app: gateway}}}]")
                    .with(SHOP_OUT),
            "cardholder-ingress",
            "shop/web[Pod]"),
        fails(
            "a pod of another namespace wears the label that is let in",
            c ->
                c.edit(
                        "NetworkPolicy cde/vault",
                        "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: payments}}, podSelector",
                        "namespaceSelector: {}, podSelector")
                    .with(pod("shop", "fake", "app: gateway", "", "10.244.0.40"))
                    .with(SHOP_OUT),
            "cardholder-ingress",
            "shop/fake[Pod]"),
        fails(
            "the namespace wears the label that is let in, which anyone who may edit it can set",
            c ->
                c.edit(
                        "NetworkPolicy cde/vault",
                        "{matchLabels: {kubernetes.io/metadata.name: payments}}, podSelector: {matchLabels: {app: gateway}}",
                        "{matchLabels: {team: payments}}")
                    .edit("Namespace shop", "labels: {", "labels: {team: payments, ")
                    .with(SHOP_OUT),
            "cardholder-ingress",
            "shop/web[Pod]"),
        fails(
            "NotIn matches a namespace without the label",
            c ->
                c.with(
                        policy(
                            "cde/notin",
                            "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [general]}]}}], ports: [{port: 8443}]}]}"))
                    .with(SHOP_OUT),
            "cardholder-ingress",
            "shop/web[Pod]"),
        fails(
            "an address block covers the pod network",
            c ->
                c.with(
                        policy(
                            "cde/corp",
                            "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 8443}]}]}"))
                    .with(SHOP_OUT),
            "cardholder-ingress",
            "shop/web[Pod]"),
        fails(
            "what is excepted is not what is meant: the internet is let in",
            c ->
                c.with(
                    policy(
                        "cde/world",
                        "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0, except: [192.168.0.0/16]}}], ports: [{port: 8443}]}]}")),
            "cardholder-ingress",
            "internet"),
        fails(
            "IPv4 is closed, IPv6 is not",
            c ->
                c.with(
                    policy(
                        "cde/six",
                        "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: '::/0'}}], ports: [{port: 443}]}]}")),
            "cardholder-egress",
            "internet"),
        fails(
            "a port range ends far above where it begins",
            c ->
                c.edit("NetworkPolicy cde/vault", "[{port: 8443}]", "[{port: 8443, endPort: 9443}]")
                    .edit(
                        "NetworkPolicy payments/gateway",
                        "[{port: 8443}]",
                        "[{port: 8443, endPort: 9443}]"),
            "necessary-ports",
            "8444-9443"),
        fails(
            "telnet hides in a range",
            c ->
                c.edit("NetworkPolicy cde/vault", "[{port: 8443}]", "[{port: 20, endPort: 8443}]")
                    .edit(
                        "NetworkPolicy payments/gateway",
                        "[{port: 8443}]",
                        "[{port: 20, endPort: 8443}]"),
            "restricted-ports",
            "Telnet"),
        fails(
            "a rule without ports means every protocol too",
            c ->
                c.edit("NetworkPolicy cde/db", "\n      ports: [{port: 5432}]", "")
                    .edit("NetworkPolicy cde/vault", "\n      ports: [{port: 5432}]", ""),
            "necessary-ports",
            "cde/db[Pod]"),
        fails(
            "the data store takes more callers than are registered",
            c ->
                c.edit(
                        "NetworkPolicy cde/db",
                        "podSelector: {matchLabels: {app: vault}}}]",
                        "podSelector: {}}]")
                    .with(pod("cde", "batch", "app: batch", "", "10.244.0.41"))
                    .with(
                        policy(
                            "cde/batch",
                            "{podSelector: {matchLabels: {app: batch}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 5432}]}]}")),
            "need-to-know",
            "cde/batch[Pod]"),
        fails(
            "policyTypes names Egress alone, so the ingress rules do nothing",
            c ->
                c.without(DENY)
                    .edit(
                        "NetworkPolicy cde/vault",
                        "policyTypes: [Ingress, Egress]",
                        "policyTypes: [Egress]")
                    .with(SHOP_OUT),
            "cardholder-ingress",
            "shop/web[Pod]"),
        fails(
            "one pod of a set differs in a label, and the rule selects by it",
            c ->
                c.with(
                        pod(
                            "shop",
                            "web-0",
                            "'app': web, 'statefulset.kubernetes.io/pod-name': web-0",
                            "",
                            "10.244.0.42"))
                    .with(
                        policy(
                            "cde/one",
                            "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {statefulset.kubernetes.io/pod-name: web-0}}}], ports: [{port: 8443}]}]}"))
                    .with(SHOP_OUT),
            "cardholder-ingress",
            "shop/web-0[Pod]"),
        fails(
            "a CronJob that has no pod now may run at any time",
            c ->
                c.with(
                        """
                        apiVersion: batch/v1
                        kind: CronJob
                        metadata: {namespace: shop, name: export}
                        spec: {schedule: "@daily", jobTemplate: {spec: {template: {metadata: {labels: {app: gateway}}, spec: {containers: [{name: c, image: x}]}}}}}
                        """)
                    .edit(
                        "NetworkPolicy cde/vault",
                        "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: payments}}, podSelector",
                        "namespaceSelector: {}, podSelector")
                    .with(SHOP_OUT),
            "cardholder-ingress",
            "shop/export[CronJob]"),
        doubted(
            "a misspelt field is refused by the API server: the policy is not there",
            c -> c.edit("NetworkPolicy cde/db", "  ingress:", "  ingres:"),
            "cardholder-ingress",
            "ingres"),
        doubted(
            "a misspelt policy type",
            c -> c.edit("NetworkPolicy cde/db", "policyTypes: [Ingress]", "policyTypes: [ingress]"),
            "default-deny",
            "policyTypes"),
        doubted(
            "the second document of a file cannot be read",
            c -> c.file("more.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: x\n"),
            "default-deny",
            "missing evidence"),
        doubted(
            "a saved list has a page that was not fetched",
            c ->
                c.file(
                    "list.yaml",
                    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nmetadata: {continue: abc, resourceVersion: '7'}\nitems: []\n"),
            "cardholder-ingress",
            "missing evidence"),
        doubted(
            "a saved answer says that listing was refused",
            c ->
                c.file(
                    "pods.yaml",
                    "apiVersion: v1\nkind: Status\nmetadata: {}\nstatus: Failure\nreason: Forbidden\nmessage: 'pods is forbidden'\ndetails: {kind: pods}\ncode: 403\n"),
            "default-deny",
            "missing evidence"));
  }
}
