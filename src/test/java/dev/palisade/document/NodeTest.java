package dev.palisade.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.document.Node.NumberNode;
import dev.palisade.document.Node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {

  @Test
  void fieldsKeepTheirOrderAndAreFoundHoweverMany() {
    for (int size : new int[] {0, 1, 12, 13, 100}) {
      Map<String, Node> given = new LinkedHashMap<>();
      for (int i = size; i > 0; i--) {
        given.put("k" + i, Node.number(i));
      }
      ObjectNode object = Node.object(given);
      assertThat(new ArrayList<>(object.fields().keySet()))
          .isEqualTo(new ArrayList<>(given.keySet()));
      assertThat(object.fields()).isEqualTo(given).hasSameHashCodeAs(given);
      given.forEach((key, value) -> assertThat(object.fields().get(key)).isEqualTo(value));
      assertThat(object.fields().get("other")).isNull();
      assertThat(object.fields().containsKey("other")).isFalse();
    }
  }

  @Test
  void nodesAreImmutable() {
    Map<String, Node> fields = new LinkedHashMap<>(Map.of("a", Node.nothing()));
    List<Node> items = new ArrayList<>(List.of(Node.nothing()));
    ObjectNode object = Node.object(fields);
    Node.ArrayNode array = Node.array(items);
    fields.clear();
    items.clear();
    assertThat(object.fields()).hasSize(1);
    assertThat(array.items()).hasSize(1);
    assertThatThrownBy(() -> object.fields().put("b", Node.nothing()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> array.items().add(Node.nothing()))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void contentIgnoresLinesAndTheOrderOfKeys() {
    DocumentReader reader = new DocumentReader(ReadLimits.DEFAULT);
    Node one = reader.parseJson("n", "{\"a\":1,\"b\":[true,null,\"x\"]}");
    Node two = reader.parseJson("n", "{\n\"b\":[true,\nnull,\"x\"],\"a\":1.0}");
    assertThat(one.sameContent(two)).isTrue();
    assertThat(one).isNotEqualTo(two);
    for (String other :
        List.of(
            "{\"a\":1}",
            "{\"a\":1,\"c\":[true,null,\"x\"]}",
            "{\"a\":2,\"b\":[true,null,\"x\"]}",
            "{\"a\":1,\"b\":[null,true,\"x\"]}",
            "{\"a\":1,\"b\":[true,null]}",
            "{\"a\":\"1\",\"b\":[true,null,\"x\"]}",
            "[]")) {
      assertThat(one.sameContent(reader.parseJson("n", other))).as(other).isFalse();
    }
  }

  @Test
  void integersBeyondTheReachOfFloatsDiffer() {
    Node one = new NumberNode("9007199254740993", 0);
    assertThat(one.sameContent(new NumberNode("9007199254740992", 0))).isFalse();
  }

  @Test
  void onlyDigitsAloneAreAnInteger() {
    assertThat(new NumberNode("-80", 0).longValue()).isEqualTo(-80);
    assertThat(new NumberNode("80.0", 0).isInteger()).isFalse();
    assertThatThrownBy(() -> new NumberNode("8e1", 0).longValue())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new NumberNode("9223372036854775808", 0).longValue())
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "01", "+1", "1.", ".5", "1e", "1e+", "0x1", "1 ", "NaN", "1e999", "--1"})
  void whatIsNoJsonNumberIsRefused(String digits) {
    assertThatThrownBy(() -> new NumberNode(digits, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
