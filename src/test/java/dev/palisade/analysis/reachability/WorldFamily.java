package dev.palisade.analysis.reachability;

import dev.palisade.document.Node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// The kinds of policies that a random world of manifests is made of.
enum WorldFamily {
  /// AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy.
  ADMIN(Dialect.KUBERNETES),
  /// These, NetworkPolicies, and primary networks.
  KUBERNETES(Dialect.KUBERNETES),
  /// Calico's own, in several tiers, staged ones too.
  CALICO(Dialect.CALICO),
  /// These and all that Kubernetes defines.
  CALICO_MIXED(Dialect.CALICO),
  /// Cilium's own, of a namespace and of the cluster.
  CILIUM(Dialect.CILIUM),
  /// These, NetworkPolicies and ClusterNetworkPolicies.
  CILIUM_MIXED(Dialect.CILIUM);

  private final Dialect dialect;

  WorldFamily(Dialect dialect) {
    this.dialect = dialect;
  }

  Dialect dialect() {
    return dialect;
  }

  ManifestWorld world(Chance chance) {
    ClusterObjects cluster = new ClusterObjects(chance);
    List<ObjectNode> all = new ArrayList<>(cluster.all());
    KubernetesObjects kubernetes = new KubernetesObjects(chance, cluster);
    switch (this) {
      case ADMIN -> admin(kubernetes, chance, 2, all);
      case KUBERNETES -> {
        all.addAll(chance.numbered(1, 3, kubernetes::networkPolicy));
        if (chance.in100(60)) {
          admin(kubernetes, chance, 1, all);
        }
        if (chance.in100(15)) {
          all.add(kubernetes.network());
        }
      }
      case CALICO, CALICO_MIXED -> {
        CalicoObjects calico = new CalicoObjects(chance);
        all.addAll(calico.surroundings());
        all.addAll(cluster.services());
        all.addAll(chance.numbered(1, this == CALICO ? 4 : 3, calico::policy));
        if (this == CALICO_MIXED) {
          all.addAll(chance.numbered(0, 2, kubernetes::networkPolicy));
          admin(kubernetes, chance, 1, all);
        }
      }
      case CILIUM, CILIUM_MIXED -> {
        CiliumObjects cilium = new CiliumObjects(chance, cluster);
        all.addAll(cilium.surroundings());
        all.addAll(cluster.services());
        all.addAll(chance.numbered(1, this == CILIUM ? 4 : 2, cilium::policy));
        if (this == CILIUM_MIXED) {
          all.addAll(chance.numbered(1, 2, kubernetes::networkPolicy));
          all.addAll(chance.numbered(0, 1, kubernetes::clusterNetworkPolicy));
        }
      }
    }
    return new ManifestWorld(all, settings(dialect, chance));
  }

  private static void admin(
      KubernetesObjects kubernetes, Chance chance, int most, List<ObjectNode> to) {
    to.addAll(chance.numbered(0, most, kubernetes::adminNetworkPolicy));
    to.addAll(chance.numbered(0, most, kubernetes::clusterNetworkPolicy));
    if (chance.in100(30 * most)) {
      to.add(kubernetes.baselineAdminNetworkPolicy());
    }
  }

  /// A dialect with some of its settings changed.
  static DialectSettings settings(Dialect dialect, Chance chance) {
    DialectSettings settings = DialectSettings.of(dialect, DialectSettings.Use.MANIFESTS);
    settings = settings.with("host-network-pods", chance.one("policed", "exempt", "node"));
    settings = settings.with("self-traffic", chance.one("open", "policed"));
    settings = settings.with("node-to-local-pod", chance.one("open", "policed"));
    settings = settings.with("icmp-when-isolated", chance.one("open", "denied"));
    settings = settings.with("ip-block-matches-pods", chance.one("true", "false"));
    settings = settings.with("finished-pods", chance.one("ignored", "kept"));
    return settings.with("enable-sctp", chance.one("true", "false"));
  }
}
