package dev.palisade.analysis.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests of the application layer that a rule limits itself to.
public sealed interface Layer7 {

  /// HTTP requests; one of them must match.
  record Http(List<Request> requests) implements Layer7 {
    public Http {
      requests = List.copyOf(requests);
    }
  }

  /// @param method regular expression or null for any
  /// @param path regular expression or null for any
  /// @param host regular expression or null for any
  /// @param headers `Name: value` or `Name` that must be there
  record Request(
      @Nullable String method, @Nullable String path, @Nullable String host, List<String> headers) {
    public Request {
      headers = List.copyOf(headers);
    }
  }

  /// DNS names that may be asked for, in the dialect's own pattern notation.
  record Dns(List<String> patterns) implements Layer7 {
    public Dns {
      patterns = List.copyOf(patterns);
    }
  }
}
