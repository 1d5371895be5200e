package dev.palisade.translate.kubernetes;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Policy.NoMatch;
import dev.palisade.analysis.policy.Policy.Rules;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import dev.palisade.translate.manifest.Selectors;
import dev.palisade.translate.manifest.Selectors.Keys;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `NetworkPolicy` of `networking.k8s.io/v1` and of `extensions/v1beta1`, whose fields are
/// the same (kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1;
/// validation: `pkg/apis/networking/validation`).
final class NetworkPolicyReader {
  private static final KnownFields OBJECT =
      KnownFields.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final KnownFields SPEC =
      KnownFields.of("podSelector", "ingress", "egress", "policyTypes")
          .confused("selector", "podSelector")
          .confused("types", "policyTypes");

  private static final KnownFields STAGED_SPEC =
      KnownFields.of("podSelector", "ingress", "egress", "policyTypes", "stagedAction")
          .confused("selector", "podSelector")
          .confused("types", "policyTypes");

  private final Candidate candidate;
  private final AddressReach reach;
  private final Keys keys;
  private final Cursor spec;

  private NetworkPolicyReader(Candidate candidate, DialectSettings settings) {
    this.candidate = candidate;
    this.reach = settings.ipBlockReach();
    this.keys = settings.dialect() == Dialect.CILIUM ? Keys.OF_IDENTITIES : Keys.KUBERNETES;
    this.spec = candidate.root().get("spec");
  }

  static Policy read(Candidate candidate, DialectSettings settings) {
    return new NetworkPolicyReader(candidate, settings).policy();
  }

  /// The same policy in a kind of Calico's that is only reported on.
  private static boolean isStaged(Candidate candidate) {
    return candidate.ref().kind().equals("StagedKubernetesNetworkPolicy");
  }

  private Policy policy() {
    Metadata.checkPolicy(candidate, ObjectName.SUBDOMAIN);
    OBJECT.check(candidate, candidate.root());
    (isStaged(candidate) ? STAGED_SPEC : SPEC).check(candidate, spec);
    Cursor podSelector = spec.get("podSelector");
    // an absent podSelector is an empty one: every pod of the namespace
    Selector selector = Selectors.read(candidate, podSelector, keys).toSelector();
    Peer subject =
        new Peer.Pods(
            NamespaceMatch.Named.of(candidate.ref().namespace()),
            selector,
            HostNetworkPods.BY_SETTING);
    candidate.touches(subject);
    if (!podSelector.isPresent()) {
      candidate.advise(
          podSelector, "without podSelector the policy selects every pod of its namespace");
    }
    Map<Direction, Cursor> types = policyTypes();
    return new Policy(
        candidate.ref(),
        subject,
        rules(Direction.INGRESS, types.get(Direction.INGRESS)),
        rules(Direction.EGRESS, types.get(Direction.EGRESS)));
  }

  /// The directions that the policy applies to, with what says so. `policyTypes` absent or empty:
  /// "Ingress will always be set and Egress will be set if the NetworkPolicy has any egress rules".
  private Map<Direction, Cursor> policyTypes() {
    Cursor types = spec.get("policyTypes");
    Map<Direction, Cursor> directions = new EnumMap<>(Direction.class);
    List<Cursor> items = types.items();
    if (items.isEmpty()) {
      directions.put(Direction.INGRESS, spec);
      if (!spec.get("egress").items().isEmpty()) {
        directions.put(Direction.EGRESS, spec.get("egress"));
      }
      return directions;
    }
    if (items.size() > 2) {
      candidate.refuse(
          types, "there are only two policy types, and " + items.size() + " are named");
    }
    for (Cursor item : items) {
      switch (item.text("")) {
        case "Ingress" -> directions.putIfAbsent(Direction.INGRESS, item);
        case "Egress" -> directions.putIfAbsent(Direction.EGRESS, item);
        default ->
            candidate.refuse(
                item, "\"" + item.text("") + "\" is no policy type: expected Ingress or Egress");
      }
    }
    return directions;
  }

  /// @param why what makes the policy apply to the direction; null: it does not
  private @Nullable Rules rules(Direction direction, @Nullable Cursor why) {
    Cursor section = spec.get(direction.toString());
    List<Rule> rules = new ArrayList<>();
    NetworkPolicyRules reader = new NetworkPolicyRules(candidate, reach, keys, direction);
    for (Cursor item : section.items()) {
      rules.add(reader.read(item));
    }
    if (why == null) {
      if (!rules.isEmpty()) {
        candidate.advise(
            section, "these rules have no effect, since policyTypes does not name this direction");
      }
      return null;
    }
    // absent, null and [] are alike: the pods are isolated and nothing is allowed
    return new Rules(rules, NoMatch.DENY, section.isPresent() ? section.pointer() : why.pointer());
  }
}
