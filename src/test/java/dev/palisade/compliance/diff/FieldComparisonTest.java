package dev.palisade.compliance.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.diff.FieldComparison.ListOrder;
import dev.palisade.document.JsonText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class FieldComparisonTest {
  private record Case(
      String name, String before, String after, ListOrder order, List<String> changes) {}

  private static final List<Case> CASES =
      List.of(
          new Case("the same", "{\"a\":1}", "{\"a\":1.0}", ListOrder.MEANT, List.of()),
          new Case(
              "order of keys",
              "{\"a\":1,\"b\":2}",
              "{\"b\":2,\"a\":1}",
              ListOrder.MEANT,
              List.of()),
          new Case(
              "a value",
              "{\"a\":{\"b\":1}}",
              "{\"a\":{\"b\":2}}",
              ListOrder.MEANT,
              List.of("changed /a/b 1 2")),
          new Case(
              "a key",
              "{}",
              "{\"a\":{\"b\":1}}",
              ListOrder.MEANT,
              List.of("added /a null {\"b\":1}")),
          new Case(
              "a key gone",
              "{\"x/y~z\":[]}",
              "{}",
              ListOrder.MEANT,
              List.of("removed /x~1y~0z [] null")),
          new Case(
              "null is not absent",
              "{\"a\":null}",
              "{}",
              ListOrder.MEANT,
              List.of("removed /a null null")),
          new Case(
              "another type",
              "{\"a\":1}",
              "{\"a\":\"1\"}",
              ListOrder.MEANT,
              List.of("changed /a 1 \"1\"")),
          new Case(
              "an item inserted", "[1,2]", "[1,3,2]", ListOrder.MEANT, List.of("added /1 null 3")),
          new Case(
              "an item changed",
              "[{\"p\":1},{\"p\":2}]",
              "[{\"p\":1},{\"p\":3}]",
              ListOrder.MEANT,
              List.of("changed /1/p 2 3")),
          new Case(
              "items swapped, order meant",
              "[1,2]",
              "[2,1]",
              ListOrder.MEANT,
              List.of("changed  [1,2] [2,1]")),
          new Case(
              "items swapped, order meaningless",
              "[1,2]",
              "[2,1]",
              ListOrder.MEANINGLESS,
              List.of()),
          new Case(
              "twice is not once",
              "[1,1]",
              "[1]",
              ListOrder.MEANINGLESS,
              List.of("removed /1 1 null")),
          new Case(
              "items with names",
              "[{\"name\":\"a\",\"v\":1},{\"name\":\"b\"}]",
              "[{\"name\":\"c\"},{\"name\":\"a\",\"v\":2}]",
              ListOrder.MEANINGLESS,
              List.of(
                  "added /0 null {\"name\":\"c\"}",
                  "changed /1/v 1 2",
                  "removed /1 {\"name\":\"b\"} null")));

  @TestFactory
  Stream<DynamicTest> valuesAreComparedByMeaning() {
    return CASES.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name(),
                    () ->
                        assertThat(
                                FieldComparison.of(
                                    JsonText.read("before", c.before()),
                                    JsonText.read("after", c.after()),
                                    c.order()))
                            .extracting(
                                f ->
                                    f.change()
                                        + " "
                                        + f.pointer()
                                        + " "
                                        + f.before()
                                        + " "
                                        + f.after())
                            .containsExactlyElementsOf(c.changes())));
  }
}
