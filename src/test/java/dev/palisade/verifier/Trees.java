package dev.palisade.verifier;

import java.util.List;
import java.util.Map;

/// Reads JSON or YAML as trees of maps, lists, strings, numbers and booleans.
final class Trees {
  private Trees() {}

  static Object at(Object tree, String... path) {
    Object at = tree;
    for (String key : path) {
      at = at instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return at;
  }

  static String text(Object tree, String... path) {
    Object value = at(tree, path);
    return value == null ? "" : value.toString();
  }

  static List<?> list(Object tree, String... path) {
    Object value = at(tree, path);
    return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
  }

  static List<String> texts(Object tree, String... path) {
    return list(tree, path).stream().map(String::valueOf).toList();
  }
}
