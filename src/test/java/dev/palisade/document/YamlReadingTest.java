package dev.palisade.document;

import static dev.palisade.document.ReadingFixture.described;
import static dev.palisade.document.ReadingFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Reading.Read;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReadingTest {

  @Test
  void documentsAreReadInOrderAndEmptyOnesPassedOver() {
    String text =
        """
        # first a comment
        ---
        ---
        a: 1
        --- # a comment
        - b
        ---
        ~
        --- {c: d}
        ---
        """;
    assertThat(described(text)).containsExactly("{\"a\":1}", "[\"b\"]", "{\"c\":\"d\"}");
  }

  @Test
  void aDocumentThatIsNoYamlDoesNotSpoilTheOthers() {
    String text =
        """
        a: 1
        ---
        %if .Values.x
        b: "open
        ---
        c: |
          text
        ---
        d: 2
        """;
    List<String> met = described(text);
    assertThat(met).hasSize(4);
    assertThat(met.get(0)).isEqualTo("{\"a\":1}");
    assertThat(met.get(1)).startsWith("line 3: not YAML: ");
    assertThat(met.get(2)).isEqualTo("{\"c\":\"text\\n\"}");
    assertThat(met.get(3)).isEqualTo("{\"d\":2}");
  }

  @Test
  void whatStandsBeforeTheErrorInItsDocumentIsNotReadAsIfItWereWhole() {
    assertThat(described("a: 1\nb: [\n")).singleElement().asString().startsWith("line 3: not YAML");
    assertThat(described("a: 1\n b: 2\n"))
        .singleElement()
        .asString()
        .startsWith("line 2: not YAML");
  }

  @Test
  void linesAreThoseOfTheFile() {
    String text =
        "# x\n---\na:\n- b\n-\n  c: d\n--- # y\r\n\r\ne: >\r\n  f\r\n  g\r\nh: {i: j}\r\n";
    List<Reading> readings = read(text);
    ObjectNode first = (ObjectNode) ((Read) readings.get(0)).document().root();
    assertThat(first.line()).isEqualTo(3);
    ArrayNode items = (ArrayNode) field(first, "a");
    assertThat(items.line()).isEqualTo(4);
    assertThat(items.items()).extracting(Node::line).containsExactly(4, 6);
    ObjectNode second = (ObjectNode) ((Read) readings.get(1)).document().root();
    assertThat(second.line()).isEqualTo(9);
    assertThat(field(second, "e").line()).isEqualTo(9);
    assertThat(field(second, "h").line()).isEqualTo(12);
  }

  private static Node field(ObjectNode object, String key) {
    Node value = object.fields().get(key);
    assertThat(value).as(key).isNotNull();
    return value;
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThat(described("a: 1\nb: 2\na: 3\n---\nc: 4\n"))
        .containsExactly("line 3: the key \"a\" stands twice", "{\"c\":4}");
    assertThat(json("1: a\n0x1: b\n")).isEqualTo("line 2: the key \"1\" stands twice");
  }

  @Test
  void mergedKeysGiveWayToWrittenOnesAndToEarlierSources() {
    String base = "x: &x {a: 1, b: 2}\nyy: &y {a: 3, c: 4}\n";
    assertThat(json(base + "z:\n  <<: *x\n  b: 5\n"))
        .isEqualTo("{\"x\":{\"a\":1,\"b\":2},\"yy\":{\"a\":3,\"c\":4},\"z\":{\"a\":1,\"b\":5}}");
    assertThat(json(base + "z:\n  <<: [*x, *y, {d: 6}]\n"))
        .endsWith("\"z\":{\"a\":1,\"b\":2,\"c\":4,\"d\":6}}");
    assertThat(json("z: {'<<': 1}")).isEqualTo("{\"z\":{\"<<\":1}}");
  }

  @Test
  void aMergeThatComesLaterAndSaysOtherwiseIsRefused() {
    assertThat(json("x: &x {a: 1}\nz:\n  a: 2\n  <<: *x\n"))
        .startsWith("line 4: << stands after the key \"a\"");
    assertThat(json("x: &x {a: 1}\nz:\n  a: 1\n  <<: *x\n")).endsWith("\"z\":{\"a\":1}}");
    assertThat(json("z:\n  <<: {a: 1}\n  a: 2\n  a: 3\n"))
        .isEqualTo("line 4: the key \"a\" stands twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"z: {<<: 5}", "z: {<<: }", "z: {<<: [5]}", "z: {<<: {a: 1}, <<: {b: 2}}"})
  void aMergeOfSomethingElseIsRefused(String text) {
    assertThat(json(text)).startsWith("line 1: ");
  }

  @Test
  void anAliasIsTheLatestNodeOfItsName() {
    assertThat(json("a: &x 1\nb: *x\nc: &x [2]\nd: *x\n"))
        .isEqualTo("{\"a\":1,\"b\":1,\"c\":[2],\"d\":[2]}");
    assertThat(json("a: 1\nb: *x\n")).isEqualTo("line 2: no anchor for the alias *x");
    assertThat(json("a: &x [*x]\n")).isEqualTo("line 1: no anchor for the alias *x");
    assertThat(described("a: &x 1\n---\nb: *x\n"))
        .containsExactly("{\"a\":1}", "line 3: no anchor for the alias *x");
  }

  @Test
  void tabsAreAllowedInsideBracketsAndQuotesOnly() {
    assertThat(json("a:\n  [\n   \"b\",\n\t  \"c\",\n\t\t]\n")).isEqualTo("{\"a\":[\"b\",\"c\"]}");
    assertThat(json("a: \"b\n\tc\"\n")).isEqualTo("{\"a\":\"b c\"}");
    assertThat(json("a: |\n  b\n  \tc\n")).isEqualTo("{\"a\":\"b\\n\\tc\\n\"}");
    assertThat(json("a:\n\tb: c\n"))
        .isEqualTo("line 2: not YAML: a tab at the beginning of a line");
    assertThat(json("a: |\n  b\n\tc\n")).startsWith("line 3: not YAML: a tab");
    assertThat(json("a: b\n\tc\n")).startsWith("line 2: not YAML: a tab");
    assertThat(json("a:\n  - b\n\t- c\n")).startsWith("line 3: not YAML: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0085", "\u2028", "\u2029"})
  void lineBreaksOfYaml11AloneAreRefused(String lineBreak) {
    assertThat(described("a: 1\n---\nb: 2 #" + lineBreak + "c: 3\n---\nd: 4\n"))
        .hasSize(3)
        .element(1)
        .asString()
        .startsWith("line 3: U+0085");
    assertThat(json("{\"a\": \"" + lineBreak + "\"}")).contains(lineBreak);
  }

  @Test
  void aDirectiveBelongsToTheDocumentBehindIt() {
    assertThat(json("%YAML 1.1\n# x\n---\na: yes\n")).isEqualTo("{\"a\":true}");
    assertThat(json("%TAG !y! tag:yaml.org,2002:\n---\na: !y!int '1'\n")).isEqualTo("{\"a\":1}");
  }

  @Test
  void aDocumentMayEndInDots() {
    assertThat(described("a: 1\n...\n---\nb: 2\n...\n")).containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  @Test
  void dashesInsideALineAreNoMarker() {
    assertThat(json("a: |\n  ---\n  b\nc: ---x\n---x: z\n"))
        .isEqualTo("{\"---x\":\"z\",\"a\":\"---\\nb\\n\",\"c\":\"---x\"}");
  }

  @Test
  void encodings() {
    String text = "a: ä😀\n";
    for (String mark : List.of("", "\uFEFF")) {
      assertThat(json(bytes(mark + text, StandardCharsets.UTF_8))).isEqualTo("{\"a\":\"ä😀\"}");
    }
    assertThat(json(bytes("\uFEFF" + text, StandardCharsets.UTF_16LE)))
        .isEqualTo("{\"a\":\"ä😀\"}");
    assertThat(json(bytes("\uFEFF" + text, StandardCharsets.UTF_16BE)))
        .isEqualTo("{\"a\":\"ä😀\"}");
  }

  @Test
  void bytesThatAreNoTextRefuseTheirDocumentAlone() {
    byte[] latin1 = bytes("a: 1\n---\n\nb: ä\n---\nc: 2\n", StandardCharsets.ISO_8859_1);
    assertThat(described(read(ReadLimits.DEFAULT, new ByteArrayInputStream(latin1))))
        .containsExactly(
            "{\"a\":1}",
            "line 4: not valid UTF-8 (nor UTF-16 with a byte order mark), or a binary file",
            "{\"c\":2}");
    assertThat(json("a: \u0007\n"))
        .isEqualTo("line 1: the control character U+0007 may not stand here");
  }

  private static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }

  private static String json(byte[] bytes) {
    return String.join("\n", described(read(ReadLimits.DEFAULT, new ByteArrayInputStream(bytes))));
  }

  private static String json(String text) {
    return ReadingFixture.json(text);
  }

  /** The reader's buffer is 32,768 characters: markers, line ends and pairs on its edge. */
  @Test
  void documentsMayEndAnywhereInTheBuffer() {
    for (int length = 32_740; length < 32_790; length++) {
      String filler = "#" + String.join("", Collections.nCopies(length, "x"));
      String text = filler + "\r\na: 1\r\n---\r\nb: 😀😀😀😀\n--- \nc: [\n---\nd: |\n 😀\n";
      List<String> met = described(text);
      assertThat(met).as("length %d", length).hasSize(4);
      assertThat(met.subList(0, 2)).containsExactly("{\"a\":1}", "{\"b\":\"😀😀😀😀\"}");
      assertThat(met.get(2)).startsWith("line 7: not YAML");
      assertThat(met.get(3)).isEqualTo("{\"d\":\"😀\\n\"}");
    }
  }
}
