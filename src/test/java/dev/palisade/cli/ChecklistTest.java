package dev.palisade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.NetworkPlugin;
import dev.palisade.compliance.control.NetworkPlugins;
import dev.palisade.compliance.control.PolicyFeature;
import dev.palisade.compliance.control.check.Checks;
import dev.palisade.compliance.control.hygiene.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What `docs/checklist.md` names is there, and is what it says.
class ChecklistTest {
  private static final Path CHECKLIST = Path.of("docs/checklist.md");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9-]+)`");

  /// Names of labels.
  private static final Set<String> WORDS = Set.of("name");

  @Test
  void everyCheckCommandAndAdviceThatIsNamedIsThere() throws IOException {
    Set<String> known = new TreeSet<>(WORDS);
    Checks.all().stream().map(Check::id).forEach(known::add);
    known.addAll(Main.commandLine().getSubcommands().keySet());
    Arrays.stream(Topic.values()).map(Topic::toString).forEach(known::add);
    NetworkPlugins.load().known().stream().map(NetworkPlugin::id).forEach(known::add);
    Set<String> named = new TreeSet<>();
    for (String line : rows()) {
      Matcher matcher = NAME.matcher(line);
      while (matcher.find()) {
        named.add(matcher.group(1));
      }
    }

    assertThat(named).hasSizeGreaterThan(25).isSubsetOf(known);
  }

  @Test
  void everyItemIsAnswered() throws IOException {
    for (String row : rows()) {
      String[] cells = row.split("\\|");

      assertThat(cells.length).as(row).isGreaterThanOrEqualTo(3);
      assertThat(cells[2].contains("`") || cells[2].matches(".*(yes|no|not examined).*"))
          .as(row)
          .isTrue();
    }
  }

  @Test
  void pluginsEnforceWhatTheTableSays() throws IOException {
    List<String[]> table =
        rows().stream()
            .map(row -> row.split("\\|"))
            .filter(cells -> cells.length >= 6)
            .map(cells -> Arrays.stream(cells).map(String::strip).toArray(String[]::new))
            .toList();

    assertThat(table).hasSizeGreaterThanOrEqualTo(5);
    for (String[] cells : table) {
      String id = cells[1].replace("`", "");
      NetworkPlugin plugin =
          NetworkPlugins.load().known().stream()
              .filter(p -> p.id().equals(id))
              .findFirst()
              .orElseThrow();
      assertThat(List.of(cells[2], cells[3], cells[4], cells[5]))
          .as(id)
          .containsExactly(
              yes(plugin, PolicyFeature.INGRESS),
              yes(plugin, PolicyFeature.EGRESS),
              yes(plugin, PolicyFeature.TIERS),
              plugin.enforces().contains(PolicyFeature.LAYER_7_HTTP) ? "HTTP, DNS" : "no");
    }
  }

  private static String yes(NetworkPlugin plugin, PolicyFeature feature) {
    return plugin.enforces().contains(feature) ? "yes" : "no";
  }

  /// The rows of all tables, without their heads.
  private static List<String> rows() throws IOException {
    try (Stream<String> lines = Files.lines(CHECKLIST)) {
      List<String> all = lines.toList();
      return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
          .filter(i -> all.get(i).startsWith("|") && !all.get(i).startsWith("| ---"))
          .filter(i -> i + 1 >= all.size() || !all.get(i + 1).startsWith("| ---"))
          .map(all::get)
          .toList();
    }
  }
}
