package dev.palisade.translate.calico;

import dev.palisade.analysis.label.CalicoSelector;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Policy.NoMatch;
import dev.palisade.analysis.policy.Policy.Rules;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads NetworkPolicy and GlobalNetworkPolicy, and their staged forms, whose fields are the same
/// and one more.
final class CalicoPolicyReader {
  private static final KnownFields OBJECT =
      KnownFields.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final List<String> SPEC =
      List.of(
          "tier",
          "order",
          "ingress",
          "egress",
          "selector",
          "types",
          "serviceAccountSelector",
          "performanceHints");
  private static final List<String> GLOBAL =
      List.of("namespaceSelector", "doNotTrack", "preDNAT", "applyOnForward");

  private static final String HINT = "AssumeNeededOnEveryNode";

  private final Candidate candidate;
  private final Surroundings surroundings;
  private final Cursor spec;
  private final String namespace;

  private CalicoPolicyReader(Candidate candidate, Surroundings surroundings) {
    this.candidate = candidate;
    this.surroundings = surroundings;
    this.spec = candidate.root().get("spec");
    this.namespace = candidate.ref().namespace();
  }

  static PlacedPolicy read(Candidate candidate, Surroundings surroundings) {
    return new CalicoPolicyReader(candidate, surroundings).policy();
  }

  private PlacedPolicy policy() {
    Metadata.checkPolicy(candidate, ObjectName.SUBDOMAIN);
    OBJECT.check(candidate, candidate.root());
    if (!spec.isPresent()) {
      candidate.refuse(spec, "a policy needs a spec");
    }
    fields().check(candidate, spec);
    limits();
    Peer subject = subject();
    candidate.touches(subject);
    CalicoTier tier = tier();
    PolicyName.check(candidate, candidate.root().get("metadata").get("name"), tier.name());
    stagedAction();
    boolean ofHosts = ofHosts();
    Map<Direction, Cursor> types = types();
    Policy policy =
        new Policy(
            candidate.ref(),
            subject,
            rules(Direction.INGRESS, types, tier.noMatch()),
            rules(Direction.EGRESS, types, tier.noMatch()));
    return new PlacedPolicy(
        tier.name(),
        Order.read(spec.get("order")),
        PolicyName.within(candidate.ref().name(), tier.name()),
        ofHosts,
        policy);
  }

  private KnownFields fields() {
    List<String> names = new ArrayList<>(SPEC);
    if (namespace.isEmpty()) {
      names.addAll(GLOBAL);
    }
    if (CalicoKinds.isStagedPolicy(candidate.ref())) {
      names.add("stagedAction");
    }
    return new KnownFields(
        names, Map.of("podSelector", "selector", "policyTypes", "types", "priority", "order"));
  }

  /// The endpoints that are selected: by their labels, by those of their service account, and by
  /// namespace.
  private Peer subject() {
    List<Selector> parts = new ArrayList<>();
    parts.add(
        SelectorText.expression(SelectorText.readWithoutGlobal(candidate, spec.get("selector"))));
    Cursor accounts = spec.get("serviceAccountSelector");
    CalicoSelector ofAccounts = SelectorText.readWithoutGlobal(candidate, accounts);
    if (ofAccounts != null) {
      UnknownAccounts.remark(candidate, surroundings, accounts);
      parts.add(SelectorText.prefixed(ofAccounts.expression(), CalicoLabels.OF_SERVICE_ACCOUNT));
    }
    NamespaceMatch match = new NamespaceMatch.Any();
    if (!namespace.isEmpty()) {
      match = NamespaceMatch.Named.of(namespace);
    } else {
      CalicoSelector namespaces =
          SelectorText.readWithoutGlobal(candidate, spec.get("namespaceSelector"));
      if (namespaces != null) {
        match = Scope.of(namespaces).namespaces();
      }
    }
    return new Peer.Pods(match, Selector.and(parts), HostNetworkPods.BY_SETTING);
  }

  private void limits() {
    SchemaLimits limits = new SchemaLimits(candidate);
    if (namespace.isEmpty()) {
      for (String selector : List.of("selector", "serviceAccountSelector", "namespaceSelector")) {
        limits.length(spec.get(selector), SchemaLimits.SELECTOR);
      }
      limits.items(spec.get("ingress"), SchemaLimits.RULES);
      limits.items(spec.get("egress"), SchemaLimits.RULES);
    }
    Cursor hints = spec.get("performanceHints");
    limits.distinct(hints);
    for (Cursor hint : hints.items()) {
      if (!hint.text("").equals(HINT)) {
        candidate.refuse(hint, "\"" + hint.text("") + "\" is no hint: expected " + HINT);
      }
    }
    Cursor types = spec.get("types");
    if (types.isPresent() && types.items().isEmpty() && candidate.ref().uid() == null) {
      candidate.warn(
          types,
          Effect.MAY_ALLOW,
          "an empty list of types is refused by versions of Calico that want one item: leave it out");
    }
  }

