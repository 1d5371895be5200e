package dev.palisade.collect.kubernetes;

import dev.palisade.snapshot.ResourceKind.Scoping;

/// A kind that the cluster serves and that is to be listed, in the version that is asked for.
///
/// @param apiVersion `group/version`, or `v1`
record ServedKind(String apiVersion, String kind, String plural, Scoping scoping) {

  /// The path of all objects of the kind.
  String path() {
    return root() + "/" + plural;
  }

  /// The path of the objects in one namespace.
  String path(String namespace) {
    return root() + "/namespaces/" + namespace + "/" + plural;
  }

  private String root() {
    return (apiVersion.indexOf('/') < 0 ? "/api/" : "/apis/") + apiVersion;
  }
}
