package dev.palisade.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of RFC 8785: section 3.2.2 to 3.2.4 and appendix B. */
class CanonicalJsonTest {

  private static String canonical(String json) {
    return CanonicalJson.text(new DocumentReader(ReadLimits.DEFAULT).parseJson("n", json));
  }

  @Test
  void theSampleOfSection322() {
    String sample =
        """
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
          "literals": [null, true, false]
        }
        """;
    assertThat(canonical(sample))
        .isEqualTo(
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void keysAreSortedByUtf16CodeUnits() {
    String sample =
        """
        {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
         "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
         "\\u00f6": "Latin Small Letter O With Diaeresis"}
        """;
    assertThat(canonical(sample))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                + "\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
  })
  void theNumbersOfAppendixB(String bits, String written) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(JsonNumber.canonical(value)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740993, 9007199254740993",
    "-9223372036854775809, -9223372036854775809",
    "123456789012345678901234567890, 123456789012345678901234567890",
    "-0, 0",
    "-0.0, 0",
    "1.0, 1",
    "1E2, 100",
    "1e21, 1e+21",
    "9007199254740993.0, 9007199254740992",
  })
  void integersKeepTheirDigitsBeyondWhatAFloatHolds(String digits, String written) {
    assertThat(canonical(digits)).isEqualTo(written);
  }

  @Test
  void everyControlCharacterIsEscaped() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c <= 0x20; c++) {
      all.append(c);
    }
    assertThat(CanonicalJson.text(Node.text(all + "\u007f\u2028")))
        .isEqualTo(
            "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
                + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b"
                + "\\u001c\\u001d\\u001e\\u001f \u007f\u2028\"");
  }

  @Test
  void halfASurrogatePairHasNoCanonicalForm() {
    assertThatThrownBy(() -> CanonicalJson.bytes(Node.array(List.of(Node.text("\ud800x")))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.bytes(Node.object(Map.of("\udc00", Node.nothing()))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theDigestIsSha256OfTheBytes() {
    assertThat(CanonicalJson.digest(Node.object(Map.of())))
        .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    assertThat(CanonicalJson.bytes(Node.text("é"))).containsExactly('"', 0xC3, 0xA9, '"');
  }
}
