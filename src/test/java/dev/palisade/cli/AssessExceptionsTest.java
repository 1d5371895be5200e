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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `assess --exceptions`.
class AssessExceptionsTest {
  private static final Path RESOURCES = Path.of("src/test/resources/assess");
  private static final String CLUSTER = RESOURCES.resolve("cluster").toString();
  private static final String OPEN = RESOURCES.resolve("open.yaml").toString();
  private static final String SCOPE = RESOURCES.resolve("scope.yaml").toString();
  private static final String NOBODY = "f".repeat(64);

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  private int assess(String... more) {
    List<String> words = new ArrayList<>(List.of("assess", CLUSTER, OPEN, "--scope", SCOPE));
    if (!List.of(more).contains("--format")) {
      words.addAll(List.of("--format", "json"));
    }
    words.addAll(List.of(more));
    out.getBuffer().setLength(0);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words.toArray(String[]::new));
  }

  private JsonNode ingress(String... more) throws IOException {
    assess(more);
    for (JsonNode check : new ObjectMapper().readTree(out.toString()).get("checks")) {
      if (check.get("id").asText().equals("cardholder-ingress")) {
        return check;
      }
    }
    throw new AssertionError(out + " " + err);
  }

  private static String exception(String id, String findings) {
    return """
          - id: %s
            check: cardholder-ingress
            findings: [%s]
            reason: migration
            compensatingControl: host firewall
            ticket: CHG-7
            requestedBy: olga
            approvedBy: otto
            from: 2026-01-01
            until: 2026-06-30T12:00:00.000000001Z
        """
        .formatted(id, findings);
  }

  private String file(String exceptions) throws IOException {
    String yaml = "apiVersion: palisade.dev/v1\nkind: Exceptions\nexceptions:\n" + exceptions;
    return Files.writeString(folder.resolve("exceptions.yaml"), yaml).toString();
  }

  private static String named(JsonNode finding, String traffic) {
    return "{fingerprint: "
        + finding.get("fingerprint").asText()
        + ", traffic: \""
        + traffic
        + "\"}";
  }

  @Test
  void findingsAreExceptedFromTheFirstInstantUntilBeforeTheLast() throws IOException {
    List<String> findings = new ArrayList<>();
    for (JsonNode finding : ingress("--as-of", "2026-03-31").get("findings")) {
      findings.add(named(finding, finding.get("witness").get("traffic").asText()));
    }
    String file =
        file(
            exception("EX-1", String.join(", ", findings))
                + exception("EX-2", "{fingerprint: " + NOBODY + ", traffic: TCP 80}"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(
                    Files.readString(Path.of("docs/schema/exceptions.v1.json")), InputFormat.JSON)
                .validate(Files.readString(Path.of(file)), InputFormat.YAML))
        .isEmpty();

    JsonNode within = ingress("--exceptions", file, "--as-of", "2026-06-30T12:00:00Z");
    assertThat(within.get("outcome").asText()).isEqualTo("PASS");
    assertThat(within.get("findings").findValuesAsText("status")).containsOnly("excepted");
    assertThat(within.get("findings").findValuesAsText("exception")).containsOnly("EX-1");
    JsonNode report = new ObjectMapper().readTree(out.toString());
    for (JsonNode used : report.get("exceptions")) {
      assertThat(used.get("use").asText())
          .isEqualTo(used.get("id").asText().equals("EX-1") ? "used" : "unused");
    }
    assertThat(report.get("exceptions")).hasSize(findings.size() + 1);

    JsonNode ended = ingress("--exceptions", file, "--as-of", "2026-06-30T12:00:00.000000001Z");
    assertThat(ended.get("outcome").asText()).isEqualTo("FAIL");
    assertThat(ended.get("findings").findValuesAsText("status")).containsOnly("open");
    assertThat(ingress("--exceptions", file, "--as-of", "2025-12-31").get("outcome").asText())
        .isEqualTo("FAIL");
  }

  @Test
  void trafficBeyondAnExceptionIsOpen() throws IOException {
    JsonNode first = ingress("--as-of", "2026-03-31").get("findings").get(0);
    String file = file(exception("EX-1", named(first, "TCP 1")));
    assertThat(
            ingress("--exceptions", file, "--as-of", "2026-03-31")
                .get("findings")
                .findValuesAsText("status"))
        .containsOnly("open");
  }

  @Test
  void aSelectorChoosesByTheNamesThatReportsWrite() throws IOException {
    String source =
        ingress("--as-of", "2026-03-31")
            .get("findings")
            .get(0)
            .get("witness")
            .get("source")
            .asText();
    String file =
        file(
            exception(
                "EX-1",
                "{selector: {source: \""
                    + source
                    + "\", destination: \"cde/*\"}, traffic: All Connections}"));
    for (JsonNode finding :
        ingress("--exceptions", file, "--as-of", "2026-03-31").get("findings")) {
      assertThat(finding.get("status").asText())
          .isEqualTo(
              finding.get("witness").get("source").asText().equals(source) ? "excepted" : "open");
    }
    JsonNode used = new ObjectMapper().readTree(out.toString()).get("exceptions").get(0);
    assertThat(used.get("use").asText()).isEqualTo("used");
    assertThat(used.has("fingerprint")).isFalse();
    assertThat(used.get("selector").asText()).isEqualTo("source " + source + ", destination cde/*");
  }

  record Refused(String name, String piece, String by, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Refused> refused() {
    String at = "/exceptions/0";
    return List.of(
        new Refused(
            "approved by who asked",
            "approvedBy: otto",
            "approvedBy: olga",
            at + "/approvedBy: line 11: who requests an exception cannot approve it: olga"),
        new Refused(
            "too long",
            "until: 2026-06-30T12:00:00.000000001Z",
            "until: 2027-01-02",
            at + ": line 4: an exception lasts at most 12 months"),
        new Refused(
            "ends before it begins",
            "until: 2026-06-30T12:00:00.000000001Z",
            "until: 2025-01-02",
            at + ": line 4: an exception ends after it begins"),
        new Refused(
            "no check",
            "cardholder-ingress",
            "cardholder-igress",
            at + "/check: line 5: there is no check \"cardholder-igress\""),
        new Refused(
            "no fingerprint", NOBODY, "abc", at + "/findings/0/fingerprint: line 6: \"abc\" is no"),
        new Refused("no traffic", "TCP 80", "TPC 80", at + "/findings/0/traffic: line 6: "),
        new Refused("no reason", "reason: migration", "reason: ' '", at + "/reason: line 7: must"),
        new Refused(
            "no compensating control",
            "    compensatingControl: host firewall\n",
            "",
            at + "/compensatingControl: "),
        new Refused("unknown key", "ticket:", "tickets:", at + "/tickets: line 9: unknown key"),
        new Refused("no time", "from: 2026-01-01", "from: soon", at + "/from: line 12: \"soon\""),
        new Refused(
            "a selector of everything",
            "fingerprint: " + NOBODY,
            "selector: {source: '*'}",
            at + "/findings/0/selector: line 6: a selector that chooses everything is none"),
        new Refused("another kind", "kind: Exceptions", "kind: Scope", "/kind: line 2: expected"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNotAcceptableIsRefusedWithFileAndPointer(Refused c) throws IOException {
    Path file = Path.of(file(exception("EX-1", "{fingerprint: " + NOBODY + ", traffic: TCP 80}")));
    String yaml = Files.readString(file);
    assertThat(yaml).contains(c.piece());
    Files.writeString(file, yaml.replace(c.piece(), c.by()));
    assertThat(assess("--exceptions", file.toString())).isEqualTo(2);
    assertThat(err.toString()).startsWith("error: " + file + ": " + c.message());
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theTextListsWhatIsInForceAndWhetherItIsUsed() throws IOException {
    String file = file(exception("EX-2", "{selector: {source: 'nobody/*'}, traffic: TCP 80}"));
    assess("--exceptions", file, "--as-of", "2026-03-31", "--format", "text");
    assertThat(out.toString())
        .endsWith(
            "\n\nexception EX-2 (cardholder-ingress, source nobody/*): in force until"
                + " 2026-06-30T12:00:00.000000001Z, unused\n");
    assess("--exceptions", file, "--as-of", "2026-07-01", "--format", "text");
    assertThat(out.toString()).doesNotContain("EX-2");
  }

  @Test
  void aFileThatDoesNotExistIsUnusable() {
    assertThat(assess("--exceptions", "nowhere.yaml")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("error: nowhere.yaml: no such file\n");
  }
}
