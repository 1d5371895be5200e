package dev.palisade.translate.cilium;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Rule.Clause;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one item of `ingress`, `egress`, `ingressDeny` or `egressDeny`. Peers and ports must both
/// match. An item with neither matches nothing: it is there to select.
final class CiliumRule {
  private static final KnownFields PORTS =
      KnownFields.of(
              "ports", "rules", "terminatingTLS", "originatingTLS", "serverNames", "listener")
          .confused("port", "ports")
          .confused("protocol", "ports")
          .confused("endPort", "ports")
          .confused("http", "rules")
          .confused("dns", "rules");
  private static final KnownFields DENIED_PORTS =
      KnownFields.of("ports")
          .confused("port", "ports")
          .confused("protocol", "ports")
          .confused("endPort", "ports");
  private static final List<String> MODES = List.of("disabled", "required", "test-always-fail");
  private static final KnownFields AUTHENTICATION = KnownFields.of("mode");

  private final Candidate candidate;
  private final Surroundings surroundings;
  private final Direction direction;
  private final boolean deny;

  CiliumRule(Candidate candidate, Surroundings surroundings, Direction direction, boolean deny) {
    this.candidate = candidate;
    this.surroundings = surroundings;
    this.direction = direction;
    this.deny = deny;
  }

  /// Several where items of `toPorts` differ in the requests that they let through.
  List<Rule> read(Cursor rule) {
    fields().check(candidate, rule);
    authentication(rule.get("authentication"));
    List<RulePeers.Named> named =
        new RulePeers(candidate, surroundings, direction, deny).read(rule);
    List<Cursor> toPorts = rule.get("toPorts").items();
    List<Cursor> icmps = rule.get("icmps").items();
    if (!toPorts.isEmpty() && !icmps.isEmpty()) {
      candidate.refuse(rule.get("icmps"), "icmps cannot stand with toPorts: write a rule for each");
    }
    if (!icmps.isEmpty() && "false".equals(surroundings.setting("enable-icmp-rules"))) {
      candidate.refuse(rule.get("icmps"), "agents drop the policy, since enable-icmp-rules is off");
    }
    List<RulePeers.Named> peers =
        named == null ? List.of(new RulePeers.Named(rule, Peer.ANYONE)) : named;
    if (toPorts.isEmpty() && icmps.isEmpty()) {
      return List.of(
          rule(rule, named == null ? List.of() : clauses(peers, TrafficMatch.ALL), null));
    }
    List<Rule> rules = new ArrayList<>();
    List<Clause> plain = new ArrayList<>();
    if (!icmps.isEmpty()) {
      plain.addAll(
          clauses(peers, new TrafficMatch.Exactly(IcmpTypes.read(candidate, rule.get("icmps")))));
    }
    for (Cursor item : toPorts) {
      (deny ? DENIED_PORTS : PORTS).check(candidate, item);
      narrowing(item);
      PortRuleLimits.check(candidate, item, direction);
      TrafficMatch traffic = new RulePorts(candidate, surroundings.sctp()).read(item.get("ports"));
      Layer7 requests = new RequestRules(candidate, direction, deny).read(item.get("rules"));
      if (requests != null && "false".equals(surroundings.setting("enable-l7-proxy"))) {
        candidate.refuse(item.get("rules"), "agents drop the policy, since enable-l7-proxy is off");
      }
      if (requests == null) {
        plain.addAll(clauses(peers, traffic));
      } else {
        rules.add(rule(rule, clauses(peers, traffic), requests));
      }
    }
    if (!plain.isEmpty() || rules.isEmpty()) {
      rules.addFirst(rule(rule, plain, null));
    }
    return rules;
  }

  private KnownFields fields() {
    List<String> names = new ArrayList<>(RulePeers.fields(direction));
    names.addAll(List.of("toPorts", "icmps"));
    if (!deny) {
      names.add("authentication");
    }
    KnownFields known =
        KnownFields.of(names.toArray(String[]::new))
            .confused("ports", "toPorts")
            .confused("port", "toPorts");
    for (String field : RulePeers.fields(direction.opposite())) {
      String meant =
          (direction == Direction.INGRESS ? "from" : "to") + field.replaceFirst("from|to", "");
      if (names.contains(meant)) {
        known = known.confused(field, meant);
      }
    }
    return known
        .confused(
            direction == Direction.INGRESS ? "from" : "to",
            direction == Direction.INGRESS ? "fromEndpoints" : "toEndpoints")
        .confused("fromPorts", "toPorts");
  }

  private void authentication(Cursor at) {
    AUTHENTICATION.check(candidate, at);
    String mode = at.get("mode").text("");
    if (at.isPresent() && !MODES.contains(mode)) {
      candidate.refuse(
          at.get("mode"),
          "\"" + mode + "\" is no mode: expected one of " + String.join(", ", MODES));
    }
    if (at.isPresent() && !mode.equals("disabled")) {
      candidate.warn(
          at, Effect.MAY_NARROW, "authentication is not modelled: it can only forbid more");
    }
  }

  private void narrowing(Cursor item) {
    for (String field : List.of("terminatingTLS", "originatingTLS", "serverNames", "listener")) {
      if (item.get(field).isPresent()) {
        candidate.warn(
            item.get(field),
            Effect.MAY_NARROW,
            field + " is not modelled: it can only forbid more");
      }
    }
  }

  private Rule rule(Cursor at, List<Clause> clauses, @Nullable Layer7 requests) {
    return new Rule(at.pointer(), deny ? Action.DENY : Action.ALLOW, clauses, requests);
  }

  private static List<Clause> clauses(List<RulePeers.Named> peers, TrafficMatch traffic) {
    return peers.stream()
        .map(named -> new Clause(named.at().pointer(), named.peer(), Peer.ANYONE, traffic))
        .toList();
  }
}
