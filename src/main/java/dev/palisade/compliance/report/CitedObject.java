package dev.palisade.compliance.report;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// An object that the conclusions rest on, at the content that it had.
///
/// @param namespace null for cluster-scoped objects
/// @param yaml its text after trimming; null where only its digest is of interest
public record CitedObject(
    String apiVersion,
    String kind,
    @Nullable String namespace,
    String name,
    String digest,
    @Nullable String yaml)
    implements Comparable<CitedObject> {

  private static final Comparator<CitedObject> ORDER =
      Comparator.comparing(CitedObject::kind)
          .thenComparing(CitedObject::qualifiedName)
          .thenComparing(CitedObject::apiVersion)
          .thenComparing(CitedObject::digest);

  /// `namespace/name`, or the name alone.
  public String qualifiedName() {
    return namespace == null ? name : namespace + "/" + name;
  }

  @Override
  public int compareTo(CitedObject other) {
    return ORDER.compare(this, other);
  }

  /// `Kind namespace/name`.
  @Override
  public String toString() {
    return kind + " " + qualifiedName();
  }
}
