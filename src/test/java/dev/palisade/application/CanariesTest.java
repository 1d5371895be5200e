package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.collect.files.FolderCollector;
import dev.palisade.compliance.control.Canaries;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Framework;
import dev.palisade.compliance.control.NetworkPlugins;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Proof;
import dev.palisade.compliance.control.Requirement;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.ScopeReader;
import dev.palisade.snapshot.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanariesTest {
  private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

  private static final String DENY_ALL =
      """
      apiVersion: crd.projectcalico.org/v1
      kind: GlobalNetworkPolicy
      metadata: {name: deny-all}
      spec: {order: 5000, types: [Ingress, Egress], selector: all()}
      """;

  @TempDir Path folder;

  @Test
  void everyPlantedViolationIsFoundInAWellBuiltCluster() throws IOException {
    AssessSnapshot.Assessed assessed =
        AssessSnapshot.standard().assess(request(BuiltCluster.wellBuilt()));

    Canaries canaries = assessed.canaries();
    assertThat(canaries).isNotNull();
    assertThat(canaries.missed()).isEmpty();
    assertThat(canaries.notPlanted()).isEmpty();
    assertThat(canaries.planted()).isEqualTo(17);
    assertThat(canaries.found()).isEqualTo(17);
    assertThat(assessed.assessment().checks())
        .noneMatch(
            check ->
                check.findings().toString().contains("palisade-canary")
                    || check.reasons().toString().contains("canary"));
    assertThat(assessed.analysis().snapshot().manifests().toString()).doesNotContain("canary");
  }

  @Test
  void everyCheckThatManifestsCanFailIsGivenACanary() throws IOException {
    Catalogue catalogue = Catalogue.load();
    for (Check check : catalogue.checks()) {
      Canaries canaries = blinded(check.id()).assess(request(BuiltCluster.wellBuilt())).canaries();
      Set<String> missed =
          canaries == null
              ? Set.of()
              : canaries.missed().stream()
                  .map(name -> name.substring(0, name.indexOf(':')))
                  .collect(Collectors.toSet());
      boolean needsMore =
          Set.of(
                  "audit-trail",
                  "change-authorised",
                  "collection-continuity",
                  "enforcement",
                  "policy-hygiene",
                  "review-current",
                  "segmentation-tested")
              .contains(check.id());
      assertThat(missed).as(check.id()).isEqualTo(needsMore ? Set.of() : Set.of(check.id()));
    }
  }

  @Test
  void oneThatIsMissedLeavesNothingThatPasses() throws IOException {
    AssessSnapshot.Request request = request(BuiltCluster.wellBuilt());
    AssessSnapshot.Assessed sound = AssessSnapshot.standard().assess(request);
    AssessSnapshot.Assessed broken = blinded("necessary-ports").assess(request);

    assertThat(sound.assessment().checks()).anyMatch(c -> c.outcome() == Outcome.PASS);
    assertThat(broken.assessment().checks()).noneMatch(c -> c.outcome() == Outcome.PASS);
    assertThat(outcomes(broken))
        .containsEntry("cardholder-ingress", Outcome.INCONCLUSIVE)
        .containsEntry("necessary-ports", Outcome.INCONCLUSIVE);
    assertThat(broken.assessment().checks())
        .filteredOn(c -> c.id().equals("cardholder-ingress"))
        .allSatisfy(
            c -> {
              assertThat(c.reasons().getFirst()).contains("missed 1 of 17", "necessary-ports");
              assertThat(c.proved()).isNull();
            });
    assertThat(broken.assessment().requirements())
        .noneMatch(r -> r.conclusion() == Conclusion.SUPPORTED);
  }

  @Test
  void whatFailsStaysFailedWhenOneIsMissed() throws IOException {
    AssessSnapshot.Request request = request(BuiltCluster.wellBuilt().with(BARE_NAMESPACE));

    assertThat(outcomes(blinded("necessary-ports").assess(request)))
        .containsEntry("default-deny", Outcome.FAIL);
  }

  private static final String BARE_NAMESPACE =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: bare}
      """;

  @Test
  void whatPoliciesOfTheWholeClusterCloseIsNotCountedAsPlanted() throws IOException {
    AssessSnapshot.Assessed assessed =
        AssessSnapshot.standard().assess(request(BuiltCluster.wellBuilt().with(DENY_ALL)));

    Canaries canaries = assessed.canaries();
    assertThat(canaries).isNotNull();
    assertThat(canaries.missed()).isEmpty();
    assertThat(canaries.notPlanted())
        .extracting(Canaries.NotPlanted::canary)
        .containsExactlyInAnyOrder(
            "default-deny: a pod without policies",
            "default-deny: a namespace where only labelled pods are covered");
    assertThat(canaries.notPlanted())
        .allSatisfy(n -> assertThat(n.why()).contains("GlobalNetworkPolicy deny-all"));
    assertThat(canaries.planted()).isEqualTo(15);
  }

  @Test
  void whereNoneCanBePlantedNothingPasses() throws IOException {
    AssessSnapshot.Request request = request(BuiltCluster.wellBuilt().with(DENY_ALL));
    AssessSnapshot denial = resting("default-deny");
    AssessSnapshot.Assessed assessed = denial.assess(request);

    assertThat(outcomes(denial.judge(request))).containsEntry("default-deny", Outcome.PASS);
    assertThat(outcomes(assessed)).containsEntry("default-deny", Outcome.INCONCLUSIVE);
    assertThat(String.valueOf(assessed.canaries()))
        .startsWith("no violation could be planted; not planted: default-deny: ")
        .contains("GlobalNetworkPolicy deny-all");
    assertThat(assessed.assessment().checks())
        .filteredOn(c -> c.id().equals("default-deny"))
        .allSatisfy(c -> assertThat(c.reasons().getFirst()).contains("could plant no violation"));
  }

  @Test
  void whereNoCheckThatManifestsCanFailIsJudgedThereIsNothingToPlant() throws IOException {
    AssessSnapshot.Assessed assessed =
        resting("segmentation-tested").assess(request(BuiltCluster.wellBuilt()));

    assertThat(String.valueOf(assessed.canaries()))
        .isEqualTo("no violation was planted: no check that manifests can fail was judged");
    assertThat(assessed.assessment().checks())
        .noneMatch(check -> check.reasons().toString().contains("violation"));
  }

  @Test
  void namesGiveWayToThoseOfTheCluster() throws IOException {
    BuiltCluster taken =
        BuiltCluster.wellBuilt().with(BARE_NAMESPACE.replace("bare", "palisade-canary-cde"));

    Canaries canaries = AssessSnapshot.standard().assess(request(taken)).canaries();

    assertThat(canaries).isNotNull();
    assertThat(canaries.found()).isEqualTo(17);
  }

  @Test
  void theSameAgainForTheSameInput() throws IOException {
    AssessSnapshot.Request request = request(BuiltCluster.wellBuilt());

    assertThat(AssessSnapshot.standard().assess(request).canaries())
        .isEqualTo(AssessSnapshot.standard().assess(request).canaries());
  }

  @Test
  void comparisonsPlantNone() throws IOException {
    assertThat(AssessSnapshot.standard().judge(request(BuiltCluster.wellBuilt())).canaries())
        .isNull();
  }

  private static Map<String, Outcome> outcomes(AssessSnapshot.Assessed assessed) {
    Map<String, Outcome> outcomes = new TreeMap<>();
    assessed.assessment().checks().forEach(c -> outcomes.put(c.id(), c.outcome()));
    return outcomes;
  }

  private AssessSnapshot.Request request(BuiltCluster cluster) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("all.yaml"), String.join("\n---\n", cluster.documents().values()));
    Snapshot snapshot =
        new FolderCollector(List.of(folder), "built", Clock.fixed(AT, ZoneOffset.UTC)).collect();
    Scope scope =
        ScopeReader.read(
            "scope", new ByteArrayInputStream(cluster.scope().getBytes(StandardCharsets.UTF_8)));
    return AssessSnapshot.Request.of(snapshot, scope, AT);
  }

  /// With one requirement, which rests on one check.
  private static AssessSnapshot resting(String check) {
    Catalogue sound = Catalogue.load();
    Requirement requirement =
        new Requirement(
            "own",
            "1",
            Requirement.Rank.LEADING,
            "one check",
            List.of(CheckCall.parse(check)),
            List.of(),
            null,
            List.of());
    return new AssessSnapshot(
        new Catalogue(
            sound.version(),
            sound.digest(),
            List.of(new Framework("own", "own", List.of(requirement))),
            List.of(),
            sound.checks()),
        NetworkPlugins.load());
  }

  /// With one check that finds nothing any more.
  private static AssessSnapshot blinded(String check) {
    Catalogue sound = Catalogue.load();
    return new AssessSnapshot(
        new Catalogue(
            sound.version(),
            sound.digest(),
            sound.frameworks(),
            sound.advice(),
            sound.checks().stream().map(c -> c.id().equals(check) ? new Blind(c) : c).toList()),
        NetworkPlugins.load());
  }

  /// A check that has lost its sight.
  private record Blind(Check check) implements Check {
    @Override
    public String id() {
      return check.id();
    }

    @Override
    public String question() {
      return check.question();
    }

    @Override
    public Set<String> dependsOn() {
      return check.dependsOn();
    }

    @Override
    public Set<String> parameters() {
      return check.parameters();
    }

    @Override
    public CheckResult evaluate(Examination x) {
      CheckResult seen = check.evaluate(x);
      return new CheckResult(
          seen.id(),
          Outcome.PASS,
          Proof.DECLARED,
          seen.population(),
          seen.examined(),
          seen.reasons(),
          List.of(),
          List.of(),
          List.of(),
          List.of());
    }
  }
}
