package dev.palisade.compliance.reperformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.reperformance.Difference.Subject;
import dev.palisade.compliance.reperformance.Explaining.Swap;
import dev.palisade.compliance.reperformance.Verdicts.On;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExplainingTest {
  private static final Cause SCOPE = new Cause(Cause.Kind.SCOPE, "version 1 -> 2");
  private static final Cause EXCEPTIONS = new Cause(Cause.Kind.EXCEPTIONS, "e was granted");

  private static Verdicts checks(Map<String, String> outcomes) {
    Map<On, String> values = new TreeMap<>();
    outcomes.forEach((id, outcome) -> values.put(new On(Subject.CHECK, id), outcome));
    return new Verdicts(new TreeMap<>(values));
  }

  private static Difference only(List<Difference> differences) {
    assertThat(differences).hasSize(1);
    return differences.getFirst();
  }

  @Test
  void whatIsTheSameIsNoDifference() {
    Verdicts same = checks(Map.of("a", "PASS"));
    assertThat(Explaining.then(same, same, List.of(), same)).isEmpty();
    assertThat(Explaining.today(same, same, List.of(), same, List.of())).isEmpty();
  }

  @Test
  void aDifferenceOfTheTimeWithoutCauseIsUnexplained() {
    Verdicts again = checks(Map.of("a", "FAIL"));
    Difference found = only(Explaining.then(checks(Map.of("a", "PASS")), again, List.of(), again));
    assertThat(found.isUnexplained()).isTrue();
    assertThat(found.reported()).isEqualTo("PASS");
    assertThat(found.again()).isEqualTo("FAIL");
  }

  @Test
  void whatRestsOnThePastMayDifferAsMoreOfItArrives() {
    Difference found =
        only(
            Explaining.then(
                checks(Map.of("a", "PASS")),
                checks(Map.of("a", "FAIL")),
                List.of(),
                checks(Map.of("a", "INCONCLUSIVE"))));
    assertThat(found.isUnexplained()).isFalse();
    assertThat(found.because()).extracting(Cause::cause).containsExactly(Cause.Kind.HISTORY);
  }

  @Test
  void anotherCatalogueExplainsWithoutProof() {
    Cause catalogue = new Cause(Cause.Kind.CATALOGUE, "x, not y");
    Verdicts again = checks(Map.of());
    Difference found =
        only(Explaining.then(checks(Map.of("a", "PASS")), again, List.of(catalogue), again));
    assertThat(found.because()).containsExactly(catalogue);
    assertThat(found.again()).isNull();
  }

  @Test
  void whatAloneChangesAConclusionIsItsCause() {
    Verdicts then = checks(Map.of("a", "FAIL", "b", "FAIL"));
    Verdicts today = checks(Map.of("a", "PASS", "b", "PASS"));
    List<Difference> found =
        Explaining.today(
            then,
            then,
            List.of(),
            today,
            List.of(
                new Swap(SCOPE, checks(Map.of("a", "PASS", "b", "FAIL"))),
                new Swap(EXCEPTIONS, checks(Map.of("a", "FAIL", "b", "PASS")))));
    assertThat(found)
        .extracting(Difference::name, Difference::because)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", List.of(SCOPE)),
            org.assertj.core.groups.Tuple.tuple("b", List.of(EXCEPTIONS)));
  }

  @Test
  void whereNothingAloneChangesItAllThatDifferAreNamed() {
    Verdicts then = checks(Map.of("a", "FAIL"));
    Difference found =
        only(
            Explaining.today(
                then,
                then,
                List.of(),
                checks(Map.of("a", "PASS")),
                List.of(new Swap(EXCEPTIONS, then), new Swap(SCOPE, then))));
    assertThat(found.because()).containsExactly(SCOPE, EXCEPTIONS);
  }

  @Test
  void whereNothingDiffersATodayThatDiffersIsUnexplained() {
    Verdicts then = checks(Map.of("a", "FAIL"));
    assertThat(
            only(Explaining.today(then, then, List.of(), checks(Map.of("a", "PASS")), List.of()))
                .isUnexplained())
        .isTrue();
  }

  @Test
  void whatWasUnexplainedThenStaysSoToday() {
    Verdicts reported = checks(Map.of("a", "PASS"));
    Verdicts then = checks(Map.of("a", "FAIL"));
    List<Difference> before = Explaining.then(reported, then, List.of(), then);
    assertThat(only(Explaining.today(reported, then, before, then, List.of())).isUnexplained())
        .isTrue();
  }
}
