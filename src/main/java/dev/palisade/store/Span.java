package dev.palisade.store;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// That an object stood with one content from a snapshot on: a row of `object_span`.
///
/// @param file the file in which this content was read when the span began
/// @param seal SHA-256 over all the rest
record Span(ResourceRef ref, String file, String pointer, long firstSequence, String seal) {

  /// What makes two manifests the same object.
  record Key(String apiVersion, String kind, String namespace, String name) {
    static Key of(ResourceRef ref) {
      return new Key(ref.apiVersion(), ref.kind(), ref.namespace(), ref.name());
    }
  }

  static Span beginning(Manifest manifest, long sequence) {
    return new Span(
        manifest.ref(),
        manifest.file(),
        manifest.pointer(),
        sequence,
        sealOf(manifest.ref(), manifest.file(), manifest.pointer(), sequence));
  }

  static String sealOf(ResourceRef ref, String file, String pointer, long firstSequence) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("apiVersion", Node.text(ref.apiVersion()));
    said.put("kind", Node.text(ref.kind()));
    said.put("namespace", Node.text(ref.namespace()));
    said.put("name", Node.text(ref.name()));
    if (ref.uid() != null) {
      said.put("uid", Node.text(ref.uid()));
    }
    said.put("digest", Node.text(ref.digest()));
    said.put("file", Node.text(file));
    said.put("pointer", Node.text(pointer));
    said.put("first", Node.number(firstSequence));
    return CanonicalJson.digest(Node.object(said));
  }

  /// The seal of the row of `object_end` that ends the span with this seal.
  static String endSealOf(String seal, long lastSequence) {
    return CanonicalJson.digest(
        Node.object(Map.of("span", Node.text(seal), "last", Node.number(lastSequence))));
  }

  /// The digest of the set of objects that stand in one snapshot.
  static String digestOf(Collection<String> seals) {
    return CanonicalJson.digest(Node.array(seals.stream().sorted().map(Node::text).toList()));
  }

  Key key() {
    return Key.of(ref);
  }

  /// Whether the seal is that of the rest.
  boolean isWhole() {
    return seal.equals(sealOf(ref, file, pointer, firstSequence));
  }
}
