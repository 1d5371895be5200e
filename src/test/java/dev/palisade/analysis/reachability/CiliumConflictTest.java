package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.ConflictSweep.Ports;
import dev.palisade.analysis.reachability.ConflictSweep.Statement;
import dev.palisade.analysis.reachability.ConflictSweep.Who;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every list of three policies of the kinds that Cilium enforces.
class CiliumConflictTest {

  private enum Kind {
    CLUSTER_ADMIN_ACCEPT,
    CLUSTER_ADMIN_DENY,
    CLUSTER_ADMIN_PASS,
    NETWORK_POLICY,
    /// A NetworkPolicy that allows nothing.
    ISOLATION,
    NAMESPACE_ALLOW,
    NAMESPACE_DENY,
    /// With `enableDefaultDeny: false`.
    NAMESPACE_ALLOW_OPEN,
    WIDE_ALLOW,
    WIDE_DENY,
    WIDE_DENY_OPEN,
    CLUSTER_BASELINE_ACCEPT,
    CLUSTER_BASELINE_DENY,
    CLUSTER_BASELINE_PASS;

    boolean isCluster() {
      return name().startsWith("CLUSTER_");
    }

    boolean isOpen() {
      return name().endsWith("_OPEN");
    }

    boolean denies() {
      return name().contains("_DENY");
    }
  }

  @Test
  void everyListOfThreePolicies() {
    ConflictSweep<Kind> sweep =
        new ConflictSweep<>(List.of(Kind.values()), Dialect.CILIUM, new Specification());
    assertThat(sweep.check(3, 2)).isGreaterThanOrEqualTo(2 * 14 * 14 * 14);
  }

  private static final class Specification implements ConflictSweep.Specification<Kind> {

    /// docs.cilium.io/en/stable/security/policy: deny outweighs allow whatever the kind of policy,
    /// and what selects isolates unless it says that it does not; ClusterNetworkPolicies decide
    /// before and after, by priority.
    @Override
    public boolean allows(List<Statement<Kind>> side, List<Statement<Kind>> matching) {
      Kind admin = first(matching, "CLUSTER_ADMIN_");
      if (admin != null && admin != Kind.CLUSTER_ADMIN_PASS) {
        return admin == Kind.CLUSTER_ADMIN_ACCEPT;
      }
      List<Kind> normal =
          matching.stream().map(Statement::kind).filter(kind -> !kind.isCluster()).toList();
      if (normal.stream().anyMatch(Kind::denies)) {
        return false;
      }
      if (normal.stream().anyMatch(kind -> kind != Kind.ISOLATION)) {
        return true;
      }
      if (side.stream().anyMatch(s -> !s.kind().isCluster() && !s.kind().isOpen())) {
        return false;
      }
      return first(matching, "CLUSTER_BASELINE_") != Kind.CLUSTER_BASELINE_DENY;
    }

    private static @Nullable Kind first(List<Statement<Kind>> matching, String prefix) {
      return matching.stream()
          .map(Statement::kind)
          .filter(kind -> kind.name().startsWith(prefix))
          .findFirst()
          .orElse(null);
    }

    @Override
    public List<ObjectNode> manifests(List<Statement<Kind>> both) {
      return both.stream().map(Specification::manifest).toList();
    }

    private static ObjectNode manifest(Statement<Kind> s) {
      return switch (s.kind()) {
        case CLUSTER_ADMIN_ACCEPT -> ConflictSweep.clusterNetworkPolicy(s, "Admin", "Accept");
        case CLUSTER_ADMIN_DENY -> ConflictSweep.clusterNetworkPolicy(s, "Admin", "Deny");
        case CLUSTER_ADMIN_PASS -> ConflictSweep.clusterNetworkPolicy(s, "Admin", "Pass");
        case CLUSTER_BASELINE_ACCEPT -> ConflictSweep.clusterNetworkPolicy(s, "Baseline", "Accept");
        case CLUSTER_BASELINE_DENY -> ConflictSweep.clusterNetworkPolicy(s, "Baseline", "Deny");
        case CLUSTER_BASELINE_PASS -> ConflictSweep.clusterNetworkPolicy(s, "Baseline", "Pass");
        case NETWORK_POLICY -> ConflictSweep.networkPolicy(s, false);
        case ISOLATION -> ConflictSweep.networkPolicy(s, true);
        case NAMESPACE_ALLOW, NAMESPACE_DENY, NAMESPACE_ALLOW_OPEN ->
            cilium(s, "CiliumNetworkPolicy");
        case WIDE_ALLOW, WIDE_DENY, WIDE_DENY_OPEN -> cilium(s, "CiliumClusterwideNetworkPolicy");
      };
    }

    private static ObjectNode cilium(Statement<Kind> s, String kind) {
      Node spec =
          Trees.object(
              "endpointSelector",
              ConflictSweep.app(s.subject()),
              s.direction() + (s.kind().denies() ? "Deny" : ""),
              List.of(rule(s)),
              "enableDefaultDeny",
              s.kind().isOpen() ? Trees.object(s.direction().toString(), false) : null);
      String namespace = kind.equals("CiliumNetworkPolicy") ? "n" : null;
      return Trees.manifest("cilium.io/v2", kind, namespace, s.name(), null, "spec", spec);
    }

    private static Node rule(Statement<Kind> s) {
      String way = s.direction() == Direction.INGRESS ? "from" : "to";
      Node ports =
          Trees.object(
              "port",
              String.valueOf(s.ports().first()),
              "endPort",
              s.ports().last(),
              "protocol",
              "TCP");
      return Trees.object(
          way + "Endpoints",
          s.who() == Who.ONE ? List.of(ConflictSweep.app(s.one())) : null,
          way + "Entities",
          s.who() == Who.EVERY ? List.of("all") : null,
          "toPorts",
          s.ports() == Ports.ALL ? null : List.of(Trees.object("ports", List.of(ports))));
    }
  }
}
