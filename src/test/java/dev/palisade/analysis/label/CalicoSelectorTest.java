package dev.palisade.analysis.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalicoSelectorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "``~all()",
        "a=='b'~a == \"b\"",
        "a=='b'&&c=='d'~(a == \"b\" && c == \"d\")",
        "a=='1'||b=='2'&&c=='3'~(a == \"1\" || (b == \"2\" && c == \"3\"))",
        "(a=='1'||b=='2')&&c=='3'~((a == \"1\" || b == \"2\") && c == \"3\")",
        "!(!has(a))~!!has(a)",
        "!!has(a)~has(a)",
        "a in {'z','b','z',}~a in {\"b\", \"z\"}",
        "a in {}~a in {}",
        "a notin{'b'}~a not in {\"b\"}",
        "a starts\twith 'b'~a starts with \"b\"",
        "has( a/b.c-d_e )~has(a/b.c-d_e)",
        "global( )~global()",
        "has == 'in'~has == \"in\"",
        "in in {'in'}~in in {\"in\"}",
      })
  void theNormalFormKeepsTheStructure(String text, String normal) {
    CalicoSelector selector = CalicoSelector.parse(text);
    assertThat(selector.canonicalText()).isEqualTo(normal);
    // Not the same text again: Calico itself folds a double negation that stands without
    // parentheses.
    assertThat(CalicoSelector.parse(normal).expression()).isEqualTo(selector.expression());
  }

  @Test
  void negativeComparisonsHoldForAMissingLabel() {
    for (String text :
        new String[] {"a != 'b'", "a not in {'b'}", "!has(a)", "!a == 'b'", "a not in {}"}) {
      assertThat(CalicoSelector.parse(text).matches(Labels.EMPTY)).as(text).isTrue();
    }
    for (String text :
        new String[] {
          "a == ''", "a in {''}", "a contains ''", "a starts with ''", "a ends with ''", "a in {}"
        }) {
      assertThat(CalicoSelector.parse(text).matches(Labels.EMPTY)).as(text).isFalse();
    }
    assertThat(CalicoSelector.parse("a contains ''").matches(Labels.of("a", ""))).isTrue();
    assertThat(CalicoSelector.parse("a in {}").expression()).isEqualTo(Selector.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    // text, selects a namespace labelled a=b, selects what has no namespace
    "all(), true, false",
    "global(), false, true",
    "!global(), true, false",
    "all() || global(), true, true",
    "a == 'b', true, false",
    "a != 'c', true, true",
    "!has(a), false, true",
    "has(a) || global(), true, true",
    "has(a) && global(), false, false",
  })
  void asNamespaceSelectorAllAndGlobalMeanWithAndWithoutNamespace(
      String text, boolean labelled, boolean without) {
    CalicoSelector selector = CalicoSelector.parse(text);
    assertThat(selector.namespaceExpression().matches(Labels.of("a", "b"))).isEqualTo(labelled);
    assertThat(selector.selectsWithoutNamespace()).isEqualTo(without);
    assertThat(selector.usesGlobal()).isEqualTo(text.contains("global"));
    assertThat(selector.usesAll()).isEqualTo(text.contains("all"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "b~position 2: expected an operator after the label \"b\"",
        "b~did you mean has(b)?",
        "a = 'b'~position 3: unexpected =; did you mean ==?",
        "a == b~position 6: expected a value in quotes after ==; did you mean \"b\"?",
        "a == 'b' & has(c)~position 10: unexpected &; did you mean &&?",
        "a == 'b' and has(c)~did you mean &&?",
        "a == 'b', has(c)~did you mean &&?",
        "a == 'b~position 6: the value that begins here lacks its closing '",
        "has('a')~without quotes",
        "has (a)~did you mean has(…) without a blank?",
        "a in ('b')~expected a set of values after in",
        "a in {'b' 'c'}~expected } or a comma",
        "(has(a)~position 8: expected ) to close (",
        "has(a))~position 7: unexpected ) without an opening (",
        "a == 'b' | has(c)~position 10: unexpected |; did you mean ||?",
        "has(a) &&~position 10: expected a condition",
        "a == \"b\\\"c\"~unexpected",
      })
  void errorsNamePositionAndLikelyCorrection(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalicoSelector.parse(text))
        .withMessageStartingWith("\"" + text + "\" is not a selector: position ")
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"has(a)\n", "has(a) &&\nhas(b)"})
  void lineBreaksAreRefusedAsCalicoDoes(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalicoSelector.parse(text))
        .withMessageContaining("line break");
  }

  @Test
  void deepNestingIsRefusedAndNotFatal() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalicoSelector.parse("(".repeat(100_000)))
        .withMessageContaining("nested deeper");
    assertThat(CalicoSelector.parse("(".repeat(150) + "has(a)" + ")".repeat(150)).canonicalText())
        .isEqualTo("has(a)");
    assertThat(CalicoSelector.parse("!".repeat(100_001) + "has(a)").canonicalText())
        .isEqualTo("!has(a)");
  }

  /// Tables from Calico's own tests.
  @Nested
  class GivenCases {

    private final Path file =
        Path.of(
            System.getProperty("palisade.shared", "../shared"),
            "oracle",
            "calico",
            "selector_cases.json");

    private JsonNode cases;

    @BeforeEach
    void read() throws IOException {
      assumeTrue(Files.isReadable(file), "the given cases are not there");
      cases = new ObjectMapper().readTree(file.toFile());
    }

    @Test
    void validSelectorsSelectWhatTheyShould() {
      int asked = 0;
      for (JsonNode valid : cases.get("valid")) {
        CalicoSelector selector = CalicoSelector.parse(valid.get("selector").asText());
        for (JsonNode labels : valid.get("matches")) {
          assertThat(selector.matches(labels(labels))).as("%s on %s", selector, labels).isTrue();
          asked++;
        }
        for (JsonNode labels : valid.get("non_matches")) {
          assertThat(selector.matches(labels(labels))).as("%s on %s", selector, labels).isFalse();
          asked++;
        }
        assertThat(CalicoSelector.parse(selector.canonicalText())).isEqualTo(selector);
      }
      assertThat(asked).isGreaterThanOrEqualTo(69);
    }

    @Test
    void invalidSelectorsAreRefused() {
      assertThat(cases.get("invalid")).isNotEmpty();
      for (JsonNode invalid : cases.get("invalid")) {
        assertThatIllegalArgumentException()
            .as(invalid.asText())
            .isThrownBy(() -> CalicoSelector.parse(invalid.asText()));
      }
    }

    @Test
    void normalFormsAndNamesAgree() {
      assertThat(cases.get("canonical")).isNotEmpty();
      for (JsonNode canonical : cases.get("canonical")) {
        CalicoSelector selector = CalicoSelector.parse(canonical.get("input").asText());
        assertThat(selector.canonicalText()).isEqualTo(canonical.get("expected").asText());
        if (!canonical.get("uid").isNull()) {
          assertThat(selector.uid()).isEqualTo(canonical.get("uid").asText());
        }
      }
    }

    private static Labels labels(JsonNode node) {
      Map<String, String> labels = new TreeMap<>();
      node.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
      return Labels.of(labels);
    }
  }
}
