package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every given difference, byte by byte; one of them calls the states `dir1` and `dir2`.
class CompareManifestsOracleTest {
  private static final String FOLDER = "netpol-diff";

  @BeforeEach
  void given() {
    GivenCases.assumeThere();
  }

  @TestFactory
  Stream<DynamicTest> everyDifferenceIsTheGivenOne() throws IOException {
    return GivenCases.of(FOLDER).stream()
        .map(given -> GivenCases.test(given, () -> compare(given)));
  }

  private static void compare(JsonNode given) throws IOException {
    List<Path> states = GivenCases.manifests(FOLDER, given);
    CompareManifests comparison =
        CompareManifests.of(states.get(0), states.get(1), DialectChoice.BY_MANIFESTS);
    StringWriter text = new StringWriter();
    String format = given.get("format").asText().toUpperCase(Locale.ROOT);
    comparison.write(CompareManifests.Format.valueOf(format), new PrintWriter(text));
    String expected =
        Files.readString(
            GivenCases.folder(FOLDER).resolve(given.get("expected_file").asText()), UTF_8);
    assertThat(text.toString()).isEqualTo(expected.replace("dir1", "ref1").replace("dir2", "ref2"));
    assertThat(comparison.isEmpty()).isEqualTo(expected.isEmpty());
  }
}
