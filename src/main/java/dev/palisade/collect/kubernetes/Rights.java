package dev.palisade.collect.kubernetes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a collector may do in a cluster, as the API server says.
///
/// @param user whom the API server takes it for; null: it does not say
/// @param asked how many rights were asked for
/// @param missing those that it does not have
public record Rights(
    @Nullable String user, @Nullable String apiServerVersion, int asked, List<Missing> missing) {

  public Rights {
    missing = List.copyOf(missing);
  }

  /// A right that is not there.
  ///
  /// @param verb `list`, or `get` where objects are read by name
  /// @param group API group; the empty string for the core group
  /// @param resource the kind's name in paths; for `*` the path that may not be read
  /// @param kind of the objects that cannot be collected; `*`: it is not known which kinds there
  ///   are
  /// @param namespace where the right is needed; null: in the whole cluster
  /// @param name the one object concerned; null: all of them
  /// @param allowedIn namespaces in which the right is there all the same, sorted
  /// @param reason what the API server says; may be empty
  public record Missing(
      String verb,
      String group,
      String resource,
      String kind,
      @Nullable String namespace,
      @Nullable String name,
      List<String> allowedIn,
      String reason) {

    public Missing {
      allowedIn = allowedIn.stream().sorted().toList();
    }

    Missing in(List<String> namespaces) {
      return new Missing(verb, group, resource, kind, namespace, name, namespaces, reason);
    }
  }
}
