package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.Policy.NoMatch;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import java.util.Comparator;
import java.util.List;

/// A stage of evaluation.
///
/// @param order lower first; infinite where none is given, "applied last"
/// @param noMatch what becomes of traffic of endpoints that a policy of the tier selects and that
///   none of its rules matches
record CalicoTier(String name, double order, NoMatch noMatch) implements Comparable<CalicoTier> {
  static final String DEFAULT = "default";
  static final String KUBE_ADMIN = "kube-admin";
  static final String KUBE_BASELINE = "kube-baseline";
  static final String ADMIN_NETWORK_POLICY = "adminnetworkpolicy";
  static final String BASELINE_ADMIN_NETWORK_POLICY = "baselineadminnetworkpolicy";

  /// Those that are there without an object of theirs, with the order and the default action that
  /// their objects must have. Calico has had the tiers of AdminNetworkPolicy and those of
  /// ClusterNetworkPolicy in different versions; where objects of both kinds are there, the former
  /// are first, and last.
  static final List<CalicoTier> BUILT_IN =
      List.of(
          new CalicoTier(ADMIN_NETWORK_POLICY, 1_000, NoMatch.NEXT_TIER),
          new CalicoTier(KUBE_ADMIN, 1_000, NoMatch.NEXT_TIER),
          new CalicoTier(DEFAULT, 1_000_000, NoMatch.DENY),
          new CalicoTier(KUBE_BASELINE, 10_000_000, NoMatch.NEXT_TIER),
          new CalicoTier(BASELINE_ADMIN_NETWORK_POLICY, 10_000_000, NoMatch.NEXT_TIER));

  private static final KnownFields OBJECT =
      KnownFields.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final KnownFields SPEC = KnownFields.of("order", "defaultAction");

  /// `TierLess` of `felix/calc/policy_sorter.go`: by order, then by name.
  private static final Comparator<CalicoTier> ORDER =
      Comparator.comparingDouble(CalicoTier::order)
          .thenComparing(tier -> tier.name().equals(BASELINE_ADMIN_NETWORK_POLICY))
          .thenComparing(CalicoTier::name);

  static CalicoTier read(Candidate candidate) {
    Metadata.check(candidate, ObjectName.LABEL);
    OBJECT.check(candidate, candidate.root());
    Cursor spec = candidate.root().get("spec");
    SPEC.check(candidate, spec);
    String name = candidate.ref().name();
    CalicoTier tier =
        new CalicoTier(
            name,
            Order.read(spec.get("order")),
            defaultAction(candidate, spec.get("defaultAction")));
    for (CalicoTier builtIn : BUILT_IN) {
      if (builtIn.name().equals(name)) {
        asBuiltIn(candidate, spec, tier, builtIn);
        return new CalicoTier(name, tier.order(), builtIn.noMatch());
      }
    }
    return tier;
  }

  private static NoMatch defaultAction(Candidate candidate, Cursor at) {
    return switch (at.text("Deny")) {
      case "Deny" -> NoMatch.DENY;
      case "Pass" -> NoMatch.NEXT_TIER;
      default -> {
        candidate.refuse(at, "\"" + at.text("") + "\" is no default action: expected Deny or Pass");
        yield NoMatch.DENY;
      }
    };
  }

  /// Older versions of Calico stored built-in tiers without a default action and took it as it must
  /// be.
  private static void asBuiltIn(
      Candidate candidate, Cursor spec, CalicoTier tier, CalicoTier builtIn) {
    if (tier.order() != builtIn.order()) {
      candidate.refuse(
          spec.get("order"),
          "the order of the tier " + tier.name() + " must be " + (long) builtIn.order());
    }
    Cursor action = spec.get("defaultAction");
    String must = builtIn.noMatch() == NoMatch.DENY ? "Deny" : "Pass";
    if (action.isPresent() && tier.noMatch() != builtIn.noMatch()) {
      candidate.refuse(
          action, "the default action of the tier " + tier.name() + " must be " + must);
    } else if (!action.isPresent() && builtIn.noMatch() != NoMatch.DENY) {
      candidate.warn(
          action,
          Effect.ADVICE,
          "without a default action the tier " + tier.name() + " is read as if it had " + must);
    }
  }

  @Override
  public int compareTo(CalicoTier other) {
    return ORDER.compare(this, other);
  }
}
