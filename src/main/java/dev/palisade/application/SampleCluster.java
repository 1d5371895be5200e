package dev.palisade.application;

import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// The bundled sample: the cluster of an imagined shop that takes cards, at two dates some three
/// months apart. Its manifests are resources under `/sample`; what controllers would have made of
/// them (ReplicaSets, pods with addresses on nodes) is added by [SampleControllers]. Dates in the
/// manifests and in the scope are relative to `today`.
public final class SampleCluster {

  /// The name under which it is kept.
  public static final String NAME = "sample";

  /// How long before `today` the earlier of the two snapshots was taken.
  public static final int DAYS_BETWEEN = 92;

  private static final List<String> COMMON =
      List.of(
          "access",
          "exposure",
          "istio",
          "namespaces",
          "policies-cardholder",
          "policies-orders",
          "policies-payments",
          "policies-reporting",
          "policies-shop",
          "policies-support",
          "system",
          "workloads-cardholder",
          "workloads-ingress-nginx",
          "workloads-monitoring",
          "workloads-orders",
          "workloads-payments",
          "workloads-reporting",
          "workloads-shop",
          "workloads-support");

  /// One of the two dates.
  public enum State {
    EARLIER("earlier", List.of("namespace-reporting", "policies")),
    NOW("now", List.of("access", "namespace-reporting", "policies"));

    private final String folder;
    private final List<String> files;

    State(String folder, List<String> files) {
      this.folder = folder;
      this.files = files;
    }
  }

  // dates as the resources have them, and what they become
  private static final String REVIEW_TO_COME = "2027-06-30";
  private static final String REVIEW_MISSED = "2026-09-15";

  private static final Gap NOT_LISTED =
      new Gap(
          Gap.Reason.REFUSED,
          "Gateway",
          null,
          null,
          403,
          "GET gateways.gateway.networking.k8s.io: 403 Forbidden: the collector may not list this kind");

  private SampleCluster() {}

  /// The scope document of the sample.
  public static String scopeDocument(LocalDate today) {
    return dated(resource("scope.yaml"), today);
  }

  /// The cluster as a collector would have found it.
  public static Snapshot snapshot(State state, Instant takenAt, LocalDate today) {
    return snapshot(
        NAME,
        state.files.stream().map(file -> state.folder + "/" + file).toList(),
        takenAt,
        today,
        List.of(NOT_LISTED));
  }

  /// A cluster of another name that has what both dates have, and some files more.
  static Snapshot snapshot(
      String name, List<String> files, Instant takenAt, LocalDate today, List<Gap> gaps) {
    List<Node> objects = new ArrayList<>();
    COMMON.forEach(file -> read("cluster/" + file + ".yaml", today, objects));
    files.forEach(file -> read(file + ".yaml", today, objects));
    List<Manifest> manifests = new ArrayList<>();
    for (Node object : SampleControllers.reconcile(objects)) {
      Manifest manifest = Manifests.of(new Document("sample", "", object, null));
      if (manifest != null) {
        manifests.add(manifest);
      }
    }
    CollectionRun run =
        new CollectionRun(
            CollectionRun.Trigger.SCHEDULE,
            "schedule daily",
            "palisade-sample/1",
            takenAt.minusSeconds(4),
            takenAt);
    return new Snapshot(
        new ClusterIdentity(name, uid("Namespace", "kube-system"), "v1.34.2"),
        takenAt,
        run,
        manifests,
        calls(manifests, takenAt, !gaps.isEmpty()),
        gaps);
  }

  static String uid(String kind, String name) {
    return UUID.nameUUIDFromBytes((kind + " " + name).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static List<ListCall> calls(List<Manifest> manifests, Instant takenAt, boolean refused) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String empty :
        List.of(
            "crd.projectcalico.org/v1 GlobalNetworkPolicy",
            "crd.projectcalico.org/v1 NetworkPolicy",
            "crd.projectcalico.org/v1 Tier",
            "crd.projectcalico.org/v1 HostEndpoint",
            "discovery.k8s.io/v1 EndpointSlice")) {
      counts.put(empty, 0);
    }
    manifests.forEach(
        m -> counts.merge(m.ref().apiVersion() + " " + m.ref().kind(), 1, Integer::sum));
    String version = Long.toString(takenAt.atZone(ZoneOffset.UTC).toEpochSecond() / 60);
    List<ListCall> calls = new ArrayList<>();
    counts.forEach(
        (key, count) -> {
          int blank = key.indexOf(' ');
          calls.add(
              new ListCall(
                  key.substring(0, blank),
                  key.substring(blank + 1),
                  count,
                  version,
                  ListCall.Completeness.COMPLETE));
        });
    calls.add(
        new ListCall(
            "gateway.networking.k8s.io/v1",
            "Gateway",
            0,
            refused ? null : version,
            refused ? ListCall.Completeness.NOT_COLLECTED : ListCall.Completeness.COMPLETE));
    return calls;
  }

  private static void read(String file, LocalDate today, List<Node> objects) {
    byte[] text = dated(resource(file), today).getBytes(StandardCharsets.UTF_8);
    try {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              file,
              new ByteArrayInputStream(text),
              reading -> {
                switch (reading) {
                  case Reading.Read(Document document) -> objects.add(document.root());
                  case Reading.Unreadable bad ->
                      throw new IllegalStateException(bad.file() + ": " + bad.message());
                  case Reading.ListEnd end -> {}
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String dated(String text, LocalDate today) {
    return text.replace(REVIEW_TO_COME, today.plusDays(219).toString())
        .replace(REVIEW_MISSED, today.minusDays(69).toString());
  }

  private static String resource(String name) {
    try (InputStream in = SampleCluster.class.getResourceAsStream("/sample/" + name)) {
      if (in == null) {
        throw new IllegalStateException("resource /sample/" + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
