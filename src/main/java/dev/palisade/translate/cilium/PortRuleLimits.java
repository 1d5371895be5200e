package dev.palisade.translate.cilium;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import java.util.List;

/// What may stand beside what in an item of `toPorts` (`PortRule.Validate`, `L7Rules.Validate` of
/// `pkg/policy/api/rule_validation.go`): the agent drops a policy whole for any of it.
final class PortRuleLimits {
  private static final KnownFields TLS =
      KnownFields.of("secret", "trustedCA", "certificate", "privateKey");
  private static final KnownFields SECRET = KnownFields.of("namespace", "name");

  private final Candidate candidate;
  private final Cursor item;
  private final Cursor rules;

  /// Whether requests are looked at.
  private final boolean requests;

  private PortRuleLimits(Candidate candidate, Cursor item) {
    this.candidate = candidate;
    this.item = item;
    this.rules = item.get("rules");
    this.requests =
        List.of("http", "kafka", "dns", "l7").stream()
            .anyMatch(field -> rules.get(field).isPresent());
  }

  static void check(Candidate candidate, Cursor item, Direction direction) {
    PortRuleLimits limits = new PortRuleLimits(candidate, item);
    limits.protocols();
    limits.ports();
    limits.names();
    limits.listener(direction);
    limits.tls(item.get("terminatingTLS"));
    limits.tls(item.get("originatingTLS"));
  }

  /// One kind of requests in an item.
  private void protocols() {
    List<String> given =
        List.of("http", "kafka", "dns", "l7proto").stream()
            .filter(field -> rules.get(field).isPresent())
            .toList();
    if (given.size() > 1) {
      candidate.refuse(rules, String.join(" and ", given) + " cannot stand together");
    }
    if (rules.get("l7").isPresent() && rules.get("l7proto").text("").isEmpty()) {
      candidate.refuse(rules.get("l7"), "l7 needs l7proto beside it");
    }
  }

  private void ports() {
    List<Cursor> ports = item.get("ports").items();
    boolean dns = !rules.get("dns").items().isEmpty();
    if (rules.get("dns").isPresent() && ports.isEmpty()) {
      candidate.refuse(rules.get("dns"), "rules on DNS requests need ports, as 53");
    }
    if (!requests) {
      return;
    }
    for (Cursor port : ports) {
      Cursor protocol = port.get("protocol");
      if (!dns && !protocol.text("").equals("TCP")) {
        candidate.refuse(
            protocol, "requests are looked at over TCP alone: write \"protocol: TCP\"");
      }
      String text = port.get("port").isString() ? port.get("port").text("") : "";
      if (text.equals("0")) {
        candidate.refuse(port.get("port"), "requests cannot be looked at on every port: name one");
      }
      Long end = port.get("endPort").integer();
      if (dns && end != null && text.matches("\\d{1,5}") && end > Integer.parseInt(text)) {
        candidate.refuse(
            port.get("endPort"), "DNS requests cannot be looked at on a range of ports");
      }
    }
  }

  private void names() {
    Cursor names = item.get("serverNames");
    if (!names.items().isEmpty() && requests && !item.get("terminatingTLS").isPresent()) {
      candidate.refuse(
          names, "serverNames cannot stand with rules on requests without terminatingTLS");
    }
    for (Cursor name : names.items()) {
      if (name.text("").isEmpty()) {
        candidate.refuse(name, "a server name cannot be empty");
      }
    }
  }

  private void listener(Direction direction) {
    Cursor listener = item.get("listener");
    if (!listener.isPresent()) {
      return;
    }
    if (direction == Direction.INGRESS) {
      candidate.refuse(listener, "a listener is for egress alone");
    }
    if (requests) {
      candidate.refuse(listener, "a listener cannot stand with rules on requests");
    }
  }

  private void tls(Cursor context) {
    TLS.check(candidate, context);
    if (context.isPresent()) {
      SECRET.check(candidate, context.get("secret"));
      if (context.get("secret").get("name").text("").isEmpty()) {
        candidate.refuse(context.get("secret"), "a secret with a name is required");
      }
    }
  }
}
