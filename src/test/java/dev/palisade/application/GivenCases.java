package dev.palisade.application;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/// The given cases, as far as they are there.
final class GivenCases {
  private static final Path ORACLE =
      Path.of(System.getProperty("palisade.shared", "../shared"), "oracle");

  private GivenCases() {}

  static void assumeThere() {
    assumeTrue(Files.isDirectory(ORACLE), () -> "no given cases in " + ORACLE.toAbsolutePath());
  }

  static Path folder(String name) {
    return ORACLE.resolve(name);
  }

  static List<JsonNode> of(String folder) throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    new ObjectMapper().readTree(folder(folder).resolve("cases.json").toFile()).forEach(cases::add);
    return cases;
  }

  static List<Path> manifests(String folder, JsonNode given) {
    List<Path> paths = new ArrayList<>();
    given.get("manifests").forEach(path -> paths.add(folder(folder).resolve(path.asText())));
    return paths;
  }

  /// A test with the name of its case.
  static DynamicTest test(JsonNode given, Executable body) {
    return DynamicTest.dynamicTest(given.get("name").asText(), body);
  }
}
