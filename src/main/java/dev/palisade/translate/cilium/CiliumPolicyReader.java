package dev.palisade.translate.cilium;

import dev.palisade.analysis.label.LabelSelector;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
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
import dev.palisade.translate.manifest.Selectors;
import dev.palisade.translate.manifest.Selectors.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy (`pkg/policy/api/rule.go`,
/// `rule_validation.go`): a policy for `spec` and for each item of `specs`.
final class CiliumPolicyReader {
  private static final KnownFields OBJECT =
      KnownFields.of("apiVersion", "kind", "metadata", "spec", "specs", "status");
  private static final KnownFields SPEC =
      KnownFields.of(
              "endpointSelector",
              "nodeSelector",
              "ingress",
              "ingressDeny",
              "egress",
              "egressDeny",
              "labels",
              "enableDefaultDeny",
              "description",
              "log")
          .confused("podSelector", "endpointSelector")
          .confused("selector", "endpointSelector");
  private static final KnownFields DEFAULT_DENY = KnownFields.of("ingress", "egress");

  private final Candidate candidate;
  private final Surroundings surroundings;
  private final String namespace;

  /// The nodes that policies of hosts are about.
  private final List<Peer> touched = new ArrayList<>();

  private CiliumPolicyReader(Candidate candidate, Surroundings surroundings) {
    this.candidate = candidate;
    this.surroundings = surroundings;
    this.namespace = candidate.ref().namespace();
  }

  static List<Policy> read(Candidate candidate, Surroundings surroundings) {
    return new CiliumPolicyReader(candidate, surroundings).policies();
  }

  private List<Policy> policies() {
    Cursor root = candidate.root();
    Metadata.checkPolicy(candidate, ObjectName.SUBDOMAIN);
    OBJECT.check(candidate, root);
    List<Cursor> specs = new ArrayList<>();
    if (root.get("spec").isPresent()) {
      specs.add(root.get("spec"));
    }
    specs.addAll(root.get("specs").items());
    if (specs.isEmpty()) {
      candidate.refuse(root, "a policy needs spec or specs");
    }
    List<Policy> policies = new ArrayList<>();
    for (Cursor spec : specs) {
      Policy policy = policy(spec);
      if (policy != null) {
        policies.add(policy);
      }
    }
    touched.addAll(policies.stream().map(Policy::subject).toList());
    candidate.touches(touched.isEmpty() ? Peer.ANYONE : new Peer.AnyOf(touched));
    return policies;
  }

  /// @return null for one of hosts
  private @Nullable Policy policy(Cursor spec) {
    SPEC.check(candidate, spec);
    DEFAULT_DENY.check(candidate, spec.get("enableDefaultDeny"));
    Cursor endpoints = spec.get("endpointSelector");
    Cursor nodes = spec.get("nodeSelector");
    if (endpoints.isPresent() == nodes.isPresent()) {
      candidate.refuse(spec, "a policy needs exactly one of endpointSelector and nodeSelector");
    } else if (nodes.isPresent() && !namespace.isEmpty()) {
      candidate.refuse(nodes, "nodeSelector is for CiliumClusterwideNetworkPolicy alone");
    }
    Peer subject = subject(endpoints);
    Rules ingress = rules(spec, Direction.INGRESS);
    Rules egress = rules(spec, Direction.EGRESS);
    if (nodes.isPresent()) {
      touched.add(
          new Peer.Nodes(Selectors.read(candidate, nodes, Keys.OF_IDENTITIES).toSelector()));
      requireNoRequests(spec);
      candidate.warn(
          nodes,
          Effect.MAY_NARROW,
          "policies of hosts are not modelled: this one can only forbid traffic of nodes");
      return null;
    }
    if (ingress == null && egress == null) {
      boolean alone =
          candidate.root().get("specs").items().size() + (spec.pointer().equals("/spec") ? 1 : 0)
              < 2;
      candidate.warn(
          spec,
          alone ? Effect.ADVICE : Effect.MAY_ALLOW,
          "there are no rules, and it has no effect"
              + (alone ? "" : "; agents may drop the others of the policy with it"));
    }
    return new Policy(candidate.ref(), subject, ingress, egress);
  }

  /// "L7 policy is not supported on host ingress yet", and of egress only DNS.
  private void requireNoRequests(Cursor spec) {
    for (String direction : List.of("ingress", "egress")) {
      for (Cursor rule : spec.get(direction).items()) {
        for (Cursor item : rule.get("toPorts").items()) {
          Cursor rules = item.get("rules");
          boolean any = rules.get("http").isPresent() || rules.get("l7").isPresent();
          if (any || (direction.equals("ingress") && rules.get("dns").isPresent())) {
            candidate.refuse(rules, "rules on requests cannot stand in a policy of hosts");
          }
        }
      }
    }
  }

  /// The pods that are selected; of a CiliumNetworkPolicy always those of its own namespace.
  private Peer subject(Cursor at) {
    LabelSelector read = Selectors.read(candidate, at, Keys.OF_IDENTITIES);
    if (namespace.isEmpty()) {
      return Identities.pods(new NamespaceMatch.Any(), read.toSelector());
    }
    SortedMap<String, String> labels = new TreeMap<>(read.matchLabels());
    String other = labels.remove(CiliumLabels.NAMESPACE);
    if (other != null && !other.equals(namespace)) {
      candidate.advise(
          at,
          "the policy selects pods of its own namespace "
              + namespace
              + ", whatever "
              + CiliumLabels.NAMESPACE
              + " says");
    }
    return Identities.pods(
        NamespaceMatch.Named.of(namespace),
        new LabelSelector(labels, read.matchExpressions()).toSelector());
  }

  /// What the policy says of a direction: nothing where it has no rules for it. Any rules, also
  /// those that deny, isolate what is selected, unless `enableDefaultDeny` says otherwise.
  private @Nullable Rules rules(Cursor spec, Direction direction) {
    Cursor allow = spec.get(direction.toString());
    Cursor deny = spec.get(direction + "Deny");
    List<Rule> rules = new ArrayList<>();
    CiliumRule allowing = new CiliumRule(candidate, surroundings, direction, false);
    CiliumRule denying = new CiliumRule(candidate, surroundings, direction, true);
    allow.items().forEach(item -> rules.addAll(allowing.read(item)));
    deny.items().forEach(item -> rules.addAll(denying.read(item)));
    Boolean isolates = spec.get("enableDefaultDeny").get(direction.toString()).bool();
    if ("false".equals(surroundings.setting("enable-non-default-deny-policies"))) {
      isolates = null; // "set EnableDefaultDeny to true"
    }
    if (rules.isEmpty()) {
      if (allow.isPresent() || deny.isPresent() || Boolean.TRUE.equals(isolates)) {
        candidate.advise(
            allow.isPresent() ? allow : spec,
            "without rules for "
                + direction
                + " the policy isolates nothing: write \"- {}\" as the only rule");
      }
      return null;
    }
    return new Rules(
        rules,
        Boolean.FALSE.equals(isolates) ? NoMatch.NEXT_TIER : NoMatch.DENY,
        (allow.items().isEmpty() ? deny : allow).pointer());
  }
}
