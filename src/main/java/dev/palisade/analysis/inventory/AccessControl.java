package dev.palisade.analysis.inventory;

import dev.palisade.analysis.label.LabelSelector;
import dev.palisade.analysis.label.Labels;
import dev.palisade.snapshot.ResourceRef;
import java.util.List;

/// The RBAC objects as they were read: who may do what is computed from them by the checks.
public record AccessControl(List<Role> roles, List<Binding> bindings) {

  /// A Role, or a ClusterRole (empty namespace).
  ///
  /// @param aggregation selectors of `aggregationRule`; empty when there is none
  public record Role(
      ResourceRef ref,
      String namespace,
      String name,
      Labels labels,
      List<Rule> rules,
      List<LabelSelector> aggregation) {
    public Role {
      rules = List.copyOf(rules);
      aggregation = List.copyOf(aggregation);
    }
  }

  /// One policy rule of a role. `*` is kept as written.
  public record Rule(
      List<String> verbs,
      List<String> apiGroups,
      List<String> resources,
      List<String> resourceNames,
      String pointer) {
    public Rule {
      verbs = List.copyOf(verbs);
      apiGroups = List.copyOf(apiGroups);
      resources = List.copyOf(resources);
      resourceNames = List.copyOf(resourceNames);
    }
  }

  /// A RoleBinding, or a ClusterRoleBinding (empty namespace).
  public record Binding(
      ResourceRef ref,
      String namespace,
      Labels labels,
      String roleKind,
      String roleName,
      List<Subject> subjects) {
    public Binding {
      subjects = List.copyOf(subjects);
    }
  }

  /// User, Group or ServiceAccount (with its namespace; empty for the others).
  public record Subject(String kind, String namespace, String name, String pointer) {}

  public AccessControl {
    roles = List.copyOf(roles);
    bindings = List.copyOf(bindings);
  }

  public boolean isEmpty() {
    return roles.isEmpty() && bindings.isEmpty();
  }
}
