package dev.palisade.store;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A cluster of pods that is collected every hour and of which one object in a hundred changes each
/// day. A seed determines its history.
final class LivingCluster {
  static final Instant START = Instant.parse("2023-01-01T00:00:00Z");
  private static final int KINDS = 40;

  private final String name;
  private final RandomGenerator random;
  private final List<Manifest> objects = new ArrayList<>();
  private final int[] generations;
  private int hour;

  /// @param size how many objects it has
  LivingCluster(String name, int size, long seed) {
    this.name = name;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.generations = new int[size];
    for (int i = 0; i < size; i++) {
      objects.add(pod(i));
    }
  }

  /// The next hour's snapshot.
  Snapshot next() {
    if (hour > 0) {
      // on the average a hundredth of all objects in 24 hours
      int changes = objects.size() / 100;
      for (int i = 0; i < changes; i++) {
        if (random.nextInt(24) == 0) {
          int changed = random.nextInt(objects.size());
          generations[changed]++;
          objects.set(changed, pod(changed));
        }
      }
    }
    return snapshot(hour++);
  }

  private Snapshot snapshot(int at) {
    Instant end = START.plus(Duration.ofHours(at)).plusMillis(random.nextInt(9_000));
    List<ListCall> calls = new ArrayList<>();
    for (int i = 0; i < KINDS; i++) {
      calls.add(
          new ListCall(
              "group" + i + ".example.io/v1",
              "SomeLongKind" + i,
              250 + i,
              Long.toString(48_000_000L + 977L * at + 13L * i),
              ListCall.Completeness.COMPLETE));
    }
    return new Snapshot(
        new ClusterIdentity(name, "0c7f9d3e-5b1a-4c1e-9d7f-0f4c2a6b8e10", "v1.36.3"),
        end,
        new CollectionRun(
            CollectionRun.Trigger.SCHEDULE, "schedule hourly", "test/1", end.minusSeconds(9), end),
        objects,
        calls,
        List.of());
  }

  private Manifest pod(int number) {
    String namespace = "team-" + number % 97;
    String pod = "service-" + number / 3 + "-" + Integer.toHexString(number * 7919);
    Map<String, Node> metadata = new LinkedHashMap<>();
    metadata.put("name", Node.text(pod));
    metadata.put("namespace", Node.text(namespace));
    metadata.put("labels", labels(number));
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("apiVersion", Node.text("v1"));
    fields.put("kind", Node.text("Pod"));
    fields.put("metadata", Node.object(metadata));
    fields.put("spec", spec(number));
    Node root = Node.object(fields);
    return new Manifest(
        new ResourceRef(
            "v1", "Pod", namespace, pod, "9d1f6c52-" + number, CanonicalJson.digest(root)),
        root,
        "/api/v1/pods",
        "");
  }

  private Node labels(int number) {
    return Node.object(
        Map.of(
            "app.kubernetes.io/name", Node.text("service-" + number / 3),
            "app.kubernetes.io/version", Node.text("1.0." + generations[number]),
            "pod-template-hash", Node.text(Integer.toHexString((number + 1) * 31_337))));
  }

  private Node spec(int number) {
    List<Node> containers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      containers.add(
          Node.object(
              Map.of(
                  "name", Node.text("container-" + i),
                  "image",
                      Node.text(
                          "registry.example/shop/service-%d@sha256:%s"
                              .formatted(number / 3, Sha256.hex(number + "/" + i))),
                  "ports",
                      Node.array(
                          List.of(
                              Node.object(
                                  Map.of(
                                      "name", Node.text("http"),
                                      "protocol", Node.text("TCP"),
                                      "containerPort", Node.number(8080 + i))))))));
    }
    return Node.object(
        Map.of(
            "nodeName", Node.text("node-" + number % 61),
            "serviceAccountName", Node.text("service-" + number / 3),
            "containers", Node.array(containers)));
  }
}
