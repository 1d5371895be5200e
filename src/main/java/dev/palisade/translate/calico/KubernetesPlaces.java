package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Policy.NoMatch;
import dev.palisade.analysis.policy.Policy.Rules;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The policies that Kubernetes defines, at the places that Calico gives them
/// (`libcalico-go/lib/backend/k8s/conversion`):
/// - NetworkPolicy: tier `default`, order 1000
/// - ClusterNetworkPolicy: tiers `kube-admin` and `kube-baseline`, by priority
/// - AdminNetworkPolicy and BaselineAdminNetworkPolicy: a tier of their own each, by priority
///
/// @param others tiers of anything else, which decide first
record KubernetesPlaces(List<PlacedPolicy> placed, List<Tier> others) {
  private static final double ORDER_OF_NETWORK_POLICIES = 1000;

  KubernetesPlaces {
    placed = List.copyOf(placed);
    others = List.copyOf(others);
  }

  static KubernetesPlaces of(
      PolicySet kubernetes, List<Manifest> manifests, Map<String, CalicoTier> tiers) {
    Map<ResourceRef, Manifest> byRef = new HashMap<>();
    manifests.forEach(m -> byRef.put(m.ref(), m));
    List<PlacedPolicy> placed = new ArrayList<>();
    List<Tier> others = new ArrayList<>();
    for (Tier tier : kubernetes.tiers()) {
      List<Policy> rest = new ArrayList<>();
      for (Policy policy : tier.policies()) {
        PlacedPolicy place = place(policy, byRef.get(policy.ref()), tiers);
        if (place == null) {
          rest.add(policy);
        } else {
          placed.add(place);
        }
      }
      if (!rest.isEmpty()) {
        others.add(new Tier(tier.name(), tier.combination(), rest));
      }
    }
    return new KubernetesPlaces(placed, others);
  }

  private static @Nullable PlacedPolicy place(
      Policy policy, @Nullable Manifest manifest, Map<String, CalicoTier> tiers) {
    ResourceRef ref = policy.ref();
    if (manifest == null) {
      return null;
    }
    Cursor spec = manifest.cursor().get("spec");
    return switch (ref.kind()) {
      case "NetworkPolicy" -> at(policy, CalicoTier.DEFAULT, ORDER_OF_NETWORK_POLICIES, tiers);
      case "AdminNetworkPolicy" ->
          at(policy, CalicoTier.ADMIN_NETWORK_POLICY, priority(spec), tiers);
      case "BaselineAdminNetworkPolicy" ->
          at(policy, CalicoTier.BASELINE_ADMIN_NETWORK_POLICY, 0, tiers);
      case "ClusterNetworkPolicy" ->
          at(
              policy,
              spec.get("tier").text("").equals("Baseline")
                  ? CalicoTier.KUBE_BASELINE
                  : CalicoTier.KUBE_ADMIN,
              priority(spec),
              tiers);
      default -> null;
    };
  }

  private static double priority(Cursor spec) {
    Long priority = spec.get("priority").integer();
    return priority == null ? 0 : priority;
  }

  private static PlacedPolicy at(
      Policy policy, String tier, double order, Map<String, CalicoTier> tiers) {
    CalicoTier of = tiers.get(tier);
    NoMatch noMatch = of == null ? NoMatch.NEXT_TIER : of.noMatch();
    Policy inTier =
        new Policy(
            policy.ref(),
            policy.subject(),
            in(policy.ingress(), noMatch),
            in(policy.egress(), noMatch));
    return new PlacedPolicy(tier, order, policy.ref().name(), false, inTier);
  }

  private static @Nullable Rules in(@Nullable Rules rules, NoMatch noMatch) {
    return rules == null ? null : new Rules(rules.rules(), noMatch, rules.pointer());
  }
}
