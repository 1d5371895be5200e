package dev.palisade.analysis.label;

import static dev.palisade.analysis.label.LabelSelector.Operator.DOES_NOT_EXIST;
import static dev.palisade.analysis.label.LabelSelector.Operator.EXISTS;
import static dev.palisade.analysis.label.LabelSelector.Operator.IN;
import static dev.palisade.analysis.label.LabelSelector.Operator.NOT_IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.palisade.analysis.label.LabelSelector.Operator;
import dev.palisade.analysis.label.LabelSelector.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {

  private static final Labels NONE = Labels.EMPTY;
  private static final Labels X = Labels.of("k", "x");
  private static final Labels Y = Labels.of("k", "y");
  private static final Labels BLANK = Labels.of("k", "");

  private record Case(
      String name, Requirement requirement, List<Labels> selected, List<Labels> left) {}

  @Test
  void operatorsLookAtTheirKeyAsKubernetesSays() {
    List<Case> cases =
        List.of(
            new Case(
                "k in (x)",
                new Requirement("k", IN, Set.of("x")),
                List.of(X),
                List.of(NONE, Y, BLANK)),
            new Case(
                "k in (,x)",
                new Requirement("k", IN, Set.of("x", "")),
                List.of(X, BLANK),
                List.of(NONE, Y)),
            new Case(
                "k notin (x)",
                new Requirement("k", NOT_IN, Set.of("x")),
                List.of(NONE, Y, BLANK),
                List.of(X)),
            new Case(
                "k", new Requirement("k", EXISTS, Set.of()), List.of(X, Y, BLANK), List.of(NONE)),
            new Case(
                "!k",
                new Requirement("k", DOES_NOT_EXIST, Set.of()),
                List.of(NONE),
                List.of(X, Y, BLANK)));
    for (Case c : cases) {
      LabelSelector selector = new LabelSelector(new TreeMap<>(), List.of(c.requirement));
      assertThat(selector).hasToString(c.name);
      assertThat(c.selected)
          .as(c.name)
          .allMatch(selector::matches)
          .allMatch(selector.toSelector()::matches);
      assertThat(c.left)
          .as(c.name)
          .noneMatch(selector::matches)
          .noneMatch(selector.toSelector()::matches);
    }
  }

  @Test
  void everyPartMustHold() {
    LabelSelector selector =
        new LabelSelector(
            new TreeMap<>(Map.of("app", "web")),
            List.of(
                new Requirement("x", DOES_NOT_EXIST, Set.of()),
                new Requirement("tier", IN, Set.of("b", "a"))));
    assertThat(selector).hasToString("app=web,tier in (a,b),!x");
    Labels good = Labels.of(Map.of("app", "web", "tier", "a", "other", "1"));
    assertThat(selector.matches(good)).isTrue();
    for (Labels bad :
        List.of(good.with("app", "db"), good.with("tier", "c"), good.with("x", ""), Labels.EMPTY)) {
      assertThat(selector.matches(bad)).as("%s", bad).isFalse();
      assertThat(selector.toSelector().matches(bad)).as("%s", bad).isFalse();
    }
  }

  @Test
  void theEmptySelectorSelectsEverything() {
    assertThat(LabelSelector.EVERYTHING.isEmpty()).isTrue();
    assertThat(LabelSelector.EVERYTHING.matches(Labels.EMPTY)).isTrue();
    assertThat(LabelSelector.EVERYTHING.toSelector()).isEqualTo(Selector.EVERYTHING);
    assertThat(LabelSelector.EVERYTHING).hasToString("{}");
  }

  @Test
  void theOrderOfRequirementsDoesNotMatter() {
    Requirement one = new Requirement("k", IN, Set.of("x", "y"));
    Requirement two = new Requirement("j", EXISTS, Set.of());
    assertThat(new LabelSelector(new TreeMap<>(), List.of(one, two, one)))
        .isEqualTo(new LabelSelector(new TreeMap<>(), List.of(two, one)));
  }

  @Test
  void valuesMustFitTheOperator() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Requirement("k", IN, Set.of()))
        .withMessageContaining("\"k\" needs values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Requirement("k", EXISTS, Set.of("x")))
        .withMessageContaining("takes no values, yet there are [x]");
    assertThat(Operator.parse("DoesNotExist")).isEqualTo(DOES_NOT_EXIST);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operator.parse("in"))
        .withMessageContaining("NotIn");
  }

  @Test
  void labelsAreSortedAndLaterOnesWin() {
    Labels labels = Labels.of(Map.of("b", "2", "a", "1"));
    assertThat(labels).hasToString("a=1,b=2");
    assertThat(labels.plus(Labels.of(Map.of("b", "3", "c", "")))).hasToString("a=1,b=3,c=");
    assertThat(labels.with("a", "0").with("a", "1")).isEqualTo(labels).hasSameHashCodeAs(labels);
    assertThat(labels.get("c")).isNull();
    assertThat(labels.plus(Labels.of("c", "")).get("c")).isEmpty();
    assertThat(labels.keys()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A-1_b.c", "app.kubernetes.io/name", "1/2", "a.b-c/D"})
  void keysOfKubernetesAreTaken(String key) {
    assertThat(LabelSyntax.keyProblems(key)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|empty",
        "a/|empty",
        "/a|subdomain",
        "A.b/c|subdomain",
        "a..b/c|subdomain",
        "-a/c|subdomain",
        "a/b/c|more than one slash",
        "-a|begin and end",
        "a.|begin and end",
        "a b|letters",
        "é|letters",
        "k8s:app|letters",
      })
  void otherKeysAreNamedWithWhatIsWrong(String key, String problem) {
    assertThat(LabelSyntax.isKey(key)).isFalse();
    assertThat(LabelSyntax.keyProblems(key))
        .singleElement()
        .asString()
        .contains("\"" + key + "\"", problem);
  }

  @Test
  void lengthsAreLimited() {
    assertThat(LabelSyntax.isValue("a".repeat(63))).isTrue();
    assertThat(LabelSyntax.isValue("a".repeat(64))).isFalse();
    assertThat(LabelSyntax.isKey("a".repeat(253) + "/" + "b".repeat(63))).isTrue();
    assertThat(LabelSyntax.isKey("a".repeat(254) + "/b")).isFalse();
    assertThat(LabelSyntax.isKey("a/" + "b".repeat(64))).isFalse();
    assertThat(LabelSyntax.isValue("")).isTrue();
    assertThat(LabelSyntax.isValue("a/b")).isFalse();
    assertThat(Labels.of(Map.of("a b", "c d")).problems()).hasSize(2);
  }
}
