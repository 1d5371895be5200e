package dev.palisade.analysis.policy;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One request of the application layer, on a connection that may be opened.
public sealed interface AppRequest {

  /// @param method as sent: `GET`
  /// @param path as sent, with the query if there is one
  /// @param host what stands in `Host` or `:authority`; null: not known, so that no rule that names
  ///   a host matches
  /// @param headers by name, in any case
  record HttpRequest(
      String method, String path, @Nullable String host, SortedMap<String, String> headers)
      implements AppRequest {
    public HttpRequest {
      SortedMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      byName.putAll(headers);
      headers = Collections.unmodifiableSortedMap(byName);
    }

    public static HttpRequest of(String method, String path) {
      return new HttpRequest(method, path, null, new TreeMap<>(Map.of()));
    }

    @Override
    public String toString() {
      return method
          + " "
          + path
          + (host == null ? "" : " of " + host)
          + (headers.isEmpty() ? "" : " with " + headers);
    }
  }

  /// @param name that is asked for, with or without the dot at the end
  record DnsQuery(String name) implements AppRequest {
    @Override
    public String toString() {
      return "query for " + name;
    }
  }
}
