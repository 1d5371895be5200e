package dev.palisade.document;

import static dev.palisade.document.ReadingFixture.described;
import static dev.palisade.document.ReadingFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.document.Node.NumberNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Reading.Read;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReadingTest {

  private final DocumentReader reader = new DocumentReader(ReadLimits.DEFAULT);

  @Test
  void severalValuesAreReadInOrderAlsoBetweenMarkers() {
    assertThat(described("{\"a\":1} {\"b\":2}\n[3]\n---\n# x\n{\"c\":4}\n---\nd: 5\n---\n{e: 6}\n"))
        .containsExactly("{\"a\":1}", "{\"b\":2}", "[3]", "{\"c\":4}", "{\"d\":5}", "{\"e\":6}");
  }

  @Test
  void garbageBehindAValueIsReported() {
    assertThat(described("{\"a\":1}\n}\n---\n{\"b\":2}\n"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("{\"a\":1}"),
            second -> assertThat(second).startsWith("line 2: not JSON: "),
            third -> assertThat(third).isEqualTo("{\"b\":2}"));
    assertThat(described("{\"a\": [1,\n"))
        .singleElement()
        .asString()
        .startsWith("line 2: not JSON: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":2} {\"b\":3}|line 1: the key \"a\" stands twice",
        "{\"a\":\"\\ud800\"} {\"b\":3}|line 1: half a surrogate pair in a string",
        "{\"\\udc00\":1} {\"b\":3}|line 1: half a surrogate pair in a string",
        "{\"a\":[[1e999]]} {\"b\":3}|line 1: the number 1e999 is too big",
      })
  void anObjectIsRefusedAlone(String text, String problem) {
    assertThat(described(text)).containsExactly(problem, "{\"b\":3}");
  }

  @Test
  void numbersKeepTheirDigits() {
    ObjectNode root =
        (ObjectNode)
            reader.parseJson("n", "{\"a\":9007199254740993,\"b\":1.10,\"c\":-0,\"d\":1E2}");
    assertThat(root.fields().values())
        .extracting(node -> ((NumberNode) node).digits())
        .containsExactly("9007199254740993", "1.10", "-0", "1E2");
  }

  @Test
  void linesAreThoseOfTheFile() {
    var readings = ReadingFixture.read("---\n# x\n\n{\n \"a\": [\n  1,\n  {}]}\n{\"b\":\n true}");
    Cursor first = ((Read) readings.get(0)).document().cursor();
    assertThat(first.line()).isEqualTo(4);
    assertThat(first.get("a").line()).isEqualTo(5);
    assertThat(first.get("a").get(0).line()).isEqualTo(6);
    assertThat(first.get("a").get(1).line()).isEqualTo(7);
    Cursor second = ((Read) readings.get(1)).document().cursor();
    assertThat(second.get("b").line()).isEqualTo(9);
  }

  @Test
  void parseJsonWantsExactlyOneValue() {
    assertThat(reader.parseJson("n", "[1]".getBytes(StandardCharsets.UTF_8)))
        .satisfies(node -> assertThat(CanonicalJson.text(node)).isEqualTo("[1]"));
    assertThatThrownBy(() -> reader.parseJson("n", "{} {}"))
        .isInstanceOf(MalformedDocument.class)
        .hasMessage("n:1: more than one JSON value");
    assertThatThrownBy(() -> reader.parseJson("n", " ")).hasMessage("n:1: nothing stands here");
    assertThatThrownBy(() -> reader.parseJson("n", "{\n\"a\":}"))
        .isInstanceOf(MalformedDocument.class)
        .hasMessageStartingWith("n:2: not JSON: Unexpected character ('}'");
    assertThatThrownBy(() -> reader.parseJson("n", new byte[] {'"', (byte) 0xC3, '"'}))
        .isInstanceOf(MalformedDocument.class);
  }

  @Test
  void messagesDoNotNameASource() {
    assertThat(json("[1, {\n")).startsWith("line ").doesNotContain("Source", "REDACTED");
  }
}