  private CalicoTier tier() {
    Cursor at = spec.get("tier");
    String name = at.text("").isEmpty() ? CalicoTier.DEFAULT : at.text("");
    CalicoTier tier = surroundings.tiers().get(name);
    if (tier == null) {
      candidate.refuse(
          at,
          "there is no tier \""
              + name
              + "\": expected one of "
              + String.join(", ", surroundings.tiers().keySet()));
      return new CalicoTier(name, Double.POSITIVE_INFINITY, NoMatch.DENY);
    }
    return tier;
  }

  private void stagedAction() {
    Cursor at = spec.get("stagedAction");
    if (at.isPresent() && !List.of("Set", "Delete", "Learn", "Ignore").contains(at.text(""))) {
      candidate.refuse(
          at, "\"" + at.text("") + "\" is no staged action: expected Set, Delete, Learn or Ignore");
    }
  }

  /// Policies that hold before connections are tracked, or before addresses are translated, never
  /// hold for pods.
  private boolean ofHosts() {
    boolean untracked = isTrue(spec.get("doNotTrack"));
    boolean early = isTrue(spec.get("preDNAT"));
    if (untracked && early) {
      candidate.refuse(spec.get("preDNAT"), "preDNAT and doNotTrack cannot both be true");
    }
    if ((untracked || early) && !isTrue(spec.get("applyOnForward"))) {
      candidate.refuse(
          spec.get("applyOnForward"),
          "applyOnForward must be true where preDNAT or doNotTrack is true");
    }
    if (early && !spec.get("egress").items().isEmpty()) {
      candidate.refuse(spec.get("egress"), "a policy with preDNAT can have no egress rules");
    }
    if (untracked || early) {
      candidate.touches(new Peer.Nodes(Selector.EVERYTHING));
      candidate.warn(
          spec.get(untracked ? "doNotTrack" : "preDNAT"),
          Effect.MAY_NARROW,
          "the policy holds for host endpoints alone, whose traffic is not modelled");
    }
    return untracked || early;
  }

  private boolean isTrue(Cursor at) {
    return Boolean.TRUE.equals(at.bool());
  }

  /// The directions that the policy applies to, with what says so. "When not explicitly specified":
  /// ingress, unless there are egress rules and no ingress rules; egress, if there are egress
  /// rules.
  private Map<Direction, Cursor> types() {
    Map<Direction, Cursor> directions = new EnumMap<>(Direction.class);
    Cursor types = spec.get("types");
    Cursor egress = spec.get("egress");
    if (types.items().isEmpty()) {
      boolean hasEgress = !egress.items().isEmpty();
      if (!hasEgress || !spec.get("ingress").items().isEmpty()) {
        directions.put(Direction.INGRESS, spec);
      }
      if (hasEgress) {
        directions.put(Direction.EGRESS, egress);
      }
      return directions;
    }
    for (Cursor item : types.items()) {
      Direction direction =
          switch (item.text("")) {
            case "Ingress" -> Direction.INGRESS;
            case "Egress" -> Direction.EGRESS;
            default -> {
              candidate.refuse(
                  item, "\"" + item.text("") + "\" is no type: expected Ingress or Egress");
              yield Direction.INGRESS;
            }
          };
      if (directions.put(direction, item) != null) {
        candidate.refuse(item, "the type " + item.text("") + " is there twice");
      }
      if (direction == Direction.EGRESS && isTrue(spec.get("preDNAT"))) {
        candidate.refuse(item, "a policy with preDNAT cannot have the type Egress");
      }
    }
    return directions;
  }

  private @Nullable Rules rules(
      Direction direction, Map<Direction, Cursor> types, NoMatch noMatch) {
    Cursor section = spec.get(direction.toString());
    List<Rule> rules = new ArrayList<>();
    CalicoRule reader = new CalicoRule(candidate, surroundings, direction, namespace);
    for (Cursor item : section.items()) {
      Rule rule = reader.read(item);
      if (rule != null) {
        rules.add(rule);
      }
    }
    Cursor why = types.get(direction);
    if (why == null) {
      if (!section.items().isEmpty()) {
        candidate.advise(
            section, "these rules have no effect, since types does not name this direction");
      }
      return null;
    }
    return new Rules(rules, noMatch, section.isPresent() ? section.pointer() : why.pointer());
  }
}
