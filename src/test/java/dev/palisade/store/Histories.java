package dev.palisade.store;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// Snapshots for tests: made by hand, or a history of them that a seed determines.
final class Histories {
  static final Instant START = Instant.parse("2026-01-31T10:15:30.123456789Z");

  private final String cluster;
  private final RandomGenerator random;
  private final Map<String, Manifest> objects = new TreeMap<>();
  private int made;

  Histories(String cluster, long seed) {
    this.cluster = cluster;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// The next snapshot of the history: some objects came, changed, came back to what they were, or
  /// went.
  Snapshot next() {
    int changes = random.nextInt(4) == 0 ? 0 : random.nextInt(12);
    for (int i = 0; i < changes; i++) {
      String name = "object-" + random.nextInt(25);
      if (random.nextInt(4) == 0) {
        objects.remove(name);
      } else {
        objects.put(name, manifest("shop", name, "content " + random.nextInt(3)));
      }
    }
    List<Gap> gaps = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      gaps.add(new Gap(Gap.Reason.REFUSED, "Secret", null, null, 403, "no\n\u0000\"rights\" é 𝄞"));
      gaps.add(new Gap(Gap.Reason.UNREADABLE, "*", "shop", "x" + random.nextInt(9), 0, ""));
    }
    return snapshot(cluster, made++, List.copyOf(objects.values()), gaps);
  }

  static Snapshot snapshot(String cluster, int hour, List<Manifest> manifests, List<Gap> gaps) {
    Instant end = START.plusSeconds(3600L * hour);
    return new Snapshot(
        new ClusterIdentity(
            cluster, hour % 2 == 0 ? "uid-1" : null, hour % 3 == 0 ? "v1.36" : null),
        end,
        new CollectionRun(
            CollectionRun.Trigger.SCHEDULE,
            "schedule/hourly",
            "test/1",
            end.minusSeconds(2),
            end,
            "reader",
            List.of("Secret: never asked for"),
            List.of(new CollectionRun.Note(CollectionRun.Note.Weight.REMARK, "begun anew"))),
        manifests,
        List.of(
            new ListCall("v1", "Pod", 3, "4711", ListCall.Completeness.COMPLETE),
            new ListCall("x/v1", "Y", 0, null, ListCall.Completeness.NOT_INSTALLED)),
        gaps);
  }

  static Snapshot snapshot(String cluster, int hour, Manifest... manifests) {
    return snapshot(cluster, hour, List.of(manifests), List.of());
  }

  static Manifest manifest(String namespace, String name, String content) {
    return manifest("Pod", namespace, name, "uid-of-" + name, content);
  }

  static Manifest manifest(
      String kind, String namespace, String name, @Nullable String uid, String content) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("kind", Node.text(kind));
    fields.put("name", Node.text(name));
    fields.put("spec", Node.array(List.of(Node.text(content), Node.nothing(), Node.bool(true))));
    fields.put("big", new Node.NumberNode("9007199254740993", 0));
    Node root = Node.object(fields);
    return new Manifest(
        new ResourceRef("v1", kind, namespace, name, uid, CanonicalJson.digest(root)),
        root,
        "/api/v1/pods",
        "");
  }
}
