package dev.palisade.translate.kubernetes;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Rule.Clause;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.translate.kubernetes.AdminPolicyPorts.Ports;
import dev.palisade.translate.manifest.Candidate;
import java.util.ArrayList;
import java.util.List;

/// Reads the rules of one direction of a cluster-wide policy. A peer or port of a later version
/// fails closed: "For \"Accept\" rules, \"fail closed\" means: \"treat the rule as matching no
/// traffic\". For \"Deny\" and \"Pass\" rules, \"fail closed\" means: \"treat the rule as a 'Deny
/// all' rule\"." An implementation of that version does otherwise, hence the warning.
final class AdminPolicyRules {
  private static final int LONGEST_NAME = 100;
  private static final List<String> WITHOUT_PORT_NAMES =
      List.of("networks", "nodes", "domainNames");

  private final Candidate candidate;
  private final AdminPolicyKind kind;
  private final AdminPolicyPeers peers;
  private final Direction direction;

  AdminPolicyRules(
      Candidate candidate, AdminPolicyKind kind, AdminPolicyPeers peers, Direction direction) {
    this.candidate = candidate;
    this.kind = kind;
    this.peers = peers;
    this.direction = direction;
  }

  List<Rule> read(Cursor section) {
    List<Cursor> items = section.items();
    if (items.size() > kind.most()) {
      candidate.refuse(
          section,
          "there are " + items.size() + " rules, and there may be " + kind.most() + " at most");
    }
    return items.stream().map(this::rule).toList();
  }

  private Rule rule(Cursor rule) {
    boolean ingress = direction == Direction.INGRESS;
    (ingress ? kind.ingressRule() : kind.egressRule()).check(candidate, rule);
    if (rule.get("name").text("").length() > LONGEST_NAME) {
      candidate.refuse(rule.get("name"), "the name is longer than " + LONGEST_NAME + " characters");
    }
    Action action = action(rule.get("action"));
    Ports ports = new AdminPolicyPorts(candidate, kind).read(rule.get(kind.ports()));
    Cursor list = rule.get(ingress ? "from" : "to");
    List<Cursor> items = list.items();
    if (items.isEmpty() || items.size() > kind.most()) {
      candidate.refuse(
          list, "a rule needs 1 to " + kind.most() + " peers here, and there are " + items.size());
    }
    List<Clause> clauses = new ArrayList<>();
    List<Cursor> unknown = new ArrayList<>(ports.unknown());
    for (Cursor item : items) {
      Peer peer = peers.peer(item, direction, action);
      if (peer == null) {
        unknown.add(item);
      } else {
        clauses.add(new Clause(item.pointer(), peer, Peer.ANYONE, ports.traffic()));
      }
    }
    if (!ingress && !ports.names().isEmpty()) {
      requirePods(items);
    }
    if (!unknown.isEmpty()) {
      return failClosed(rule, action, clauses, unknown);
    }
    return new Rule(rule.pointer(), action, clauses, null);
  }

  /// A CEL rule: "networks/nodes/domainNames peer cannot be set with namedPorts since there are no
  /// namedPorts for networks/nodes/domainNames".
  private void requirePods(List<Cursor> items) {
    for (Cursor item : items) {
      for (String field : WITHOUT_PORT_NAMES) {
        if (item.get(field).isPresent()) {
          candidate.refuse(
              item.get(field),
              field + " cannot stand with a port name in one rule: they have none");
        }
      }
    }
  }

  private Rule failClosed(Cursor rule, Action action, List<Clause> clauses, List<Cursor> unknown) {
    for (Cursor at : unknown) {
      candidate.warn(
          at,
          Effect.MAY_ALLOW,
          action == Action.ALLOW
              ? "a choice that is not modelled: it is taken to match nothing"
              : "a choice that is not modelled: the rule is taken to deny everything");
    }
    if (action == Action.ALLOW) {
      return new Rule(rule.pointer(), action, clauses, null);
    }
    Clause everything =
        new Clause(unknown.getFirst().pointer(), Peer.ANYONE, Peer.ANYONE, TrafficMatch.ALL);
    return new Rule(rule.pointer(), Action.DENY, List.of(everything), null);
  }

  private Action action(Cursor at) {
    String text = at.text("");
    if (text.equals(kind.allow())) {
      return Action.ALLOW;
    }
    if (text.equals("Deny")) {
      return Action.DENY;
    }
    if (text.equals("Pass") && kind.canPass()) {
      return Action.PASS;
    }
    candidate.refuse(
        at,
        (text.isEmpty() ? "an action is required" : "\"" + text + "\" is no action here")
            + ": expected "
            + kind.allow()
            + (kind.canPass() ? ", Deny or Pass" : " or Deny"));
    return Action.DENY;
  }
}
