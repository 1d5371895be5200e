package dev.palisade.application.preflight;

import dev.palisade.collect.kubernetes.Rights;
import dev.palisade.collect.kubernetes.Rights.Missing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// RBAC manifests that grant what a collector lacks, for `kubectl apply -f -`.
final class GrantingRules {
  private static final String NAME = "palisade-collector-missing";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  private GrantingRules() {}

  /// Empty when nothing is missing.
  static String of(Rights rights) {
    List<Missing> wide = rights.missing().stream().filter(m -> m.namespace() == null).toList();
    StringBuilder yaml = new StringBuilder();
    if (!wide.isEmpty()) {
      yaml.append(role("ClusterRole", null));
      yaml.append(rules(wide));
      yaml.append(binding("ClusterRole", null, rights.user()));
    }
    Map<String, List<Missing>> byNamespace =
        rights.missing().stream()
            .filter(m -> m.namespace() != null)
            .collect(
                Collectors.groupingBy(
                    m -> String.valueOf(m.namespace()), TreeMap::new, Collectors.toList()));
    byNamespace.forEach(
        (namespace, missing) -> {
          yaml.append(role("Role", namespace));
          yaml.append(named(missing));
          yaml.append(binding("Role", namespace, rights.user()));
        });
    return yaml.toString();
  }

  private static String role(String kind, @Nullable String namespace) {
    return """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: %s
        metadata:
          name: %s
        %srules:
        """
        .formatted(kind, NAME, namespace(namespace));
  }

  private static String namespace(@Nullable String namespace) {
    return namespace == null ? "" : "  namespace: " + namespace + "\n";
  }

  /// A rule for each group, as in `deploy/rbac/collector.yaml`.
  private static String rules(List<Missing> missing) {
    Map<String, TreeSet<String>> resources = new TreeMap<>();
    TreeSet<String> paths = new TreeSet<>();
    for (Missing right : missing) {
      if (right.resource().startsWith("/")) {
        paths.add(right.resource());
      } else {
        resources.computeIfAbsent(right.group(), g -> new TreeSet<>()).add(right.resource());
      }
    }
    StringBuilder rules = new StringBuilder();
    resources.forEach(
        (group, names) ->
            rules.append(
                """
                  - apiGroups: ["%s"]
                    resources: [%s]
                    verbs: [get, list, watch]
                """
                    .formatted(group, String.join(", ", names))));
    if (!paths.isEmpty()) {
      rules.append(
          "  - nonResourceURLs: [/api, /api/*, /apis, /apis/*, /version]\n    verbs: [get]\n");
    }
    return rules.toString();
  }

  private static String named(List<Missing> missing) {
    String names =
        missing.stream()
            .map(right -> String.valueOf(right.name()))
            .sorted()
            .collect(Collectors.joining(", "));
    return """
          - apiGroups: [""]
            resources: [configmaps]
            resourceNames: [%s]
            verbs: [get]
        """
        .formatted(names);
  }

  private static String binding(String kind, @Nullable String namespace, @Nullable String user) {
    return """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: %1$sBinding
        metadata:
          name: %2$s
        %3$sroleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: %1$s
          name: %2$s
        subjects:
        %4$s---
        """
        .formatted(kind, NAME, namespace(namespace), subject(user));
  }

  /// Where the API server does not say who asks, the account of `deploy/rbac/collector.yaml`.
  private static String subject(@Nullable String user) {
    String account = user == null ? SERVICE_ACCOUNT + "palisade:palisade-collector" : user;
    String[] parts = account.split(":", -1);
    if (account.startsWith(SERVICE_ACCOUNT) && parts.length == 4) {
      return "  - kind: ServiceAccount\n    name: %s\n    namespace: %s\n"
          .formatted(parts[3], parts[2]);
    }
    return "  - apiGroup: rbac.authorization.k8s.io\n    kind: User\n    name: \"%s\"\n"
        .formatted(account.replace("\\", "\\\\").replace("\"", "\\\""));
  }
}
