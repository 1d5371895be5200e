package dev.palisade.translate.calico;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.Tier.Combination;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All policies of a cluster where Calico enforces them: its own and those that Kubernetes defines,
/// tier by tier. After the last tier a pod's profiles allow everything.
public final class CalicoPolicies {
  private CalicoPolicies() {}

  /// Whether the object is one that [#translate] takes.
  public static boolean handles(ResourceRef ref) {
    return CalicoKinds.isModelled(ref);
  }

  /// The inventory with the labels that Calico's selectors see.
  public static Inventory seen(
      Inventory inventory, List<Manifest> manifests, Diagnostics diagnostics) {
    return CalicoLabels.seen(inventory, manifests, diagnostics);
  }

  /// Every policy that is not refused.
  ///
  /// @param kubernetes the policies that Kubernetes defines; what is none of a kind that Calico has
  ///   a place for stays first, as it is
  /// @param inventory as [#seen] gives it
  public static PolicySet translate(
      List<Manifest> manifests,
      PolicySet kubernetes,
      Inventory inventory,
      DialectSettings settings,
      Diagnostics diagnostics) {
    Map<String, CalicoTier> tiers = tiers(manifests, diagnostics);
    Surroundings surroundings =
        new Surroundings(
            tiers,
            LabelledAddresses.read(manifests, inventory, diagnostics),
            ServiceBackends.read(manifests, inventory, diagnostics),
            settings.ipBlockReach(),
            CalicoLabels.unknownServiceAccounts(inventory, manifests));
    OwnPolicies own = OwnPolicies.read(manifests, surroundings, diagnostics);
    KubernetesPlaces places = KubernetesPlaces.of(kubernetes, manifests, tiers);
    Ties.remark(own.enforced(), places.placed(), diagnostics);

    Map<String, List<PlacedPolicy>> byTier = new TreeMap<>();
    own.enforced().forEach(p -> byTier.computeIfAbsent(p.tier(), t -> new ArrayList<>()).add(p));
    places.placed().forEach(p -> byTier.computeIfAbsent(p.tier(), t -> new ArrayList<>()).add(p));
    List<Tier> ordered = new ArrayList<>(places.others());
    tiers.values().stream()
        .sorted()
        .filter(tier -> byTier.containsKey(tier.name()))
        .forEach(tier -> ordered.add(tier(tier, byTier.getOrDefault(tier.name(), List.of()))));
    return new PolicySet(ordered, kubernetes.unenforced());
  }

  private static Tier tier(CalicoTier tier, List<PlacedPolicy> placed) {
    List<Policy> policies =
        placed.stream().sorted(Comparator.naturalOrder()).map(PlacedPolicy::policy).toList();
    return new Tier(tier.name(), Combination.ORDERED, policies);
  }

  private static Map<String, CalicoTier> tiers(List<Manifest> manifests, Diagnostics diagnostics) {
    Map<String, CalicoTier> tiers = new TreeMap<>();
    CalicoTier.BUILT_IN.forEach(tier -> tiers.put(tier.name(), tier));
    List<String> served = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (CalicoKinds.is(manifest.ref(), "Tier")) {
        CalicoTier tier = Candidate.read(manifest, diagnostics, CalicoTier::read);
        boolean stored = CalicoKinds.isStored(manifest.ref());
        // what the API server serves has its defaults filled in
        if (tier != null && !(stored && served.contains(tier.name()))) {
          tiers.put(tier.name(), tier);
          if (!stored) {
            served.add(tier.name());
          }
        }
      }
    }
    return tiers;
  }
}
