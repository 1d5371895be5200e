package dev.palisade.application;

import static dev.palisade.application.FalseGreenCase.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.report.Method;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.ReportNumber;
import dev.palisade.compliance.scope.ScopeReader;
import dev.palisade.render.json.ReportJson;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.verifier.ProofChecker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Witnesses and certificates of reports, held against the manifests by a checker that shares
/// nothing with the engine; and tampered ones, which it must refuse.
class ProofsTest {
  private static final List<String> CERTIFIED =
      List.of(
          "cardholder-ingress",
          "cardholder-egress",
          "default-deny",
          "namespace-isolation",
          "need-to-know");

  @TempDir Path folder;

  private static List<String> problems(BuiltCluster cluster, Report report) {
    return ProofChecker.problems(
        Plain.yaml(String.join("---\n", cluster.documents().values())),
        Plain.tree(ReportJson.node(report)),
        Plain.yaml(cluster.scope()).getFirst());
  }

  @Test
  void certificatesOfTheWellBuiltClusterHold() {
    BuiltCluster cluster = BuiltCluster.wellBuilt();
    Report report = cluster.assess(folder).report();
    assertThat(CERTIFIED).allSatisfy(id -> assertThat(report.check(id).certificate()).isNotEmpty());
    assertThat(problems(cluster, report)).isEmpty();
  }

