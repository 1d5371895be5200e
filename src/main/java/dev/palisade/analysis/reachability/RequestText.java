package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Layer7;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What rules say of requests, in words.
final class RequestText {
  private RequestText() {}

  static String of(Layer7 narrowing) {
    return switch (narrowing) {
      case Layer7.Http http ->
          "HTTP "
              + http.requests().stream()
                  .map(RequestText::of)
                  .distinct()
                  .collect(Collectors.joining(", "));
      case Layer7.Dns dns -> "DNS " + String.join(", ", dns.patterns());
    };
  }

  private static String of(Layer7.Request request) {
    List<String> parts = new ArrayList<>();
    if (request.method() != null) {
      parts.add(request.method());
    }
    if (request.path() != null) {
      parts.add(request.path());
    }
    if (request.host() != null) {
      parts.add("of host " + request.host());
    }
    if (!request.headers().isEmpty()) {
      parts.add("with " + String.join(" and ", request.headers()));
    }
    return parts.isEmpty() ? "any request" : String.join(" ", parts);
  }
}
