package dev.palisade.collect.files;

import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Documents that say how manifests are put together
/// (kubectl.docs.kubernetes.io/references/kustomize/kustomization). They never reach a cluster and
/// lie beside manifests everywhere. One that only lists the files beside it says nothing new; what
/// patches, labels, moves to a namespace or fetches makes other objects than those that are here.
final class Kustomization {
  static final String GROUP = "kustomize.config.k8s.io/";

  /// Fields by which no object comes, goes, or lets through other traffic.
  private static final Set<String> HARMLESS =
      Set.of(
          "apiVersion",
          "kind",
          "metadata",
          "buildMetadata",
          "configMapGenerator",
          "configurations",
          "crds",
          "generatorOptions",
          "images",
          "openapi",
          "replicas",
          "secretGenerator",
          "sortOptions",
          "validators");

  private static final Set<String> LISTS = Set.of("resources", "bases");

  private Kustomization() {}

  /// The first thing in it that makes of the manifests beside it something else; null: nothing.
  static @Nullable Cursor change(Cursor root) {
    try {
      for (Map.Entry<String, Cursor> field : root.fields().entrySet()) {
        Cursor at = field.getValue();
        if (LISTS.contains(field.getKey())) {
          for (Cursor item : at.items()) {
            if (isElsewhere(item.text(""))) {
              return item;
            }
          }
        } else if (!HARMLESS.contains(field.getKey()) && !isEmpty(at)) {
          return at;
        }
      }
      return null;
    } catch (MalformedDocument e) {
      return root;
    }
  }

  /// A remote resource, or one outside the folder of the document, which need not have been read.
  private static boolean isElsewhere(String resource) {
    return List.of("..", "/", "github.com/", "git@").stream().anyMatch(resource::startsWith)
        || resource.contains("://")
        || resource.contains("?ref=");
  }

  private static boolean isEmpty(Cursor at) {
    return !at.isPresent()
        || (at.isArray() && at.items().isEmpty())
        || (at.isObject() && at.fields().isEmpty())
        || (at.isString() && at.text("").isEmpty());
  }
}
