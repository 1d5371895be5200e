package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.palisade.application.ExplainFlow.Verdict;
import dev.palisade.compliance.control.NetworkPlugin;
import dev.palisade.compliance.control.NetworkPlugins;
import dev.palisade.compliance.control.PolicyFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The example policies of the article that the checklist answers (docs/checklist.md): each is read
/// and judged as the article says, or refused with the likely correction, and advised on.
class ArticleTest {
  private static final Path FOLDER = Path.of("src/test/resources/hygiene/article");

  /// @param policies files, separated by blanks; after a `+` files that replace objects of the
  ///   cluster
  /// @param expected `allowed SOURCE DESTINATION TRAFFIC`, `denied …`, `refused POINTER: TEXT`,
  ///   `advice TOPIC POINTER`; all advice must be listed
  record Case(String policies, String... expected) {
    @Override
    public String toString() {
      return policies;
    }

    List<Path> paths() {
      List<Path> paths = new ArrayList<>();
      paths.add(FOLDER.resolve("cluster.yaml"));
      for (String name : policies.split(" ")) {
        paths.add(FOLDER.resolve(name + ".yaml"));
      }
      return paths;
    }

    List<String> lines(String kind) {
      return Arrays.stream(expected)
          .filter(line -> line.startsWith(kind + " "))
          .map(line -> line.substring(kind.length() + 1))
          .toList();
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case(
            "api-backend",
            "allowed production/web production/api TCP/8080",
            "denied production/web production/api TCP/9090",
            "denied production/batch production/api TCP/8080",
            "allowed production/api production/postgres TCP/5432",
            "denied production/api production/postgres TCP/5433",
            "denied production/api production/web TCP/8080",
            // the network is flat where no policy selects: postgres is open to everyone else
            "allowed frontend/web production/postgres TCP/5432",
            "denied production/api kube-system/coredns UDP/53",
            "advice dns-forgotten /spec/egress"),
        // lower order first: the denial comes before the permission
        new Case(
            "ordered-calico",
            "denied production/web production/api TCP/8080",
            "advice ingress-only /spec/ingress",
            "advice shadowed-rule /spec"),
        // order is none of Kubernetes' own fields
        new Case(
            "ordered-kubernetes",
            "advice dns-forgotten /spec/egress",
            "advice not-understood /spec/order"),
        new Case(
            "default-deny-ingress",
            "denied production/web production/api TCP/8080",
            "denied internet production/api TCP/8080",
            "allowed production/api internet TCP/443",
            "advice ingress-only /spec/policyTypes/0"),
        new Case(
            "default-deny-egress",
            "denied production/api internet TCP/443",
            "denied production/api kube-system/coredns UDP/53",
            "allowed frontend/web production/api TCP/8080",
            "advice dns-forgotten /spec/policyTypes/0"),
        new Case(
            "default-deny-all",
            "denied production/web production/api TCP/8080",
            "denied frontend/web production/api TCP/8080",
            "denied production/api internet TCP/443",
            "advice dns-forgotten /spec/policyTypes/1"),
        // policies add up: what one denies by default another allows
        new Case(
            "default-deny-ingress allow-web-to-api allow-api-to-db",
            "allowed production/web production/api TCP/8080",
            "denied production/batch production/api TCP/8080",
            "allowed production/api production/postgres TCP/5432",
            "denied production/web production/postgres TCP/5432",
            "advice ingress-only /spec/policyTypes/0"),
        // both sides must allow: under the combined default deny ingress rules alone open nothing
        new Case(
            "default-deny-all allow-web-to-api allow-api-to-db",
            "denied production/web production/api TCP/8080",
            "advice dns-forgotten /spec/policyTypes/1"),
        new Case(
            "default-deny-ingress default-deny-egress allow-dns-egress",
            "allowed production/api kube-system/coredns UDP/53",
            "allowed production/api kube-system/coredns TCP/53",
            "denied production/web production/api TCP/8080",
            "advice opens-every-namespace /spec/egress/1/to/0"),
        // nobody labels namespaces with their name but the API server, under another key
        new Case(
            "from-namespaces",
            "denied frontend/web production/api TCP/8080",
            "denied monitoring/prometheus production/api TCP/8080",
            "advice ingress-only /spec/ingress",
            "advice peer-matches-nothing /spec/ingress/0/from/0",
            "advice peer-matches-nothing /spec/ingress/0/from/1"),
        new Case(
            "production-isolation",
            "denied production/web production/api TCP/8080",
            "denied ingress-nginx/controller production/api TCP/8080",
            "advice ingress-only /spec/ingress",
            "advice peer-matches-nothing /spec/ingress/0/from/0",
            "advice peer-matches-nothing /spec/ingress/0/from/1"),
        new Case(
            "deny-system-namespaces",
            "denied production/web kube-system/metrics TCP/443",
            "allowed kube-system/metrics kube-system/coredns UDP/53",
            "denied production/web kube-system/coredns UDP/53",
            "advice dns-closed /spec/ingress",
            "advice ingress-only /spec/ingress",
            "advice blanket-selector /spec/podSelector"),
        new Case(
            "allow-dns-egress",
            "allowed production/api kube-system/coredns UDP/53",
            "allowed production/api kube-system/coredns TCP/53",
            "allowed production/api monitoring/prometheus TCP/443",
            "denied production/api internet TCP/443",
            "advice opens-every-namespace /spec/egress/1/to/0"),
        new Case(
            "calico-api-isolation",
            "refused /spec/ingress/0/destination/ports: write \"protocol: TCP\"",
            "refused /spec/egress/0/destination/ports: write \"protocol: TCP\""),
        new Case(
            "calico-api-isolation-corrected",
            "allowed production/web production/api TCP/8080",
            "denied production/batch production/api TCP/8080",
            "allowed production/api production/postgres TCP/5432",
            "allowed production/api kube-system/coredns TCP/53",
            "denied production/api kube-system/coredns UDP/53",
            "advice one-dns-protocol /spec/egress"),
        new Case(
            "cilium-api-policy",
            "allowed production/web production/api TCP/8080",
            "denied production/web production/api TCP/9090",
            "denied production/batch production/api TCP/8080",
            "advice ingress-only /spec/ingress"),
        new Case(
            "cardholder-default-deny",
            "denied production/web cardholder-data/vault TCP/8443",
            "denied cardholder-data/vault internet TCP/443",
            "denied cardholder-data/vault kube-system/coredns UDP/53",
            "advice dns-forgotten /spec/policyTypes/1"),
        new Case(
            "cilium-api-access-control",
            "refused /spec/ingress/0/toPorts/0/port: \"ports\" is meant?",
            "refused /spec/ingress/0/toPorts/0/rules/http/2/allowedHeaders: \"headers\" is meant?"),
        new Case(
            "cilium-api-access-control-corrected",
            "allowed production/ui production/api TCP/8080",
            "denied production/web production/api TCP/8080",
            "narrowed production/ui production/api TCP/8080",
            "advice ingress-only /spec/ingress"),
        new Case(
            "cilium-deny-admin-paths",
            "refused /spec/ingress/0/toPorts/0/port: \"ports\" is meant?"),
        new Case(
            "cilium-deny-admin-paths-corrected",
            "allowed production/web production/internal TCP/8080",
            "denied production/batch production/internal TCP/8080",
            "narrowed production/web production/internal TCP/8080",
            "advice ingress-only /spec/ingress"));
  }

