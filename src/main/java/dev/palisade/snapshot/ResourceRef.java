package dev.palisade.snapshot;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Names one object at one content: what a finding points at.
///
/// @param apiVersion `group/version`, or `v1` for the core group
/// @param namespace the object's namespace; the empty string for cluster-scoped objects
/// @param uid the object's UID where the API server gave one; manifests in files have none
/// @param digest lower-case hex SHA-256 of the object's canonical JSON after trimming
public record ResourceRef(
    String apiVersion,
    String kind,
    String namespace,
    String name,
    @Nullable String uid,
    String digest)
    implements Comparable<ResourceRef> {

  private static final Comparator<ResourceRef> ORDER =
      Comparator.comparing(ResourceRef::kind)
          .thenComparing(ResourceRef::namespace)
          .thenComparing(ResourceRef::name)
          .thenComparing(ResourceRef::apiVersion)
          .thenComparing(ResourceRef::digest);

  public ResourceRef {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(name);
    Objects.requireNonNull(digest);
  }

  /// The API group: the empty string for the core group.
  public String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /// `namespace/name`, or the name alone for cluster-scoped objects.
  public String qualifiedName() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  /// The object's identity whatever its content: `group/Kind namespace/name`.
  public String identity() {
    return group() + "/" + kind + " " + qualifiedName();
  }

  /// Which object it is through all its versions, `group/Kind namespace/name`: objects that an API
  /// server serves in two groups have one.
  ///
  /// | group | serves the objects of |
  /// | --- | --- |
  /// | `extensions` | `networking.k8s.io`, to which its NetworkPolicy moved |
  /// | `crd.projectcalico.org` | `projectcalico.org`: Calico's API server keeps them there |
  public String lineage() {
    return lineage(group(), toString());
  }

  /// The lineage of an object of a group.
  ///
  /// @param name `Kind namespace/name`
  public static String lineage(String group, String name) {
    String first =
        switch (group) {
          case "extensions" -> name.startsWith("NetworkPolicy ") ? "networking.k8s.io" : group;
          case "crd.projectcalico.org" -> "projectcalico.org";
          default -> group;
        };
    return first + "/" + name;
  }

  @Override
  public int compareTo(ResourceRef other) {
    return ORDER.compare(this, other);
  }

  /// `Kind namespace/name`.
  @Override
  public String toString() {
    return kind + " " + qualifiedName();
  }
}
