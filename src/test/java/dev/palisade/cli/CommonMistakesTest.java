package dev.palisade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What readers of network policies are known to get wrong, from files to what the command answers.
class CommonMistakesTest {
  @TempDir Path folder;

  @BeforeEach
  void aShop() throws IOException {
    write("a-pods.yaml", pod("shop", "a", "role: front") + pod("shop", "b", "role: back"));
  }

  private static String pod(String namespace, String name, String labels) {
    return """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s, labels: {%s}}
        spec: {containers: [{name: c, image: i}]}
        """
        .formatted(name, namespace, labels);
  }

  private static String policy(String name, String spec) {
    return """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: %s, namespace: shop}
        spec: %s
        """
        .formatted(name, spec);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private CommandAnswer map() {
    return CommandAnswer.of("connectivity", folder.toString());
  }

  /// The lines of the map between pods and workloads.
  private List<String> lines() {
    CommandAnswer map = map();
    assertThat(map.code()).as("%s", map).isZero();
    return map.out().lines().filter(line -> !line.contains("[External]")).toList();
  }

  @Test
  void portRangesThatOverlapInPartShareTheOverlap() throws IOException {
    write(
        "policies.yaml",
        policy(
                "out",
                "{podSelector: {matchLabels: {role: front}}, policyTypes: [Egress], egress: [{ports: [{port: 100, endPort: 200}]}]}")
            + policy(
                "in",
                "{podSelector: {matchLabels: {role: back}}, ingress: [{ports: [{port: 150, endPort: 250}]}]}"));
    assertThat(lines())
        .containsExactly(
            "shop/a[Pod] => shop/b[Pod] : TCP 150-200",
            "shop/b[Pod] => shop/a[Pod] : All Connections");
  }

  @Test
  void notInHoldsForAPodWithoutTheKey() throws IOException {
    write("more.yaml", pod("shop", "c", "app: c"));
    write(
        "policies.yaml",
        policy(
            "in",
            "{podSelector: {matchLabels: {role: back}}, ingress: [{from: [{podSelector: {matchExpressions: [{key: role, operator: NotIn, values: [front]}]}}]}]}"));
    assertThat(lines())
        .contains("shop/c[Pod] => shop/b[Pod] : All Connections")
        .doesNotContain("shop/a[Pod] => shop/b[Pod] : All Connections");
  }

  @Test
  void everyDocumentOfAFileIsRead() throws IOException {
    write(
        "policies.yaml",
        "# a comment is no document\n---\n"
            + policy("first", "{podSelector: {matchLabels: {role: none}}}")
            + "---\n# nor is this\n"
            + policy("second", "{podSelector: {matchLabels: {role: front}}}")
            + "...\n"
            + """
              ---
              apiVersion: v1
              kind: List
              items:
              - apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: third, namespace: shop}
                spec: {podSelector: {matchLabels: {role: back}}, ingress: []}
              """);
    assertThat(lines()).isEmpty();
  }

  @Test
  void aNamespaceThatIsReadAfterItsPodsCounts() throws IOException {
    write("b-pods.yaml", pod("bank", "c", "app: c"));
    write(
        "c-policies.yaml",
        policy(
            "in",
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: money}}}]}]}"));
    write(
        "d-namespaces.yaml",
        "{apiVersion: v1, kind: Namespace, metadata: {name: bank, labels: {team: money}}}\n");
    assertThat(lines())
        .contains(
            "bank/c[Pod] => shop/a[Pod] : All Connections",
            "bank/c[Pod] => shop/b[Pod] : All Connections")
        .noneMatch(line -> line.startsWith("shop/") && line.contains("=> shop/"));
  }

  @Test
  void podsOfAStatefulSetThatDifferInTheirNamesLabelAreOneWorkload() throws IOException {
    StringBuilder pods = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      pods.append(
          """
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: db-%1$d
            namespace: bank
            labels: {app: db, statefulset.kubernetes.io/pod-name: db-%1$d, apps.kubernetes.io/pod-index: "%1$d"}
            ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: u, controller: true}]
          spec: {containers: [{name: c, image: i}]}
          """
              .formatted(i));
    }
    write("db.yaml", pods.toString());
    write(
        "policies.yaml",
        "{apiVersion: v1, kind: Namespace, metadata: {name: bank, labels: {team: money}}}\n---\n"
            + "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n"
            + policy(
                "in",
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: money}}}], ports: [{port: 80}]}]}"));
    assertThat(lines())
        .contains("bank/db[StatefulSet] => shop/a[Pod] : TCP 80")
        .noneMatch(line -> line.contains("db-0"));
    assertThat(map().err()).isEmpty();
  }

  /// An API server drops a field that it does not know, and the policy is another one than was
  /// meant.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{podSelector: {}, policytypes: [Egress]} | /spec/policytypes | policyTypes",
        "{podSelector: {}, policyType: [Egress]} | /spec/policyType | policyTypes",
        "{podSelector: {}, policyTypes: [Ingres]} | /spec/policyTypes/0 | Ingress",
        "{podSelector: {}, policyTypes: [ingress]} | /spec/policyTypes/0 | Ingress",
        "{podSelector: {}, ingres: [{}]} | /spec/ingres | ingress",
        "{podSelector: {}, Ingress: [{}]} | /spec/Ingress | ingress",
        "{podSelector: {}, ingress: [{form: [{podSelector: {}}]}]} | /spec/ingress/0/form | from",
        "{podSelector: {}, ingress: [{to: [{podSelector: {}}]}]} | /spec/ingress/0/to | from",
        "{podSelector: {role: back}} | /spec/podSelector/role | matchLabels"
      })
  void aMisspeltFieldIsNamedWithItsPlaceAndNothingIsAnswered(
      String spec, String pointer, String meant) throws IOException {
    write("policies.yaml", policy("in", spec));
    CommandAnswer map = map();
    assertThat(map.code()).isEqualTo(2);
    assertThat(map.out()).isEmpty();
    assertThat(map.err()).contains("policies.yaml", "NetworkPolicy shop/in", pointer + ":", meant);
  }
}
