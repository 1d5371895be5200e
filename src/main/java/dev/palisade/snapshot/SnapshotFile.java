package dev.palisade.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A snapshot as one JSON file, `palisade/snapshot/v1`:
///
///     {"format": "palisade/snapshot/v1", "kind": "SnapshotList",
///      "metadata": {"cluster": …, "takenAt": …, "run": …, "calls": […], "gaps": […], "digest": …},
///      "items": [{"file": …, "pointer": …, "object": {…}}, …]}
///
/// It has the form of a list, one item a line, so that it is written and read object by object. `digest` is
/// the snapshot's own and is compared when the file is read. Compressed with gzip where the name ends in `.gz`.
public final class SnapshotFile {

  public static final String FORMAT = "palisade/snapshot/v1";

  private static final String START = "{\"format\":\"" + FORMAT + "\"";

  /// A snapshot of a big cluster has more calls and gaps than one object of a cluster has bytes.
  private static final ReadLimits LIMITS = new ReadLimits(256L << 20, 200, 0);

  private SnapshotFile() {}

  /// Writes a snapshot. A file of that name is overwritten.
  public static void write(Snapshot snapshot, Path file) throws IOException {
    OutputStream bytes = Files.newOutputStream(file);
    try (OutputStream out = isCompressed(file) ? new GZIPOutputStream(bytes, 1 << 16) : bytes) {
      write(snapshot, out);
    }
  }

  /// Writes a snapshot, uncompressed. The stream stays open.
  public static void write(Snapshot snapshot, OutputStream to) throws IOException {
    OutputStream out = new BufferedOutputStream(to, 1 << 16);
    out.write((START + ",\"kind\":\"SnapshotList\",\"metadata\":").getBytes(UTF_8));
    out.write(CanonicalJson.bytes(SnapshotHeader.of(snapshot)));
    out.write(",\"items\":[".getBytes(UTF_8));
    String separator = "\n";
    for (Manifest manifest : snapshot.manifests()) {
      out.write(separator.getBytes(UTF_8));
      out.write(CanonicalJson.bytes(SnapshotHeader.item(manifest)));
      separator = ",\n";
    }
    out.write("\n]}\n".getBytes(UTF_8));
    out.flush();
  }

  /// Whether a file is a snapshot: looks at its first bytes alone.
  public static boolean isSnapshot(Path file) throws IOException {
    try (InputStream in = open(file)) {
      byte[] start = in.readNBytes(START.length());
      return new String(start, UTF_8).equals(START);
    }
  }

  /// Reads a snapshot.
  ///
  /// @throws MalformedDocument if the file is no snapshot, is cut short, or is not what its digest
  ///   says
  public static Snapshot read(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return read(file.toString(), in);
    }
  }

  /// Reads a snapshot that is not compressed. The name is for messages.
  ///
  /// @throws MalformedDocument if it is no snapshot, is cut short, or is not what its digest says
  public static Snapshot read(String name, InputStream in) throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    List<SnapshotHeader> headers = new ArrayList<>();
    new DocumentReader(LIMITS)
        .read(
            name,
            in,
            reading -> {
              switch (reading) {
                case Reading.Read(Document document) -> manifests.add(manifest(document));
                case Reading.Unreadable(var file, var line, var message) ->
                    throw new MalformedDocument(file, "", line, message);
                case Reading.ListEnd(var file, var header, var count) ->
                    headers.add(header(file, header.metadata()));
              }
            });
    if (headers.size() != 1) {
      throw new MalformedDocument(name, "", 0, "is not a snapshot (" + FORMAT + ")");
    }
    Snapshot snapshot = headers.getFirst().snapshot(manifests);
    if (!snapshot.digest().equals(headers.getFirst().digest())) {
      throw new MalformedDocument(
          name,
          "/metadata/digest",
          0,
          "the digest is "
              + headers.getFirst().digest()
              + ", the content's is "
              + snapshot.digest());
    }
    return snapshot;
  }

  private static SnapshotHeader header(String file, @Nullable Node metadata) {
    return SnapshotHeader.read(new Cursor(file, "/metadata", metadata));
  }

  /// The references are computed anew: what an item is called is what its object says.
  private static Manifest manifest(Document item) {
    Cursor cursor = item.cursor();
    Cursor object = cursor.get("object");
    Node root = object.node();
    if (root == null || !object.isObject()) {
      throw object.malformed("must be an object");
    }
    Document document =
        new Document(
            cursor.get("file").requiredText(),
            cursor.get("pointer").requiredText(),
            SnapshotHeader.withoutLines(root),
            null);
    Manifest manifest = Manifests.of(document);
    if (manifest == null) {
      throw object.malformed("holds a kind that is never collected");
    }
    return manifest;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b; // RFC 1952 section 2.3.1
    in.reset();
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static boolean isCompressed(Path file) {
    return file.getFileName().toString().endsWith(".gz");
  }
}
