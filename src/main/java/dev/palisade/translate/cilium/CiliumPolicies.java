package dev.palisade.translate.cilium;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.Tier.Combination;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.kubernetes.AdminTier;
import dev.palisade.translate.kubernetes.KubernetesPolicies;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// All policies of a cluster where Cilium enforces them (`pkg/policy/types`, tiers Admin, Normal
/// and Baseline). Its own and NetworkPolicies are one tier, in which any rule that denies outweighs
/// every rule that allows; ClusterNetworkPolicies decide before and after it.
public final class CiliumPolicies {
  private static final String TIER = "cilium";

  /// Policies that Cilium does not enforce.
  private static final Set<String> NOT_ENFORCED =
      Set.of(
          AdminTier.ADMIN_NETWORK_POLICY.toString(),
          AdminTier.BASELINE_ADMIN_NETWORK_POLICY.toString());

  private CiliumPolicies() {}

  /// Whether the object is one that [#translate] takes.
  public static boolean handles(ResourceRef ref) {
    return CiliumKinds.isPolicy(ref) || CiliumKinds.isAddressGroup(ref);
  }

  /// The inventory with the labels that Cilium's selectors see.
  public static Inventory seen(Inventory inventory) {
    return CiliumLabels.seen(inventory);
  }

  /// Every policy that is not refused.
  ///
  /// @param kubernetes the policies that Kubernetes defines
  /// @param inventory as [#seen] gives it
  public static PolicySet translate(
      List<Manifest> manifests,
      PolicySet kubernetes,
      Inventory inventory,
      DialectSettings settings,
      Diagnostics diagnostics) {
    AgentSettings.remark(inventory, diagnostics);
    AddressReach reach = reach(inventory, settings);
    Surroundings surroundings =
        new Surroundings(
            inventory,
            AddressGroups.read(manifests, diagnostics),
            new ServiceSelections(manifests, inventory, reach),
            reach,
            settings.sctpEnabled(),
            manifests.stream().anyMatch(m -> CiliumKinds.leadsIn(m.ref())));
    List<Policy> own = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (CiliumKinds.isPolicy(manifest.ref())) {
        List<Policy> policies =
            Candidate.read(manifest, diagnostics, c -> CiliumPolicyReader.read(c, surroundings));
        if (policies != null) {
          own.addAll(policies);
        }
      }
    }
    return placed(kubernetes, own, diagnostics);
  }

  private static PolicySet placed(PolicySet kubernetes, List<Policy> own, Diagnostics diagnostics) {
    List<Tier> before = new ArrayList<>();
    List<Tier> after = new ArrayList<>();
    List<Policy> normal = new ArrayList<>();
    List<ResourceRef> unenforced = new ArrayList<>(kubernetes.unenforced());
    for (Tier tier : kubernetes.tiers()) {
      if (NOT_ENFORCED.contains(tier.name())) {
        tier.policies()
            .forEach(
                policy -> {
                  unenforced.add(policy.ref());
                  diagnostics.add(
                      new Warning(
                          policy.ref(),
                          "/spec",
                          Effect.MAY_ALLOW,
                          "Cilium does not enforce " + policy.ref().kind() + ": it has no effect",
                          policy.subject()));
                });
      } else if (tier.name().equals(KubernetesPolicies.TIER)) {
        normal.addAll(tier.policies());
      } else if (tier.name().equals(AdminTier.CLUSTER_BASELINE.toString())) {
        after.add(tier);
      } else {
        before.add(tier);
      }
    }
    normal.addAll(own);
    List<Tier> tiers = new ArrayList<>(before);
    if (!normal.isEmpty()) {
      tiers.add(new Tier(TIER, Combination.DENY_OVERRIDES, normal));
    }
    tiers.addAll(after);
    return new PolicySet(tiers, unenforced);
  }

  /// Nodes are matched by CIDRs where `policy-cidr-match-mode` says so.
  private static AddressReach reach(Inventory inventory, DialectSettings settings) {
    AddressReach reach = settings.ipBlockReach();
    String mode =
        inventory.networkSettings().getOrDefault("cilium-config/policy-cidr-match-mode", "");
    return reach == AddressReach.OUTSIDE_ONLY && mode.contains("nodes")
        ? AddressReach.NODES
        : reach;
  }
}
