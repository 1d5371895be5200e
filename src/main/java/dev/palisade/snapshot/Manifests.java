package dev.palisade.snapshot;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import org.jspecify.annotations.Nullable;

/// Makes manifests of documents that were read.
public final class Manifests {

  private static final String DEFAULT_NAMESPACE = "default";

  private Manifests() {}

  /// The manifest of a document, trimmed; null when nothing of it may be kept (a Secret, a
  /// ConfigMap that is not on the list).
  ///
  /// The namespace of a namespaced kind is `default` where the object names none, that of a
  /// cluster-scoped kind is empty whatever the object says, and that of a kind which is not in
  /// [ResourceKinds] is what the object says.
  ///
  /// @throws MalformedDocument if it is no Kubernetes object: `apiVersion`, `kind` and
  ///   `metadata.name` are needed
  public static @Nullable Manifest of(Document document) {
    Document typed = document.withInheritedKind();
    Cursor object = typed.cursor();
    if (!object.isObject()) {
      throw object.malformed("is not a Kubernetes object: a mapping is needed");
    }
    String apiVersion = nonEmpty(object.get("apiVersion"));
    String kind = nonEmpty(object.get("kind"));
    Cursor metadata = object.get("metadata");
    String name = nonEmpty(metadata.get("name"));
    String said = metadata.get("namespace").text("");
    String uid = metadata.get("uid").text();
    Node trimmed = Trimming.trim(typed.root(), apiVersion, kind);
    if (trimmed == null) {
      return null;
    }
    String namespace = namespace(apiVersion, kind, said);
    ResourceRef ref =
        new ResourceRef(apiVersion, kind, namespace, name, uid, CanonicalJson.digest(trimmed));
    return new Manifest(ref, trimmed, typed.file(), typed.pointer());
  }

  private static String namespace(String apiVersion, String kind, String said) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    return switch (ResourceKinds.scopingOf(group, kind)) {
      case null -> said;
      case CLUSTER -> "";
      case NAMESPACED -> said.isEmpty() ? DEFAULT_NAMESPACE : said;
    };
  }

  private static String nonEmpty(Cursor cursor) {
    if (!cursor.isPresent()) {
      throw cursor.malformed("is missing: every Kubernetes object has it");
    }
    String text = cursor.requiredText();
    if (text.isEmpty()) {
      throw cursor.malformed("must not be empty");
    }
    return text;
  }
}
