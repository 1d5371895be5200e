package dev.palisade.translate.cilium;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `rules` of an item of `toPorts` (`pkg/policy/api/http.go`, `l7.go`): which requests may
/// follow on the connections that it lets through.
final class RequestRules {
  private static final KnownFields RULES = KnownFields.of("http", "dns", "kafka", "l7proto", "l7");
  private static final KnownFields HTTP =
      KnownFields.of("path", "method", "host", "headers", "headerMatches")
          .confused("allowedHeaders", "headers")
          .confused("paths", "path")
          .confused("methods", "method");
  private static final KnownFields HEADER = KnownFields.of("mismatch", "name", "secret", "value");
  private static final List<String> MISMATCHES = List.of("LOG", "ADD", "DELETE", "REPLACE");
  private static final KnownFields DNS = KnownFields.of("matchName", "matchPattern");

  private final Candidate candidate;
  private final Direction direction;
  private final boolean deny;

  RequestRules(Candidate candidate, Direction direction, boolean deny) {
    this.candidate = candidate;
    this.direction = direction;
    this.deny = deny;
  }

  /// @return null when nothing narrows
  @Nullable Layer7 read(Cursor rules) {
    RULES.check(candidate, rules);
    List<String> given = new ArrayList<>();
    rules
        .fields()
        .forEach(
            (name, at) -> {
              if (at.isPresent()) {
                given.add(name);
              }
            });
    if (given.isEmpty()) {
      return null;
    }
    if (deny) {
      candidate.refuse(rules, "rules on requests cannot stand in " + direction + "Deny");
    }
    if (rules.get("http").isPresent()) {
      List<Layer7.Request> requests = new ArrayList<>();
      rules.get("http").items().forEach(item -> requests.add(request(item)));
      return requests.isEmpty() ? null : new Layer7.Http(requests);
    }
    if (rules.get("dns").isPresent()) {
      return dns(rules.get("dns"));
    }
    candidate.warn(
        rules, Effect.MAY_NARROW, "these rules on requests are not modelled: they only forbid");
    return null;
  }

  private Layer7.Request request(Cursor item) {
    HTTP.check(candidate, item);
    List<String> headers = new ArrayList<>(item.get("headers").texts());
    for (Cursor match : item.get("headerMatches").items()) {
      headerMatch(match, headers);
    }
    return new Layer7.Request(
        expression(item.get("method")),
        expression(item.get("path")),
        expression(item.get("host")),
        headers);
  }

  /// A header that must be there, with that value if one is given. With `mismatch` the request
  /// passes in any case, and is logged or changed (api.HeaderMatch).
  private void headerMatch(Cursor match, List<String> headers) {
    HEADER.check(candidate, match);
    String name = match.get("name").text("");
    if (name.isEmpty()) {
      candidate.refuse(match.get("name"), "a header match needs the name of a header");
    }
    String mismatch = match.get("mismatch").text("");
    if (!mismatch.isEmpty() && !MISMATCHES.contains(mismatch)) {
      candidate.refuse(
          match.get("mismatch"),
          "\"" + mismatch + "\" is nothing to do: expected " + String.join(", ", MISMATCHES));
    }
    if (match.get("secret").isPresent() && match.get("secret").get("name").text("").isEmpty()) {
      candidate.refuse(match.get("secret"), "a secret needs a name");
    }
    if (!mismatch.isEmpty()) {
      return;
    }
    if (match.get("secret").isPresent()) {
      candidate.warn(
          match.get("secret"),
          Effect.MAY_NARROW,
          "the value of a header from a Secret is not read: it only forbids more");
    }
    String value = match.get("value").text("");
    headers.add(value.isEmpty() ? name : name + ": " + value);
  }

  private @Nullable String expression(Cursor at) {
    String text = at.text("");
    if (text.isEmpty()) {
      return null;
    }
    RequestExpression expression = RequestExpression.of(text);
    if (expression.problem() != null) {
      candidate.refuse(at, "\"" + text + "\" is no regular expression: " + expression.problem());
    }
    return expression.java();
  }

  private @Nullable Layer7 dns(Cursor list) {
    if (direction == Direction.INGRESS) {
      candidate.refuse(list, "rules on DNS requests are for egress alone");
    }
    List<String> patterns = new ArrayList<>();
    for (Cursor item : list.items()) {
      DNS.check(candidate, item);
      String name = item.get("matchName").text("");
      String pattern = item.get("matchPattern").text("");
      if (name.isEmpty() == pattern.isEmpty()) {
        candidate.refuse(item, "a name needs exactly one of matchName and matchPattern");
      }
      DomainName.check(candidate, item);
      patterns.add(name + pattern);
    }
    return patterns.isEmpty() ? null : new Layer7.Dns(patterns);
  }
}
