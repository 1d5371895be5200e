package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Rule.Clause;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.TrafficMatch.Side;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.document.Cursor;
import dev.palisade.translate.calico.EntityRule.Part;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Metadata;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a rule of a Calico policy: action, protocol, and what its source and its destination must
/// be, all of which must hold. One of the two is the pod under policy itself.
final class CalicoRule {
  private static final KnownFields FIELDS =
      KnownFields.of(
              "action",
              "ipVersion",
              "protocol",
              "icmp",
              "notProtocol",
              "notICMP",
              "source",
              "destination",
              "http",
              "metadata")
          .confused("from", "source")
          .confused("to", "destination")
          .confused("ports", "destination.ports")
          .confused("selector", "source.selector");

  private static final KnownFields METADATA = KnownFields.of("annotations");
  private static final List<String> ACTIONS = List.of("Allow", "Deny", "Log", "Pass");

  private final Candidate candidate;
  private final Surroundings surroundings;
  private final Direction direction;
  private final String namespace;

  /// @param namespace of the policy; empty for a GlobalNetworkPolicy
  CalicoRule(
      Candidate candidate, Surroundings surroundings, Direction direction, String namespace) {
    this.candidate = candidate;
    this.surroundings = surroundings;
    this.direction = direction;
    this.namespace = namespace;
  }

  /// @return null for a rule that only logs, and after a refusal of its action
  @Nullable Rule read(Cursor rule) {
    FIELDS.check(candidate, rule);
    METADATA.check(candidate, rule.get("metadata"));
    Metadata.annotations(candidate, rule.get("metadata"));
    Action action = action(rule.get("action"));
    RuleProtocol protocol = RuleProtocol.read(candidate, rule);
    checkFamilies(rule, protocol.version());
    boolean ingress = direction == Direction.INGRESS;
    List<Part> sources = parts(rule.get("source"), Side.SOURCE, protocol, ingress);
    List<Part> destinations = parts(rule.get("destination"), Side.DESTINATION, protocol, !ingress);
    List<Clause> clauses = new ArrayList<>();
    for (Part source : sources) {
      for (Part destination : destinations) {
        TrafficMatch traffic =
            Matches.allOf(List.of(protocol.traffic(), source.ports(), destination.ports()));
        clauses.add(
            ingress
                ? new Clause(rule.pointer(), source.peer(), destination.peer(), traffic)
                : new Clause(rule.pointer(), destination.peer(), source.peer(), traffic));
      }
    }
    Layer7 http = http(rule, protocol);
    return action == null ? null : new Rule(rule.pointer(), action, clauses, http);
  }

  private List<Part> parts(Cursor entity, Side side, RuleProtocol protocol, boolean other) {
    return new EntityRule(candidate, surroundings, entity, side, namespace).parts(protocol, other);
  }

  private @Nullable Action action(Cursor at) {
    String text = at.text("");
    switch (text) {
      case "Allow" -> {
        return Action.ALLOW;
      }
      case "Deny" -> {
        return Action.DENY;
      }
      case "Pass" -> {
        return Action.PASS;
      }
      case "Log" -> {
        return null;
      }
      default -> {
        String meant = "";
        for (String action : ACTIONS) {
          if (action.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
            meant = "; " + action + " is meant?";
          }
        }
        candidate.refuse(
            at,
            (text.isEmpty() ? "a rule needs an action" : "\"" + text + "\" is no action")
                + ": expected Allow, Deny, Log or Pass"
                + meant);
        return null;
      }
    }
  }

  /// All addresses of a rule are of one family, and of its IP version if it has one.
  private void checkFamilies(Cursor rule, @Nullable Integer version) {
    Set<IpAddress.Family> families = EnumSet.noneOf(IpAddress.Family.class);
    for (String entity : List.of("source", "destination")) {
      for (String list : List.of("nets", "notNets")) {
        for (Cursor item : rule.get(entity).get(list).items()) {
          families.add(item.text("").contains(":") ? IpAddress.Family.V6 : IpAddress.Family.V4);
        }
      }
    }
    if (families.size() > 1) {
      candidate.refuse(rule, "a rule cannot have IPv4 and IPv6 addresses: write a rule for each");
    } else if (version != null
        && families.contains(version == 4 ? IpAddress.Family.V6 : IpAddress.Family.V4)) {
      candidate.refuse(
          rule.get("ipVersion"), "the addresses of the rule are not of IP version " + version);
    }
  }

  private @Nullable Layer7 http(Cursor rule, RuleProtocol protocol) {
    Cursor http = rule.get("http");
    if (!http.isPresent()) {
      return null;
    }
    if (direction == Direction.EGRESS) {
      candidate.refuse(http, "http can only stand in an ingress rule");
    }
    if (!rule.get("action").text("").equals("Allow")) {
      candidate.refuse(http, "http can only stand in a rule with action Allow");
    }
    if (protocol.protocol() != null && !protocol.protocol().equals(Protocol.TCP)) {
      candidate.refuse(rule.get("protocol"), "http needs the protocol TCP, or none");
    }
    return HttpMatch.read(candidate, http);
  }
}
