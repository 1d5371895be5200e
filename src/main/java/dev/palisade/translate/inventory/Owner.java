package dev.palisade.translate.inventory;

import dev.palisade.document.Cursor;
import org.jspecify.annotations.Nullable;

/// The object that controls another one of its namespace.
///
/// @param kind the empty string when the reference does not say
record Owner(String namespace, String kind, String name) {

  /// The owner reference with `controller: true`, of which the API allows one; null without one. A
  /// Node that owns its mirror pods controls nothing that a policy knows of.
  static @Nullable Owner of(Cursor root, String namespace) {
    for (Cursor reference : root.get("metadata").get("ownerReferences").items()) {
      String kind = reference.get("kind").text("");
      if (Boolean.TRUE.equals(reference.get("controller").bool()) && !kind.equals("Node")) {
        return new Owner(namespace, kind, reference.get("name").text(""));
      }
    }
    return null;
  }
}
