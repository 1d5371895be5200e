package dev.palisade.document;

import static dev.palisade.document.ReadingFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected values were checked against sigs.k8s.io/yaml v1.6.0 (go.yaml.in/yaml/v2 v2.4.3). */
class YamlScalarsTest {

  @ParameterizedTest
  @ValueSource(strings = {"y", "Y", "n", "N"})
  void lettersAreText(String letter) {
    assertThat(json("v: " + letter)).isEqualTo("{\"v\":\"" + letter + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"})
  void wordsThatAreTrue(String word) {
    assertThat(json("v: " + word)).isEqualTo("{\"v\":true}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"})
  void wordsThatAreFalse(String word) {
    assertThat(json("v: " + word)).isEqualTo("{\"v\":false}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
  void wordsThatAreNull(String word) {
    assertThat(json("v: " + word)).isEqualTo("{\"v\":null}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "+1, 1",
    "007, 7",
    "010, 8",
    "-010, -8",
    "0o17, 15",
    "0x1F, 31",
    "-0x1f, -31",
    "0b11, 3",
    "1_000, 1000",
    "1_, 1",
    "0x_1F, 31",
    "9007199254740993, 9007199254740993",
    "9223372036854775807, 9223372036854775807",
    "18446744073709551615, 18446744073709551615",
    "0xFFFFFFFFFFFFFFFF, 18446744073709551615",
    "123456789012345678901234567890, 123456789012345678901234567890",
    "08, 8",
    "08.5, 8.5",
    "1.5, 1.5",
    "1.10, 1.1",
    "80.0, 80",
    ".5, 0.5",
    "+.5, 0.5",
    "5., 5",
    "1e3, 1000",
    "1E+3, 1000",
    "1e-7, 1e-7",
    "1e21, 1e+21",
    "1_0.5, 10.5",
    "!!int '3', 3",
    "!!float 1, 1",
    "!!float '1.1', 1.1",
    "0777777777777777777777777, 7.777777777777778e+23",
  })
  void numbers(String written, String read) {
    assertThat(json("v: " + written)).isEqualTo("{\"v\":" + read + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yEs",
        "tRue",
        "nULL",
        "0xG",
        "0x",
        "0b2",
        "_1",
        "1-1",
        "1..2",
        "1.2.3.4",
        "10.0.0.0/8",
        "100m",
        "1Gi",
        "2001-12-14",
        "2001-12-14T21:59:43Z",
        "12:30",
        "1:20:30",
        "190:20:30.15",
        "inf",
        "NaN",
        "1e999",
        "=",
        "+",
        "++1",
        "._5",
        "0x10000000000000000",
        "http://x",
        "a:b",
        "a#b"
      })
  void otherPlainScalarsAreStrings(String text) {
    assertThat(json("v: " + text)).isEqualTo("{\"v\":\"" + text + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", "null", "~", "1.5", "", "<<"})
  void quotedScalarsAreStrings(String text) {
    String expected = "{\"v\":\"" + text + "\"}";
    assertThat(json("v: '" + text + "'")).isEqualTo(expected);
    assertThat(json("v: \"" + text + "\"")).isEqualTo(expected);
    assertThat(json("v: !!str " + (text.isEmpty() ? "''" : text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "! 5, \"5\"",
    "!mine 5, \"5\"",
    "!!timestamp 2001-12-14, \"2001-12-14\"",
    "!!bool 'yes', true",
    "!!null '', null",
    "!!binary aGVsbG8=, \"hello\"",
  })
  void tags(String written, String read) {
    assertThat(json("v: " + written)).isEqualTo("{\"v\":" + read + "}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "!!int x, 'x' is not of the type !!int",
        "!!bool 1, '1' is not of the type !!bool",
        "!!float yes, 'yes' is not of the type !!float",
        "!!binary x, !!binary holds no base64",
        "!!binary gIGC, !!binary holds bytes that are no text",
        ".inf, .inf has no JSON",
        "-.INF, -.INF has no JSON",
        ".NaN, .NaN has no JSON",
      })
  void refused(String written, String problem) {
    assertThat(json("a: 1\nv: " + written)).isEqualTo("line 2: " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "yes, true",
    "off, false",
    "0x10, 16",
    "010, 8",
    "1.10, 1.1",
    "1e3, 1000",
    "'\"yes\"', yes",
    "'\"010\"', 010",
  })
  void keysThatAreNoStringsBecomeText(String written, String key) {
    assertThat(json(written + ": v")).isEqualTo("{\"" + key + "\":\"v\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"~: v", "1e6: v", "18446744073709551615: v", "[a]: v", "{a: b}: v", "*a : v"})
  void keysWithoutAText(String text) {
    assertThat(json(text)).startsWith("line 1: ");
  }
}
