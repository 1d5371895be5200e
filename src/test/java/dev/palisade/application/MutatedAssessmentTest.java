package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.document.YamlText;
import dev.palisade.translate.TreeMutation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Something happened to one policy of a cluster that is well built: whatever was not understood of
/// it, no check that rests on policies passes.
class MutatedAssessmentTest {
  private static final int MUTANTS = 60;
  private static final Instant AS_OF = Instant.parse("2026-11-01T00:00:00Z");
  private static final Path RESOURCES = Path.of("src/test/resources/suites");

  private static final String POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: more, namespace: cde}
      spec:
        podSelector: {matchLabels: {app: vault}}
        policyTypes: [Ingress]
        ingress:
        - from:
          - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: payments}}
            podSelector: {matchLabels: {app: gateway}}
          ports: [{protocol: TCP, port: 8443}]
      """;

  @TempDir Path folder;

  /// @param passed the checks that passed
  private record Answer(Set<String> passed, boolean error, boolean good) {}

  @Test
  void noCheckThatRestsOnPoliciesPassesBesideOneThatIsRefused() throws IOException {
    long seed = Long.getLong("palisade.seed", 20261123L);
    System.out.println("MutatedAssessmentTest: seed " + seed);
    Answer whole = assess(POLICY);
    assertThat(whole.error()).isFalse();
    Answer refused = assess(POLICY.replace("port: 8443", "port: 0"));
    Set<String> resting = new TreeSet<>(whole.passed());
    resting.removeAll(refused.passed());
    assertThat(resting).contains("cardholder-ingress", "default-deny");

    Random random = new Random(seed);
    Node root = documents(POLICY).getFirst();
    int errors = 0;
    for (int i = 0; i < MUTANTS; i++) {
      TreeMutation mutation = TreeMutation.of(root, random);
      Answer answer = assess(YamlText.write(mutation.root()));
      if (answer.error()) {
        errors++;
        assertThat(answer.passed())
            .as("seed %d, mutant %d: %s %s", seed, i, mutation.kind(), mutation.pointer())
            .doesNotContainAnyElementsOf(resting);
        assertThat(answer.good()).isFalse();
      }
    }
    assertThat(errors).isGreaterThan(MUTANTS / 3);
  }

  @Test
  void aFieldThatNobodyKnowsKeepsChecksOfThePodsThatItMayTouchFromPassing() throws IOException {
    Set<String> passed = assess(POLICY).passed();
    Set<String> doubted = assess(POLICY.replace("spec:", "spec:\n  trafficClass: gold")).passed();
    assertThat(passed).contains("cardholder-ingress");
    assertThat(doubted).doesNotContain("cardholder-ingress");
  }

  private Answer assess(String policy) throws IOException {
    Files.copy(
        RESOURCES.resolve("cluster.yaml"),
        folder.resolve("cluster.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(folder.resolve("policy.yaml"), policy);
    AssessManifests assessed =
        AssessManifests.of(
            new AssessManifests.Request(
                List.of(folder),
                RESOURCES.resolve("scope.yaml"),
                "test",
                null,
                List.of(),
                AS_OF,
                DialectChoice.of(Dialect.KUBERNETES),
                AssessManifests.Counting.EXAMINED),
            Clock.systemUTC());
    Set<String> passed = new TreeSet<>();
    Node report = new DocumentReader(ReadLimits.DEFAULT).parseJson("report", assessed.json());
    for (Cursor check : new Cursor("report", "", report).get("checks").items()) {
      if (check.get("outcome").text("").equals("PASS")) {
        passed.add(check.get("id").text(""));
      }
    }
    return new Answer(
        passed,
        assessed.messages().stream().anyMatch(m -> m.severity() == Message.Severity.ERROR),
        assessed.verdict() == AssessManifests.Verdict.GOOD);
  }

  private static List<Node> documents(String text) throws IOException {
    List<Node> roots = new ArrayList<>();
    new DocumentReader(ReadLimits.DEFAULT)
        .read(
            "policy.yaml",
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            reading -> {
              if (reading instanceof Reading.Read(var document)) {
                roots.add(document.root());
              }
            });
    return roots;
  }
}
