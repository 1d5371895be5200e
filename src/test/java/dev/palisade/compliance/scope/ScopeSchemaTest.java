package dev.palisade.compliance.scope;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The published schema and the reader say the same, as far as a schema can say it.
class ScopeSchemaTest {
  private static final Path PUBLISHED = Path.of("docs/schema/scope.v1.json");

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(PUBLISHED), InputFormat.JSON);
  }

  @Test
  void schemaTakesWhatTheReaderTakes() throws IOException {
    assertThat(schema().validate(ScopeReaderTest.FULL, InputFormat.YAML)).isEmpty();
    assertThat(schema().validate(ScopeReaderTest.HEAD, InputFormat.YAML)).isEmpty();
    try (InputStream sample = getClass().getResourceAsStream("/sample/scope.yaml")) {
      String text = new String(sample.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(schema().validate(text, InputFormat.YAML)).isEmpty();
      ScopeReaderTest.read(text);
    }
  }

  /// What needs more than a schema: names that must be defined or unique, contradictions, the order
  /// of two numbers.
  private static boolean isBeyondSchemas(String message) {
    return message.contains("there is no ")
        || message.contains("a second ")
        || message.contains("contradicts")
        || message.contains("address bits beyond")
        || message.contains("TCP/90-80");
  }

  @ParameterizedTest
  @MethodSource("dev.palisade.compliance.scope.ScopeReaderTest#bad")
  void schemaRefusesWhatTheReaderRefuses(ScopeReaderTest.Bad bad) throws IOException {
    boolean valid =
        schema().validate(ScopeReaderTest.HEAD + bad.yaml(), InputFormat.YAML).isEmpty();

    assertThat(valid).as(bad.message()).isEqualTo(isBeyondSchemas(bad.message()));
  }

  @Test
  void schemaIsAResource() throws IOException {
    try (InputStream resource = getClass().getResourceAsStream("/schema/scope.v1.json")) {
      assertThat(resource).isNotNull();
      assertThat(new String(resource.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(Files.readString(PUBLISHED));
    }
  }
}
