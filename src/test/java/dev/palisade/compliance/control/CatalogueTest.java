package dev.palisade.compliance.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.control.check.Checks;
import dev.palisade.snapshot.Gap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
  private static final Path CARDS = Path.of("docs/controls");

  static List<Check> checks() {
    return Checks.all();
  }

  @Test
  void leadingRequirementsComeFirst() {
    List<String> ids = Catalogue.load().requirements().stream().map(Requirement::id).toList();

    assertThat(ids).startsWith("1.3.1", "2.2.1", "CC6.1", "CC6.6").doesNotHaveDuplicates();
  }

  @Test
  void numberingOfTwoTwoOneIsNoted() {
    assertThat(Objects.requireNonNull(Catalogue.load().requirement("pci-dss", "2.2.1")).note())
        .contains("2.2.4")
        .contains("2.2.5");
  }

  @Test
  void everyMappedCheckExistsAndEveryCheckIsMappedOrAdvice() {
    Catalogue catalogue = Catalogue.load();
    List<String> mapped =
        Stream.concat(
                catalogue.requirements().stream().flatMap(r -> r.checks().stream()),
                catalogue.advice().stream())
            .map(CheckCall::check)
            .distinct()
            .sorted()
            .toList();

    assertThat(mapped).isEqualTo(Checks.all().stream().map(Check::id).toList());
  }

  @Test
  void noRequirementRestsOnAdvice() {
    Catalogue catalogue = Catalogue.load();

    assertThat(catalogue.advice())
        .extracting(CheckCall::check)
        .containsExactlyElementsOf(
            Checks.all().stream()
                .filter(check -> check.weight() == Check.Weight.ADVICE)
                .map(Check::id)
                .toList())
        .contains("policy-hygiene");
    assertThat(catalogue.requirements())
        .flatExtracting(Requirement::checks)
        .doesNotContainAnyElementsOf(catalogue.advice());
  }

  @Test
  void checksAreSortedById() {
    assertThat(Checks.all()).extracting(Check::id).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void everyCheckHasItsCardWithItsQuestion(Check check) throws IOException {
    String card = Files.readString(CARDS.resolve(check.id() + ".md")).replaceAll("\\s+", " ");

    assertThat(card)
        .startsWith("# " + check.id() + " **Question.** " + check.question())
        .contains(
            "**Population.**",
            "**Method.**",
            "| FAIL |",
            "| INCONCLUSIVE |",
            "| PASS |",
            "| NOT_APPLICABLE |",
            "**Does not look at.**",
            "**By hand.**");
  }

  @Test
  void everyCardHasItsCheck() throws IOException {
    try (Stream<Path> cards = Files.list(CARDS)) {
      assertThat(cards.map(p -> p.getFileName().toString().replace(".md", "")).sorted().toList())
          .isEqualTo(Checks.all().stream().map(Check::id).toList());
    }
  }

  @Test
  void digestAndVersionStandInTheAssessment() {
    Assessment assessment = World.wellBuilt().assess();

    assertThat(assessment.catalogue().digest()).hasSize(64).isEqualTo(Catalogue.load().digest());
    assertThat(assessment.catalogue().version()).isEqualTo("1");
  }

  @Test
  void checkIsEvaluatedOnceForEachSetOfParameters() {
    Assessment assessment = World.wellBuilt().assess();

    assertThat(assessment.checks())
        .extracting(CheckResult::id)
        .isSorted()
        .doesNotHaveDuplicates()
        .contains("internet-exposure", "internet-exposure(data-stores)");
  }

  @Test
  void sameEvidenceGivesTheSameAssessment() {
    Assessment one = World.wellBuilt().without("NetworkPolicy cde/default-deny").assess();
    Assessment other = World.wellBuilt().without("NetworkPolicy cde/default-deny").assess();

    assertThat(one.checks()).isEqualTo(other.checks());
    assertThat(one.requirements()).isEqualTo(other.requirements());
    assertThat(one.notExamined()).isEqualTo(other.notExamined());
  }

  @Test
  void whatIsNotExaminedIsSaid() {
    List<String> all =
        World.wellBuilt().assess().notExamined().stream()
            .map(Assessment.NotExamined::what)
            .toList();

    assertThat(String.join("\n", all))
        .contains(
            "same node", "ICMP", "happened over time", "security groups", "at rest", "finished");
  }

  @Test
  void gapAffectsTheEvaluationsThatDependOnItsKind() {
    Catalogue catalogue = Catalogue.load();
    Gap gateways = new Gap(Gap.Reason.REFUSED, "Gateway", null, null, 403, "refused");
    Gap policies = new Gap(Gap.Reason.UNREADABLE, "NetworkPolicy", "a", "b", 0, "unreadable");

    assertThat(catalogue.affectedBy(gateways))
        .containsExactly("internet-exposure", "internet-exposure(data-stores)");
    assertThat(catalogue.affectedBy(policies)).contains("default-deny", "cardholder-ingress");
  }

  @Test
  void oneFrameworkCanBeTakenAlone() {
    assertThat(Catalogue.load().of("soc2").requirements())
        .extracting(Requirement::framework)
        .containsOnly("soc2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalogue.load().of("hipaa"))
        .withMessage("there is no framework \"hipaa\": expected pci-dss or soc2");
  }

  @ParameterizedTest(name = "{0} / {1}: {2}")
  @CsvSource({
    "FAIL PASS, PASS, CONTRADICTED",
    "FAIL INCONCLUSIVE, FAIL, CONTRADICTED",
    "INCONCLUSIVE PASS, PASS, INSUFFICIENT",
    "PASS PASS, FAIL, INSUFFICIENT",
    "PASS PASS, INCONCLUSIVE, INSUFFICIENT",
    "PASS NOT_APPLICABLE, NOT_APPLICABLE, SUPPORTED",
    "NOT_APPLICABLE NOT_APPLICABLE, PASS, SUPPORTED",
    "NOT_APPLICABLE NOT_APPLICABLE, FAIL, INSUFFICIENT",
    "NOT_APPLICABLE NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE"
  })
  void conclusionFollowsFromPrimaryAndSupportingChecks(
      String primary, String supporting, Conclusion conclusion) {
    List<Outcome> first = Stream.of(primary.split(" ")).map(Outcome::valueOf).toList();
    Map<CheckCall, Outcome> outcomes = new HashMap<>();
    for (int i = 0; i < first.size(); i++) {
      outcomes.put(CheckCall.parse("p" + i), first.get(i));
    }
    outcomes.put(CheckCall.parse("s"), Outcome.valueOf(supporting));
    List<CheckCall> calls =
        outcomes.keySet().stream()
            .filter(c -> c.check().startsWith("p"))
            .sorted()
            .collect(Collectors.toList());
    Requirement requirement =
        new Requirement(
            "f",
            "1",
            Requirement.Rank.FOLLOWING,
            "x",
            calls,
            List.of(CheckCall.parse("s")),
            null,
            List.of());

    assertThat(requirement.judge(outcomes).conclusion()).isEqualTo(conclusion);
  }
}
