package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.AppRequest;
import dev.palisade.analysis.policy.AppRequest.DnsQuery;
import dev.palisade.analysis.policy.AppRequest.HttpRequest;
import dev.palisade.analysis.policy.Layer7;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether what a rule says of the application layer matches one request. A request of another
/// protocol is never matched: the proxy of the rule's protocol does not let it pass.
final class RequestMatcher {
  private RequestMatcher() {}

  static boolean matches(Layer7 narrowing, AppRequest request) {
    return switch (narrowing) {
      case Layer7.Http http ->
          request instanceof HttpRequest asked
              && http.requests().stream().anyMatch(rule -> matches(rule, asked));
      case Layer7.Dns dns ->
          request instanceof DnsQuery(String name)
              && dns.patterns().stream().anyMatch(pattern -> matches(pattern, name));
    };
  }

  private static boolean matches(Layer7.Request rule, HttpRequest asked) {
    return whole(rule.method(), asked.method())
        && whole(rule.path(), asked.path())
        && whole(rule.host(), asked.host())
        && rule.headers().stream().allMatch(header -> matches(header, asked));
  }

  /// An expression matches the whole value or not at all (Envoy's `safe_regex`: "the entire string
  /// must match").
  private static boolean whole(@Nullable String expression, @Nullable String value) {
    return expression == null
        || (value != null && Pattern.compile(expression, Pattern.DOTALL).matcher(value).matches());
  }

  /// `Name: value` needs that value, `Name` any (cilium/pkg/envoy `getHTTPRule`: what stands before
  /// the first blank is the name, without colons at its end).
  private static boolean matches(String header, HttpRequest asked) {
    int blank = header.indexOf(' ');
    if (blank < 0) {
      return asked.headers().containsKey(header);
    }
    String name = header.substring(0, blank).replaceAll(":+$", "");
    return header.substring(blank + 1).equals(asked.headers().get(name));
  }

  /// Names are compared without case and without the dot at their end. In a pattern `*` stands for
  /// any characters within a label, alone it stands for every name, and `**.` at the front stands
  /// for one label or more (cilium/pkg/fqdn/matchpattern).
  private static boolean matches(String pattern, String name) {
    String wanted = plain(pattern);
    if (wanted.equals("*")) {
      return true;
    }
    StringBuilder expression = new StringBuilder();
    String rest = wanted;
    if (rest.startsWith("**.")) {
      expression.append("[-a-z0-9_]+(?:\\.[-a-z0-9_]+)*\\.");
      rest = rest.substring(3);
    }
    rest.chars()
        .forEach(
            c ->
                expression.append(c == '*' ? "[-a-z0-9_]*" : Pattern.quote(Character.toString(c))));
    return Pattern.matches(expression.toString(), plain(name));
  }

  private static String plain(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return lower.endsWith(".") && lower.length() > 1
        ? lower.substring(0, lower.length() - 1)
        : lower;
  }
}
