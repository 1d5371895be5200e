package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.probe.Probe;
import dev.palisade.compliance.control.probe.Probe.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the plan to the judgement of its results, as on the command line.
class ProbedClusterTest {
  private static final DialectChoice ANY = new DialectChoice(null, new TreeMap<>());
  private static final String CHECK = "segmentation-tested";

  @TempDir Path folder;
  private Path manifests = Path.of("");
  private Path scope = Path.of("");
  private List<Probe> planned = List.of();

  @BeforeEach
  void plan() throws IOException {
    BuiltCluster cluster = BuiltCluster.wellBuilt();
    manifests = Files.createDirectory(folder.resolve("manifests"));
    Files.writeString(
        manifests.resolve("cluster.yaml"), String.join("---\n", cluster.documents().values()));
    scope = Files.writeString(folder.resolve("scope.yaml"), cluster.scope());
    planned = PlanProbes.of(List.of(manifests), scope, ANY).plan().probes();
  }

  private AssessManifests assess(Function<Probe, String> outcome) throws IOException {
    String results =
        planned.stream()
            .map(
                p ->
                    "{\"probe\": \"%s\", \"outcome\": \"%s\", \"at\": \"2026-10-20T00:00:00Z\"}"
                        .formatted(p.id(), outcome.apply(p)))
            .collect(Collectors.joining(",", "[", "]"));
    return assess(List.of(Files.writeString(folder.resolve("results.json"), results)));
  }

  private AssessManifests assess(List<Path> probes) {
    return AssessManifests.of(
        new AssessManifests.Request(
            List.of(manifests),
            scope,
            "suite",
            null,
            List.of(),
            null,
            probes,
            BuiltCluster.AS_OF,
            ANY,
            AssessManifests.Counting.EXAMINED),
        Clock.systemUTC());
  }

  private static String asPlanned(Probe probe) {
    return probe.expected() == Expected.ALLOWED ? "connected" : "timeout";
  }

  @Test
  void withoutResultsItDoesNotCount() {
    AssessManifests assessment = assess(List.of());

    assertThat(assessment.report().check(CHECK).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(assessment.verdict()).isEqualTo(AssessManifests.Verdict.GOOD);
  }

  @Test
  void resultsThatAgreeAreObserved() throws IOException {
    AssessManifests assessment = assess(ProbedClusterTest::asPlanned);

    assertThat(assessment.report().check(CHECK).outcome()).isEqualTo(Outcome.PASS);
    assertThat(assessment.report().check("namespace-isolation").proved()).isEqualTo("observed");
    assertThat(assessment.verdict()).isEqualTo(AssessManifests.Verdict.GOOD);
    assertThat(assessment.report().coverage().notExamined())
        .noneMatch(n -> n.affects().contains(CHECK) && n.what().startsWith("what happened"));
  }

  @Test
  void oneThatContradictsFails() throws IOException {
    Probe denied =
        planned.stream().filter(p -> p.expected() == Expected.DENIED).findFirst().orElseThrow();
    AssessManifests assessment = assess(p -> p.equals(denied) ? "connected" : asPlanned(p));

    assertThat(assessment.report().check(CHECK).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(assessment.report().check("namespace-isolation").proved()).isEqualTo("enforced");
    assertThat(assessment.verdict()).isEqualTo(AssessManifests.Verdict.NOT_GOOD);
  }

  @Test
  void resultsThatAreNotCompleteCountAgainstIt() throws IOException {
    Path none = Files.writeString(folder.resolve("none.json"), "[]");

    assertThat(assess(List.of(none)).verdict()).isEqualTo(AssessManifests.Verdict.NOT_GOOD);
  }
}
