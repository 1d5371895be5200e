package dev.palisade.compliance.diff;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object that is there in one state alone, or whose content differs.
///
/// @param namespace null for cluster-scoped objects
/// @param fields for a changed object what differs; empty otherwise
/// @param before its text in the state before, as YAML; null when it was not there
/// @param after likewise
/// @param note of a changed object that nothing of its meaning changed, and why; null: something
///   may have
public record ObjectChange(
    Change change,
    String apiVersion,
    String kind,
    @Nullable String namespace,
    String name,
    List<FieldChange> fields,
    @Nullable String before,
    @Nullable String after,
    @Nullable String note)
    implements Comparable<ObjectChange> {

  private static final Comparator<ObjectChange> ORDER =
      Comparator.comparing(ObjectChange::kind)
          .thenComparing(o -> o.namespace() == null ? "" : o.namespace())
          .thenComparing(ObjectChange::name)
          .thenComparing(ObjectChange::apiVersion);

  /// One value that differs. What is added or removed as a whole stands as one change.
  ///
  /// @param pointer JSON pointer of the value: in the state after, or before where it was removed
  /// @param before canonical JSON of the value; null when it was not there
  /// @param after likewise
  public record FieldChange(
      Change change, String pointer, @Nullable String before, @Nullable String after) {}

  public ObjectChange(
      Change change,
      String apiVersion,
      String kind,
      @Nullable String namespace,
      String name,
      List<FieldChange> fields,
      @Nullable String before,
      @Nullable String after) {
    this(change, apiVersion, kind, namespace, name, fields, before, after, null);
  }

  public ObjectChange {
    fields = List.copyOf(fields);
  }

  @Override
  public int compareTo(ObjectChange other) {
    return ORDER.compare(this, other);
  }

  /// `Kind namespace/name`.
  @Override
  public String toString() {
    return kind + " " + (namespace == null ? "" : namespace + "/") + name;
  }
}
