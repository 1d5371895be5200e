package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.Layer7;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `http` of a rule: requests by method and path, one of each list. Only Calico's application layer
/// policy enforces it; what the rule lets through below that layer stays as it is.
final class HttpMatch {
  private static final KnownFields FIELDS = KnownFields.of("methods", "paths");
  private static final KnownFields PATH = KnownFields.of("exact", "prefix");

  private HttpMatch() {}

  /// @return null when nothing narrows
  static @Nullable Layer7 read(Candidate candidate, Cursor http) {
    FIELDS.check(candidate, http);
    SchemaLimits limits = new SchemaLimits(candidate);
    limits.items(http.get("methods"), SchemaLimits.REQUESTS);
    limits.items(http.get("paths"), SchemaLimits.REQUESTS);
    List<String> methods = http.get("methods").texts();
    Set<String> seen = new HashSet<>();
    for (String method : methods) {
      if (!seen.add(method)) {
        candidate.refuse(http.get("methods"), "the method " + method + " is there twice");
      }
    }
    List<String> paths = new ArrayList<>();
    for (Cursor path : http.get("paths").items()) {
      paths.add(path(candidate, path));
    }
    if (methods.isEmpty() && paths.isEmpty()) {
      return null;
    }
    List<Layer7.Request> requests = new ArrayList<>();
    // methods are compared as they are; * is any (app-policy/checker/match.go matchHTTPMethods)
    List<String> named =
        methods.contains("*") ? List.of() : methods.stream().map(HttpMatch::quoted).toList();
    for (@Nullable String method : orAny(named)) {
      for (@Nullable String path : orAny(paths)) {
        requests.add(new Layer7.Request(method, path, null, List.of()));
      }
    }
    return new Layer7.Http(requests);
  }

  private static List<@Nullable String> orAny(List<String> values) {
    List<@Nullable String> result = new ArrayList<>(values);
    if (result.isEmpty()) {
      result.add(null);
    }
    return result;
  }

  private static String path(Candidate candidate, Cursor at) {
    PATH.check(candidate, at);
    SchemaLimits limits = new SchemaLimits(candidate);
    limits.length(at.get("exact"), SchemaLimits.PATH);
    limits.length(at.get("prefix"), SchemaLimits.PATH);
    String exact = at.get("exact").text("");
    String prefix = at.get("prefix").text("");
    if (exact.isEmpty() == prefix.isEmpty()) {
      candidate.refuse(at, "a path needs exactly one of exact and prefix");
    }
    String text = exact.isEmpty() ? prefix : exact;
    if (!text.isEmpty() && (!text.startsWith("/") || text.matches(".*[? #].*"))) {
      candidate.refuse(
          at,
          "\""
              + text
              + "\" is no path: expected \"/\" and what follows, without \"?\", \"#\" and blanks");
    }
    // the query is no part of what is compared (app-policy/checker/match.go matchHTTPPaths)
    return quoted(text) + (exact.isEmpty() ? ".*" : "(?:[?#].*)?");
  }

  /// The text as a regular expression.
  private static String quoted(String text) {
    return text.replaceAll("([\\\\.\\[\\]{}()*+?^$|])", "\\\\$1");
  }
}
