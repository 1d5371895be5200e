package dev.palisade.application;

import static dev.palisade.application.FalseGreenCase.pod;
import static dev.palisade.application.FalseGreenCase.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.report.JudgedCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Clusters that are well built, each in another way: all of them pass.
class FalseRedTest {
  private static final String DENY = "NetworkPolicy cde/default-deny";
  private static final String CALICO_NOTES =
      "annotations: {palisade.dev/owner: a, palisade.dev/justification: b, palisade.dev/review-by: '2027-01-01'}";

  @TempDir Path folder;

  /// @param name what is good about it
  record Case(String name, UnaryOperator<BuiltCluster> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    kubernetes(cases);
    tiers(cases);
    surroundings(cases);
    return cases;
  }

  private static void kubernetes(List<Case> cases) {
    cases.add(new Case("as it is", c -> c));
    cases.add(
        new Case(
            "the default deny in two policies, one a direction",
            c ->
                c.edit(DENY, "policyTypes: [Ingress, Egress]", "policyTypes: [Ingress]")
                    .with(policy("cde/deny-out", "{podSelector: {}, policyTypes: [Egress]}"))));
    cases.add(
        new Case(
            "the default deny selects by an expression that every pod satisfies",
            c ->
                c.edit(
                    DENY,
                    "podSelector: {}",
                    "podSelector: {matchExpressions: [{key: exempt, operator: DoesNotExist}]}")));
    cases.add(
        new Case(
            "policyTypes left out where both directions have rules",
            c -> c.edit("NetworkPolicy cde/vault", "  policyTypes: [Ingress, Egress]\n", "")));
    cases.add(
        new Case(
            "expressions in place of labels",
            c ->
                c.edit(
                    "NetworkPolicy cde/vault",
                    "{matchLabels: {app: gateway}}",
                    "{matchExpressions: [{key: app, operator: In, values: [gateway]}]}")));
    cases.add(
        new Case(
            "a named port that the pod declares",
            c ->
                c.edit("Pod cde/db", "{containerPort: 5432}", "{name: pg, containerPort: 5432}")
                    .editAll("[{port: 5432}]", "[{port: pg}]")));
    cases.add(
        new Case(
            "a port range that the register has",
            c ->
                c.editAll("[{port: 8443}]", "[{port: 8443, endPort: 8444}]")
                    .scope("traffic: [TCP/8443]", "traffic: [TCP/8443-8444]")));
    cases.add(
        new Case(
            "an egress rule that leads nowhere, since the other side is closed",
            c ->
                c.with(
                    policy(
                        "shop/out",
                        "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: cde}}}], ports: [{port: 8443}]}]}"))));
    cases.add(
        new Case(
            "an ingress rule that nobody can use, since the other side is closed",
            c ->
                c.with(
                    policy(
                        "cde/in",
                        "{podSelector: {matchLabels: {app: vault}}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}], ports: [{port: 8443}]}]}"))));
    cases.add(
        new Case(
            "an address block with exceptions that stays within a named network",
            c ->
                c.edit(
                    "NetworkPolicy payments/gateway",
                    "{cidr: 198.51.100.0/24}",
                    "{cidr: 198.51.100.0/24, except: [198.51.100.128/25]}")));
    cases.add(
        new Case(
            "several replicas of a deployment",
            c ->
                c.with(pod("payments", "gateway-2", "app: gateway", "", "10.244.0.60"))
                    .with(pod("payments", "gateway-3", "app: gateway", "", "10.244.0.61"))));
    cases.add(
        new Case(
            "DNS on another target port",
            c ->
                c.edit(
                        "Service kube-system/kube-dns",
                        "{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}",
                        "{name: dns, port: 53, targetPort: 1053, protocol: UDP}, {name: dns-tcp, port: 53, targetPort: 1053, protocol: TCP}")
                    .editAll(
                        "{port: 53, protocol: UDP}, {port: 53, protocol: TCP}",
                        "{port: 1053, protocol: UDP}, {port: 1053, protocol: TCP}")
                    .edit(
                        "Pod kube-system/coredns",
                        "{containerPort: 53, protocol: UDP}, {containerPort: 53}",
                        "{containerPort: 1053, protocol: UDP}, {containerPort: 1053}")));
    cases.add(
        new Case(
            "a finished pod with the label of another",
            c ->
                c.with(
                    pod("shop", "done", "app: gateway", "", "10.244.0.62")
                        .replace("phase: Running", "phase: Succeeded"))));
    cases.add(
        new Case(
            "policies in a List",
            c ->
                c.file(
                    "list.yaml",
                    "apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Namespace\n    metadata: {name: kube-public}\n")));
    cases.add(
        new Case(
            "Windows line ends and comments",
            c ->
                c.file(
                    "more.yaml",
                    "# nothing\r\n---\r\napiVersion: v1\r\nkind: Namespace\r\nmetadata: {name: kube-node-lease}\r\n")));
  }

