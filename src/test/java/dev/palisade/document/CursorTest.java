package dev.palisade.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.document.Reading.Read;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CursorTest {

  private final Cursor root =
      ((Read)
              ReadingFixture.read(
                      """
                      text: a
                      number: 80
                      float: 1.5
                      big: 9223372036854775808
                      yes: true
                      none: ~
                      list: [a, b]
                      mixed: [a, 1]
                      map: {x: '1', z: '2'}
                      bad: {x: 1}
                      a/b: {c~d: e}
                      empty: {}
                      """)
                  .get(0))
          .document()
          .cursor();

  @Test
  void absentNullAndPresentAreToldApart() {
    Cursor absent = root.get("nowhere").get("below").get(3);
    assertThat(absent.isAbsent()).isTrue();
    assertThat(absent.isNull()).isFalse();
    assertThat(absent.isPresent()).isFalse();
    assertThat(absent.pointer()).isEqualTo("/nowhere/below/3");
    Cursor none = root.get("none");
    assertThat(none.isAbsent()).isFalse();
    assertThat(none.isNull()).isTrue();
    assertThat(none.isPresent()).isFalse();
    assertThat(none.get("x").isAbsent()).isTrue();
    assertThat(root.get("empty").isPresent()).isTrue();
    assertThat(root.get("list").get(2).isAbsent()).isTrue();
  }

  @Test
  void absentAndNullReadAsNothing() {
    for (Cursor cursor : new Cursor[] {root.get("nowhere"), root.get("none")}) {
      assertThat(cursor.items()).isEmpty();
      assertThat(cursor.fields()).isEmpty();
      assertThat(cursor.texts()).isEmpty();
      assertThat(cursor.textMap()).isEmpty();
      assertThat(cursor.text()).isNull();
      assertThat(cursor.text("x")).isEqualTo("x");
      assertThat(cursor.integer()).isNull();
      assertThat(cursor.bool()).isNull();
    }
  }

  @Test
  void valuesAreRead() {
    assertThat(root.get("text").text()).isEqualTo("a");
    assertThat(root.get("text").requiredText()).isEqualTo("a");
    assertThat(root.get("number").integer()).isEqualTo(80L);
    assertThat(root.get("true").bool()).isTrue();
    assertThat(root.get("list").texts()).containsExactly("a", "b");
    assertThat(root.get("list").items())
        .extracting(Cursor::pointer)
        .containsExactly("/list/0", "/list/1");
    assertThat(root.get("map").textMap())
        .containsEntry("x", "1")
        .containsEntry("z", "2")
        .hasSize(2);
    assertThat(root.fields().keySet()).startsWith("text", "number").hasSize(12);
  }

  @Test
  void keysAreEscapedInPointers() {
    assertThat(root.get("a/b").get("c~d").pointer()).isEqualTo("/a~1b/c~0d");
    assertThat(root.get("a/b").fields().get("c~d")).isEqualTo(root.get("a/b").get("c~d"));
  }

  @Test
  void anotherTypeIsNeverReadAsAbsent() {
    refused(c -> c.get("text").items(), "f:1: /text: must be an array, is the string \"a\"");
    refused(c -> c.get("text").get("x"), "f:1: /text: must be an object, is the string \"a\"");
    refused(c -> c.get("map").get(0), "f:9: /map: must be an array, is an object");
    refused(c -> c.get("list").fields(), "f:7: /list: must be an object, is an array");
    refused(c -> c.get("number").text(), "f:2: /number: must be a string, is the number 80");
    refused(c -> c.get("text").integer(), "f:1: /text: must be an integer, is the string \"a\"");
    refused(
        c -> c.get("float").integer(),
        "f:3: /float: must be an integer of 64 bits, is the number 1.5");
    refused(
        c -> c.get("big").integer(),
        "f:4: /big: must be an integer of 64 bits, is the number 9223372036854775808");
    refused(c -> c.get("text").bool(), "f:1: /text: must be true or false, is the string \"a\"");
    refused(c -> c.get("mixed").texts(), "f:8: /mixed/1: must be a string, is the number 1");
    refused(c -> c.get("bad").textMap(), "f:10: /bad/x: must be a string, is the number 1");
    refused(c -> c.get("nowhere").requiredText(), "f: /nowhere: a string is required");
    refused(c -> c.get("none").requiredText(), "f:6: /none: a string is required");
  }

  private void refused(Consumer<Cursor> reading, String message) {
    assertThatThrownBy(() -> reading.accept(root))
        .isInstanceOf(MalformedDocument.class)
        .hasMessage(message);
  }

  @Test
  void aMalformedDocumentNamesItsPlace() {
    MalformedDocument malformed = root.get("text").malformed("is wrong");
    assertThat(malformed.file()).isEqualTo("f");
    assertThat(malformed.pointer()).isEqualTo("/text");
    assertThat(malformed.line()).isEqualTo(1);
    assertThat(malformed.problem()).isEqualTo("is wrong");
    assertThat(root.malformed("x")).hasMessage("f:1: x");
  }
}
