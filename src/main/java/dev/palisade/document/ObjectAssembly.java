package dev.palisade.document;

import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Refusal.Reach;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An object while it is read: sees to it that no key says two things.
///
/// A key that is written twice is refused. RFC 8259 leaves open which of the two holds, YAML
/// forbids it, kubectl takes the last, a strict API server none: evidence must not rest on such a
/// choice.
///
/// Merged keys (`<<`) give way to keys that are written after them. A merge *after* a key that it
/// would overwrite with something else is refused for the same reason: the YAML merge type keeps
/// the key, kubectl (go-yaml v2) takes the merged one.
final class ObjectAssembly {

  private final Fields.Builder fields = new Fields.Builder();
  private @Nullable Set<String> merged;

  /// The value under a key; null when it was not read yet.
  @Nullable Node get(String key) {
    return fields.get(key);
  }

  /// The line of the value under a key that was read.
  int lineOf(String key) {
    Node value = fields.get(key);
    return value == null ? 0 : value.line();
  }

  /// Whether a key was not written yet; it may have been merged.
  boolean isNew(String key) {
    return fields.get(key) == null || (merged != null && merged.contains(key));
  }

  /// Puts a field of a new key, over a merged one if there is one.
  void put(String key, Node value) {
    if (merged != null && merged.remove(key)) {
      fields.replace(key, value);
    } else {
      fields.add(key, value);
    }
  }

  /// Puts another value under a key that is there.
  void replace(String key, Node value) {
    fields.replace(key, value);
  }

  /// Takes in what stands behind `<<`: an object, or an array of them, of which the earlier one
  /// wins.
  void merge(Node source, int line) {
    if (merged != null) {
      throw new Refusal(line, Reach.OBJECT, "the merge key << stands twice");
    }
    List<Node> sources = source instanceof ArrayNode(var items, var at) ? items : List.of(source);
    Set<String> taken = new HashSet<>();
    for (Node one : sources) {
      if (!(one instanceof ObjectNode object)) {
        throw new Refusal(line, Reach.OBJECT, "<< wants an object or an array of objects");
      }
      for (Map.Entry<String, Node> field : object.fields().entrySet()) {
        take(field.getKey(), field.getValue(), taken, line);
      }
    }
    merged = taken;
  }

  private void take(String key, Node value, Set<String> taken, int line) {
    Node there = fields.get(key);
    if (there == null) {
      fields.add(key, value);
      taken.add(key);
    } else if (!taken.contains(key) && !there.sameContent(value)) {
      throw new Refusal(
          line,
          Reach.OBJECT,
          "<< stands after the key "
              + CanonicalJson.quoted(key)
              + " and gives it another value: which one holds is not agreed upon");
    }
  }

  ObjectNode build(int line) {
    return new ObjectNode(fields.build(), line);
  }
}
