package dev.palisade.analysis.reachability;

import dev.palisade.document.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Manifests as trees, made without reading any text, which would take most of a small world's
/// time.
final class Trees {
  private static final Node.ObjectNode EMPTY = Node.object(Map.of());

  private Trees() {}

  /// @param keysAndValues a key, its value, and so on; a field whose value is null is left out
  static Node.ObjectNode object(@Nullable Object... keysAndValues) {
    if (keysAndValues.length == 0) {
      return EMPTY;
    }
    Map<String, Node> fields = LinkedHashMap.newLinkedHashMap(keysAndValues.length / 2);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object value = keysAndValues[i + 1];
      if (value != null) {
        fields.put((String) keysAndValues[i], node(value));
      }
    }
    return Node.object(fields);
  }

  /// The node of a text, number, truth, list or map of such; a node stays as it is.
  static Node node(Object value) {
    return switch (value) {
      case Node node -> node;
      case String text -> Node.text(text);
      case Integer number -> Node.number(number);
      case Boolean truth -> Node.bool(truth);
      case List<?> items -> Node.array(items.stream().map(Trees::node).toList());
      case Map<?, ?> fields -> {
        Map<String, Node> nodes = new LinkedHashMap<>();
        fields.forEach((key, field) -> nodes.put((String) key, node(field)));
        yield Node.object(nodes);
      }
      default -> throw new IllegalArgumentException("no node for " + value.getClass());
    };
  }

  /// An object of the Kubernetes API.
  ///
  /// @param namespace null: the object has none
  /// @param rest keys and values beside apiVersion, kind and metadata
  static Node.ObjectNode manifest(
      String apiVersion,
      String kind,
      @Nullable String namespace,
      String name,
      @Nullable Node labels,
      @Nullable Object... rest) {
    Object[] all = new Object[6 + rest.length];
    all[0] = "apiVersion";
    all[1] = apiVersion;
    all[2] = "kind";
    all[3] = kind;
    all[4] = "metadata";
    all[5] = object("name", name, "namespace", namespace, "labels", labels);
    System.arraycopy(rest, 0, all, 6, rest.length);
    return object(all);
  }

  static @Nullable Node at(Node root, String... path) {
    Node node = root;
    for (String key : path) {
      node = node instanceof Node.ObjectNode object ? object.fields().get(key) : null;
    }
    return node;
  }

  /// The text at a path; empty where there is none.
  static String text(Node root, String... path) {
    return at(root, path) instanceof Node.StringNode text ? text.value() : "";
  }
}
