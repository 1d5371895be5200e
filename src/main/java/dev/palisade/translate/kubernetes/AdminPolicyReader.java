package dev.palisade.translate.kubernetes;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Policy.NoMatch;
import dev.palisade.analysis.policy.Policy.Rules;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads AdminNetworkPolicy and BaselineAdminNetworkPolicy of `policy.networking.k8s.io/v1alpha1`
/// and ClusterNetworkPolicy of `v1alpha2` (network-policy-api, `apis/*/*_types.go`: the fields and
/// their kubebuilder and CEL validations).
final class AdminPolicyReader {
  private static final KnownFields OBJECT =
      KnownFields.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final long HIGHEST_PRIORITY = 1000;

  private final Candidate candidate;
  private final AdminPolicyKind kind;
  private final AdminPolicyPeers peers;
  private final Cursor spec;

  private AdminPolicyReader(
      Candidate candidate, AdminPolicyKind kind, DialectSettings settings, boolean nodesKnown) {
    this.candidate = candidate;
    this.kind = kind;
    this.peers = new AdminPolicyPeers(candidate, kind, settings, nodesKnown);
    this.spec = candidate.root().get("spec");
  }

  /// @param nodesKnown whether any Node was read
  static AdminPolicy read(
      Candidate candidate, AdminPolicyKind kind, DialectSettings settings, boolean nodesKnown) {
    return new AdminPolicyReader(candidate, kind, settings, nodesKnown).policy();
  }

  private AdminPolicy policy() {
    Metadata.checkPolicy(candidate, ObjectName.SUBDOMAIN);
    OBJECT.check(candidate, candidate.root());
    kind.spec().check(candidate, spec);
    if (kind == AdminPolicyKind.BASELINE_ADMIN && !candidate.ref().name().equals("default")) {
      candidate.refuse(
          candidate.root().get("metadata").get("name"),
          "the one BaselineAdminNetworkPolicy of a cluster must be named \"default\", not \""
              + candidate.ref().name()
              + "\"");
    }
    Peer subject = peers.subject(spec.get("subject"));
    candidate.touches(subject.equals(Peer.NOBODY) ? Peer.ANYONE : subject);
    return new AdminPolicy(
        tier(),
        kind.hasPriority() ? priority(spec.get("priority")) : 0,
        new Policy(candidate.ref(), subject, rules(Direction.INGRESS), rules(Direction.EGRESS)));
  }

  private AdminTier tier() {
    return switch (kind) {
      case ADMIN -> AdminTier.ADMIN_NETWORK_POLICY;
      case BASELINE_ADMIN -> AdminTier.BASELINE_ADMIN_NETWORK_POLICY;
      case CLUSTER -> {
        Cursor at = spec.get("tier");
        String text = at.text("");
        if (!text.equals("Admin") && !text.equals("Baseline")) {
          candidate.refuse(
              at,
              (text.isEmpty() ? "a tier is required" : "\"" + text + "\" is no tier")
                  + ": expected Admin or Baseline");
        }
        yield text.equals("Baseline") ? AdminTier.CLUSTER_BASELINE : AdminTier.CLUSTER_ADMIN;
      }
    };
  }

  private int priority(Cursor at) {
    Long priority = at.integer();
    if (priority == null || priority < 0 || priority > HIGHEST_PRIORITY) {
      candidate.refuse(
          at,
          (priority == null ? "a priority is required" : priority + " is no priority")
              + ": expected 0 to "
              + HIGHEST_PRIORITY);
      return 0;
    }
    return priority.intValue();
  }

  /// Policies without rules for a direction do not affect it.
  private @Nullable Rules rules(Direction direction) {
    Cursor section = spec.get(direction.toString());
    List<Rule> rules = new AdminPolicyRules(candidate, kind, peers, direction).read(section);
    return rules.isEmpty() ? null : new Rules(rules, NoMatch.NEXT_TIER, section.pointer());
  }
}