  private static void tiers(List<Case> cases) {
    cases.add(
        new Case(
            "an administrator's deny before everything",
            c ->
                c.with(
                    """
                    apiVersion: policy.networking.k8s.io/v1alpha1
                    kind: AdminNetworkPolicy
                    metadata: {name: guard, %s}
                    spec:
                      priority: 5
                      subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: cde}}}
                      ingress: [{name: deny-shop, action: Deny, from: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: shop}}}]}]
                    """
                        .formatted(CALICO_NOTES))));
    cases.add(
        new Case(
            "a pass, and the namespace's own policies decide",
            c ->
                c.with(
                    """
                    apiVersion: policy.networking.k8s.io/v1alpha1
                    kind: AdminNetworkPolicy
                    metadata: {name: later, %s}
                    spec:
                      priority: 5
                      subject: {namespaces: {}}
                      ingress: [{name: later, action: Pass, from: [{namespaces: {}}]}]
                    """
                        .formatted(CALICO_NOTES))));
    cases.add(
        new Case(
            "Calico's global default deny in place of one a namespace",
            c ->
                c.without(
                        DENY,
                        "NetworkPolicy payments/default-deny",
                        "NetworkPolicy shop/default-deny")
                    .with(
                        """
                        apiVersion: projectcalico.org/v3
                        kind: GlobalNetworkPolicy
                        metadata: {name: default.deny, %s}
                        spec: {tier: default, order: 5000, namespaceSelector: kubernetes.io/metadata.name != 'kube-system', selector: all(), types: [Ingress, Egress]}
                        """
                            .formatted(CALICO_NOTES))));
    cases.add(
        new Case(
            "a staged policy that would open everything and is not in force",
            c ->
                c.with(
                    """
                    apiVersion: projectcalico.org/v3
                    kind: StagedGlobalNetworkPolicy
                    metadata: {name: default.open, %s}
                    spec: {tier: default, order: 1, selector: all(), types: [Ingress, Egress], ingress: [{action: Allow}], egress: [{action: Allow}]}
                    """
                        .formatted(CALICO_NOTES))));
    cases.add(
        new Case(
            "Calico's own policy for the vault",
            c ->
                c.without("NetworkPolicy cde/vault")
                    .with(
                        """
                        apiVersion: projectcalico.org/v3
                        kind: NetworkPolicy
                        metadata: {namespace: cde, name: default.vault, %s}
                        spec:
                          tier: default
                          order: 10
                          selector: app == 'vault'
                          types: [Ingress, Egress]
                          ingress: [{action: Allow, protocol: TCP, source: {namespaceSelector: projectcalico.org/name == 'payments', selector: app == 'gateway'}, destination: {ports: [8443]}}]
                          egress:
                            - {action: Allow, protocol: TCP, destination: {selector: app == 'db', ports: [5432]}}
                            - {action: Allow, protocol: UDP, destination: {namespaceSelector: projectcalico.org/name == 'kube-system', selector: k8s-app == 'kube-dns', ports: [53]}}
                            - {action: Allow, protocol: TCP, destination: {namespaceSelector: projectcalico.org/name == 'kube-system', selector: k8s-app == 'kube-dns', ports: [53]}}
                        """
                            .formatted(CALICO_NOTES))));
    cases.add(new Case("Cilium, with the policies of Kubernetes", BuiltCluster::cilium));
    cases.add(
        new Case(
            "Cilium's own policy for the vault",
            c ->
                c.cilium()
                    .without("NetworkPolicy cde/vault")
                    .with(
                        """
                        apiVersion: cilium.io/v2
                        kind: CiliumNetworkPolicy
                        metadata: {namespace: cde, name: vault, %s}
                        spec:
                          endpointSelector: {matchLabels: {app: vault}}
                          ingress: [{fromEndpoints: [{matchLabels: {k8s:io.kubernetes.pod.namespace: payments, app: gateway}}], toPorts: [{ports: [{port: "8443", protocol: TCP}]}]}]
                          egress: [{toEndpoints: [{matchLabels: {app: db}}], toPorts: [{ports: [{port: "5432", protocol: TCP}]}]}]
                        """
                            .formatted(CALICO_NOTES))));
  }

