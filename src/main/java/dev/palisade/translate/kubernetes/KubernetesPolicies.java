package dev.palisade.translate.kubernetes;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.Tier.Combination;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.ArrayList;
import java.util.List;

/// The policies that Kubernetes defines, tier by tier. The order of the tiers is decided here and
/// nowhere else.
public final class KubernetesPolicies {
  /// The name of the tier of network policies.
  public static final String TIER = "networkpolicy";

  private KubernetesPolicies() {}

  /// Whether the object is a policy that [#translate] reads.
  public static boolean handles(ResourceRef ref) {
    return isNetworkPolicy(ref) || AdminPolicies.handles(ref) || PrimaryNetworks.handles(ref);
  }

  private static boolean isNetworkPolicy(ResourceRef ref) {
    return ref.kind().equals("NetworkPolicy")
        && (ref.apiVersion().equals("networking.k8s.io/v1")
            || ref.apiVersion().equals("extensions/v1beta1"));
  }

  /// Every policy among the manifests that is not refused.
  ///
  /// @param manifests objects of any kinds, each once
  public static PolicySet translate(
      List<Manifest> manifests,
      Inventory inventory,
      DialectSettings settings,
      Diagnostics diagnostics) {
    AdminPolicies admin = AdminPolicies.read(manifests, settings, diagnostics);
    if (settings.dialect() == Dialect.KUBERNETES) {
      doubtOrder(admin, diagnostics);
    }
    List<Tier> tiers = new ArrayList<>();
    // what has no path has no policy that could allow it
    add(tiers, PrimaryNetworks.tier(manifests, inventory, settings, diagnostics));
    add(tiers, admin.tier(AdminTier.ADMIN_NETWORK_POLICY));
    add(tiers, admin.tier(AdminTier.CLUSTER_ADMIN));
    add(tiers, networkPolicies(manifests, settings, diagnostics));
    add(tiers, admin.tier(AdminTier.CLUSTER_BASELINE));
    add(tiers, admin.tier(AdminTier.BASELINE_ADMIN_NETWORK_POLICY));
    return new PolicySet(tiers, List.of());
  }

  /// The API that was and the one that follows it say nothing of each other: where both are
  /// enforced, which of them decides first is the implementation's choice.
  private static void doubtOrder(AdminPolicies admin, Diagnostics diagnostics) {
    doubtOrder(admin, AdminTier.ADMIN_NETWORK_POLICY, AdminTier.CLUSTER_ADMIN, diagnostics);
    doubtOrder(
        admin, AdminTier.BASELINE_ADMIN_NETWORK_POLICY, AdminTier.CLUSTER_BASELINE, diagnostics);
  }

  private static void doubtOrder(
      AdminPolicies admin, AdminTier former, AdminTier later, Diagnostics diagnostics) {
    if (admin.of(former).isEmpty()) {
      return;
    }
    for (AdminPolicy one : admin.of(later)) {
      diagnostics.add(
          new Warning(
              one.policy().ref(),
              "/spec/tier",
              Effect.MAY_ALLOW,
              "there are policies of " + former + " too: which of them decide first is not defined",
              one.policy().subject()));
    }
  }

  /// Examines a StagedKubernetesNetworkPolicy of Calico, which is a NetworkPolicy that does not
  /// hold.
  public static void examineStaged(
      Manifest manifest, DialectSettings settings, Diagnostics diagnostics) {
    Candidate.read(manifest, diagnostics, c -> NetworkPolicyReader.read(c, settings));
  }

  /// Network policies only allow, and add up: "the order of evaluation does not affect the policy
  /// result".
  private static Tier networkPolicies(
      List<Manifest> manifests, DialectSettings settings, Diagnostics diagnostics) {
    List<Policy> policies = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (isNetworkPolicy(manifest.ref())) {
        Policy policy =
            Candidate.read(
                manifest, diagnostics, candidate -> NetworkPolicyReader.read(candidate, settings));
        if (policy != null) {
          policies.add(policy);
        }
      }
    }
    return new Tier(TIER, Combination.DENY_OVERRIDES, policies);
  }

  private static void add(List<Tier> tiers, Tier tier) {
    if (!tier.policies().isEmpty()) {
      tiers.add(tier);
    }
  }
}
