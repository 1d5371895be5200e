package dev.palisade.document;

import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One object that was read: a whole YAML document or JSON value, or one item of a list.
///
/// @param file the name of the file, as it was given
/// @param pointer the JSON pointer (RFC 6901) of [#root] in its YAML document or JSON value: empty,
///   or `/items/3`
/// @param root the object
/// @param list what the list says of which this is an item; null when it is not an item of a list
public record Document(String file, String pointer, Node root, @Nullable ListHeader list) {

  /// A cursor at the root.
  public Cursor cursor() {
    return new Cursor(file, pointer, root);
  }

  /// This document, with the `apiVersion` and `kind` that it lacks taken from its list: an item of
  /// a `PodList` of `v1` is a `Pod` of `v1`. What it says itself stays; a plain `List` gives
  /// nothing.
  public Document withInheritedKind() {
    if (list == null || !(root instanceof ObjectNode object)) {
      return this;
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    inherit(fields, object, "apiVersion", list.itemApiVersion());
    inherit(fields, object, "kind", list.itemKind());
    if (fields.isEmpty()) {
      return this;
    }
    fields.putAll(object.fields());
    return new Document(file, pointer, new ObjectNode(fields, object.line()), list);
  }

  private static void inherit(
      Map<String, Node> fields, ObjectNode object, String key, @Nullable String value) {
    if (value != null && !object.fields().containsKey(key)) {
      fields.put(key, new StringNode(value, object.line()));
    }
  }
}
