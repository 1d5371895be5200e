package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.AccessControl.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which rules of RBAC let somebody change what is segmented: policies themselves, labels of
/// namespaces, or who may do either.
final class PolicyPowers {
  private static final Set<String> WRITING =
      Set.of("create", "update", "patch", "delete", "deletecollection", "*");
  private static final Set<String> RELABELLING = Set.of("update", "patch", "*");

  private static final Set<String> CALICO =
      Set.of(
          "networkpolicies",
          "globalnetworkpolicies",
          "tiers",
          "networksets",
          "globalnetworksets",
          "hostendpoints",
          "profiles");

  /// Resources of policy kinds by API group.
  private static final Map<String, Set<String>> POLICIES =
      Map.of(
          "networking.k8s.io", Set.of("networkpolicies"),
          "policy.networking.k8s.io",
              Set.of(
                  "adminnetworkpolicies", "baselineadminnetworkpolicies", "clusternetworkpolicies"),
          "projectcalico.org", CALICO,
          "crd.projectcalico.org", CALICO,
          "cilium.io",
              Set.of(
                  "ciliumnetworkpolicies", "ciliumclusterwidenetworkpolicies", "ciliumcidrgroups"));

  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "adminnetworkpolicies",
          "baselineadminnetworkpolicies",
          "clusternetworkpolicies",
          "globalnetworkpolicies",
          "tiers",
          "globalnetworksets",
          "hostendpoints",
          "profiles",
          "ciliumclusterwidenetworkpolicies",
          "ciliumcidrgroups");

  private static final Set<String> BINDINGS = Set.of("rolebindings", "clusterrolebindings");
  private static final Set<String> ROLES = Set.of("roles", "clusterroles");
  private static final String RBAC = "rbac.authorization.k8s.io";

  private PolicyPowers() {}

  /// What a rule lets its subjects do, in words; null: nothing of that kind.
  ///
  /// @param namespace namespace of the binding; null: the whole cluster
  /// @param inScope namespaces in scope
  static @Nullable String of(Rule rule, @Nullable String namespace, Set<String> inScope) {
    if (namespace != null && !inScope.contains(namespace)) {
      return null;
    }
    SortedSet<String> powers = new TreeSet<>();
    if (overlap(rule.verbs(), WRITING)) {
      SortedSet<String> kinds = policies(rule, namespace != null);
      if (!kinds.isEmpty()) {
        powers.add("change " + String.join(", ", kinds));
      }
    }
    if (overlap(rule.verbs(), RELABELLING)
        && names(rule, "", "namespaces")
        && anyName(rule, namespace, inScope)) {
      powers.add("change labels of namespaces in scope");
    }
    escalation(rule, powers);
    return powers.isEmpty() ? null : String.join(" and ", powers);
  }

  /// Powers by which one gives oneself others.
  private static void escalation(Rule rule, SortedSet<String> powers) {
    if (has(rule.verbs(), "escalate")
        && ROLES.stream().anyMatch(r -> names(rule, RBAC, r))
        && !rule.verbs().contains("*")) {
      powers.add("escalate roles");
    }
    if (has(rule.verbs(), "bind")
        && ROLES.stream().anyMatch(r -> names(rule, RBAC, r))
        && !rule.verbs().contains("*")) {
      powers.add("bind roles that they do not hold");
    }
    if (rule.verbs().contains("*")
        && (ROLES.stream().anyMatch(r -> names(rule, RBAC, r))
            || BINDINGS.stream().anyMatch(r -> names(rule, RBAC, r)))) {
      powers.add("give themselves any role");
    }
    if (has(rule.verbs(), "impersonate")
        && (names(rule, "", "users")
            || names(rule, "", "groups")
            || names(rule, "", "serviceaccounts"))) {
      powers.add("impersonate others");
    }
  }

  private static SortedSet<String> policies(Rule rule, boolean namespaced) {
    SortedSet<String> kinds = new TreeSet<>();
    POLICIES.forEach(
        (group, resources) -> {
          for (String resource : resources) {
            boolean reachable = !namespaced || !CLUSTER_SCOPED.contains(resource);
            if (reachable && names(rule, group, resource)) {
              kinds.add(resource + "." + group);
            }
          }
        });
    return kinds.size() > 3 ? new TreeSet<>(Set.of("policies of every kind")) : kinds;
  }

  /// A rule limited to names outside the scope gives nothing here; `create` cannot be limited by
  /// name.
  private static boolean anyName(Rule rule, @Nullable String namespace, Set<String> inScope) {
    return rule.resourceNames().isEmpty()
        || rule.resourceNames().stream().anyMatch(inScope::contains);
  }

  private static boolean names(Rule rule, String group, String resource) {
    return has(rule.apiGroups(), group) && has(rule.resources(), resource);
  }

  private static boolean has(List<String> words, String word) {
    return words.contains("*") || words.contains(word);
  }

  private static boolean overlap(List<String> words, Set<String> wanted) {
    return words.stream().anyMatch(wanted::contains);
  }
}
