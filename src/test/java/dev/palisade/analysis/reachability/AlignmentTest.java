package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentTest {

  @ParameterizedTest(name = "{0} then {1}")
  @CsvSource({
    "abc, abc, 0 1 2",
    "abc, axc, 0 - 2",
    "abc, ac, 0 2",
    "abc, abxc, 0 1 - 2",
    // one of them moved
    "abcd, bcda, 1 2 3 -",
    "abcde, aecdb, 0 - 2 3 -",
    // one that is there twice counts once
    "ab, aba, 0 1 -",
    "abc, xyz, - - -",
    "'', ab, - -",
    "ab, '', ''",
  })
  void whatStayedIsFoundInItsOrder(String before, String after, String places) {
    int[] found = Alignment.of(letters(before), letters(after), letter -> letter, String::equals);
    assertThat(Arrays.stream(found).mapToObj(p -> p == Alignment.NEW ? "-" : "" + p).toList())
        .isEqualTo(places.isEmpty() ? List.of() : List.of(places.split(" ")));
  }

  private static List<String> letters(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(""));
  }
}
