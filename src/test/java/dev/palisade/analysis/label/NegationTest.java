package dev.palisade.analysis.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.label.LabelSelector.Operator;
import dev.palisade.analysis.label.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each operator that denies is the complement of one that does not, also on objects without the
/// key, and distributes over both connectives.
class NegationTest {
  private static final List<Labels> WORLD = world();

  private static List<Labels> world() {
    List<Labels> world = new ArrayList<>(List.of(Labels.EMPTY));
    for (String value : List.of("", "x", "xy", "y")) {
      for (Labels labels : List.copyOf(world)) {
        if (!labels.has("a")) {
          world.add(labels.with("a", value));
        }
      }
      world.add(Labels.of("b", value));
      world.add(Labels.of("b", value).with("a", "x"));
    }
    return world;
  }

  private static Selector of(Operator operator, Set<String> values) {
    return new LabelSelector(new TreeMap<>(), List.of(new Requirement("a", operator, values)))
        .toSelector();
  }

  @Test
  void kubernetesOperatorsComeInPairs() {
    for (Set<String> values : List.of(Set.of("x"), Set.of("x", "y"), Set.of(""))) {
      assertThat(Selector.not(of(Operator.IN, values))).isEqualTo(of(Operator.NOT_IN, values));
      for (Labels labels : WORLD) {
        assertThat(of(Operator.NOT_IN, values).matches(labels))
            .as("%s on %s", values, labels)
            .isEqualTo(!labels.has("a") || !values.contains(labels.get("a")));
      }
    }
    assertThat(Selector.not(of(Operator.EXISTS, Set.of())))
        .isEqualTo(of(Operator.DOES_NOT_EXIST, Set.of()));
    assertThat(of(Operator.IN, Set.of("x", "y"))).isEqualTo(Selector.in("a", List.of("x", "y")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a != 'x' ~ !(a == 'x')",
        "a not in {'x', 'y'} ~ !(a in {'x', 'y'})",
        "a not in {'x', 'y'} ~ a != 'x' && a != 'y'",
        "a in {'x', 'y'} ~ a == 'x' || a == 'y'",
        "a in {} ~ !all()",
        "a not in {} ~ all()",
        "!(a == 'x' && has(b)) ~ a != 'x' || !has(b)",
        "!(a == 'x' || has(b)) ~ a != 'x' && !has(b)",
        "!!has(a) ~ has(a)",
        "!(a starts with 'x') ~ !has(a) || !(a starts with 'x')",
        "a contains 'y' ~ has(a) && a contains 'y'"
      })
  void calicoExpressionsThatMeanTheSameSelectTheSame(String one, String other) {
    for (Labels labels : WORLD) {
      assertThat(CalicoSelector.parse(one).matches(labels))
          .as("%s and %s on {%s}", one, other, labels)
          .isEqualTo(CalicoSelector.parse(other).matches(labels));
    }
  }
}
