package dev.palisade.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssessTest {
  private static final Path RESOURCES = Path.of("src/test/resources/assess");
  private static final String CLUSTER = RESOURCES.resolve("cluster").toString();
  private static final String SCOPE = RESOURCES.resolve("scope.yaml").toString();

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int assess(String... arguments) {
    List<String> words = new ArrayList<>(List.of("assess"));
    words.addAll(List.of(arguments));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  private static String outcome(JsonNode report, String requirement) {
    for (JsonNode r : report.get("requirements")) {
      if (r.get("id").asText().equals(requirement)) {
        return r.get("outcome").asText();
      }
    }
    return "absent";
  }

  @Test
  void manifestsThatSupportAllRequirementsTheyCanAnswerAreGood() throws IOException {
    assertThat(assess(CLUSTER, "--scope", SCOPE, "--format", "json")).isZero();
    assertThat(err.toString()).isEmpty();
    JsonNode report = json();
    assertThat(report.get("format").asText()).isEqualTo("palisade/report/v1");
    assertThat(report.get("cluster").get("name").asText()).isEqualTo("cluster");
    assertThat(outcome(report, "1.3.1")).isEqualTo("supported");
  }

  @Test
  void whatNeedsRbacIsNotExaminedWithoutAnyAndCountsOnlyWhenStrict() throws IOException {
    assertThat(assess(CLUSTER, "--scope", SCOPE, "--format", "json", "--strict")).isEqualTo(1);
    JsonNode report = json();
    assertThat(outcome(report, "CC6.1")).isEqualTo("insufficient");
    assertThat(report.get("notExamined").findValuesAsText("affects")).isNotEmpty();
    List<String> affected = new ArrayList<>();
    for (JsonNode entry : report.get("notExamined")) {
      if (entry.get("why").asText().contains("no RBAC object")) {
        entry.get("affects").forEach(check -> affected.add(check.asText()));
      }
    }
    assertThat(affected).containsExactly("policy-change-authority");
  }

  @Test
  void aContradictedRequirementExits1AndNamesFlowAndRule() {
    assertThat(assess(CLUSTER, RESOURCES.resolve("open.yaml").toString(), "--scope", SCOPE))
        .isEqualTo(1);
    assertThat(out.toString())
        .contains("pci-dss 1.3.1: contradicted")
        .contains("kube-system/coredns[Deployment]")
        .contains("NetworkPolicy cde/open: /spec/ingress/0/from/0: ");
  }

  @Test
  void oneFrameworkIsJudgedAlone() throws IOException {
    assertThat(assess(CLUSTER, "--scope", SCOPE, "--framework", "pci-dss", "--format", "json"))
        .isZero();
    assertThat(json().get("requirements").findValuesAsText("framework")).containsOnly("pci-dss");
  }

  @Test
  void anUnknownFrameworkIsUnusable() {
    assertThat(assess(CLUSTER, "--scope", SCOPE, "--framework", "hipaa")).isEqualTo(2);
    assertThat(err.toString()).startsWith("error: ").contains("hipaa").contains("pci-dss");
  }

  @Test
  void aRefusedPolicyIsAnErrorAndAGapAndTheRestIsJudged() throws IOException {
    String broken = RESOURCES.resolve("broken.yaml").toString();
    assertThat(assess(CLUSTER, broken, "--scope", SCOPE, "--format", "json")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "error: "
                + broken
                + ": NetworkPolicy cde/broken: /spec/ingress/0/from/0: a peer needs podSelector,"
                + " namespaceSelector or ipBlock\n");
    JsonNode gap = json().get("gaps").get(0);
    assertThat(gap.get("kind").asText()).isEqualTo("NetworkPolicy");
    assertThat(gap.get("affects")).isNotEmpty();
    assertThat(outcome(json(), "1.3.1")).isEqualTo("insufficient");
  }

  @Test
  void aMisspeltKindIsOneErrorAndAGap() throws IOException {
    Path misspelt =
        Files.writeString(
            folder.resolve("misspelt.yaml"),
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolcy, metadata: {name: x}}\n");
    assertThat(assess(CLUSTER, misspelt.toString(), "--scope", SCOPE, "--format", "json"))
        .isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("error: " + misspelt + ": NetworkPolcy x: /kind: ");
    assertThat(json().get("gaps").get(0).get("kind").asText()).isEqualTo("NetworkPolicy");
  }

  @Test
  void aDocumentThatIsNoYamlIsAnErrorAndAGap() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "kind: Pod\n  metadata: [\n");
    assertThat(assess(CLUSTER, broken.toString(), "--scope", SCOPE, "--format", "json"))
        .isEqualTo(1);
    assertThat(err.toString()).startsWith("error: " + broken + ": line 2: not YAML");
    assertThat(json().get("gaps")).hasSize(1);
  }

  @Test
  void anUnusableScopeNamesEachProblemWithItsPointer() throws IOException {
    Path scope =
        Files.writeString(
            folder.resolve("scope.yaml"),
            Files.readString(Path.of(SCOPE)).replace("zone: shop", "zone: shopp"));
    assertThat(assess(CLUSTER, "--scope", scope.toString())).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).startsWith("error: " + scope + ": /register/0/from/zone: ");
  }

  @Test
  void aScopeThatDoesNotExistIsUnusable() {
    assertThat(assess(CLUSTER, "--scope", "nowhere.yaml")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("error: nowhere.yaml: no such file\n");
  }

  @Test
  void anUnknownSettingIsUnusable() {
    assertThat(assess(CLUSTER, "--scope", SCOPE, "--set", "colour=blue")).isEqualTo(2);
    assertThat(err.toString()).startsWith("error: ").contains("colour");
  }

  @Test
  void anAsOfThatIsNoTimeIsUnusable() {
    assertThat(assess(CLUSTER, "--scope", SCOPE, "--as-of", "yesterday")).isEqualTo(2);
    assertThat(err.toString()).startsWith("error: --as-of: 'yesterday'");
  }

  @Test
  void aFolderIsJudgedTheSameTwiceAsOfOneTime() {
    String[] asked = {CLUSTER, "--scope", SCOPE, "--format", "json", "--as-of", "2026-03-31"};
    assertThat(assess(asked)).isZero();
    String first = out.toString();
    out.getBuffer().setLength(0);
    assertThat(assess(asked)).isZero();
    assertThat(out.toString()).isEqualTo(first);
  }

  @Test
  void aFolderTakesJsonAndPdf() throws IOException {
    Path reports = folder.resolve("new/reports");
    assertThat(assess(CLUSTER, "--scope", SCOPE, "--out", reports.toString())).isZero();
    byte[] json = Files.readAllBytes(reports.resolve("report.json"));
    assertThat(new ObjectMapper().readTree(json).get("number").asText())
        .startsWith("CLUSTER-ALL-")
        .endsWith("-0000");
    assertThat(new String(Files.readAllBytes(reports.resolve("report.pdf")), 0, 5, UTF_8))
        .isEqualTo("%PDF-");
  }

  @Test
  void aSnapshotFileJudgesLikeItsFolderAndTwiceTheSame() throws IOException {
    Path snapshot = folder.resolve("cluster.json.gz");
    assertThat(
            Main.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute("collect", "--files", CLUSTER, "--out", snapshot.toString()))
        .isZero();
    String asked = snapshot.toString();
    assertThat(assess(asked, "--scope", SCOPE, "--format", "json")).isZero();
    String first = out.toString();
    out.getBuffer().setLength(0);
    assertThat(assess(asked, "--scope", SCOPE, "--format", "json")).isZero();
    assertThat(out.toString()).isEqualTo(first);
    assertThat(json().get("cluster").get("name").asText()).isEqualTo("cluster");
  }
}
