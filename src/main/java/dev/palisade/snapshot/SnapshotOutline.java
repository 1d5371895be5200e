package dev.palisade.snapshot;

import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A snapshot with its objects' digests in place of their contents, `palisade/push/v1`: what is
/// handed over once the contents are there.
///
///     {"format": "palisade/push/v1", "metadata": {as in a snapshot file},
///      "objects": [{"digest": …, "file": …, "pointer": …}, …]}
public final class SnapshotOutline {
  public static final String FORMAT = "palisade/push/v1";

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final String name;
  private final SnapshotHeader header;
  private final List<Entry> entries;

  private SnapshotOutline(String name, SnapshotHeader header, List<Entry> entries) {
    this.name = name;
    this.header = header;
    this.entries = entries;
  }

  private record Entry(String digest, String file, String pointer) {}

  /// The outline of a snapshot as JSON.
  public static Node of(Snapshot snapshot) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("format", Node.text(FORMAT));
    fields.put("metadata", SnapshotHeader.of(snapshot));
    fields.put(
        "objects", Node.array(snapshot.manifests().stream().map(SnapshotOutline::entry).toList()));
    return Node.object(fields);
  }

  private static Node entry(Manifest manifest) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("digest", Node.text(manifest.ref().digest()));
    fields.put("file", Node.text(manifest.file()));
    if (!manifest.pointer().isEmpty()) {
      fields.put("pointer", Node.text(manifest.pointer()));
    }
    return Node.object(fields);
  }

  /// Reads an outline.
  ///
  /// @throws MalformedDocument if it is none
  public static SnapshotOutline read(Cursor outline) {
    Cursor format = outline.get("format");
    if (!format.requiredText().equals(FORMAT)) {
      throw format.malformed("must be " + FORMAT);
    }
    List<Entry> entries = new ArrayList<>();
    for (Cursor object : outline.get("objects").items()) {
      entries.add(
          new Entry(
              digest(object.get("digest")),
              object.get("file").requiredText(),
              object.get("pointer").text("")));
    }
    return new SnapshotOutline(
        outline.file(), SnapshotHeader.read(outline.get("metadata")), List.copyOf(entries));
  }

  private static String digest(Cursor cursor) {
    String digest = cursor.requiredText();
    if (!DIGEST.matcher(digest).matches()) {
      throw cursor.malformed("must be a SHA-256 in lower-case hex");
    }
    return digest;
  }

  public ClusterIdentity cluster() {
    return header.cluster();
  }

  /// The digests of the objects' contents, each once.
  public Set<String> digests() {
    Set<String> digests = new HashSet<>();
    entries.forEach(entry -> digests.add(entry.digest()));
    return digests;
  }

  /// The snapshot.
  ///
  /// @param contents by digest; all of [#digests] must be there
  /// @throws MalformedDocument if a content is not what its digest says, is no object that may be
  ///   kept, or not trimmed; if an object stands twice; or if the whole does not give the
  ///   snapshot's digest
  public Snapshot with(Map<String, Node> contents) {
    List<Manifest> manifests = new ArrayList<>();
    Set<String> identities = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Node root = contents.get(entry.digest());
      if (root == null) {
        throw malformed("/objects/" + i + "/digest", "no content of the digest " + entry.digest());
      }
      Manifest manifest = manifest(entry, root, "/objects/" + i);
      if (!identities.add(manifest.ref().apiVersion() + " " + manifest.ref())) {
        throw malformed("/objects/" + i, manifest.ref() + " stands twice");
      }
      manifests.add(manifest);
    }
    Snapshot snapshot = header.snapshot(manifests);
    if (!snapshot.digest().equals(header.digest())) {
      throw malformed(
          "/metadata/digest",
          "the digest is " + header.digest() + ", the content's is " + snapshot.digest());
    }
    return snapshot;
  }

  private Manifest manifest(Entry entry, Node root, String pointer) {
    Document document =
        new Document(entry.file(), entry.pointer(), SnapshotHeader.withoutLines(root), null);
    Manifest manifest = Manifests.of(document);
    if (manifest == null) {
      throw malformed(pointer, "a kind that is never kept");
    }
    if (!manifest.ref().digest().equals(entry.digest())) {
      throw malformed(
          pointer,
          manifest.ref() + ": the content, trimmed, has the digest " + manifest.ref().digest());
    }
    return manifest;
  }

  private MalformedDocument malformed(String pointer, String problem) {
    return new MalformedDocument(name, pointer, 0, problem);
  }
}
