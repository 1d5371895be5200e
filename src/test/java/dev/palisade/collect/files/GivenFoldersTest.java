package dev.palisade.collect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palisade.collect.NothingUsable;
import dev.palisade.collect.files.ReadProblem.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reads every folder of the given cases: what is wrong there is known, and everything else is read
/// without an error.
class GivenFoldersTest {

  private static final Path SHARED = Path.of(System.getProperty("palisade.shared", "../shared"));

  @BeforeEach
  void needsTheGivenCases() {
    assumeTrue(Files.isDirectory(SHARED.resolve("oracle")), "no given cases in " + SHARED);
  }

  @Test
  void onlyWhatIsKnownToBeWrongIsReported() throws Exception {
    SortedMap<String, String> errors = new TreeMap<>();
    for (Path folder : folders()) {
      String name = SHARED.resolve("oracle").relativize(folder).toString();
      try {
        FilesCollection collection =
            new FolderCollector(List.of(folder), "given", Clock.systemUTC()).read();
        collection.problems().stream()
            .filter(problem -> problem.severity() == Severity.ERROR)
            .forEach(problem -> errors.merge(name, problem.cause().name(), (one, more) -> one));
      } catch (NothingUsable e) {
        errors.put(name, "nothing usable");
      }
    }
    assertThat(errors)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                // two Services of one name: an answer is given all the same
                "netpol-diff/tests/acs-security-demos-added-workloads", "CONFLICT",
                "netpol-diff/tests/acs-security-demos-added-workloads/payments", "CONFLICT",
                // connlist_output.json, an array
                "netpol-diff/tests/acs-security-demos", "MALFORMED_OBJECT",
                "netpol-eval/tests/onlineboutique", "MALFORMED_OBJECT",
                // containerport
                "netpol-connectivity/tests/netpol_named_port_test", "MALFORMED_OBJECT",
                "netpol-connectivity/tests/netpol_named_port_test_2", "MALFORMED_OBJECT",
                // a template that is not YAML
                "netpol-eval/tests/onlineboutique_with_pods_severe_error", "UNREADABLE",
                // two admin policies of one name
                "netpol-bad-input/tests/anp_bad_path_test_3", "CONFLICT",
                "netpol-bad-input/tests/banp_bad_path_test_1", "CONFLICT",
                "netpol-bad-input/tests/malformed-pod-example-4", "nothing usable"));
  }

  /// Folders whose files lie together in one case.
  private static List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.walk(SHARED.resolve("oracle"))) {
      return all.filter(Files::isDirectory)
          .filter(path -> path.toString().matches(".*/netpol-[a-z-]+/tests/.*"))
          .filter(GivenFoldersTest::holdsManifests)
          .sorted()
          .toList();
    }
  }

  private static boolean holdsManifests(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().matches(".*\\.(yaml|yml|json)"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
