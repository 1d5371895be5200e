package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.AccessControl;
import dev.palisade.analysis.inventory.AccessControl.Binding;
import dev.palisade.analysis.inventory.AccessControl.Role;
import dev.palisade.analysis.inventory.AccessControl.Rule;
import dev.palisade.analysis.label.LabelSelector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules that bindings give, with aggregated ClusterRoles resolved
/// (kubernetes.io/docs/reference/access-authn-authz/rbac).
final class Grants {

  /// A rule that a binding gives to its subjects.
  ///
  /// @param role the role that the rule stands in, which aggregation may have brought into another
  record Grant(Binding binding, Role role, Rule rule) {}

  private final AccessControl access;
  private final Map<String, Role> roles = new HashMap<>();

  Grants(AccessControl access) {
    this.access = access;
    access.roles().forEach(role -> roles.put(role.namespace() + "/" + role.name(), role));
  }

  List<Grant> all() {
    List<Grant> grants = new ArrayList<>();
    for (Binding binding : access.bindings()) {
      Role role = role(binding);
      if (role != null) {
        rules(binding, role, grants, new HashSet<>());
      }
    }
    return grants;
  }

  /// The bindings whose role was not read: they give nothing as long as the role is not there, and
  /// nobody knows what they would.
  List<Binding> dangling() {
    return access.bindings().stream().filter(binding -> role(binding) == null).toList();
  }

  private @Nullable Role role(Binding binding) {
    return roles.get(
        binding.roleKind().equals("ClusterRole")
            ? "/" + binding.roleName()
            : binding.namespace() + "/" + binding.roleName());
  }

  private void rules(Binding binding, Role role, List<Grant> grants, Set<String> seen) {
    if (!seen.add(role.namespace() + "/" + role.name())) {
      return;
    }
    role.rules().forEach(rule -> grants.add(new Grant(binding, role, rule)));
    for (LabelSelector selector : role.aggregation()) {
      for (Role other : access.roles()) {
        if (other.namespace().isEmpty() && selector.matches(other.labels())) {
          rules(binding, other, grants, seen);
        }
      }
    }
  }
}
