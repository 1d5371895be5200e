package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palisade.collect.files.FolderCollector;
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
import org.junit.jupiter.params.ParameterizedTest;
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
