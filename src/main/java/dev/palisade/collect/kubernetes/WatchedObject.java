package dev.palisade.collect.kubernetes;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.journal.FieldWriter;
import dev.palisade.snapshot.journal.WatchedKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One state of an object, as a watch or a list tells of it.
///
/// @param ref with the digest that a snapshot gives this content
/// @param labels by which policies select it; empty for kinds that none selects
/// @param writers who wrote fields of it, but for its status; keys tell apart what they wrote
/// @param ownedByController whether what it is follows from its owner
/// @param content canonical JSON of what is kept of it; null for a pod
record WatchedObject(
    ResourceRef ref,
    String resourceVersion,
    SortedMap<String, String> labels,
    Map<Integer, FieldWriter> writers,
    boolean ownedByController,
    @Nullable String content) {

  /// @throws MalformedDocument if it is no object of an API server
  static WatchedObject of(WatchedKind kind, Document document) {
    Document typed = document.withInheritedKind();
    Manifest manifest = Manifests.of(typed);
    Cursor metadata = typed.cursor().get("metadata");
    if (manifest == null || !kind.equals(of(manifest.ref()))) {
      throw typed.cursor().malformed("is no " + kind);
    }
    metadata.get("uid").requiredText();
    return new WatchedObject(
        manifest.ref(),
        metadata.get("resourceVersion").requiredText(),
        kind.isSelected()
            ? Collections.unmodifiableSortedMap(new TreeMap<>(metadata.get("labels").textMap()))
            : Collections.emptySortedMap(),
        writers(metadata.get("managedFields")),
        isOwnedByController(metadata),
        kind.equals(WatchedKind.POD) ? null : CanonicalJson.text(manifest.root()));
  }

  private static WatchedKind of(ResourceRef ref) {
    return new WatchedKind(ref.group(), ref.kind());
  }

  private static Map<Integer, FieldWriter> writers(Cursor managedFields) {
    Map<Integer, FieldWriter> writers = new LinkedHashMap<>();
    for (Cursor entry : managedFields.items()) {
      // a subresource's fields are its status
      if (entry.node() != null && entry.get("subresource").isAbsent()) {
        writers.put(
            CanonicalJson.digest(entry.node()).hashCode(),
            new FieldWriter(
                entry.get("manager").text(""),
                entry.get("operation").text(""),
                entry.get("time").text()));
      }
    }
    return writers;
  }

  private static boolean isOwnedByController(Cursor metadata) {
    return metadata.get("ownerReferences").items().stream()
        .anyMatch(owner -> Boolean.TRUE.equals(owner.get("controller").bool()));
  }
}
