package dev.palisade.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTextTest {

  private static final List<String> AWKWARD =
      List.of(
          "",
          " ",
          "a",
          "a b",
          " a",
          "a ",
          "a: b",
          "a:",
          "a #b",
          "#",
          "-",
          "- a",
          "?",
          ":",
          "yes",
          "No",
          "on",
          "y",
          "~",
          "null",
          "1",
          "010",
          "0x1F",
          "1.5",
          "1_0",
          ".inf",
          "2001-12-14",
          "12:30",
          "1:20:30",
          "=",
          "<<",
          "---",
          "--- a",
          "...",
          "%a",
          "@",
          "`",
          "!a",
          "&a",
          "*a",
          "[",
          "]",
          "{",
          "}",
          ",",
          "'",
          "\"",
          "\\",
          "\t",
          "a\tb",
          "\n",
          "a\n",
          "a\nb",
          "a\nb\n",
          "a\nb\n\n",
          "\na",
          " a\nb",
          "a\n b\n",
          "a\n\nb",
          "a \nb",
          "a\tb\nc",
          "a\r\nb",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\u0007",
          "\u007f",
          "ä",
          "😀",
          "10.0.0.0/8",
          "kubernetes.io/name",
          "$(X)",
          "a\n---\nb\n",
          "# a\nb",
          "a\n\u00e4",
          "x".repeat(2000));

  @Test
  void blockStyleAsKubectlWritesIt() {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("kind", Node.text("Pod"));
    fields.put("list", Node.array(List.of(Node.text("a"), Node.array(List.of(Node.number(1))))));
    fields.put("objects", Node.array(List.of(Node.object(Map.of("yes", Node.text("no"))))));
    fields.put("text", Node.text("one\n  two\n"));
    fields.put("none", Node.array(List.of()));
    fields.put("nothing", Node.nothing());
    assertThat(YamlText.write(Node.object(fields)))
        .isEqualTo(
            """
            kind: Pod
            list:
            - a
            - - 1
            objects:
            - "yes": "no"
            text: |
              one
                two
            none: []
            nothing: null
            """);
  }

  @Test
  void prettyJsonIsIndentedInTheOrderOfTheObject() {
    Node node = new DocumentReader(ReadLimits.DEFAULT).parseJson("n", "{\"b\":[1.10,{}],\"a\":[]}");
    assertThat(PrettyJson.text(node))
        .isEqualTo("{\n  \"b\": [\n    1.10,\n    {}\n  ],\n  \"a\": []\n}");
  }

  @Test
  void everyAwkwardStringReadsBack() {
    for (String text : AWKWARD) {
      for (Node node :
          List.of(
              Node.text(text),
              Node.array(List.of(Node.text(text), Node.text(text))),
              Node.object(Map.of("k", Node.text(text))),
              Node.object(Map.of(text, Node.object(Map.of("k", Node.number(1))))),
              Node.object(
                  Map.of("k", Node.array(List.of(Node.object(Map.of(text, Node.text(text))))))))) {
        requireReadsBack(node, text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20, 300, 4000, 50000})
  void randomTreesReadBack(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      requireReadsBack(tree(random, 4), "seed " + seed + ", tree " + i);
    }
  }

  private static void requireReadsBack(Node node, String what) {
    if (!(node instanceof Node.NullNode)) {
      String yaml = YamlText.write(node);
      assertThat(ReadingFixture.json(yaml))
          .as("%s%n%s", what, yaml)
          .isEqualTo(CanonicalJson.text(node));
    }
    Node again = new DocumentReader(ReadLimits.DEFAULT).parseJson("n", PrettyJson.text(node));
    assertThat(again.sameContent(node)).as(what).isTrue();
  }

  private static Node tree(Random random, int depth) {
    int kind = random.nextInt(depth > 0 ? 9 : 6);
    switch (kind) {
      case 0:
        return Node.nothing();
      case 1:
        return Node.bool(random.nextBoolean());
      case 2:
        return Node.number(random.nextLong() >> random.nextInt(64));
      case 3:
        return new Node.NumberNode(JsonNumber.canonical(number(random)), 0);
      case 4, 5:
        return Node.text(text(random));
      case 6:
        List<Node> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(tree(random, depth - 1));
        }
        return Node.array(items);
      default:
        Map<String, Node> fields = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          fields.put(text(random), tree(random, depth - 1));
        }
        return Node.object(fields);
    }
  }

  private static double number(Random random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : 0.5;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      text.append(AWKWARD.get(random.nextInt(AWKWARD.size() - 1)));
    }
    return text.toString();
  }
}
