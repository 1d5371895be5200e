package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.application.ProposedChange.Target;
import dev.palisade.compliance.review.ChangeReview;
import dev.palisade.compliance.review.Reason;
import dev.palisade.compliance.review.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Changes of the sample cluster, without a store.
class JudgeChangeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
  private static final AssessSnapshot ASSESS = AssessSnapshot.standard();
  private static final JudgeChange.State SAMPLE = sample();

  private static JudgeChange.State sample() {
    AssessSnapshot.Request request =
        AssessSnapshot.Request.of(
            SampleCluster.snapshot(SampleCluster.State.NOW, NOW, TODAY),
            DeclareScope.read("scope", SampleCluster.scopeDocument(TODAY)),
            NOW);
    return new JudgeChange.State(7L, request, ASSESS.assess(request));
  }

  private static ProposedChange change(String manifests, Target... delete) throws IOException {
    return ProposedChange.read(
        "change",
        new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)),
        List.of(delete));
  }

  private static Target policy(String namespace, String name) {
    return new Target("networking.k8s.io/v1", "NetworkPolicy", namespace, name);
  }

  private static String policyYaml(String namespace, String name, String spec) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {annotations: {palisade.dev/owner: a, palisade.dev/justification: b, palisade.dev/review-by: '2099-01-01'}, name: %s, namespace: %s}
        spec: %s
        """
        .formatted(name, namespace, spec);
  }

  /// @param says a part of a sentence that calls for the verdict; empty when none does
  record Case(String name, String apply, List<Target> delete, Verdict verdict, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case(
            "closing the leak",
            "",
            List.of(policy("cardholder", "card-vault-licence")),
            Verdict.ALLOW,
            ""),
        new Case(
            "opening the card database to reporting",
            policyYaml(
                "cardholder",
                "from-reporting",
                "{podSelector: {matchLabels: {app: card-db}}, ingress: [{from: [{namespaceSelector: {matchLabels:"
                    + " {kubernetes.io/metadata.name: reporting}}}], ports: [{protocol: TCP, port: 5432}]}]}"),
            List.of(),
            Verdict.BLOCK,
            "new finding of cardholder-ingress"),
        new Case(
            "a label that makes a namespace a client of the vault",
            "{apiVersion: v1, kind: Namespace, metadata: {name: monitoring, labels: {team: platform, cardholder-client: 'true'}}}",
            List.of(),
            Verdict.BLOCK,
            "monitoring/grafana"),
        new Case(
            "leaving pods without isolation",
            "",
            List.of(
                policy("cardholder", "default-deny"),
                policy("cardholder", "metrics"),
                policy("cardholder", "allow-dns")),
            Verdict.BLOCK,
            "default-deny"),
        new Case(
            "a policy that no API server takes",
            policyYaml(
                "cardholder",
                "bad",
                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/40}}]}]}"),
            List.of(),
            Verdict.BLOCK,
            "an API server would refuse change:4: NetworkPolicy cardholder/bad"),
        new Case(
            "taking away what F-001 needs",
            "",
            List.of(policy("cardholder", "tokenizer")),
            Verdict.REVIEW,
            "F-001 of the register needs TCP 8443 from payments/checkout-api[Deployment] to cardholder/tokenizer[Deployment]"),
        new Case(
            "opening what the register allows",
            policyYaml(
                "payments",
                "refunds-capture",
                "{podSelector: {matchLabels: {app: refunds-worker}}, policyTypes: [Egress], egress: [{to:"
                    + " [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: cardholder}}, podSelector:"
                    + " {matchLabels: {app: card-vault}}}], ports: [{protocol: TCP, port: 8443}]}]}"),
            List.of(),
            Verdict.REVIEW,
            "TCP 8443 becomes possible from payments/refunds-worker[Deployment] (payments) to cardholder/card-vault[Deployment] (cde)"),
        new Case(
            "opening one side alone",
            policyYaml(
                "cardholder",
                "from-shop",
                "{podSelector: {matchLabels: {app: card-db}}, ingress: [{from: [{namespaceSelector: {matchLabels:"
                    + " {kubernetes.io/metadata.name: shop}}}], ports: [{protocol: TCP, port: 5432}]}]}"),
            List.of(),
            Verdict.ALLOW,
            ""),
        new Case(
            "a policy of a kind that is not modelled",
            """
            apiVersion: cilium.io/v2
            kind: CiliumNetworkPolicy
            metadata: {name: unread, namespace: cardholder}
            spec: {}
            """,
            List.of(),
            Verdict.REVIEW,
            "INCONCLUSIVE"),
        new Case(
            "deleting what is not there",
            "",
            List.of(policy("cardholder", "long-gone")),
            Verdict.REVIEW,
            "deletes NetworkPolicy cardholder/long-gone"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theVerdictFollowsFromWhatOpensAndCloses(Case c) throws IOException {
    ChangeReview review =
        new JudgeChange(ASSESS).judge(SAMPLE, change(c.apply(), c.delete().toArray(Target[]::new)));
    assertThat(review.verdict()).as("%s", review.reasons()).isEqualTo(c.verdict());
    assertThat(review.reasons())
        .filteredOn(reason -> reason.calls() == c.verdict())
        .extracting(Reason::sentence)
        .allSatisfy(sentence -> assertThat(sentence).isNotBlank())
        .satisfies(
            sentences -> {
              if (!c.says().isEmpty()) {
                assertThat(sentences).anyMatch(s -> s.contains(c.says()));
              }
            });
  }

  @Test
  void whatIsRefusedLeavesTheStateAsItWas() throws IOException {
    ChangeReview review =
        new JudgeChange(ASSESS)
            .judge(
                SAMPLE,
                change(
                    policyYaml(
                        "cardholder",
                        "default-deny",
                        "{podSelector: {}, policyTypes: [Sideways]}")));
    assertThat(review.verdict()).isEqualTo(Verdict.BLOCK);
    assertThat(review.comparison().isEmpty()).as("%s", review.comparison()).isTrue();
    assertThat(review.comparison().before().sequence()).isEqualTo(7);
    assertThat(review.comparison().after().sequence()).isNull();
  }

  @Test
  void aWorkloadWithOtherLabelsIsKnownByItsNewTemplate() throws IOException {
    ChangeReview review =
        new JudgeChange(ASSESS)
            .judge(
                SAMPLE,
                change(
                    """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: card-db, namespace: cardholder}
                    spec:
                      selector: {matchLabels: {app: tokenizer}}
                      template:
                        metadata: {labels: {app: tokenizer}}
                        spec: {containers: [{name: c, image: i, ports: [{containerPort: 8443}]}]}
                    """));
    assertThat(review.comparison().flows())
        .anyMatch(
            f ->
                f.source().startsWith("payments/checkout-api")
                    && f.destination().startsWith("cardholder/card-db")
                    && f.gained() != null);
  }

  @Test
  void aChangeIsTakenWholeOrNotAtAll() {
    assertThatThrownBy(
            () -> change("apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\nkind: Pod\n"))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("/apiVersion");
    assertThatThrownBy(() -> change("a: [")).isInstanceOf(UnusableInput.class);
    assertThatThrownBy(() -> change(""))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("neither applies nor deletes");
  }

  @Test
  void theSameChangeHasTheSameDigest() throws IOException {
    String one = "{apiVersion: v1, kind: Namespace, metadata: {name: a}}";
    String two = "{apiVersion: v1, kind: Namespace, metadata: {name: b}}";
    assertThat(change(one + "\n---\n" + two).digest())
        .isEqualTo(change(two + "\n---\n" + one).digest())
        .isNotEqualTo(change(one).digest());
    assertThat(new Target("v1", "Pod", "", "a")).isEqualTo(new Target("v1", "Pod", "default", "a"));
    assertThat(new Target("v1", "Node", "x", "a").toString()).isEqualTo("Node a");
  }
}
