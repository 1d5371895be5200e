package dev.palisade.compliance.control.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.NetworkPlugins;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Proof;
import dev.palisade.compliance.control.World;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Enforcement, authority over policies and pod security: each outcome on the well-built cluster
/// with one thing changed.
class SettingOutcomesTest {

  private static String agent(String name, String image, String env, String... nodes) {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: %s, namespace: kube-system}
            spec:
              selector: {matchLabels: {k8s-app: %s}}
              template:
                metadata: {labels: {k8s-app: %s}}
                spec: {hostNetwork: true, containers: [{name: a, image: "%s", env: [%s]}]}
            """
                .formatted(name, name, name, image, env));
    for (String node : nodes) {
      yaml.append(
          """
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: %s-%s, namespace: kube-system, labels: {k8s-app: %s}, ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: %s, uid: u, controller: true}]}
          spec: {nodeName: %s, hostNetwork: true, containers: [{name: a, image: "%s"}]}
          status: {phase: Running, conditions: [{type: Ready, status: "True"}]}
          """
              .formatted(name, node, name, name, node, image));
    }
    return yaml.toString();
  }

  private static final String FELIX = "{name: FELIX_IPV6SUPPORT, value: \"false\"}";

  static World withCalico(String... nodes) {
    return World.wellBuilt()
        .with(agent("calico-node", "docker.example/calico/node:v3.30.1", FELIX, nodes));
  }

  private static List<String> summaries(CheckResult result) {
    return result.findings().stream().map(f -> f.summary()).toList();
  }

  @Test
  void agentOnEveryNodeWithKnownFeaturesProvesEnforcement() {
    CheckResult result = withCalico("n1", "n2").judge("enforcement");

    assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.PASS);
    assertThat(result.proved()).isEqualTo(Proof.ENFORCED);
  }

  @Test
  void enforcementLiftsEveryOtherPass() {
    assertThat(withCalico("n1", "n2").assess().checks())
        .filteredOn(c -> c.outcome() == Outcome.PASS)
        .isNotEmpty()
        .allSatisfy(c -> assertThat(c.proved()).isEqualTo(Proof.ENFORCED));
  }

  @Test
  void withoutAKnownPluginEveryPassIsOnlyDeclared() {
    assertThat(World.wellBuilt().assess().checks())
        .filteredOn(c -> c.outcome() == Outcome.PASS)
        .isNotEmpty()
        .allSatisfy(c -> assertThat(c.proved()).isEqualTo(Proof.DECLARED));
  }

  @Test
  void unknownPluginLeavesDoubt() {
    CheckResult result =
        World.wellBuilt()
            .with(agent("homemade-cni", "x/homemade:1", "", "n1", "n2"))
            .judge("enforcement");

    assertThat(result.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(result.reasons())
        .anyMatch(r -> r.contains("no network plugin that the catalogue knows"));
  }

  @Test
  void agentMissingOnANodeFails() {
    CheckResult result = withCalico("n1").judge("enforcement");

    assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(summaries(result)).singleElement().asString().contains("not ready on node n2");
  }

  @Test
  void agentWhosePodsWereNotSeenLeavesDoubt() {
    assertThat(withCalico().judge("enforcement").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void settingsThatWereNotSeenLeaveDoubt() {
    CheckResult result =
        World.wellBuilt()
            .with(agent("calico-node", "calico/node:v3.30.1", "", "n1", "n2"))
            .judge("enforcement");

    assertThat(result.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(result.reasons()).anyMatch(r -> r.contains("settings of Calico were not seen"));
  }

  @Test
  void flannelAloneEnforcesNothing() {
    CheckResult result =
        World.wellBuilt()
            .with(agent("kube-flannel-ds", "flannel/flannel:v0.27.0", "", "n1", "n2"))
            .judge("enforcement");

    assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(summaries(result)).singleElement().asString().contains("Flannel enforces no policy");
  }

  @Test
  void flannelBesideCalicoIsPoliced() {
    CheckResult result =
        withCalico("n1", "n2")
            .with(agent("kube-flannel-ds", "flannel/flannel:v0.27.0", "", "n1", "n2"))
            .judge("enforcement");

    assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.PASS);
  }

  @Test
  void policyEngineThatIsTurnedOffFails() {
    CheckResult result =
        World.wellBuilt()
            .with(
                agent(
                    "aws-node",
                    "amazon-k8s-cni:v1.20",
                    "{name: ENABLE_NETWORK_POLICY, value: \"false\"}",
                    "n1",
                    "n2"))
            .judge("enforcement");

    assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(summaries(result)).anyMatch(s -> s.contains("ENABLE_NETWORK_POLICY=false"));
  }

  private static World withAwsTurnedOff(World world) {
    return world.with(
        agent(
            "aws-node",
            "amazon-k8s-cni:v1.20",
            "{name: ENABLE_NETWORK_POLICY, value: \"false\"}",
            "n1",
            "n2"));
  }

  @Test
  void policyEngineThatIsTurnedOffBesideOneThatRunsEverywhereIsNoted() {
    CheckResult result = withAwsTurnedOff(withCalico("n1", "n2")).judge("enforcement");

    assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.PASS);
    assertThat(result.proved()).isEqualTo(Proof.ENFORCED);
    assertThat(result.reasons())
        .anyMatch(
            r ->
                r.startsWith("AWS VPC CNI")
                    && r.contains("ENABLE_NETWORK_POLICY=false")
                    && r.endsWith("Calico does on every node with pods in scope"));
  }

  static List<World> notEverywhere() {
    String calico = agent("calico-node", "calico/node:v3.30.1", FELIX, "n1", "n2");
    return List.of(
        withCalico("n1"),
        withCalico(),
        // its settings were not seen
        World.wellBuilt().with(calico.replace(FELIX, "")),
        // a workload without pods may run on any node, and none was listed
        withCalico("n1", "n2").with(LATER).without("Node n1", "Node n2"),
        // and this one has no agent
        withCalico("n1", "n2").with(LATER + OTHER_NODE));
  }

  private static final String LATER =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {namespace: cde, name: later}
      spec: {selector: {matchLabels: {app: later}}, template: {metadata: {labels: {app: later}}, spec: {containers: [{name: c, image: later}]}}}
      """;

  private static final String OTHER_NODE =
      """
      ---
      {apiVersion: v1, kind: Node, metadata: {name: n3}}
      """;

  @ParameterizedTest
  @MethodSource("notEverywhere")
  void policyEngineThatIsTurnedOffFailsWhereNoOtherIsKnownToRunEverywhere(World world) {
    CheckResult result = withAwsTurnedOff(world).judge("enforcement");

    assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAIL);
    assertThat(summaries(result)).anyMatch(s -> s.contains("ENABLE_NETWORK_POLICY=false"));
  }

  @Test
  void theReadingOfAPluginThatIsTurnedOffDecidesOnlyAlone() {
    World both = withAwsTurnedOff(withCalico("n1", "n2"));

    assertThat(dialect(both)).isEqualTo(Dialect.CALICO);
    assertThat(dialect(withAwsTurnedOff(World.wellBuilt()))).isEqualTo(Dialect.KUBERNETES);
  }

  private static @Nullable Dialect dialect(World world) {
    return NetworkPlugins.load()
        .dialect(world.examination().evidence().inventory(), world.examination().scope());
  }

  @Test
  void featureThatThePluginIsNotKnownToEnforceFails() {
    CheckResult result =
        World.wellBuilt()
            .with(agent("weave-net", "weaveworks/weave-npc:2.8.1", "", "n1", "n2"))
            .with(
                """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {namespace: cde, name: range}
                spec:
                  podSelector: {matchLabels: {app: vault}}
                  policyTypes: [Ingress]
                  ingress: [{from: [{podSelector: {matchLabels: {app: db}}}], ports: [{protocol: TCP, port: 9000, endPort: 9010}]}]
                """)
            .judge("enforcement");

    assertThat(summaries(result)).singleElement().asString().contains("port-range");
    assertThat(result.findings().getFirst().rules())
        .singleElement()
        .satisfies(r -> assertThat(r.pointer()).isEqualTo("/spec/ingress/0"));
  }

  @Test
  void featureThatOnlyAnotherNodesPluginEnforcesFails() {
    World range =
        World.wellBuilt()
            .with(
                """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {namespace: cde, name: range}
                spec:
                  podSelector: {matchLabels: {app: vault}}
                  policyTypes: [Ingress]
                  ingress: [{from: [{podSelector: {matchLabels: {app: db}}}], ports: [{protocol: TCP, port: 9000, endPort: 9010}]}]
                """)
            .with(agent("weave-net", "weaveworks/weave-npc:2.8.1", "", "n1"))
            .with(agent("calico-node", "calico/node:v3.30.1", FELIX, "n2"));

    assertThat(range.judge("enforcement").outcome()).isEqualTo(Outcome.FAIL);
    assertThat(
            range
                .with(agent("calico-node", "calico/node:v3.30.1", FELIX, "n1", "n2"))
                .judge("enforcement")
                .outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void podInScopeOnItsNodesNetworkFails() {
    CheckResult result =
        withCalico("n1", "n2")
            .with(
                """
                apiVersion: v1
                kind: Pod
                metadata: {namespace: cde, name: scanner, labels: {app: scanner}}
                spec: {nodeName: n1, hostNetwork: true, containers: [{name: c, image: scanner}]}
                """)
            .judge("enforcement");

    assertThat(summaries(result))
        .anyMatch(s -> s.contains("cde/scanner[Pod]") && s.contains("node's network"));
  }

  @Test
  void refusedListOfSettingsLeavesDoubt() {
    assertThat(withCalico("n1", "n2").gap("ConfigMap").judge("enforcement").outcome())
        .isEqualTo(Outcome.INCONCLUSIVE);
  }

  private static final String ADMIN =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: editor}
      rules: [{apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [create, update]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: editors}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: editor}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: netadmins}]
      """;

  private static final String DECLARED = "policyAdministrators: [{group: netadmins}]";

  private static World declared(String more) {
    return World.wellBuilt().scopeLine(DECLARED).with(ADMIN + more);
  }

  private static String binding(String namespace, String rule, String subject) {
    return """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: r, namespace: %s}
        rules: [%s]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: b, namespace: %s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
        subjects: [%s]
        """
        .formatted(namespace, rule, namespace, subject);
  }

  @Test
  void onlyDeclaredAdministratorsPass() {
    CheckResult result = declared("").judge("policy-change-authority");

    assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.PASS);
    assertThat(result.closedBy()).anyMatch(s -> s.contains("Group netadmins"));
  }

  @Test
  void withoutRbacObjectsNothingIsKnown() {
    assertThat(World.wellBuilt().judge("policy-change-authority").outcome())
        .isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void someoneElseWithAWildcardFails() {
    CheckResult result =
        declared(
                binding(
                    "cde",
                    "{apiGroups: [\"*\"], resources: [\"*\"], verbs: [patch]}",
                    "{kind: ServiceAccount, name: ci, namespace: tools}"))
            .judge("policy-change-authority");

    assertThat(summaries(result))
        .singleElement()
        .asString()
        .startsWith("ServiceAccount tools/ci may ")
        .contains("in cde");
    assertThat(result.findings().getFirst().rules())
        .extracting(r -> r.pointer())
        .contains("/rules/0");
  }

  @Test
  void rightsOutsideTheScopeDoNotCount() {
    assertThat(
            declared(
                    binding(
                        "shop",
                        "{apiGroups: [\"*\"], resources: [\"*\"], verbs: [\"*\"]}",
                        "{kind: User, name: ann}"))
                .judge("policy-change-authority")
                .outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void labelsOfNamespacesInScopeCount() {
    String relabel =
        """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: relabel}
        rules: [{apiGroups: [""], resources: [namespaces], verbs: [patch], resourceNames: [%s]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: relabel}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: relabel}
        subjects: [{kind: User, name: ann}]
        """;

    assertThat(
            declared("---\n" + relabel.formatted("cde")).judge("policy-change-authority").outcome())
        .isEqualTo(Outcome.FAIL);
    assertThat(
            declared("---\n" + relabel.formatted("shop"))
                .judge("policy-change-authority")
                .outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void aggregatedRolesGiveWhatTheyGather() {
    String aggregate =
        """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: everything-of-the-team}
        aggregationRule: {clusterRoleSelectors: [{matchLabels: {team: t}}]}
        rules: []
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: part, labels: {team: t}}
        rules: [{apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [delete]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: b, namespace: payments}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: everything-of-the-team}
        subjects: [{kind: Group, name: developers}]
        """;

    CheckResult result = declared(aggregate).judge("policy-change-authority");

    assertThat(summaries(result)).singleElement().asString().contains("Group developers");
    assertThat(result.findings().getFirst().rules())
        .anyMatch(r -> r.ref() != null && r.ref().name().equals("part"));
  }

  @Test
  void defaultsOfTheApiServerAreListedUnlessTheyMeanEverybody() {
    String defaults =
        """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: default, labels: {kubernetes.io/bootstrapping: rbac-defaults}}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: editor}
        subjects: [{kind: %s, name: "%s"}]
        """;

    CheckResult component =
        declared(defaults.formatted("User", "system:kube-controller-manager"))
            .judge("policy-change-authority");
    CheckResult everybody =
        declared(defaults.formatted("Group", "system:authenticated"))
            .judge("policy-change-authority");

    assertThat(component.outcome()).isEqualTo(Outcome.PASS);
    assertThat(component.reasons()).anyMatch(r -> r.contains("system:kube-controller-manager"));
    assertThat(everybody.outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void whoMayGiveThemselvesRolesFails() {
    CheckResult result =
        declared(
                binding(
                    "cde",
                    "{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [escalate]}",
                    "{kind: User, name: ann}"))
            .judge("policy-change-authority");

    assertThat(summaries(result)).singleElement().asString().contains("escalate roles");
  }

  @Test
  void refusedListOfBindingsLeavesDoubt() {
    assertThat(declared("").gap("ClusterRoleBinding").judge("policy-change-authority").outcome())
        .isEqualTo(Outcome.INCONCLUSIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "cluster-admin, '{kind: User, name: ann}', INCONCLUSIVE",
    "edit, '{kind: User, name: ann}', INCONCLUSIVE",
    "cluster-admin, '{kind: Group, name: netadmins}', PASS",
    "view, '{kind: User, name: ann}', PASS",
    "nobody-made-it, '{kind: User, name: ann}', PASS"
  })
  void aRoleThatEveryApiServerHasGivesItsRightsUnread(
      String role, String subject, Outcome outcome) {
    String binding =
        """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: unread}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
        subjects: [%s]
        """;
    assertThat(
            declared(binding.formatted(role, subject)).judge("policy-change-authority").outcome())
        .isEqualTo(outcome);
  }

  private static World secured() {
    return World.wellBuilt()
        .with(
            "{apiVersion: v1, kind: Namespace, metadata: {name: cde, labels: {palisade.dev/zone: cde, pod-security.kubernetes.io/enforce: restricted}}}")
        .with(
            "{apiVersion: v1, kind: Namespace, metadata: {name: payments, labels: {pod-security.kubernetes.io/enforce: baseline}}}");
  }

  @Test
  void enforcedLevelsPass() {
    assertThat(secured().judge("pod-security").outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void namespaceInScopeWithoutALevelFails() {
    CheckResult result = World.wellBuilt().judge("pod-security");

    assertThat(summaries(result))
        .containsExactly(
            "namespace cde enforces no Pod Security level",
            "namespace payments enforces no Pod Security level");
  }

  @Test
  void privilegedLevelIsNoLevel() {
    assertThat(
            secured()
                .with(
                    "{apiVersion: v1, kind: Namespace, metadata: {name: payments, labels: {pod-security.kubernetes.io/enforce: privileged}}}")
                .judge("pod-security")
                .outcome())
        .isEqualTo(Outcome.FAIL);
  }

  @Test
  void privilegedCardholderPodFails() {
    CheckResult result =
        secured()
            .with(
                """
                apiVersion: v1
                kind: Pod
                metadata: {namespace: cde, name: tuner}
                spec:
                  nodeName: n1
                  containers: [{name: c, image: tuner, securityContext: {privileged: true}}]
                  volumes: [{name: host, hostPath: {path: /var/log}}]
                """)
            .judge("pod-security");

    assertThat(summaries(result))
        .singleElement()
        .asString()
        .contains("cde/tuner[Pod]")
        .contains("privileged containers, paths of its node");
  }

  @Test
  void refusedListOfNamespacesLeavesDoubt() {
    assertThat(secured().gap("Namespace").judge("pod-security").outcome())
        .isEqualTo(Outcome.INCONCLUSIVE);
  }
}
