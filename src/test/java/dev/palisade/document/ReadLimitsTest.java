package dev.palisade.document;

import static dev.palisade.document.ReadingFixture.described;
import static dev.palisade.document.ReadingFixture.json;
import static dev.palisade.document.ReadingFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadLimitsTest {

  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void nestingUpToTheLimitIsRead(String open) {
    String close = open.equals("[") ? "]" : "}";
    for (String start : List.of("", "a: ")) {
      int levels = start.isEmpty() ? 100 : 99;
      String most = start + open.repeat(levels - 1) + "[]" + close.repeat(levels - 1);
      assertThat(json(most)).doesNotStartWith("line");
      String more = start + open.repeat(levels) + "[]" + close.repeat(levels);
      assertThat(json(more)).isEqualTo("line 1: nested deeper than 100 levels");
    }
  }

  @Test
  void bottomlessNestingEndsSoon() {
    assertThat(described("a: " + "[".repeat(1_000_000) + "\n---\nb: 1\n"))
        .contains("line 1: nested deeper than 100 levels")
        .endsWith("{\"b\":1}");
    assertThat(described("[".repeat(1_000_000) + "\n---\nb: 1\n"))
        .contains("line 1: nested deeper than 100 levels")
        .endsWith("{\"b\":1}");
  }

  @Test
  void blockNestingCounts() {
    String text =
        String.join("", IntStream.range(0, 120).mapToObj(i -> " ".repeat(i) + "a:\n").toList());
    assertThat(described(text + "---\nb: 1\n"))
        .containsExactly("line 101: nested deeper than 100 levels", "{\"b\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\": [|\"0123456789012345678901234567890123456789\",|1]}",
        "a:|- 0123456789012345678901234567890123456789|b: 1",
        "a: >|'  0123456789012345678901234567890123456789'|b: 1",
        "a: \"|'  0123456789012345678901234567890123456789'|\"",
      })
  void anObjectOfTwentyMegabytesIsRefusedAndTheNextDocumentRead(
      String start, String line, String end) {
    InputStream text = stream(start + "\n", line + "\n", 20 * MIB, end + "\n---\nb: 1\n");
    List<String> met = described(read(ReadLimits.DEFAULT, text));
    assertThat(met).hasSize(2);
    assertThat(met.get(0)).matches("line \\d+: .*(long|4194304).*");
    assertThat(met.get(1)).isEqualTo("{\"b\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiVersion: v1\nkind: List\nitems:\n", "apiVersion: v1\nitems:\n"})
  void aListOfTwentyMegabytesIsRead(String start) {
    String item = "- {apiVersion: v1, kind: Pod, text: '" + "x".repeat(20_000) + "'}\n";
    InputStream text = stream(start, item, 20 * MIB, "kind2: x\n");
    List<Reading> readings =
        read(
            ReadLimits.DEFAULT,
            new SequenceInputStream(
                text, new ByteArrayInputStream("kind3: y\n".getBytes(StandardCharsets.UTF_8))));
    long items = readings.stream().filter(Reading.Read.class::isInstance).count();
    assertThat(items).isEqualTo(20 * MIB / item.length() + 1);
    boolean kindFirst = start.contains("kind");
    assertThat(readings.get(readings.size() - 1))
        .isInstanceOf(kindFirst ? Reading.ListEnd.class : Reading.Unreadable.class);
  }

  /** A text that is made while it is read. */
  private static InputStream stream(String start, String line, long atLeast, String end) {
    int copies = 1000;
    byte[] block =
        String.join("", Collections.nCopies(copies, line)).getBytes(StandardCharsets.UTF_8);
    byte[] one = line.getBytes(StandardCharsets.UTF_8);
    long lines = atLeast / one.length + 1;
    List<InputStream> parts = new java.util.ArrayList<>();
    parts.add(new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)));
    for (long i = 0; i < lines / copies; i++) {
      parts.add(new ByteArrayInputStream(block));
    }
    for (long i = 0; i < lines % copies; i++) {
      parts.add(new ByteArrayInputStream(one));
    }
    parts.add(new ByteArrayInputStream(end.getBytes(StandardCharsets.UTF_8)));
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  @Test
  void anAliasBombIsRefusedAtItsLineWithoutBeingExpanded() {
    StringBuilder bomb =
        new StringBuilder("x0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append(
          "x%d: &x%d [%s]\n"
              .formatted(i, i, String.join(", ", Collections.nCopies(9, "*x" + (i - 1)))));
    }
    assertThat(described(bomb + "---\nb: 1\n"))
        .containsExactly("line 6: aliases stand for more than 1048576 characters", "{\"b\":1}");
  }

  @Test
  void aMergeBombIsRefusedToo() {
    StringBuilder bomb = new StringBuilder("x0: &x0 {k: " + "v".repeat(1000) + "}\n");
    for (int i = 1; i < 2000; i++) {
      bomb.append("y%d: {<<: *x0}\n".formatted(i));
    }
    assertThat(json(bomb.toString())).contains("aliases stand for more than");
  }

  @Test
  void aliasesCannotDeepenATreeBeyondTheLimit() {
    StringBuilder text = new StringBuilder("x0: &x0 [a]\n");
    for (int i = 1; i < 120; i++) {
      text.append("x%d: &x%d [*x%d]\n".formatted(i, i, i - 1));
    }
    assertThat(json(text.toString())).isEqualTo("line 100: nested deeper than 100 levels");
  }

  @Test
  void limitsMustBePositive() {
    assertThatThrownBy(() -> new ReadLimits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
