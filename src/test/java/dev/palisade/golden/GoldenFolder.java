package dev.palisade.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// A folder of cases, each a folder with inputs `in-*` and expected outputs `out-*`:
///
///     @Tag("golden")
///     class ConnectivityGoldenTest {
///       @TestFactory
///       Stream<DynamicTest> connectivity() {
///         return GoldenFolder.of("connectivity")
///             .tests(c -> Map.of("out-map.txt", map(c.input("in-cluster.yaml"))));
///       }
///     }
///
/// reads `src/test/resources/golden/connectivity/*/`. A case fails when an output differs, when an expected one is not
/// made any more, when one is made that is not expected, and when an input is not read. With `-Dgolden=rewrite` the
/// outputs are written instead; `make golden` does so and then compares in a second JVM, where salted hash orders differ.
public final class GoldenFolder {
  /// What a suite makes of a case: its outputs by name, `out-` included.
  @FunctionalInterface
  public interface Suite {
    Map<String, String> run(GoldenCase given) throws Exception;
  }

  /// Whether the outputs are compared or written.
  enum Mode {
    COMPARE,
    REWRITE;

    static Mode ofSystemProperty() {
      String value = System.getProperty("golden", "compare");
      return switch (value) {
        case "compare" -> COMPARE;
        case "rewrite" -> REWRITE;
        default -> throw new IllegalArgumentException("-Dgolden=" + value + ": compare or rewrite");
      };
    }
  }

  private final Path folder;
  private final Mode mode;

  GoldenFolder(Path folder, Mode mode) {
    this.folder = folder;
    this.mode = mode;
  }

  /// @param suite name of a folder under `src/test/resources/golden`
  public static GoldenFolder of(String suite) {
    return new GoldenFolder(
        Path.of("src/test/resources/golden").resolve(suite), Mode.ofSystemProperty());
  }

  /// One test a case, sorted by name. A folder without cases fails.
  public Stream<DynamicTest> tests(Suite suite) {
    try (var folders = Files.list(folder)) {
      var cases = folders.filter(Files::isDirectory).sorted().map(GoldenCase::new).toList();
      assertThat(cases).as("cases in %s", folder).isNotEmpty();
      return cases.stream()
          .map(
              given ->
                  DynamicTest.dynamicTest(
                      given.name(), given.folder().toUri(), () -> check(given, suite)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void check(GoldenCase given, Suite suite) throws Exception {
    var made = new TreeMap<>(suite.run(given));
    assertThat(made.keySet())
        .as("outputs of the suite")
        .isNotEmpty()
        .allMatch(name -> name.startsWith("out-"));
    if (mode == Mode.REWRITE) {
      rewrite(given, made);
    }
    var expected = new TreeMap<String, String>();
    var unused = new TreeSet<String>();
    for (String name : given.files()) {
      if (name.startsWith("out-")) {
        expected.put(name, Files.readString(given.folder().resolve(name), UTF_8));
      } else if (!given.used().contains(name)) {
        unused.add(name);
      }
    }
    made.forEach(
        (name, text) ->
            assertThat(text)
                .as("%s (make golden rewrites it)", given.folder().resolve(name))
                .isEqualTo(expected.get(name)));
    assertThat(expected.keySet())
        .as("expected outputs of %s (make golden rewrites them)", given.folder())
        .isEqualTo(made.keySet());
    assertThat(unused).as("files of %s that nothing reads", given.folder()).isEmpty();
  }

  private static void rewrite(GoldenCase given, Map<String, String> made) throws IOException {
    for (String name : given.files()) {
      if (name.startsWith("out-")) {
        Files.delete(given.folder().resolve(name));
      }
    }
    for (var output : made.entrySet()) {
      Files.writeString(given.folder().resolve(output.getKey()), output.getValue(), UTF_8);
    }
  }
}
