package dev.palisade.application.push;

import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Snapshots to push.
final class Pushable {
  private Pushable() {}

  static Snapshot snapshot(String cluster, Instant at, int pods) {
    return snapshot(
        cluster,
        "uid-of-" + cluster,
        at,
        IntStream.range(0, pods).mapToObj(Pushable::pod).toList());
  }

  static Snapshot snapshot(String cluster, String uid, Instant at, List<Manifest> manifests) {
    return new Snapshot(
        new ClusterIdentity(cluster, uid, "v1.36.3"),
        at,
        new CollectionRun(Trigger.REQUEST, "cron", "palisade-kubernetes/9", at.minusSeconds(3), at),
        manifests,
        List.of(),
        List.of());
  }

  static Manifest pod(int number) {
    return manifest(
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p-%d", "namespace": "shop", "labels": {"app": "%s"}}}
        """
            .formatted(number, "x".repeat(60)));
  }

  static Manifest manifest(String json) {
    Document document =
        new Document(
            "/api/v1/pods",
            "",
            new DocumentReader(ReadLimits.DEFAULT).parseJson("test", json),
            null);
    return Objects.requireNonNull(Manifests.of(document));
  }
}
