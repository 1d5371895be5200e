package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palisade.collect.files.FolderCollector;
import dev.palisade.translate.manifest.MapObstacle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OracleTest {
  private static final Path ORACLE =
      Path.of(System.getProperty("palisade.shared", "../shared"), "oracle");

  @BeforeEach
  void theGivenCasesAreThere() {
    assumeTrue(Files.isDirectory(ORACLE), () -> "no given cases in " + ORACLE.toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"k8s-e2e", "netpol-eval", "netpol-connectivity", "netpol-diff"})
  void nothingThatTheGivenCasesRestOnIsRefused(String folder) throws IOException {
    List<String> refused = new ArrayList<>();
    for (List<Path> cluster : clusters(folder)) {
      translate(cluster).refusals().forEach(refusal -> refused.add(refusal.toString()));
    }
    assertThat(refused).isEmpty();
  }

  /// @param pointer where the object of that name is at fault
  @ParameterizedTest
  @CsvSource({
    "bad_netpols/subdir1, /spec/ingress/2/from/0/ipBlock/cidr",
    "bad_netpols/subdir2, /spec/podSelector/matchLabels/app@b",
    "bad_netpols/subdir3, /spec/ingress/0/from/0",
    "bad_netpols/subdir4, /spec/ingress/0/from/0"
  })
  void badNetworkPoliciesAreRefusedAndNothingElseIs(String folder, String pointer) {
    Translation t = translate(List.of(ORACLE.resolve("netpol-bad-input/tests").resolve(folder)));
    assertThat(t.refusals())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.ref().kind()).isEqualTo("NetworkPolicy");
              assertThat(refusal.pointer()).isEqualTo(pointer);
              assertThat(refusal.file()).contains(folder);
              assertThat(refusal.line()).isPositive();
            });
    assertThat(t.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.name()).isEqualTo(t.refusals().getFirst().ref().name()));
  }

  @Test
  void portNameTowardsAnAddressBlockIsAnObstacleOfMapsAlone() {
    Translation t =
        translate(List.of(ORACLE.resolve("netpol-bad-input/tests/bad_netpols/subdir6")));
    assertThat(t.refusals()).isEmpty();
    assertThat(t.mapObstacles())
        .singleElement()
        .satisfies(
            obstacle -> {
              assertThat(obstacle.kind()).isEqualTo(MapObstacle.Kind.NAMED_PORT_TO_ADDRESSES);
              assertThat(obstacle.ref().name()).isEqualTo("shippingservice-netpol");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"netpol-connectivity", "netpol-diff"})
  void noGivenMapHasAFatalObstacle(String folder) throws IOException {
    List<String> fatal = new ArrayList<>();
    for (List<Path> cluster : clusters(folder)) {
      translate(cluster).mapObstacles().stream()
          .filter(obstacle -> obstacle.kind().isFatal())
          .forEach(obstacle -> fatal.add(obstacle.toString()));
    }
    assertThat(fatal).isEmpty();
  }

  @Test
  void noGivenCaseMakesTranslationFail() throws IOException {
    for (String folder : List.of("netpol-bad-input", "network-policy-api", "calico", "cilium")) {
      for (List<Path> cluster : clusters(folder)) {
        for (Path path : cluster) {
          if (Files.exists(path) && !path.endsWith("malformed-pod-example-4")) {
            assertThat(translate(List.of(path))).isNotNull();
          }
        }
      }
    }
  }

  static Translation translate(List<Path> paths) {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    return Translator.translate(
        new FolderCollector(paths, "oracle", clock).collect(), Snapshots.MAPS);
  }

  /// The distinct sets of manifests of a folder's cases.
  private static Set<List<Path>> clusters(String folder) throws IOException {
    Set<List<Path>> clusters = new LinkedHashSet<>();
    Path root = ORACLE.resolve(folder);
    for (JsonNode c : new ObjectMapper().readTree(root.resolve("cases.json").toFile())) {
      List<Path> paths = new ArrayList<>();
      c.get("manifests").forEach(m -> paths.add(root.resolve(m.asText())));
      if (folder.equals("netpol-diff")) {
        paths.forEach(p -> clusters.add(List.of(p)));
      } else {
        clusters.add(paths);
      }
    }
    return clusters;
  }
}
