package dev.palisade.render.json;

import dev.palisade.document.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object that is being put together, with its keys in the order in which they are put. What is
/// null or empty is left out: formats that allow no null and no empty array get none.
public final class ObjectFields {
  private final Map<String, Node> fields = new LinkedHashMap<>();

  /// A blank text is left out as well.
  public ObjectFields text(String key, @Nullable String value) {
    return value == null || value.isBlank() ? this : node(key, Node.text(value));
  }

  public ObjectFields number(String key, long value) {
    return node(key, Node.number(value));
  }

  public ObjectFields bool(String key, boolean value) {
    return node(key, Node.bool(value));
  }

  public ObjectFields texts(String key, List<String> values) {
    return list(key, values.stream().map(Node::text).toList());
  }

  public ObjectFields list(String key, List<? extends Node> items) {
    return items.isEmpty() ? this : node(key, Node.array(items));
  }

  public ObjectFields object(String key, ObjectFields value) {
    return value.fields.isEmpty() ? this : node(key, value.node());
  }

  public ObjectFields node(String key, @Nullable Node value) {
    if (value != null) {
      fields.put(key, value);
    }
    return this;
  }

  public Node node() {
    return Node.object(fields);
  }
}
