package dev.palisade.render.dot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.connectivity.Level;
import dev.palisade.application.DialectChoice;
import dev.palisade.application.MapConnectivity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectivityDotTest {
  private static final Path SAMPLE = Path.of("src/main/resources/sample/cluster");

  /// What Graphviz's grammar takes for one word: quoted (a quotation mark in it has an odd number
  /// of backslashes before it), plain, or punctuation.
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z_][A-Za-z_0-9]*|[0-9]+|->|[{}\\[\\]=,;]");

  /// A graph as its statements say it.
  private record Graph(List<String> nodes, List<String> edges) {}

  @Test
  void everyLineOfTheMapIsAnEdge() {
    MapConnectivity map = map(null);
    List<String> lines = new ArrayList<>();
    map.map().forEachFlow((from, to, traffic) -> lines.add(from + " -> " + to));
    Graph graph = parsed(written(map));

    assertThat(graph.edges()).isEqualTo(lines);
    assertThat(graph.nodes())
        .doesNotHaveDuplicates()
        .contains("\"cardholder/card-db[StatefulSet]\"");
  }

  @Test
  void workloadWithoutTrafficIsANodeUnlessTheMapIsLimited() {
    assertThat(parsed(written(map(null))).nodes()).contains("\"shop/web[Deployment]\"");
    Graph limited = parsed(written(map("cardholder/card-vault")));
    assertThat(limited.nodes())
        .contains("\"cardholder/card-vault[Deployment]\"")
        .doesNotContain("\"shop/web[Deployment]\"");
    assertThat(limited.edges())
        .isNotEmpty()
        .allMatch(edge -> edge.startsWith("cardholder/card-vault[Deployment] -> "));
  }

  @Test
  void whateverIsQuotedIsOneWord() {
    for (String text :
        List.of("a", "", "a\"b", "a\\", "\\\"", "a\nb", "\"];}", "<b>", "->", "\u0000\\")) {
      String quoted = ConnectivityDot.quoted(text);
      Matcher token = TOKEN.matcher(quoted);
      assertThat(token.matches()).as("%s of %s", quoted, text).isTrue();
      assertThat(token.lookingAt() && token.end() == quoted.length()).isTrue();
      assertThat(quoted).doesNotContainPattern("\\p{Cntrl}");
    }
  }

  /// Reads statements as far as we write them: `ID [attributes];`, `ID -> ID [attributes];`, `ID =
  /// ID;` and `subgraph ID { … }`.
  private static Graph parsed(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find()) {
      assertThat(text.substring(end, matcher.start())).isBlank();
      tokens.add(matcher.group());
      end = matcher.end();
    }
    assertThat(text.substring(end)).isBlank();
    assertThat(tokens.subList(0, 3)).containsExactly("digraph", "connectivity", "{");
    Graph graph = new Graph(new ArrayList<>(), new ArrayList<>());
    int after = statements(tokens, 3, graph);
    assertThat(after).isEqualTo(tokens.size());
    for (String edge : graph.edges()) {
      for (String tip : edge.split(" -> ")) {
        assertThat(new TreeSet<>(graph.nodes())).contains('"' + tip + '"');
      }
    }
    return graph;
  }

  private static int statements(List<String> tokens, int from, Graph graph) {
    int at = from;
    while (!tokens.get(at).equals("}")) {
      String first = tokens.get(at);
      if (first.equals("subgraph")) {
        assertThat(tokens.get(at + 2)).isEqualTo("{");
        at = statements(tokens, at + 3, graph);
        continue;
      }
      switch (tokens.get(at + 1)) {
        case "=" -> at += 3;
        case "->" -> {
          graph.edges().add(bare(first) + " -> " + bare(tokens.get(at + 2)));
          at = attributes(tokens, at + 3);
        }
        default -> {
          if (first.startsWith("\"")) {
            graph.nodes().add(first);
          }
          at = attributes(tokens, at + 1);
        }
      }
      assertThat(tokens.get(at)).isEqualTo(";");
      at++;
    }
    return at + 1;
  }

  private static int attributes(List<String> tokens, int from) {
    assertThat(tokens.get(from)).isEqualTo("[");
    int at = from + 1;
    while (!tokens.get(at).equals("]")) {
      assertThat(tokens.get(at + 1)).isEqualTo("=");
      at += tokens.get(at + 3).equals(",") ? 4 : 3;
    }
    return at + 1;
  }

  private static String bare(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String written(MapConnectivity map) {
    StringWriter out = new StringWriter();
    map.write(MapConnectivity.Format.DOT, new PrintWriter(out));
    return out.toString();
  }

  private static MapConnectivity map(@Nullable String from) {
    DialectChoice dialect = new DialectChoice(Dialect.KUBERNETES, new TreeMap<>());
    return MapConnectivity.of(
        new MapConnectivity.Request(List.of(SAMPLE), dialect, Level.WORKLOAD, from, null, null));
  }
}
