package dev.palisade.analysis.reachability;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A change to manifests wherever something stands in them, from the leaves up. Each part is left
/// as it is unless a change says otherwise.
interface TreeChange {

  /// @param parent the field that holds the mapping
  default String key(String parent, String key) {
    return key;
  }

  /// The value of a field, or one item of its list.
  default Node value(String field, Node value) {
    return value;
  }

  /// The items of the list that a field holds.
  default List<Node> items(String field, List<Node> items) {
    return items;
  }

  default ObjectNode applyTo(ObjectNode root) {
    return (ObjectNode) change("", root);
  }

  private Node change(String field, Node node) {
    Node changed =
        switch (node) {
          case ObjectNode object -> {
            Map<String, Node> fields = new LinkedHashMap<>();
            object.fields().forEach((k, v) -> fields.put(key(field, k), change(k, v)));
            yield Node.object(fields);
          }
          case ArrayNode array ->
              Node.array(items(field, array.items().stream().map(i -> change(field, i)).toList()));
          default -> node;
        };
    return value(field, changed);
  }
}