  static List<Case> read() {
    return cases().stream().filter(c -> c.lines("refused").isEmpty()).toList();
  }

  static List<Case> refused() {
    return cases().stream().filter(c -> !c.lines("refused").isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("read")
  void policyIsJudgedAndExplained(Case given) {
    for (String flow : given.lines("allowed")) {
      ExplainFlow answer = explain(given, flow);
      assertThat(answer.verdict()).as(flow).isEqualTo(Verdict.ALLOWED);
    }
    for (String flow : given.lines("denied")) {
      ExplainFlow answer = explain(given, flow);
      assertThat(answer.verdict()).as(flow).isEqualTo(Verdict.DENIED);
      assertThat(answer.explanations().getFirst().toString()).as(flow).contains("denied");
    }
    for (String flow : given.lines("narrowed")) {
      assertThat(explain(given, flow).explanations().getFirst().toString())
          .as(flow)
          .contains("for some requests", "HTTP GET /api/v1/");
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void policyIsRefusedWithTheLikelyCorrection(Case given) {
    assertThatExceptionOfType(UnusableInput.class)
        .isThrownBy(
            () ->
                MapConnectivity.of(
                    MapConnectivity.Request.of(given.paths(), DialectChoice.BY_MANIFESTS)));
    List<String> said =
        lint(given).hygiene().advice().stream()
            .filter(advice -> advice.topic().toString().equals("refused"))
            .map(advice -> advice.pointer() + ": " + advice.what())
            .toList();
    for (String line : given.lines("refused")) {
      int colon = line.indexOf(": ");
      assertThat(said)
          .anySatisfy(
              text ->
                  assertThat(text)
                      .startsWith(line.substring(0, colon) + ": ")
                      .contains(line.substring(colon + 2)));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void policyIsAdvisedOn(Case given) {
    assertThat(lint(given).hygiene().advice())
        .filteredOn(advice -> !advice.topic().toString().equals("refused"))
        .extracting(advice -> advice.topic() + " " + advice.pointer())
        .containsExactlyInAnyOrderElementsOf(given.lines("advice"));
  }

  @Test
  void labelOfNamespacesThatIsTakenForGrantedIsProposedUnderItsRealKey() {
    Case given = new Case("production-isolation");

    assertThat(lint(given).hygiene().advice())
        .filteredOn(advice -> advice.topic().toString().equals("peer-matches-nothing"))
        .extracting(advice -> advice.suggestion())
        .containsExactly(
            "matchLabels:\n  kubernetes.io/metadata.name: production\n",
            "matchLabels:\n  kubernetes.io/metadata.name: ingress-nginx\n");
  }

  @ParameterizedTest
  @CsvSource({
    "from-namespaces, frontend/web, ALLOWED",
    "from-namespaces, monitoring/prometheus, ALLOWED",
    "from-namespaces, ingress-nginx/controller, DENIED",
    "production-isolation, production/batch, ALLOWED",
    "production-isolation, ingress-nginx/controller, ALLOWED",
    "production-isolation, monitoring/prometheus, DENIED"
  })
  void namespacesWithThatLabelAreMeant(String policies, String source, Verdict verdict)
      throws IOException {
    Path labelled = Files.createTempDirectory("labelled").resolve("cluster.yaml");
    String cluster = Files.readString(FOLDER.resolve("cluster.yaml"));
    Files.writeString(
        labelled,
        cluster.replaceAll(
            "(kind: Namespace\\nmetadata: \\{name: )([a-z-]+)\\}", "$1$2, labels: {name: $2}}"));

    ExplainFlow answer =
        ExplainFlow.of(
            new ExplainFlow.Request(
                List.of(labelled, FOLDER.resolve(policies + ".yaml")),
                DialectChoice.BY_MANIFESTS,
                source,
                "production/api",
                "TCP/8080"));

    assertThat(answer.verdict()).isEqualTo(verdict);
  }

  @Test
  void everyPolicyOfTheFolderHasARow() throws IOException {
    Set<String> named =
        cases().stream()
            .flatMap(c -> Arrays.stream(c.policies().split(" ")))
            .collect(Collectors.toCollection(TreeSet::new));
    named.add("cluster");
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }

  /// The rows of the article's two tables of network plugins, as the catalogue has them: Calico and
  /// Cilium enforce order among policies, Weave Net and the AWS VPC CNI ingress and egress alone,
  /// Flannel nothing.
  @ParameterizedTest
  @CsvSource({
    "calico, true, true, true, false",
    "cilium, true, true, true, true",
    "weave, true, true, false, false",
    "flannel, false, false, false, false",
    "aws-vpc-cni, true, true, false, false"
  })
  void networkPluginEnforcesWhatTheArticleSays(
      String id, boolean ingress, boolean egress, boolean priorities, boolean http) {
    NetworkPlugin plugin =
        NetworkPlugins.load().known().stream()
            .filter(p -> p.id().equals(id))
            .findFirst()
            .orElseThrow();

    assertThat(plugin.enforces().contains(PolicyFeature.INGRESS)).isEqualTo(ingress);
    assertThat(plugin.enforces().contains(PolicyFeature.EGRESS)).isEqualTo(egress);
    assertThat(plugin.enforces().contains(PolicyFeature.TIERS)).isEqualTo(priorities);
    assertThat(plugin.enforces().contains(PolicyFeature.LAYER_7_HTTP)).isEqualTo(http);
  }

  private static ExplainFlow explain(Case given, String flow) {
    String[] words = flow.split(" ");
    return ExplainFlow.of(
        new ExplainFlow.Request(
            given.paths(), DialectChoice.BY_MANIFESTS, words[0], words[1], words[2]));
  }

  private static LintManifests lint(Case given) {
    return LintManifests.of(
        new LintManifests.Request(given.paths(), DialectChoice.BY_MANIFESTS, null));
  }
}
