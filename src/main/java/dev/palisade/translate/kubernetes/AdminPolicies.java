package dev.palisade.translate.kubernetes;

import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.Tier.Combination;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// All cluster-wide policies of `policy.networking.k8s.io`, in the order in which they decide.
///
/// That a pod's connection to its own address is not subject to a ClusterNetworkPolicy is what the
/// setting `self-traffic=open` says for all policies.
public final class AdminPolicies {
  private final List<AdminPolicy> policies;

  private AdminPolicies(List<AdminPolicy> policies) {
    this.policies = policies;
  }

  /// Whether the object is a policy that [#read] takes.
  public static boolean handles(ResourceRef ref) {
    return AdminPolicyKind.of(ref) != null;
  }

  /// Every cluster-wide policy among the manifests that is not refused.
  ///
  /// @param manifests objects of any kinds, each once
  public static AdminPolicies read(
      List<Manifest> manifests, DialectSettings settings, Diagnostics diagnostics) {
    boolean nodesKnown =
        manifests.stream()
            .anyMatch(m -> m.ref().kind().equals("Node") && m.ref().group().isEmpty());
    Map<ResourceRef, Manifest> origins = new HashMap<>();
    List<AdminPolicy> read = new ArrayList<>();
    for (Manifest manifest : manifests) {
      AdminPolicyKind kind = AdminPolicyKind.of(manifest.ref());
      if (kind == null) {
        continue;
      }
      AdminPolicy policy =
          Candidate.read(
              manifest, diagnostics, c -> AdminPolicyReader.read(c, kind, settings, nodesKnown));
      if (policy != null) {
        origins.put(manifest.ref(), manifest);
        read.add(policy);
      }
    }
    Collections.sort(read);
    return new AdminPolicies(settle(read, origins, settings, diagnostics));
  }

  /// The policies of one tier, first to last.
  public List<AdminPolicy> of(AdminTier tier) {
    return policies.stream().filter(policy -> policy.tier() == tier).toList();
  }

  /// One tier, in which the first rule that matches decides; what none matches goes on to the next.
  Tier tier(AdminTier tier) {
    return new Tier(
        tier.toString(), Combination.ORDERED, of(tier).stream().map(AdminPolicy::policy).toList());
  }

  /// Of policies with one priority "the implementation can apply any": they are refused, or taken
  /// by their names.
  private static List<AdminPolicy> settle(
      List<AdminPolicy> read,
      Map<ResourceRef, Manifest> origins,
      DialectSettings settings,
      Diagnostics diagnostics) {
    List<AdminPolicy> settled = new ArrayList<>();
    for (AdminTier tier : AdminTier.values()) {
      Map<Integer, List<AdminPolicy>> byPriority =
          read.stream()
              .filter(policy -> policy.tier() == tier)
              .collect(
                  Collectors.groupingBy(AdminPolicy::priority, TreeMap::new, Collectors.toList()));
      for (List<AdminPolicy> same : byPriority.values()) {
        if (same.size() == 1) {
          settled.addAll(same);
        } else if (settings.samePriorityRefused()) {
          same.forEach(policy -> refuse(policy, same, origins, diagnostics));
        } else {
          settled.addAll(same);
          same.forEach(policy -> remark(policy, same, diagnostics));
        }
      }
    }
    return settled;
  }

  private static void refuse(
      AdminPolicy policy,
      List<AdminPolicy> same,
      Map<ResourceRef, Manifest> origins,
      Diagnostics diagnostics) {
    ResourceRef ref = policy.policy().ref();
    Manifest origin = origins.get(ref);
    String file = origin == null ? "" : origin.file();
    int line = origin == null ? 0 : origin.cursor().get("spec").get("priority").line();
    diagnostics.refuse(
        ref, List.of(new Refusal(ref, file, line, "/spec/priority", problem(policy, same))));
  }

  private static void remark(AdminPolicy policy, List<AdminPolicy> same, Diagnostics diagnostics) {
    diagnostics.add(
        new Warning(
            policy.policy().ref(),
            "/spec/priority",
            Effect.ADVICE,
            problem(policy, same) + "; they are taken by their names (setting same-priority)",
            policy.policy().subject()));
  }

  private static String problem(AdminPolicy policy, List<AdminPolicy> same) {
    String others =
        same.stream()
            .filter(other -> other != policy)
            .map(other -> other.policy().ref().toString())
            .sorted()
            .collect(Collectors.joining(", "));
    return "the priority "
        + policy.priority()
        + " is also that of "
        + others
        + ": which of them decides first is undefined";
  }
}
