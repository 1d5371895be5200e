package dev.palisade.compliance.control.check;

import static dev.palisade.compliance.control.check.OutcomesTest.fails;
import static dev.palisade.compliance.control.check.OutcomesTest.leavesDoubt;
import static dev.palisade.compliance.control.check.OutcomesTest.passes;

import dev.palisade.compliance.control.World;
import dev.palisade.compliance.control.check.OutcomesTest.Case;
import java.util.List;

/// A case an outcome for the checks of settings and advice; [SettingOutcomesTest] has more of them,
/// one by one. A finding is a piece of its summary here.
final class SettingCases {
  private static final String ROLE =
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

  private SettingCases() {}

  static List<Case> all() {
    return List.of(
        passes("enforcement", "Calico on every node", w -> calico(w, "n1", "n2")),
        fails("enforcement", "Calico on one node alone", w -> calico(w, "n1"), "node n2"),
        leavesDoubt("enforcement", "no network plugin was found", w -> w, "no network plugin"),
        passes(
            "policy-change-authority",
            "administrators alone",
            w -> w.scopeLine("policyAdministrators: [{group: netadmins}]").with(ROLE)),
        fails("policy-change-authority", "somebody else", w -> w.with(ROLE), "Group netadmins"),
        leavesDoubt("policy-change-authority", "no RBAC object", w -> w, "RBAC"),
        passes("pod-security", "both namespaces in scope enforce a level", SettingCases::secured),
        fails("pod-security", "no level is enforced", w -> w, "namespace"),
        leavesDoubt(
            "pod-security",
            "namespaces were not listed",
            w -> secured(w).gap("Namespace"),
            "refused"),
        passes(
            "policy-hygiene",
            "a default deny with DNS and nothing idle",
            w ->
                w.without("NetworkPolicy shop/default-deny")
                    .scope("{name: shop, category: untrusted", "{name: shop, category: system")),
        fails("policy-hygiene", "a zone without DNS", w -> w, "dns-forgotten"),
        leavesDoubt(
            "policy-hygiene",
            "policies were not listed",
            w -> w.without("NetworkPolicy shop/default-deny").gap("NetworkPolicy"),
            "refused"));
  }

  private static World secured(World world) {
    String namespace =
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: %s, labels: {%spod-security.kubernetes.io/enforce: restricted}}
        """;
    return world
        .with(namespace.formatted("cde", "palisade.dev/zone: cde, "))
        .with(namespace.formatted("payments", ""));
  }

  private static World calico(World world, String... nodes) {
    World changed =
        world.with(
            """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: calico-node, namespace: kube-system}
            spec:
              selector: {matchLabels: {k8s-app: calico-node}}
              template:
                metadata: {labels: {k8s-app: calico-node}}
                spec: {hostNetwork: true, containers: [{name: a, image: "calico/node:v3.30.1", env: [{name: FELIX_IPV6SUPPORT, value: "false"}]}]}
            """);
    for (String node : nodes) {
      changed =
          changed.with(
              """
              apiVersion: v1
              kind: Pod
              metadata: {name: calico-node-%s, namespace: kube-system, labels: {k8s-app: calico-node}, ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: calico-node, uid: u, controller: true}]}
              spec: {nodeName: %s, hostNetwork: true, containers: [{name: a, image: "calico/node:v3.30.1"}]}
              status: {phase: Running, conditions: [{type: Ready, status: "True"}]}
              """
                  .formatted(node, node));
    }
    return changed;
  }
}
