package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every given map, line by line.
class MapConnectivityOracleTest {
  private static final String FOLDER = "netpol-connectivity";

  @BeforeEach
  void given() {
    GivenCases.assumeThere();
  }

  @TestFactory
  Stream<DynamicTest> everyMapIsTheGivenOne() throws IOException {
    return GivenCases.of(FOLDER).stream()
        .map(given -> GivenCases.test(given, () -> compare(given)));
  }

  private static void compare(JsonNode given) throws IOException {
    MapConnectivity map =
        MapConnectivity.of(
            MapConnectivity.Request.of(
                GivenCases.manifests(FOLDER, given), DialectChoice.BY_MANIFESTS));
    StringWriter text = new StringWriter();
    map.write(MapConnectivity.Format.TXT, new PrintWriter(text));
    List<String> expected =
        Files.readAllLines(GivenCases.folder(FOLDER).resolve(given.get("expected_file").asText()));
    assertThat(text.toString().lines().toList()).isEqualTo(expected);
  }
}
