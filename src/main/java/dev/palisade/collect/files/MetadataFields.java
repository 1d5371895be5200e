package dev.palisade.collect.files;

import dev.palisade.document.Cursor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The fields of `metadata` (`metav1.ObjectMeta`). What is kept of an object are those that are
/// evidence, so that any other must be seen here: an API server refuses the object for it
/// (`fieldValidation=Strict`) or drops it, and with `lables` an object loses what selects it.
final class MetadataFields {
  private static final Set<String> KNOWN =
      Set.of(
          "annotations",
          "clusterName",
          "creationTimestamp",
          "deletionGracePeriodSeconds",
          "deletionTimestamp",
          "finalizers",
          "generateName",
          "generation",
          "initializers",
          "labels",
          "managedFields",
          "name",
          "namespace",
          "ownerReferences",
          "resourceVersion",
          "selfLink",
          "uid");

  private MetadataFields() {}

  /// The places of fields that there are none of.
  static List<Cursor> unknown(Cursor object) {
    return object.get("metadata").fields().entrySet().stream()
        .filter(field -> !KNOWN.contains(field.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
