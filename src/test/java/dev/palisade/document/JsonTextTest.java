package dev.palisade.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"a\\u0000\\\"\\\\é𝄞\"",
        "{\"a\":[1,-0.5,1e+21,9007199254740993,true,false,null,\"\"],\"b\":{\"c\":{}}}",
        "{\"items\":[{\"kind\":\"Pod\"}],\"kind\":\"AllowList\"}"
      })
  void readsBackWhatCanonicalJsonWrites(String text) {
    assertThat(CanonicalJson.text(JsonText.read("t", text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1", "{\"a\":}", "{} {}", "{\"a\":1,\"a\":2}", "nul", "[1]]"})
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> JsonText.read("the text", text))
        .isInstanceOf(MalformedDocument.class)
        .hasMessageContaining("the text");
  }

  @Test
  void linesAreUnknown() {
    assertThat(JsonText.read("t", "\n\n1").line()).isZero();
  }
}
