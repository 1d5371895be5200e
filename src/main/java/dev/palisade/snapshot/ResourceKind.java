package dev.palisade.snapshot;

import java.util.List;

/// A kind of the Kubernetes API that evidence is made of.
///
/// @param group API group; the empty string for the core group
/// @param versions the versions that are understood, the one to be asked for first
/// @param plural the kind's name in paths
public record ResourceKind(
    String group,
    List<String> versions,
    String kind,
    String plural,
    Scoping scoping,
    Origin origin) {

  /// Whether objects of the kind live in a namespace.
  public enum Scoping {
    NAMESPACED,
    CLUSTER
  }

  /// Who brings the kind into a cluster.
  public enum Origin {
    /// Every API server serves it.
    BUILT_IN,
    /// It comes with a CustomResourceDefinition or an aggregated API server, and may be absent.
    ADDED
  }

  public ResourceKind {
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException(group + "/" + kind + " without a version");
    }
  }

  public boolean isNamespaced() {
    return scoping == Scoping.NAMESPACED;
  }

  /// `group/version` of one of the kind's versions, as manifests write it.
  public String apiVersion(String version) {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /// `group/version` of the version that is asked for first.
  public String apiVersion() {
    return apiVersion(versions.getFirst());
  }

  /// `group/Kind`.
  @Override
  public String toString() {
    return group + "/" + kind;
  }
}
