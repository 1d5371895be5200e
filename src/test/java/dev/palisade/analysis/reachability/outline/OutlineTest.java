package dev.palisade.analysis.reachability.outline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.connectivity.IngressController;
import dev.palisade.analysis.reachability.connectivity.Level;
import dev.palisade.analysis.reachability.outline.Outline.Among;
import dev.palisade.analysis.reachability.outline.Outline.Arrow;
import dev.palisade.analysis.reachability.outline.Outline.Box;
import dev.palisade.analysis.reachability.outline.Outline.Extent;
import dev.palisade.analysis.reachability.outline.Outline.Node;
import dev.palisade.analysis.reachability.outline.Outline.Tip;
import dev.palisade.analysis.reachability.outline.Outline.View;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.application.DialectChoice;
import dev.palisade.application.MapConnectivity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutlineTest {
  private static final Path SAMPLE = Path.of("src/main/resources/sample");

  @TempDir Path folder;

  @Test
  void sampleClusterIsDrawnWithoutLossOrAddition() {
    saysWhatTheMapSays(map(List.of(SAMPLE.resolve("cluster"), SAMPLE.resolve("now")), null, null));
  }

  @Test
  void zonesOfAScopeAreDrawnWithoutLossOrAddition() {
    Outline outline =
        saysWhatTheMapSays(
            map(
                List.of(SAMPLE.resolve("cluster"), SAMPLE.resolve("now")),
                null,
                SAMPLE.resolve("scope.yaml")));

    assertThat(outline.boxes()).extracting(box -> box.names().getFirst()).contains("cde", "shop");
    assertThat(outline.boxes().getFirst().category()).isEqualTo("cardholder-data");
  }

  @Test
  void limitedMapShowsOnlyZonesThatHaveAPart() {
    Outline outline =
        saysWhatTheMapSays(map(List.of(SAMPLE.resolve("cluster")), "cardholder/card-vault", null));

    assertThat(outline.coverage()).isEqualTo(Outline.Coverage.LIMITED);
    assertThat(outline.boxes())
        .extracting(box -> box.names().getFirst())
        .contains("cardholder")
        .doesNotContain("shop");
  }

  @Test
  void generatedClustersAreDrawnWithoutLossOrAddition() throws IOException {
    for (int seed = 1; seed <= 40; seed++) {
      Path file = folder.resolve("cluster" + seed + ".yaml");
      Files.writeString(file, cluster(new Random(seed)));
      Outline outline = saysWhatTheMapSays(map(List.of(file), null, null));
      assertThat(outline.arrows())
          .as("arrows of seed %d: the comparison above was exact", seed)
          .allMatch(arrow -> arrow.extent() == Extent.EVERY);
    }
  }

  @Test
  void clusterWithoutPoliciesIsOneBox() throws IOException {
    Path file = folder.resolve("open.yaml");
    Files.writeString(
        file, workload("a", "x") + workload("b", "x") + workload("c", "x") + workload("c", "y"));
    Outline outline = saysWhatTheMapSays(map(List.of(file), null, null));

    assertThat(outline.boxes()).hasSize(1);
    assertThat(outline.boxes().getFirst().names()).containsExactly("a", "b", "c");
    assertThat(outline.arrows()).hasSize(2); // from any address and to any
  }

  @Test
  void whatNothingReachesAndReachesNothingIsIsolated() throws IOException {
    Path file = folder.resolve("closed.yaml");
    Files.writeString(
        file, workload("a", "x") + workload("a", "y") + workload("b", "x") + deny("a"));
    Outline outline = saysWhatTheMapSays(map(List.of(file), null, null));

    assertThat(outline.isIsolated(0, 0)).isTrue();
    assertThat(outline.boxes().getFirst().nodes()).hasSize(1);
    assertThat(outline.boxes().getFirst().nodes().getFirst().members())
        .containsExactly("a/x[Deployment]", "a/y[Deployment]");
    assertThat(outline.isIsolated(1, 0)).isFalse();
  }

  @Test
  void crowdedClusterIsDrawnByZones() throws IOException {
    StringBuilder manifests = new StringBuilder();
    for (int i = 0; i < 90; i++) {
      manifests.append(workload("n" + i % 6, "w" + i));
      manifests.append(only("n" + i % 6, "w" + i, "w" + (i * 7 + 6) % 90, 1000 + i));
    }
    Path file = folder.resolve("crowded.yaml");
    Files.writeString(file, manifests);
    Outline outline = saysWhatTheMapSays(map(List.of(file), null, null));

    assertThat(outline.view()).isNotEqualTo(View.WORKLOADS);
    assertThat(outline.boxes()).hasSize(6);
  }

  private static MapConnectivity map(
      List<Path> paths, @Nullable String from, @Nullable Path scope) {
    DialectChoice dialect = new DialectChoice(Dialect.KUBERNETES, new TreeMap<>());
    return MapConnectivity.of(
        new MapConnectivity.Request(paths, dialect, Level.WORKLOAD, from, null, scope));
  }

  /// Spells every arrow out and compares with the lines of the map.
  private static Outline saysWhatTheMapSays(MapConnectivity map) {
    Outline outline = Outline.of(map.map(), map.division());
    SortedMap<String, TrafficSet> said = new TreeMap<>();
    boolean exact = outline.view() == View.WORKLOADS;
    for (Arrow arrow : outline.arrows()) {
      exact &= arrow.extent() == Extent.EVERY;
      spell(
          said,
          members(outline, arrow.from(), outline.sources()),
          members(outline, arrow.to(), outline.destinations()),
          arrow.traffic());
    }
    for (Box box : outline.boxes()) {
      exact &=
          spell(
              said, box.nodes().stream().flatMap(n -> n.members().stream()).toList(), box.among());
      for (Node node : box.nodes()) {
        exact &= spell(said, node.members(), node.among());
      }
    }
    SortedMap<String, TrafficSet> lines = new TreeMap<>();
    map.map().forEachFlow((from, to, traffic) -> lines.put(from + " => " + to, traffic));
    if (exact) {
      assertThat(said).isEqualTo(lines);
    } else {
      // a bound from above for each line
      lines.forEach((line, traffic) -> assertThat(said.get(line).contains(traffic)).isTrue());
    }
    return outline;
  }

  private static boolean spell(
      SortedMap<String, TrafficSet> said, List<String> members, @Nullable Among among) {
    if (among != null) {
      spell(said, members, members, among.traffic());
    }
    return among == null || among.extent() == Extent.EVERY;
  }

  private static void spell(
      SortedMap<String, TrafficSet> said,
      List<String> sources,
      List<String> destinations,
      TrafficSet traffic) {
    for (String from : sources) {
      for (String to : destinations) {
        if (!from.equals(to)) {
          said.merge(from + " => " + to, traffic, TrafficSet::union);
        }
      }
    }
  }

  private static List<String> members(Outline outline, Tip tip, List<Node> outside) {
    Stream<Node> inside = outline.boxes().stream().flatMap(box -> box.nodes().stream());
    Stream<Node> nodes =
        switch (tip) {
          case Tip.Everyone everyone -> inside;
          case Tip.OfBox(int box) -> outline.boxes().get(box).nodes().stream();
          case Tip.OfNode(int box, int node) ->
              Stream.of(outline.boxes().get(box).nodes().get(node));
          case Tip.AllOutside all ->
              outside.stream().filter(n -> !n.members().contains(IngressController.NAME));
          case Tip.Outside(int index) -> Stream.of(outside.get(index));
        };
    return nodes.flatMap(node -> node.members().stream()).toList();
  }

  private static String cluster(Random random) {
    StringBuilder manifests = new StringBuilder();
    int namespaces = 2 + random.nextInt(5);
    for (int n = 0; n < namespaces; n++) {
      int workloads = 1 + random.nextInt(4);
      for (int w = 0; w < workloads; w++) {
        manifests.append(workload("n" + n, "w" + w));
        if (random.nextInt(4) == 0) {
          manifests.append(only("n" + n, "w" + w, "w" + random.nextInt(3), 80 + random.nextInt(2)));
        }
      }
      if (random.nextInt(3) == 0) {
        manifests.append(deny("n" + n));
      }
      if (random.nextInt(3) == 0) {
        manifests.append(network("n" + n, random.nextInt(3)));
      }
    }
    return manifests.toString();
  }

  private static String workload(String namespace, String name) {
    return """
        ---
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: %2$s, namespace: %1$s}, spec: {selector: {matchLabels: {app: %2$s}},
          template: {metadata: {labels: {app: %2$s}}, spec: {containers: [{name: c, image: i}]}}}}
        """
        .formatted(namespace, name);
  }

  private static String deny(String namespace) {
    return """
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: %s},
          spec: {podSelector: {}, policyTypes: [Ingress, Egress]}}
        """
        .formatted(namespace);
  }

  private static String only(String namespace, String to, String from, int port) {
    return """
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: only-%2$s, namespace: %1$s}, spec: {podSelector: {matchLabels: {app: %2$s}},
          ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: %3$s}}}], ports: [{protocol: TCP, port: %4$d}]}], policyTypes: [Ingress]}}
        """
        .formatted(namespace, to, from, port);
  }

  private static String network(String namespace, int network) {
    return """
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: net, namespace: %1$s}, spec: {podSelector: {},
          egress: [{to: [{ipBlock: {cidr: 10.%2$d.0.0/16}}, {namespaceSelector: {}}]}], ingress: [{from: [{ipBlock: {cidr: 10.%2$d.0.0/15, except: [10.%2$d.1.0/24]}}]}],
          policyTypes: [Ingress, Egress]}}
        """
        .formatted(namespace, network * 2);
  }
}
