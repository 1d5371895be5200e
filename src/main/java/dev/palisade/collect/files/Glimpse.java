package dev.palisade.collect.files;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import dev.palisade.snapshot.ResourceKinds;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can be seen of a document that is not known to be an object: nothing here fails.
final class Glimpse {

  /// A document with one of these may be a manifest that lost the rest.
  private static final Set<String> TRACES =
      Set.of("apiVersion", "kind", "metadata", "spec", "items");

  private Glimpse() {}

  /// Whether a document that is no object may be one that matters.
  ///
  /// Arrays, values and mappings without a trace of a manifest (a chart's values, say) are none,
  /// and neither are kinds that are no evidence (a Kustomization has no name).
  static boolean mayBeEvidence(Node root, String apiVersion, String kind) {
    if (!(root instanceof ObjectNode(var fields, var line))) {
      return false;
    }
    if (apiVersion.isEmpty() || kind.isEmpty()) {
      return fields.keySet().stream().anyMatch(TRACES::contains);
    }
    int slash = apiVersion.indexOf('/');
    return ResourceKinds.isEvidence(slash < 0 ? "" : apiVersion.substring(0, slash), kind);
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
