package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.ConflictSweep.Ports;
import dev.palisade.analysis.reachability.ConflictSweep.Statement;
import dev.palisade.analysis.reachability.ConflictSweep.Who;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every list of three policies of the kinds that Kubernetes defines.
class KubernetesConflictTest {
  private static final String V1 = "policy.networking.k8s.io/v1alpha1";

  /// In the order in which they decide. v1alpha1 and v1alpha2 are not meant to stand together;
  /// where they do, AdminNetworkPolicy is first and BaselineAdminNetworkPolicy last.
  private enum Tier {
    ADMIN,
    CLUSTER_ADMIN,
    NETWORK_POLICY,
    CLUSTER_BASELINE,
    BASELINE_ADMIN
  }

  private enum Kind {
    ADMIN_ALLOW(Tier.ADMIN, "Allow"),
    ADMIN_DENY(Tier.ADMIN, "Deny"),
    ADMIN_PASS(Tier.ADMIN, "Pass"),
    CLUSTER_ADMIN_ACCEPT(Tier.CLUSTER_ADMIN, "Accept"),
    CLUSTER_ADMIN_DENY(Tier.CLUSTER_ADMIN, "Deny"),
    CLUSTER_ADMIN_PASS(Tier.CLUSTER_ADMIN, "Pass"),
    NETWORK_POLICY(Tier.NETWORK_POLICY, "Allow"),
    /// Selects and allows nothing.
    ISOLATION(Tier.NETWORK_POLICY, ""),
    CLUSTER_BASELINE_ACCEPT(Tier.CLUSTER_BASELINE, "Accept"),
    CLUSTER_BASELINE_DENY(Tier.CLUSTER_BASELINE, "Deny"),
    CLUSTER_BASELINE_PASS(Tier.CLUSTER_BASELINE, "Pass"),
    BASELINE_ADMIN_ALLOW(Tier.BASELINE_ADMIN, "Allow"),
    BASELINE_ADMIN_DENY(Tier.BASELINE_ADMIN, "Deny");

    private final Tier tier;
    private final String action;

    Kind(Tier tier, String action) {
      this.tier = tier;
      this.action = action;
    }
  }

  @Test
  void everyListOfThreePolicies() {
    ConflictSweep<Kind> sweep =
        new ConflictSweep<>(List.of(Kind.values()), Dialect.KUBERNETES, new Specification());
    assertThat(sweep.check(3, 2)).isGreaterThanOrEqualTo(2 * 13 * 13 * 13);
  }

  private static final class Specification implements ConflictSweep.Specification<Kind> {

    /// kubernetes.io/docs/concepts/services-networking/network-policies and
    /// network-policy-api.sigs.k8s.io/api-overview
    @Override
    public boolean allows(List<Statement<Kind>> side, List<Statement<Kind>> matching) {
      for (Tier tier : Tier.values()) {
        if (tier == Tier.NETWORK_POLICY) {
          boolean isolated = side.stream().anyMatch(s -> s.kind().tier == tier);
          if (isolated) {
            return matching.stream().anyMatch(s -> s.kind() == Kind.NETWORK_POLICY);
          }
          continue;
        }
        Statement<Kind> first =
            matching.stream().filter(s -> s.kind().tier == tier).findFirst().orElse(null);
        if (first != null && !first.kind().action.equals("Pass")) {
          return !first.kind().action.equals("Deny");
        }
      }
      return true;
    }

    @Override
    public List<ObjectNode> manifests(List<Statement<Kind>> both) {
      List<ObjectNode> objects = new ArrayList<>();
      List<Statement<Kind>> baseline = new ArrayList<>();
      for (Statement<Kind> s : both) {
        String action = s.kind().action;
        switch (s.kind().tier) {
          case NETWORK_POLICY -> objects.add(ConflictSweep.networkPolicy(s, action.isEmpty()));
          case CLUSTER_ADMIN -> objects.add(ConflictSweep.clusterNetworkPolicy(s, "Admin", action));
          case CLUSTER_BASELINE ->
              objects.add(ConflictSweep.clusterNetworkPolicy(s, "Baseline", action));
          case ADMIN -> objects.add(admin(s));
          case BASELINE_ADMIN -> baseline.add(s);
        }
      }
      if (!baseline.isEmpty()) {
        objects.add(baseline(baseline));
      }
      return objects;
    }

    private static ObjectNode admin(Statement<Kind> s) {
      Node spec =
          Trees.object(
              "priority",
              s.priority(),
              "subject",
              ConflictSweep.pods(s.subject()),
              s.direction().toString(),
              List.of(rule(s)));
      return Trees.manifest(V1, "AdminNetworkPolicy", null, s.name(), null, "spec", spec);
    }

    /// There is one of them for both directions: `a` and `b` are its subject, and neither is asked
    /// about in the other direction.
    private static ObjectNode baseline(List<Statement<Kind>> all) {
      Node either =
          Trees.object(
              "matchExpressions",
              List.of(Trees.object("key", "app", "operator", "In", "values", List.of("a", "b"))));
      Node spec =
          Trees.object(
              "subject",
              Trees.object(
                  "pods", Trees.object("namespaceSelector", Trees.object(), "podSelector", either)),
              "ingress",
              rules(all, Direction.INGRESS),
              "egress",
              rules(all, Direction.EGRESS));
      return Trees.manifest(V1, "BaselineAdminNetworkPolicy", null, "default", null, "spec", spec);
    }

    private static List<Node> rules(List<Statement<Kind>> all, Direction direction) {
      return all.stream().filter(s -> s.direction() == direction).map(Specification::rule).toList();
    }

    private static Node rule(Statement<Kind> s) {
      Node every = Trees.object("namespaces", Trees.object());
      Node range =
          Trees.object("protocol", "TCP", "start", s.ports().first(), "end", s.ports().last());
      return Trees.object(
          "action",
          s.kind().action,
          s.direction() == Direction.INGRESS ? "from" : "to",
          List.of(s.who() == Who.ONE ? ConflictSweep.pods(s.one()) : every),
          "ports",
          s.ports() == Ports.ALL ? null : List.of(Trees.object("portRange", range)));
    }
  }
}
