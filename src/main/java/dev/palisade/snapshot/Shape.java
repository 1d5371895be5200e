package dev.palisade.snapshot;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is kept of a value. A value of another type than a shape expects keeps its type and loses
/// what is in it, so that a translator still sees that the manifest is wrong and nothing slips by.
///
/// Keys that are kept keep their order. Arrays keep their length unless a shape says otherwise, so
/// that JSON pointers into a trimmed manifest hold in the original.
sealed interface Shape {

  /// What is kept; null when nothing is.
  @Nullable Node keep(Node value);

  /// All of it.
  record Whole() implements Shape {
    @Override
    public Node keep(Node value) {
      return value;
    }
  }

  /// Of an object, the listed keys, each in its own shape.
  record Keys(Map<String, Shape> keys) implements Shape {
    public Keys {
      keys = Map.copyOf(keys);
    }

    /// The same and further keys, kept whole.
    Keys and(String... names) {
      Keys more = of(names);
      Map<String, Shape> all = new HashMap<>(keys);
      all.putAll(more.keys);
      return new Keys(all);
    }

    /// The same and a further key.
    Keys with(String name, Shape shape) {
      Map<String, Shape> all = new HashMap<>(keys);
      all.put(name, shape);
      return new Keys(all);
    }

    @Override
    public Node keep(Node value) {
      if (!(value instanceof ObjectNode(var fields, var line))) {
        return hollow(value);
      }
      return filtered(fields, line, keys::get);
    }
  }

  /// Of an object, all but the listed keys; some of the others in a shape of their own.
  record AllBut(Set<String> dropped, Map<String, Shape> shaped) implements Shape {
    public AllBut {
      dropped = Set.copyOf(dropped);
      shaped = Map.copyOf(shaped);
    }

    @Override
    public Node keep(Node value) {
      if (!(value instanceof ObjectNode(var fields, var line))) {
        return hollow(value);
      }
      return filtered(
          fields, line, key -> dropped.contains(key) ? null : shaped.getOrDefault(key, WHOLE));
    }
  }

  /// Every item of an array in one shape.
  record Each(Shape item) implements Shape {
    @Override
    public Node keep(Node value) {
      if (!(value instanceof ArrayNode(var items, var line))) {
        return hollow(value);
      }
      List<Node> kept = new ArrayList<>(items.size());
      for (Node one : items) {
        Node trimmed = item.keep(one);
        if (trimmed != null) {
          kept.add(trimmed);
        }
      }
      return new ArrayNode(kept, line);
    }
  }

  /// An object of an array whose key has one of some values; nothing when it has another. Shortens
  /// arrays: for what no rule points at.
  record Only(String key, Set<String> values, Shape shape) implements Shape {
    @Override
    public @Nullable Node keep(Node value) {
      return value instanceof ObjectNode object
              && object.fields().get(key) instanceof StringNode text
              && values.contains(text.value())
          ? shape.keep(value)
          : null;
    }
  }

  /// Something of its own.
  record By(Function<Node, @Nullable Node> rule) implements Shape {
    @Override
    public @Nullable Node keep(Node value) {
      return rule.apply(value);
    }
  }

  Shape WHOLE = new Whole();

  /// An object of which the listed keys are kept whole.
  static Keys of(String... names) {
    Map<String, Shape> keys = new HashMap<>();
    for (String name : names) {
      keys.put(name, WHOLE);
    }
    return new Keys(keys);
  }

  /// An object of which the listed keys are kept whole.
  static Keys of(Collection<String> names) {
    return of(names.toArray(new String[0]));
  }

  /// The fields for which there is a shape, trimmed to it.
  private static ObjectNode filtered(
      Map<String, Node> fields, int line, Function<String, @Nullable Shape> shapes) {
    Map<String, Node> kept = new LinkedHashMap<>();
    fields.forEach(
        (key, value) -> {
          Shape shape = shapes.apply(key);
          Node trimmed = shape == null ? null : shape.keep(value);
          if (trimmed != null) {
            kept.put(key, trimmed);
          }
        });
    return new ObjectNode(kept, line);
  }

  /// A value of an unexpected type, without what is in it.
  private static Node hollow(Node value) {
    return switch (value) {
      case ObjectNode(var fields, var line) -> new ObjectNode(Map.of(), line);
      case ArrayNode(var items, var line) -> new ArrayNode(List.of(), line);
      case StringNode(var text, var line) -> new StringNode("", line);
      case Node.NumberNode number -> number;
      case Node.BooleanNode bool -> bool;
      case Node.NullNode nothing -> nothing;
    };
  }
}
