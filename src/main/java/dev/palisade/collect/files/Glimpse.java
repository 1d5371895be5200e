package dev.palisade.collect.files;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import dev.palisade.snapshot.ResourceKinds;
import org.jspecify.annotations.Nullable;

/// What can be seen of a document that is not known to be an object: nothing here fails.
final class Glimpse {

  private static final String LIST = "List";

  private Glimpse() {}

  /// Whether a document that is no object may be one that matters. What does not say its kind may
  /// be anything that lost it: only kinds that are known to be no evidence are left aside.
  static boolean mayBeEvidence(String apiVersion, String kind) {
    if (apiVersion.isEmpty() || kind.isEmpty()) {
      return true;
    }
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    String item = kindOf(kind, "");
    return item.isEmpty() || ResourceKinds.isEvidence(group, item);
  }

  /// The kind of what a document holds: of a list (one that was not taken apart, since what should
  /// be its items is missing or is something else) that of its items.
  static String kindOf(String kind, String unknown) {
    String item = kind.endsWith(LIST) ? kind.substring(0, kind.length() - LIST.length()) : kind;
    return item.isEmpty() ? unknown : item;
  }

  /// The string under a key; empty when there is none.
  static String text(@Nullable Node node, String key) {
    return node instanceof ObjectNode object
            && object.fields().get(key) instanceof StringNode(var text, var line)
        ? text
        : "";
  }

  /// `metadata.name`; empty when there is none.
  static String name(Node root) {
    return root instanceof ObjectNode object ? text(object.fields().get("metadata"), "name") : "";
  }
}
