package dev.palisade.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.ReadableSettings;
import dev.palisade.snapshot.ResourceKinds;
import dev.palisade.snapshot.WaysIn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rights in `deploy/rbac/collector.yaml` are those that a collection uses.
class CollectorRightsTest {

  static final Path FILE = Path.of("deploy/rbac/collector.yaml");

  @Test
  void theClusterRoleCoversExactlyTheKindsThatAreListed() throws Exception {
    List<String> granted = new ArrayList<>();
    for (Cursor rule : object("ClusterRole").get("rules").items()) {
      if (rule.get("resources").isAbsent()) {
        continue;
      }
      assertThat(rule.get("verbs").texts()).containsExactly("get", "list", "watch");
      for (String group : rule.get("apiGroups").texts()) {
        rule.get("resources").texts().forEach(plural -> granted.add(group + "/" + plural));
      }
    }
    assertThat(granted)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    ResourceKinds.all().stream().map(kind -> kind.group() + "/" + kind.plural()),
                    WaysIn.plurals().entrySet().stream()
                        .map(way -> way.getKey().replaceFirst("/.*", "/") + way.getValue()))
                .toList());
  }

  @Test
  void ofConfigMapsOnlyTheNamedOnesMayBeReadAndNotListed() throws Exception {
    Cursor role = object("Role");
    assertThat(role.get("metadata").get("namespace").text()).isEqualTo(ReadableSettings.NAMESPACE);
    Cursor rule = role.get("rules").get(0);
    assertThat(role.get("rules").items()).hasSize(1);
    assertThat(rule.get("verbs").texts()).containsExactly("get");
    assertThat(rule.get("resources").texts()).containsExactly("configmaps");
    assertThat(rule.get("resourceNames").texts())
        .containsExactlyInAnyOrderElementsOf(ReadableSettings.configMaps());
  }

  @Test
  void noRuleNamesSecretsOrEverything() throws Exception {
    assertThat(Files.readString(FILE).lines().filter(line -> !line.startsWith("#")))
        .noneMatch(line -> line.contains("secrets") || line.contains("[\"*\"]"));
  }

  private static Cursor object(String kind) throws IOException {
    List<Cursor> found = new ArrayList<>();
    try (InputStream in = Files.newInputStream(FILE)) {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              FILE.toString(),
              in,
              reading -> found.add(((Reading.Read) reading).document().cursor()));
    }
    return found.stream().filter(o -> kind.equals(o.get("kind").text())).findFirst().orElseThrow();
  }
}
