package dev.palisade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTest {
  private static final Path RESOURCES = Path.of("src/test/resources/assess");
  private static final String BEFORE = RESOURCES.resolve("cluster").toString();
  private static final String SCOPE = RESOURCES.resolve("scope.yaml").toString();

  @TempDir Path after;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void theStateAfterIsMoreOpen() throws IOException {
    for (String file : new String[] {"cluster/cluster.yaml", "open.yaml"}) {
      Path from = RESOURCES.resolve(file);
      Files.copy(from, after.resolve(from.getFileName()));
    }
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void withAScopeChangedOutcomesFollowTheTraffic() {
    assertThat(run("diff", BEFORE, after.toString(), "--scope", SCOPE)).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("Connectivity diff:\n")
        .contains("\noutcome: requirement pci-dss 1.3.1: supported -> contradicted\n")
        .contains("\noutcome: check cardholder-ingress: PASS -> FAIL\n");
  }

  @Test
  void jsonNamesTheCauseOfAChangedFlow() throws IOException {
    assertThat(run("diff", BEFORE, after.toString(), "--format", "json")).isEqualTo(1);
    JsonNode comparison = new ObjectMapper().readTree(out.toString());
    assertThat(comparison.get("format").asText()).isEqualTo("palisade/comparison/v1");
    assertThat(comparison.get("flows")).hasSize(1);
    assertThat(comparison.get("flows").get(0).get("causes").get(0).asText())
        .isEqualTo("NetworkPolicy cde/open");
    assertThat(comparison.has("outcomes")).isFalse();
  }

  @Test
  void jsonSaysWhichStateAllowsMoreByTheSchema() throws IOException {
    assertThat(run("diff", BEFORE, after.toString(), "--format", "json")).isEqualTo(1);
    JsonNode containment = new ObjectMapper().readTree(out.toString()).get("containment");
    assertThat(containment.get("relation").asText()).isEqualTo("after contains before");
    assertThat(containment.get("onlyAfter").asText()).contains(" to cde/");
    assertThat(containment.has("onlyBefore")).isFalse();
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("docs/schema/comparison.v1.json")))
                .validate(out.toString(), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void aStateIsTheSameAsItself() {
    assertThat(run("diff", BEFORE, BEFORE, "--scope", SCOPE)).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(run("diff", BEFORE, BEFORE, "--format", "json")).isZero();
  }

  @Test
  void aRefusedPolicyIsRefusedHere() {
    String broken = RESOURCES.resolve("broken.yaml").toString();
    for (String format : new String[] {"txt", "csv", "json", "md"}) {
      assertThat(run("diff", BEFORE, broken, "--format", format)).as(format).isEqualTo(2);
    }
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .allMatch(
            line -> line.startsWith("error: " + broken + ": NetworkPolicy cde/broken: /spec"));
  }
}