  /// @param change what makes it another cluster than the well-built one
  record Changed(String name, UnaryOperator<BuiltCluster> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Those of the suites in which no policies but networking.k8s.io/v1 are.
  static List<Changed> suites() {
    return Stream.concat(
            FalseGreenTest.cases().stream().map(c -> new Changed(c.name(), c.change())),
            FalseRedTest.cases().stream().map(c -> new Changed(c.name(), c.change())))
        .filter(
            c ->
                c.change().apply(BuiltCluster.wellBuilt()).documents().values().stream()
                    .noneMatch(
                        yaml ->
                            yaml.matches("(?s).*kind: \\w*NetworkPolicy\\b.*")
                                && !yaml.contains("apiVersion: networking.k8s.io/v1\n")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void proofsOfEveryClusterOfTheSuitesHold(Changed row) {
    BuiltCluster cluster = row.change().apply(BuiltCluster.wellBuilt());
    assertThat(problems(cluster, cluster.assess(folder).report())).isEmpty();
  }

  @Test
  void proofsOfTheSampleHold() throws IOException {
    Instant now = Instant.parse("2026-11-20T00:00:00Z");
    LocalDate today = LocalDate.parse("2026-11-20");
    Snapshot snapshot = SampleCluster.snapshot(SampleCluster.State.NOW, now, today);
    String scope = SampleCluster.scopeDocument(today);
    Catalogue catalogue = Catalogue.load();
    AssessSnapshot.Request request =
        AssessSnapshot.Request.of(
            snapshot,
            ScopeReader.read(
                "scope", new ByteArrayInputStream(scope.getBytes(StandardCharsets.UTF_8))),
            now);
    Report report =
        Report.of(
            AssessSnapshot.by(catalogue).assess(request).assessment(),
            ReportIdentity.first("id", new ReportNumber("sample", ReportNumber.ALL, 2026, 0)),
            Method.of(
                "e",
                "t",
                AssessSnapshot.by(catalogue).settings(request),
                new Assessment.CatalogueIdentity("1", "d"),
                null),
            null,
            Waivers.none(),
            catalogue);
    assertThat(
            ProofChecker.problems(
                snapshot.manifests().stream().map(m -> Plain.tree(m.root())).toList(),
                Plain.tree(ReportJson.node(report)),
                Plain.yaml(scope).getFirst()))
        .isEmpty();
    assertThat(report.checks().stream().flatMap(c -> c.findings().stream())).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void proofsOfGeneratedClustersHold(long seed) {
    BuiltCluster cluster = generated(new Random(seed));
    assertThat(problems(cluster, cluster.assess(folder).report())).as("seed " + seed).isEmpty();
  }

  private static BuiltCluster generated(Random random) {
    BuiltCluster cluster = BuiltCluster.wellBuilt();
    List<String> namespaces = List.of("cde", "payments", "shop", "kube-system");
    List<String> selectors =
        List.of(
            "{}",
            "{matchLabels: {app: vault}}",
            "{matchExpressions: [{key: app, operator: In, values: [web, db]}]}",
            "{matchExpressions: [{key: tier, operator: DoesNotExist}]}",
            "{matchExpressions: [{key: app, operator: NotIn, values: [vault]}]}");
    List<String> peers =
        List.of(
            "{podSelector: {}}",
            "{namespaceSelector: {}}",
            "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}",
            "{namespaceSelector: {matchLabels: {palisade.dev/zone: cde}}, podSelector: {matchLabels: {app: vault}}}",
            "{ipBlock: {cidr: 10.0.0.0/8, except: [10.244.0.8/30]}}",
            "{ipBlock: {cidr: 203.0.113.128/25}}",
            "{ipBlock: {cidr: '::/0'}}");
    List<String> ports =
        List.of(
            "",
            ", ports: [{port: 8443}]",
            ", ports: [{port: 80, endPort: 9000}]",
            ", ports: [{protocol: UDP, port: 53}, {port: 53}]",
            ", ports: [{port: web}, {protocol: SCTP}]");
    for (int i = random.nextInt(5); i >= 0; i--) {
      boolean in = random.nextBoolean();
      cluster =
          cluster.with(
              policy(
                  pick(random, namespaces) + "/generated-" + i,
                  "{podSelector: %s, policyTypes: [%s], %s: [{%s: [%s, %s]%s}]}"
                      .formatted(
                          pick(random, selectors),
                          in ? "Ingress" : "Egress",
                          in ? "ingress" : "egress",
                          in ? "from" : "to",
                          pick(random, peers),
                          pick(random, peers),
                          pick(random, ports))));
    }
    if (random.nextInt(3) == 0) {
      cluster =
          cluster.without(
              "NetworkPolicy " + pick(random, namespaces.subList(0, 3)) + "/default-deny");
    }
    return cluster;
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /// @param manifests what is changed behind the report's back
  /// @param report what is changed in its JSON
  record Tampering(
      String name, UnaryOperator<BuiltCluster> manifests, UnaryOperator<String> report) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Tampering> tamperings() {
    return List.of(
        new Tampering(
            "a policy no longer selects what it is said to isolate",
            c ->
                c.edit(
                    "NetworkPolicy cde/default-deny",
                    "podSelector: {}",
                    "podSelector: {matchLabels: {app: db}}"),
            json -> json),
        new Tampering(
            "a rule's peer is wider",
            c ->
                c.edit(
                        "NetworkPolicy cde/vault",
                        "podSelector: {matchLabels: {app: gateway}}",
                        "podSelector: {}")
                    .with(FalseGreenCase.pod("payments", "other", "app: other", "", "10.244.0.99"))
                    .with(
                        policy(
                            "payments/out",
                            "{podSelector: {matchLabels: {app: other}}, policyTypes: [Egress], egress: [{}]}")),
            json -> json),
        new Tampering(
            "a policy is added",
            c -> c.with(policy("cde/leak", "{podSelector: {}, ingress: [{}]}")),
            json -> json),
        new Tampering(
            "a claim names another register entry",
            c -> c,
            json -> json.replace("\"registered\":[\"F-001\"]", "\"registered\":[\"F-004\"]")),
        new Tampering(
            "a member is left out",
            c -> c,
            json -> json.replace("\"cde/vault[Pod]\"", "\"cde/x[Pod]\"")));
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void whatDoesNotHoldIsRefused(Tampering row) {
    BuiltCluster cluster = BuiltCluster.wellBuilt();
    String json =
        new String(ReportJson.bytes(cluster.assess(folder).report()), StandardCharsets.UTF_8);
    String tampered = row.report().apply(json);
    BuiltCluster other = row.manifests().apply(cluster);
    assertThat(tampered.equals(json) && other.equals(cluster)).as("untouched").isFalse();
    assertThat(
            ProofChecker.problems(
                Plain.yaml(String.join("---\n", other.documents().values())),
                Plain.yaml(tampered).getFirst(),
                Plain.yaml(cluster.scope()).getFirst()))
        .isNotEmpty();
  }

  @Test
  void aCertificateWithoutOneOfItsRulesIsRefused() {
    BuiltCluster cluster = BuiltCluster.wellBuilt();
    Report report = cluster.assess(folder).report();
    Object tree = Plain.tree(ReportJson.node(report));
    int dropped = 0;
    for (Object check : (List<?>) ((Map<?, ?>) tree).get("checks")) {
      if (((Map<?, ?>) check).get("certificate") instanceof List<?> classes
          && !((Map<?, ?>) check).get("id").equals("default-deny")) {
        for (Object one : classes) {
          @SuppressWarnings("unchecked")
          Map<String, Object> certificate = (Map<String, Object>) one;
          List<?> rules = (List<?>) certificate.get("rules");
          certificate.put("rules", rules.isEmpty() ? rules : rules.subList(1, rules.size()));
          dropped += rules.isEmpty() ? 0 : 1;
        }
      }
    }
    assertThat(dropped).isPositive();
    assertThat(
            ProofChecker.problems(
                Plain.yaml(String.join("---\n", cluster.documents().values())),
                tree,
                Plain.yaml(cluster.scope()).getFirst()))
        .isNotEmpty();
  }

  @Test
  void aWitnessOfAnotherPortIsRefused() {
    BuiltCluster cluster =
        BuiltCluster.wellBuilt()
            .with(
                policy(
                    "cde/leak",
                    "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 5432}]}]}"))
            .with(policy("shop/out", "{podSelector: {}, policyTypes: [Egress], egress: [{}]}"));
    String json =
        new String(ReportJson.bytes(cluster.assess(folder).report()), StandardCharsets.UTF_8);
    List<Object> manifests = Plain.yaml(String.join("---\n", cluster.documents().values()));
    Object scope = Plain.yaml(cluster.scope()).getFirst();
    assertThat(json).contains("\"traffic\":\"TCP 5432\"");
    assertThat(ProofChecker.problems(manifests, Plain.yaml(json).getFirst(), scope)).isEmpty();
    assertThat(
            ProofChecker.problems(
                manifests,
                Plain.yaml(json.replace("\"traffic\":\"TCP 5432\"", "\"traffic\":\"TCP 5433\""))
                    .getFirst(),
                scope))
        .isNotEmpty();
  }
}
