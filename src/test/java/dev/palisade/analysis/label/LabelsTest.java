package dev.palisade.analysis.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

  private static final Labels TWO = Labels.of(Map.of("app", "web", "tier", "front"));

  @Test
  void anEmptyValueIsThereAndAnAbsentKeyIsNot() {
    Labels empty = Labels.of("app", "");
    assertThat(empty.get("app")).isEmpty();
    assertThat(empty.has("app")).isTrue();
    assertThat(empty.isEmpty()).isFalse();
    assertThat(empty.get("a")).isNull();
    assertThat(empty.has("a")).isFalse();
    assertThat(Labels.EMPTY.isEmpty()).isTrue();
    assertThat(Labels.EMPTY.size()).isZero();
    assertThat(TWO.size()).isEqualTo(2);
    assertThat(TWO.keys()).containsExactly("app", "tier");
  }

  @Test
  void ofTwoValuesTheAddedOneHolds() {
    assertThat(TWO.plus(Labels.of("tier", "back"))).hasToString("app=web,tier=back");
    assertThat(TWO.with("zone", "a")).hasToString("app=web,tier=front,zone=a");
    assertThat(TWO.plus(Labels.EMPTY)).isSameAs(TWO);
    assertThat(Labels.EMPTY.plus(TWO)).isSameAs(TWO);
    assertThat(Labels.of(Map.of())).isSameAs(Labels.EMPTY);
  }

  @Test
  void labelsAreEqualIfKeysAndValuesAre() {
    Labels same = Labels.of(new TreeMap<>(Map.of("tier", "front", "app", "web")));
    assertThat(TWO).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(TWO).isNotEqualTo(TWO.with("tier", "back"));
    assertThat(TWO).isNotEqualTo(Labels.of(Map.of("app", "web", "tiers", "front")));
    assertThat(TWO).isNotEqualTo(Labels.EMPTY);
    // "Aa" and "BB" have one hash code
    assertThat(Labels.of("app", "Aa")).isNotEqualTo(Labels.of("app", "BB"));
    assertThat(Labels.of("Aa", "web")).isNotEqualTo(Labels.of("BB", "web"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "z", "A", "Z", "0", "9", "a.b_c-d", "a/b", "a1.z9/Z-9"})
  void everyLetterAndDigitMayBeInTheNameOfALabel(String key) {
    assertThat(CalicoSelector.parse("has(" + key + ")").canonicalText())
        .isEqualTo("has(" + key + ")");
    assertThat(LabelSyntax.keyProblems(key)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"`a", "a`", "{", "a{", "@", "[", "a:", "ä"})
  void theirNeighboursMayNot(String key) {
    assertThat(LabelSyntax.keyProblems(key)).isNotEmpty();
    assertThat(LabelSyntax.valueProblems(key)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b/c", ".a/c", "a./c", "a.-b/c", "a-.b/c", "-a/c", "A/c", "a_b/c"})
  void aPrefixThatIsNoDomainIsAProblem(String key) {
    assertThat(LabelSyntax.keyProblems(key)).isNotEmpty();
  }

  @Test
  void problemsOfEachPartOfASelectorAreNamed() {
    LabelSelector selector =
        new LabelSelector(
            new TreeMap<>(Map.of("a b", "x")),
            List.of(
                new LabelSelector.Requirement("c", LabelSelector.Operator.IN, Set.of("d e", "f"))));
    assertThat(selector.problems()).hasSize(2);
    assertThat(selector.problems().getFirst()).contains("a b");
    assertThat(selector.problems().getLast()).contains("d e");
    assertThat(LabelSelector.ofLabels(Map.of("a", "b")).problems()).isEmpty();
  }

  @Test
  void onlyASelectorThatAsksForNothingIsEmpty() {
    assertThat(LabelSelector.EVERYTHING.isEmpty()).isTrue();
    assertThat(LabelSelector.ofLabels(Map.of("a", "b")).isEmpty()).isFalse();
    assertThat(
            new LabelSelector(
                    new TreeMap<>(),
                    List.of(
                        new LabelSelector.Requirement(
                            "a", LabelSelector.Operator.EXISTS, Set.of())))
                .isEmpty())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        " has(a) ~has(a)",
        "! has(a)~!has(a)",
        "!\t!has(a)~has(a)",
        "has(a)\t&&\thas(b)~(has(a) && has(b))",
        "( has(a) )~has(a)",
        "has( a )~has(a)",
        "all( )~all()",
        "a  ==  'b'  ||  has(c)~(a == \"b\" || has(c))",
        "a in { 'b' , 'c' , }~a in {\"b\", \"c\"}",
        "a in  {'b' }~a in {\"b\"}",
        "a == '\"'~a == '\"'",
      })
  void blanksDoNotMatter(String text, String normal) {
    assertThat(CalicoSelector.parse(text).canonicalText()).isEqualTo(normal);
  }

  @Test
  void manyParenthesesBesideEachOtherAreNotDeep() {
    String many = "(has(a))" + " || (has(a))".repeat(1000);
    assertThat(CalicoSelector.parse(many).matches(Labels.of("a", ""))).isTrue();
  }

  @Test
  void calicosSelectorsAreEqualIfTheirNormalFormsAre() {
    CalicoSelector selector = CalicoSelector.parse("a=='b'");
    CalicoSelector same = CalicoSelector.parse("a == \"b\"");
    assertThat(selector).isEqualTo(same).hasSameHashCodeAs(same).hasToString("a == \"b\"");
    assertThat(selector).isNotEqualTo(CalicoSelector.parse("a == 'c'"));
  }

  @Test
  void theOrderOfPartsIsThatOfTheirTexts() {
    Selector a = Selector.startsWith("k", "a");
    Selector b = Selector.startsWith("k", "b");
    assertThat(Selector.and(a, b))
        .isEqualTo(Selector.and(b, a))
        .hasToString("(k starts with \"a\" && k starts with \"b\")");
    assertThat(Selector.or(b, a)).hasToString("(k starts with \"a\" || k starts with \"b\")");
    assertThat(Selector.or(Selector.or(a, Selector.has("c")), b))
        .isEqualTo(Selector.or(a, b, Selector.has("c")));
    assertThat(Selector.and(Selector.and(a, Selector.has("c")), Selector.or(a, b)))
        .isEqualTo(Selector.and(Selector.or(b, a), a, Selector.has("c")));
    assertThat(Selector.equal("k", "\"")).hasToString("k == '\"'");
    assertThat(Selector.startsWith("k", "")).isEqualTo(Selector.has("k"));
    assertThat(Selector.endsWith("k", "")).isEqualTo(Selector.has("k"));
    assertThat(Selector.contains("k", "")).isEqualTo(Selector.has("k"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a ends with 'x'~b ends with 'x'~(a ends with \"x\" && b ends with \"x\")",
        "a contains 'x'~b contains 'x'~(a contains \"x\" && b contains \"x\")",
        "!has(a)~!has(b)~(!has(a) && !has(b))",
        "a != 'x'~a != 'y'~(!a == \"x\" && !a == \"y\")",
      })
  void partsOfAnyKindMayChangePlaces(String left, String right, String both) {
    Selector one = CalicoSelector.parse(left).expression();
    Selector other = CalicoSelector.parse(right).expression();
    assertThat(Selector.and(one, other)).isEqualTo(Selector.and(other, one)).hasToString(both);
  }

  @Test
  void whatIsAlwaysOrNeverSelectedIsSaidInAWord() {
    assertThat(Selector.EVERYTHING).hasToString("everything");
    assertThat(Selector.NOTHING).hasToString("nothing");
    assertThat(Selector.not(new Selector.In("a", Set.of()))).isEqualTo(Selector.EVERYTHING);
    assertThat(LabelSelector.Operator.NOT_IN).hasToString("NotIn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a ==~position 5: expected a value in quotes after ==",
        "a == {~position 6: expected a value in quotes after ==",
      })
  void aValueThatIsMissingIsNotGuessed(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalicoSelector.parse(text))
        .withMessageEndingWith(message);
  }
}
