package dev.palisade.compliance.diff;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.application.Analysis;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Small clusters, written in a test.
final class Cluster {
  private static final DialectSettings SETTINGS =
      DialectSettings.of(Dialect.KUBERNETES, Use.ASSESSMENT);

  private Cluster() {}

  static State state(String... documents) {
    return State.of(Analysis.of(snapshot(documents), SETTINGS).evidence());
  }

  static Reachability reachability(Snapshot snapshot) {
    return Analysis.of(snapshot, SETTINGS).reachability();
  }

  static Comparison compare(State before, State after) {
    return Comparison.between(before, after, Cluster::reachability);
  }

  static Comparison compare(DialectSettings settings, List<String> before, List<String> after) {
    return Comparison.between(
        judged(settings, before), judged(settings, after), recompute(settings));
  }

  static State judged(DialectSettings settings, List<String> documents) {
    return State.of(Analysis.of(snapshot(documents.toArray(String[]::new)), settings).evidence());
  }

  static Function<Snapshot, Reachability> recompute(DialectSettings settings) {
    return snapshot -> Analysis.of(snapshot, settings).reachability();
  }

  static Snapshot snapshot(String... documents) {
    List<Manifest> manifests = new ArrayList<>();
    String text = String.join("\n---\n", documents);
    try {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              "in.yaml",
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              reading -> {
                if (reading instanceof Reading.Read(var document)) {
                  Manifest manifest = Manifests.of(document);
                  if (manifest != null) {
                    manifests.add(manifest);
                  }
                } else {
                  throw new IllegalArgumentException(reading.toString());
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Instant now = Instant.EPOCH;
    return new Snapshot(
        new ClusterIdentity("test", null, null),
        now,
        new CollectionRun(CollectionRun.Trigger.FILES, "test", "test", now, now),
        manifests,
        List.of(),
        List.of());
  }

  static String namespace(String name, String... labels) {
    return "{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {%s}}}"
        .formatted(name, String.join(", ", labels));
  }

  static String deployment(String namespace, String name) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {namespace: %1$s, name: %2$s}
    spec:
      selector: {matchLabels: {app: %2$s}}
      template:
        metadata: {labels: {app: %2$s}}
        spec: {containers: [{name: main, image: main}]}
    """
        .formatted(namespace, name);
  }

  static String pod(String namespace, String name, String labels) {
    return "{apiVersion: v1, kind: Pod, metadata: {namespace: %s, name: %s, labels: {%s}}, spec: {containers: [{name: main, image: main}]}}"
        .formatted(namespace, name, labels);
  }

  /// Selects every pod of the namespace.
  static String policy(String namespace, String name, String spec) {
    return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: %s, name: %s}, spec: {podSelector: {}, %s}}"
        .formatted(namespace, name, spec);
  }
}
