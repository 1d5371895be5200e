package dev.palisade.translate;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Snapshots of YAML that stands in a test.
public final class Snapshots {
  public static final DialectSettings MAPS = DialectSettings.of(Dialect.KUBERNETES, Use.MANIFESTS);
  public static final DialectSettings ASSESSMENT =
      DialectSettings.of(Dialect.KUBERNETES, Use.ASSESSMENT);

  private Snapshots() {}

  /// @param documents YAML texts, each of one or more documents, as if of the file `in.yaml`
  public static Snapshot of(String... documents) {
    List<Manifest> manifests = new ArrayList<>();
    String text = String.join("\n---\n", documents);
    try {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              "in.yaml",
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              reading -> {
                switch (reading) {
                  case Reading.Read(var document) -> {
                    Manifest manifest = Manifests.of(document);
                    if (manifest != null) {
                      manifests.add(manifest);
                    }
                  }
                  case Reading.Unreadable unreadable ->
                      throw new IllegalArgumentException(unreadable.toString());
                  case Reading.ListEnd end -> {}
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(manifests, Instant.EPOCH);
  }

  /// Of objects that were made and not read, whose digest is no real one.
  public static Snapshot of(List<Node.ObjectNode> objects) {
    List<Manifest> manifests = new ArrayList<>();
    for (Node.ObjectNode object : objects) {
      Node metadata = object.fields().get("metadata");
      ResourceRef ref =
          new ResourceRef(
              text(object, "apiVersion"),
              text(object, "kind"),
              text(metadata, "namespace"),
              text(metadata, "name"),
              null,
              Integer.toHexString(object.hashCode()));
      manifests.add(new Manifest(ref, object, "in.yaml", ""));
    }
    return of(manifests, Instant.EPOCH);
  }

  private static String text(Node object, String field) {
    return object instanceof Node.ObjectNode(var fields, var line)
            && fields.get(field) instanceof Node.StringNode(var value, var at)
        ? value
        : "";
  }

  private static Snapshot of(List<Manifest> manifests, Instant now) {
    return new Snapshot(
        new ClusterIdentity("test", null, null),
        now,
        new CollectionRun(Trigger.FILES, "test", "test", now, now),
        manifests,
        List.of(),
        List.of());
  }

  public static Translation translate(String... documents) {
    return Translator.translate(of(documents), MAPS);
  }
}
