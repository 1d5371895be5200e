package dev.palisade.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "abc, '', 3",
    "abc, abc, 0",
    "abc, abd, 1",
    "abc, bbc, 1",
    "abc, ab, 1",
    "abc, bc, 1",
    "abc, abcd, 1",
    "ab, ba, 1",
    "xab, xba, 1",
    "abx, bax, 1",
    "abcd, badc, 2",
    "abcd, acbd, 1",
    "abc, cba, 2",
    // an exchange is one of neighbours, and no letter of it is touched again
    "ca, abc, 3",
    "abab, baba, 2",
    "aab, aba, 1",
    "kitten, sitting, 3",
    "ingress, egress, 2",
  })
  void distanceCountsLettersAndExchanges(String a, String b, int distance) {
    assertThat(Spelling.distance(a, b)).isEqualTo(distance);
    assertThat(Spelling.distance(b, a)).isEqualTo(distance);
  }

  @ParameterizedTest
  @CsvSource({
    "podselector, podSelector",
    "podSelecter, podSelector",
    "podSlecter, podSelector",
    "podSlect, NONE",
    "prot, port",
    "prto, NONE",
    "por, port",
    "pxxt, NONE",
    "xo, to",
    "xx, NONE",
    "'', NONE",
  })
  void oneLetterInFourMayBeWrongAndOneAlways(String word, String meant) {
    List<String> known = List.of("podSelector", "port", "to");
    assertThat(Spelling.nearest(known, word)).isEqualTo(meant.equals("NONE") ? null : meant);
  }

  @Test
  void theNearestWinsAndOfTwoAlikeTheFirst() {
    assertThat(Spelling.nearest(List.of("parts", "ports"), "ports")).isEqualTo("ports");
    assertThat(Spelling.nearest(List.of("parts", "ports"), "pxrts")).isEqualTo("parts");
    assertThat(Spelling.nearest(List.of("ports", "parts"), "pxrts")).isEqualTo("ports");
    assertThat(Spelling.nearest(List.of(), "ports")).isNull();
  }
}