  private static void surroundings(List<Case> cases) {
    cases.add(
        new Case(
            "AWS VPC CNI gives the addresses, Calico beside it enforces",
            c ->
                c.with(
                    """
                    apiVersion: apps/v1
                    kind: DaemonSet
                    metadata: {name: aws-node, namespace: kube-system}
                    spec:
                      selector: {matchLabels: {k8s-app: aws-node}}
                      template:
                        metadata: {labels: {k8s-app: aws-node}}
                        spec: {hostNetwork: true, containers: [{name: a, image: amazon-k8s-cni:v1.19.0, args: [--enable-network-policy=false]}]}
                    """)));
    cases.add(
        new Case(
            "an observer may read policies",
            c ->
                c.with(
                        """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata: {name: observer}
                        rules: [{apiGroups: ["*"], resources: ["*"], verbs: [get, list, watch]}]
                        """)
                    .with(
                        """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRoleBinding
                        metadata: {name: observers}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: observer}
                        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: everyone}]
                        """)));
    cases.add(
        new Case(
            "a developer may deploy workloads",
            c ->
                c.with(
                        """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: Role
                        metadata: {namespace: shop, name: developer}
                        rules: [{apiGroups: [apps, ""], resources: [deployments, pods, services], verbs: ["*"]}]
                        """)
                    .with(
                        """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: RoleBinding
                        metadata: {namespace: shop, name: developers}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: developer}
                        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: developers}]
                        """)));
    cases.add(
        new Case(
            "a load balancer for partners that are registered",
            c -> c.edit("Service payments/gateway", "type: LoadBalancer", "type: NodePort")));
    cases.add(
        new Case(
            "a service that leads to closed pods of an untrusted zone",
            c ->
                c.with(
                    """
                    apiVersion: v1
                    kind: Service
                    metadata: {namespace: shop, name: web}
                    spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
                    """)));
    cases.add(
        new Case(
            "a mesh's policy beside, which can only narrow",
            c ->
                c.with(
                    """
                    apiVersion: security.istio.io/v1
                    kind: AuthorizationPolicy
                    metadata: {namespace: cde, name: allow-gateway}
                    spec: {}
                    """)));
    cases.add(
        new Case(
            "no cardholder data and no zone for it",
            c ->
                c.scope("cardholderData: present", "cardholderData: none")
                    .scope("category: cardholder-data", "category: trusted")));
    cases.add(
        new Case(
            "custom resources and secrets' names that say nothing of traffic",
            c ->
                c.with(
                    """
                    apiVersion: example.com/v1
                    kind: Database
                    metadata: {namespace: cde, name: main}
                    spec: {size: 3}
                    """)));
  }

  @Test
  void thereAreAtLeastTwentyFive() {
    assertThat(cases())
        .hasSizeGreaterThanOrEqualTo(25)
        .extracting(Case::name)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void passes(Case row) {
    AssessManifests assessment = row.change().apply(BuiltCluster.wellBuilt()).assess(folder);

    for (JudgedCheck check : assessment.report().checks()) {
      // advice is given to well-built clusters, too
      if (check.outcome() == Outcome.FAIL && !check.id().equals("policy-hygiene")) {
        assertThat(BuiltCluster.words(assessment.report(), check.id())).as(check.id()).isEmpty();
      }
    }
    assertThat(assessment.verdict())
        .as(assessment.text() + assessment.messages())
        .isEqualTo(AssessManifests.Verdict.GOOD);
  }
}
