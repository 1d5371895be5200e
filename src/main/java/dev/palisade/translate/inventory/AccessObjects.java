package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.AccessControl;
import dev.palisade.analysis.inventory.AccessControl.Binding;
import dev.palisade.analysis.inventory.AccessControl.Role;
import dev.palisade.analysis.inventory.AccessControl.Rule;
import dev.palisade.analysis.inventory.AccessControl.Subject;
import dev.palisade.analysis.label.LabelSelector;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import dev.palisade.translate.manifest.Selectors;
import java.util.ArrayList;
import java.util.List;

/// Reads the objects of `rbac.authorization.k8s.io`.
final class AccessObjects {
  private static final String GROUP = "rbac.authorization.k8s.io";

  private AccessObjects() {}

  static AccessControl read(List<Manifest> manifests, Diagnostics diagnostics) {
    List<Role> roles = new ArrayList<>();
    List<Binding> bindings = new ArrayList<>();
    for (Manifest m : manifests) {
      if (!m.ref().group().equals(GROUP)) {
        continue;
      }
      switch (m.ref().kind()) {
        case "Role", "ClusterRole" -> {
          Role role = Candidate.read(m, diagnostics, AccessObjects::role);
          if (role != null) {
            roles.add(role);
          }
        }
        case "RoleBinding", "ClusterRoleBinding" -> {
          Binding binding = Candidate.read(m, diagnostics, AccessObjects::binding);
          if (binding != null) {
            bindings.add(binding);
          }
        }
        default -> {
          // reviews and the like are requests, never kept
        }
      }
    }
    return new AccessControl(roles, bindings);
  }

  private static Role role(Candidate candidate) {
    Metadata.check(candidate, ObjectName.PATH_SEGMENT);
    Cursor root = candidate.root();
    List<Rule> rules = new ArrayList<>();
    for (Cursor rule : root.get("rules").items()) {
      rules.add(
          new Rule(
              rule.get("verbs").texts(),
              rule.get("apiGroups").texts(),
              rule.get("resources").texts(),
              rule.get("resourceNames").texts(),
              rule.pointer()));
    }
    List<LabelSelector> aggregation = new ArrayList<>();
    for (Cursor selector : root.get("aggregationRule").get("clusterRoleSelectors").items()) {
      aggregation.add(Selectors.read(candidate, selector));
    }
    return new Role(
        candidate.ref(),
        candidate.ref().namespace(),
        candidate.ref().name(),
        Metadata.labels(candidate, root.get("metadata")),
        rules,
        aggregation);
  }

  private static Binding binding(Candidate candidate) {
    Metadata.check(candidate, ObjectName.PATH_SEGMENT);
    Cursor root = candidate.root();
    Cursor role = root.get("roleRef");
    List<Subject> subjects = new ArrayList<>();
    for (Cursor subject : root.get("subjects").items()) {
      subjects.add(subject(candidate, subject));
    }
    return new Binding(
        candidate.ref(),
        candidate.ref().namespace(),
        Metadata.labels(candidate, root.get("metadata")),
        role.get("kind").requiredText(),
        role.get("name").requiredText(),
        subjects);
  }

  private static Subject subject(Candidate candidate, Cursor at) {
    String kind = at.get("kind").requiredText();
    String namespace = at.get("namespace").text("");
    switch (kind) {
      case "ServiceAccount" -> {
        if (namespace.isEmpty()) {
          candidate.refuse(at.get("namespace"), "a ServiceAccount needs its namespace");
        }
      }
      case "User", "Group" -> namespace = "";
      default ->
          candidate.refuse(
              at.get("kind"),
              "\"" + kind + "\" is no subject: expected User, Group or ServiceAccount");
    }
    return new Subject(kind, namespace, at.get("name").requiredText(), at.pointer());
  }
}
