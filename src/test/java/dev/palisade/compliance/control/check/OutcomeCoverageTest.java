package dev.palisade.compliance.control.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Waivers.Waiver;
import dev.palisade.compliance.control.Witness.FlowWitness;
import dev.palisade.compliance.control.World;
import dev.palisade.compliance.control.check.OutcomesTest.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every outcome that a check's card names has a case.
class OutcomeCoverageTest {
  private static final List<Case> CASES =
      Stream.of(
              OutcomesTest.cases(),
              SettingCases.all(),
              HistoryOutcomesTest.cases(),
              SegmentationTestedTest.cases())
          .flatMap(List::stream)
          .toList();

  static List<Check> checks() {
    return Checks.all();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void everyOutcomeOfTheCardHasACase(Check check) throws IOException {
    Set<Outcome> shown =
        CASES.stream()
            .filter(c -> CheckCall.parse(c.check()).check().equals(check.id()))
            .map(Case::outcome)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Outcome.class)));

    assertThat(shown).containsAll(outcomes(check));
  }

  static List<Case> settings() {
    return SettingCases.all();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void settingLeadsTo(Case c) {
    CheckResult result = c.change().apply(World.wellBuilt()).judge(c.check());

    assertThat(result.outcome()).as(result.toString()).isEqualTo(c.outcome());
    for (String piece : c.findings()) {
      assertThat(
              String.join("\n", result.reasons())
                  + String.join("\n", result.findings().stream().map(f -> f.summary()).toList()))
          .contains(piece);
    }
  }

  /// An exception covers a finding of each check: excepted, and no longer open.
  @ParameterizedTest
  @MethodSource("checks")
  void exceptionCoversFindings(Check check) {
    Case failing =
        CASES.stream()
            .filter(c -> CheckCall.parse(c.check()).check().equals(check.id()))
            .filter(c -> c.outcome() == Outcome.FAIL)
            .findFirst()
            .orElseThrow();
    World world = failing.change().apply(World.wellBuilt());
    Finding finding = world.judge(failing.check()).findings().getFirst();
    Waiver waiver =
        new Waiver(
            "E-1",
            failing.check(),
            finding.fingerprint(),
            finding.witness() instanceof FlowWitness flow ? flow.traffic() : null,
            World.AS_OF.minusSeconds(1),
            World.AS_OF.plusSeconds(1));

    List<Finding> after = world.waive(waiver).judge(failing.check()).findings();

    assertThat(after)
        .filteredOn(f -> f.fingerprint().equals(finding.fingerprint()))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.status()).isEqualTo(Finding.Status.EXCEPTED);
              assertThat(f.exception()).isEqualTo("E-1");
            });
  }

  /// Those of the card's table, but for one that it says never comes.
  private static Set<Outcome> outcomes(Check check) throws IOException {
    Set<Outcome> named = EnumSet.noneOf(Outcome.class);
    for (String line : Files.readAllLines(Path.of("docs/controls", check.id() + ".md"))) {
      for (Outcome outcome : Outcome.values()) {
        if (line.startsWith("| " + outcome + " |") && !line.endsWith("| never |")) {
          named.add(outcome);
        }
      }
    }
    assertThat(named).contains(Outcome.FAIL, Outcome.INCONCLUSIVE, Outcome.PASS);
    return named;
  }
}
