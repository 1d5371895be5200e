package dev.palisade.analysis.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Expressions over two keys that are absent or have one of four values: 25 sets of labels, all of
/// them asked.
class SelectorTest {

  private static final List<String> KEYS = List.of("a", "b");
  private static final List<String> VALUES = List.of("", "x", "xy", "yx");
  private static final List<Labels> WORLD = world();

  private static List<Labels> world() {
    List<Labels> world = new ArrayList<>();
    for (int a = -1; a < VALUES.size(); a++) {
      for (int b = -1; b < VALUES.size(); b++) {
        Labels labels = a < 0 ? Labels.EMPTY : Labels.of("a", VALUES.get(a));
        world.add(b < 0 ? labels : labels.with("b", VALUES.get(b)));
      }
    }
    return world;
  }

  /// A selector, and the same put together from the bare records, without the factories'
  /// simplifications.
  private record Both(Selector made, Selector bare) {}

  private static Both random(Random random, int depth) {
    String key = KEYS.get(random.nextInt(2));
    String value = VALUES.get(random.nextInt(4));
    switch (random.nextInt(depth == 0 ? 7 : 12)) {
      case 0:
        return new Both(Selector.EVERYTHING, Selector.EVERYTHING);
      case 1:
        return new Both(Selector.NOTHING, Selector.NOTHING);
      case 2:
        return new Both(Selector.has(key), new Selector.Has(key));
      case 3:
        Set<String> values = random.nextBoolean() ? Set.of() : Set.of(value, "z");
        return new Both(Selector.in(key, values), new Selector.In(key, values));
      case 4:
        return new Both(Selector.startsWith(key, value), new Selector.StartsWith(key, value));
      case 5:
        return new Both(Selector.endsWith(key, value), new Selector.EndsWith(key, value));
      case 6:
        return new Both(Selector.contains(key, value), new Selector.Contains(key, value));
      case 7, 8:
        Both operand = random(random, depth - 1);
        return new Both(Selector.not(operand.made), new Selector.Not(operand.bare));
      default:
        List<Both> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          parts.add(random(random, depth - 1));
        }
        List<Selector> made = parts.stream().map(Both::made).toList();
        List<Selector> bare = parts.stream().map(Both::bare).toList();
        return random.nextBoolean()
            ? new Both(Selector.and(made), new Selector.And(bare))
            : new Both(Selector.or(made), new Selector.Or(bare));
    }
  }

  @Test
  void simplificationDoesNotChangeWhatIsSelected() {
    long seed = 20260106;
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      Both both = random(random, 4);
      for (Labels labels : WORLD) {
        assertThat(both.made.matches(labels))
            .as("seed %d: %s and %s on {%s}", seed, both.made, both.bare, labels)
            .isEqualTo(both.bare.matches(labels));
      }
    }
  }

  @Test
  void labelsOfTheSameSignatureAreNotToldApart() {
    long seed = 20260107;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      Selector selector = random(random, 3).made;
      Map<String, Boolean> answers = new TreeMap<>();
      for (Labels labels : WORLD) {
        boolean answer = selector.matches(labels);
        Boolean before = answers.putIfAbsent(signature(selector, labels), answer);
        assertThat(before == null || before == answer)
            .as("seed %d: %s on {%s}", seed, selector, labels)
            .isTrue();
      }
    }
  }

  private static String signature(Selector selector, Labels labels) {
    StringBuilder signature = new StringBuilder();
    for (String key : selector.keys()) {
      String value = labels.get(key);
      SortedSet<String> mentioned = selector.mentionedValues().get(key);
      boolean told =
          selector.opaqueKeys().contains(key) || (value != null && mentioned.contains(value));
      signature
          .append(key)
          .append(value == null ? " absent;" : told ? "=" + value + ";" : " other;");
    }
    return signature.toString();
  }

  @Test
  void operandsAreFlattenedSortedAndDistinct() {
    Selector a = Selector.equal("a", "x");
    Selector b = Selector.has("b");
    assertThat(Selector.and(b, Selector.and(a, b), Selector.EVERYTHING))
        .isEqualTo(Selector.and(a, b));
    assertThat(Selector.and(b, a)).hasToString("(a == \"x\" && has(b))");
    assertThat(Selector.or(a, a)).isEqualTo(a);
    assertThat(Selector.or(a, Selector.EVERYTHING)).isEqualTo(Selector.EVERYTHING);
    assertThat(Selector.and(a, Selector.NOTHING)).isEqualTo(Selector.NOTHING);
    assertThat(Selector.and()).isEqualTo(Selector.EVERYTHING);
    assertThat(Selector.or()).isEqualTo(Selector.NOTHING);
    assertThat(Selector.not(Selector.not(a))).isEqualTo(a);
    assertThat(Selector.in("k", List.of("b", "a")))
        .isEqualTo(Selector.in("k", Set.of("a", "b")))
        .hasToString("k in {\"a\", \"b\"}");
  }

  @Test
  void mentionedKeysAndValuesAreGathered() {
    Selector selector =
        Selector.or(
            Selector.and(Selector.equal("a", "x"), Selector.has("b")),
            Selector.not(Selector.in("a", Set.of("y"))),
            Selector.startsWith("c", "z"));
    assertThat(selector.keys()).containsExactly("a", "b", "c");
    assertThat(selector.mentionedValues()).hasToString("{a=[x, y], b=[], c=[]}");
    assertThat(selector.opaqueKeys()).containsExactly("c");
  }
}
