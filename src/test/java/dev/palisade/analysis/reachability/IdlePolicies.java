package dev.palisade.analysis.reachability;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Policies that select no pod, and deny or allow everything to those that they would select.
final class IdlePolicies {
  private static final Node NOBODY =
      Trees.object("matchLabels", Trees.object("nobody", "has-this"));

  private IdlePolicies() {}

  /// Of the dialects of which there are objects.
  static List<ObjectNode> ofTheKindsOf(List<ObjectNode> objects) {
    List<ObjectNode> idle = new ArrayList<>();
    String groups =
        objects.stream().map(o -> Trees.text(o, "apiVersion")).distinct().toList().toString();
    idle.add(networkPolicy("n1", NOBODY));
    idle.add(networkPolicy("n9", Trees.object()));
    if (groups.contains("v1alpha1")) {
      idle.add(admin("v1alpha1", "AdminNetworkPolicy", null));
    }
    if (groups.contains("v1alpha2")) {
      idle.add(admin("v1alpha2", "ClusterNetworkPolicy", "Admin"));
    }
    if (groups.contains("projectcalico.org")) {
      idle.add(calico("default"));
      idle.add(calico("t1"));
    }
    if (groups.contains("cilium.io")) {
      Node spec =
          Trees.object(
              "endpointSelector",
              NOBODY,
              "ingressDeny",
              List.of(Trees.object("fromEntities", List.of("all"))),
              "egress",
              List.of(Trees.object()));
      idle.add(
          Trees.manifest(
              "cilium.io/v2", "CiliumClusterwideNetworkPolicy", null, "idle", null, "spec", spec));
    }
    return idle;
  }

  private static ObjectNode networkPolicy(String namespace, Node selector) {
    Node spec = Trees.object("podSelector", selector, "policyTypes", List.of("Ingress", "Egress"));
    return Trees.manifest(
        "networking.k8s.io/v1", "NetworkPolicy", namespace, "idle", null, "spec", spec);
  }

  private static ObjectNode admin(String version, String kind, @Nullable String tier) {
    Node everyone = Trees.object("namespaces", Trees.object());
    Node spec =
        Trees.object(
            "tier",
            tier,
            "priority",
            900,
            "subject",
            Trees.object("namespaces", NOBODY),
            "ingress",
            List.of(Trees.object("action", "Deny", "from", List.of(everyone))),
            "egress",
            List.of(Trees.object("action", "Deny", "to", List.of(everyone))));
    return Trees.manifest(
        "policy.networking.k8s.io/" + version, kind, null, "idle", null, "spec", spec);
  }

  private static ObjectNode calico(String tier) {
    Node spec =
        Trees.object(
            "tier",
            tier,
            "order",
            1,
            "selector",
            "nobody == 'has-this'",
            "types",
            List.of("Ingress", "Egress"));
    return Trees.manifest(
        "projectcalico.org/v3", "GlobalNetworkPolicy", null, tier + ".idle", null, "spec", spec);
  }
}
