package dev.palisade.document;

import static dev.palisade.document.ReadingFixture.described;
import static dev.palisade.document.ReadingFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.document.Reading.ListEnd;
import dev.palisade.document.Reading.Read;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListReadingTest {

  private static final ReadLimits SMALL = new ReadLimits(200, 10, 100);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: PodList\napiVersion: v1\nmetadata: {continue: x}\nitems:\n- a: 1\n- b: 2\n",
        "apiVersion: v1\nitems:\n- a: 1\n- b: 2\nkind: PodList\nmetadata: {continue: x}\n",
        "{\"items\": [{\"a\": 1}, {\"b\": 2}], \"kind\": \"PodList\", \"apiVersion\": \"v1\","
            + " \"metadata\": {\"continue\": \"x\"}}",
        "x: &i [{a: 1}, {b: 2}]\napiVersion: v1\nmetadata: {continue: x}\nkind: PodList\nitems: *i\n",
      })
  void aListIsReadItemByItemWhereverItsKindStands(String text) {
    List<Reading> readings = read(text);
    assertThat(described(readings))
        .containsExactly("/items/0 {\"a\":1}", "/items/1 {\"b\":2}", "end of PodList: 2");
    ListHeader header = ((ListEnd) readings.get(2)).header();
    assertThat(header.apiVersion()).isEqualTo("v1");
    assertThat(header.metadata())
        .satisfies(m -> assertThat(CanonicalJson.text(m)).contains("\"x\""));
    Document item = ((Read) readings.get(1)).document().withInheritedKind();
    assertThat(CanonicalJson.text(item.root()))
        .isEqualTo("{\"apiVersion\":\"v1\",\"b\":2,\"kind\":\"Pod\"}");
  }

  @Test
  void aPlainListGivesItsItemsNothingAndWhatAnItemSaysStays() {
    assertThat(inherited("kind: List\napiVersion: v1\nitems: [{a: 1}]\n")).isEqualTo("{\"a\":1}");
    assertThat(inherited("kind: PodList\napiVersion: v1\nitems: [{kind: X, apiVersion: z}]\n"))
        .isEqualTo("{\"apiVersion\":\"z\",\"kind\":\"X\"}");
    assertThat(inherited("a: 1\n")).isEqualTo("{\"a\":1}");
  }

  private static String inherited(String text) {
    return CanonicalJson.text(((Read) read(text).get(0)).document().withInheritedKind().root());
  }

  @Test
  void aMappingOfAnotherKindKeepsItsItems() {
    assertThat(described("kind: ConfigMap\nitems:\n- a\n"))
        .containsExactly("{\"items\":[\"a\"],\"kind\":\"ConfigMap\"}");
    assertThat(described("items:\n- a\nkind: ConfigMap\n"))
        .containsExactly("{\"items\":[\"a\"],\"kind\":\"ConfigMap\"}");
    assertThat(described("items:\n- a\n")).containsExactly("{\"items\":[\"a\"]}");
    assertThat(described("kind: AllowList\nspec: {}\n"))
        .containsExactly("{\"kind\":\"AllowList\",\"spec\":{}}");
    assertThat(described("kind: FooList\nitems: x\n"))
        .containsExactly("{\"items\":\"x\",\"kind\":\"FooList\"}");
  }

  @Test
  void aListWithoutItemsEndsAtOnce() {
    assertThat(described("kind: PodList\nitems: []\n")).containsExactly("end of PodList: 0");
    assertThat(described("kind: PodList\nitems: null\n")).containsExactly("end of PodList: 0");
  }

  @Test
  void aListInAListIsReadItemByItem() {
    assertThat(described("kind: List\nitems:\n- kind: PodList\n  items: [{a: 1}]\n- b: 2\n"))
        .containsExactly(
            "/items/0/items/0 {\"a\":1}",
            "end of PodList: 1",
            "/items/1 {\"b\":2}",
            "end of List: 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind: List\nitems:\n%s", "items:\n%skind: List\n"})
  void anUnreadableItemDoesNotSpoilTheOthers(String list) {
    String items =
        "- a: 1\n- b: 1\n  b: 2\n  c: {d: [e]}\n- [[[[[[[[[[[f]]]]]]]]]]]\n- *g\n- h: 2\n";
    assertThat(described(read(SMALL, list.formatted(items))))
        .map(line -> line.replaceFirst("line \\d+", "line"))
        .containsExactly(
            "/items/0 {\"a\":1}",
            "line: /items/1: the key \"b\" stands twice",
            "line: /items/2: nested deeper than 10 levels",
            "line: /items/3: no anchor for the alias *g",
            "/items/4 {\"h\":2}",
            "end of List: 5");
  }

  @Test
  void anItemTooLongDoesNotSpoilTheOthers() {
    String items = "- a: 1\n- b: " + "x".repeat(300) + "\n  c: 2\n- d: 3\n";
    assertThat(described(read(SMALL, "kind: List\nitems:\n" + items)))
        .containsExactly(
            "/items/0 {\"a\":1}",
            "line 4: /items/1: the object is longer than 200 characters",
            "/items/2 {\"d\":3}",
            "end of List: 3");
  }

  @Test
  void aListLongerThanAnObjectIsHandedOnBeforeItsKindIsRead() {
    StringBuilder text = new StringBuilder("apiVersion: v1\nitems:\n");
    for (int i = 0; i < 50; i++) {
      text.append("- {kind: Pod, apiVersion: v1, num: ").append(i).append("}\n");
    }
    text.append("- num: bare\nkind: PodList\nmetadata: {}\n");
    List<Reading> readings = read(SMALL, text.toString());
    assertThat(readings).hasSize(52);
    assertThat(((Read) readings.get(49)).document().pointer()).isEqualTo("/items/49");
    assertThat(((Read) readings.get(49)).document().list())
        .isEqualTo(new ListHeader("v1", null, null));
    Document bare = ((Read) readings.get(50)).document();
    assertThat(bare.pointer()).isEqualTo("/items/50");
    assertThat(CanonicalJson.text(bare.withInheritedKind().root()))
        .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"num\":\"bare\"}");
    assertThat(((ListEnd) readings.get(51)).itemCount()).isEqualTo(51);
  }

  @Test
  void whatTurnsOutToBeNoListIsUnreadableIfItIsLongerThanAnObject() {
    String items = "- {kind: Pod, apiVersion: v1}\n".repeat(20);
    List<String> met = described(read(SMALL, "items:\n" + items + "kind: Mine\n"));
    assertThat(met.get(met.size() - 1))
        .startsWith("line 1: longer than 200 characters and no list");
    assertThat(described(read(SMALL, "items:\n" + "- abc\n".repeat(40) + "kind: Mine\n")))
        .containsExactly("line 43: the object is longer than 200 characters");
  }

  @Test
  void itemsThatWaitForAKindAreBounded() {
    String text = "items:\n" + "- {a: bcdefghijklmnopqrstuvwxyz}\n".repeat(200) + "kind: PodList\n";
    assertThat(described(read(SMALL, text)))
        .singleElement()
        .asString()
        .contains("too many items without a kind of their own");
  }

  @Test
  void aListThatBreaksOffHasNoEnd() {
    assertThat(described("kind: PodList\nitems:\n- a: 1\n- b: [\n---\nc: 3\n"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("/items/0 {\"a\":1}"),
            second -> assertThat(second).startsWith("line 5: not YAML"),
            third -> assertThat(third).isEqualTo("{\"c\":3}"));
  }
}
