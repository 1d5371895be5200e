package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.application.ProposedChange.Target;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.control.Waivers.Waiver;
import dev.palisade.compliance.control.WitnessSelector;
import dev.palisade.compliance.review.ChangeReview;
import dev.palisade.compliance.review.Reason;
import dev.palisade.compliance.review.Verdict;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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
            "a manifest that does not name the label by which another opens the vault",
            "{apiVersion: v1, kind: Namespace, metadata: {name: reporting, labels: {owner: data}}}\n---\n"
                + policyYaml(
                    "cardholder",
                    "from-data",
                    "{podSelector: {matchLabels: {app: card-db}}, ingress: [{from: [{namespaceSelector: {matchLabels:"
                        + " {team: data}}}], ports: [{protocol: TCP, port: 5432}]}]}"),
            List.of(),
            Verdict.BLOCK,
            "Namespace reporting: cardholder-client, Namespace reporting: pod-security"),
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

  private static Verdict verdict(JudgeChange.State state, String manifests) throws IOException {
    return new JudgeChange(ASSESS).judge(state, change(manifests)).verdict();
  }

  /// The sample without what a predicate takes, by which gap.
  private static JudgeChange.State without(Predicate<Manifest> gone, @Nullable Gap gap) {
    AssessSnapshot.Request request = SAMPLE.request();
    Snapshot all = request.snapshot();
    List<Gap> gaps = new ArrayList<>(all.gaps());
    if (gap != null) {
      gaps.add(gap);
    }
    AssessSnapshot.Request less =
        request.on(
            new Snapshot(
                all.cluster(),
                all.takenAt(),
                all.run(),
                all.manifests().stream().filter(m -> !gone.test(m)).toList(),
                all.calls(),
                gaps));
    return new JudgeChange.State(7L, less, ASSESS.judge(less));
  }

  private static final String NEW_ADMINISTRATOR =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: mallory}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: mallory}]
      """;

  private static Gap refused(String kind) {
    return new Gap(Gap.Reason.REFUSED, kind, null, null, 403, "GET " + kind + ": 403 Forbidden");
  }

  @Test
  void aNewAdministratorIsNotAllowedWhereRolesWereNotRead() throws IOException {
    Predicate<Manifest> roles = m -> m.ref().kind().equals("ClusterRole");
    assertThat(verdict(without(roles, null), NEW_ADMINISTRATOR.formatted("cluster-admin")))
        .isEqualTo(Verdict.REVIEW);
    for (String role : List.of("cluster-admin", "own-role")) {
      assertThat(verdict(without(roles, refused("ClusterRole")), NEW_ADMINISTRATOR.formatted(role)))
          .as(role)
          .isEqualTo(Verdict.REVIEW);
    }
  }

  /// Where all that was there of a kind may be replaced or opened by what is applied.
  @Test
  void aChangeOfWhatWasNotSeenIsNotAllowed() throws IOException {
    JudgeChange.State unseen =
        without(m -> m.ref().kind().equals("NetworkPolicy"), refused("NetworkPolicy"));
    String open = "{podSelector: {}, ingress: [{}], policyTypes: [Ingress]}";
    assertThat(verdict(unseen, policyYaml("cardholder", "default-deny", open)))
        .isNotEqualTo(Verdict.ALLOW);
    String label =
        "{apiVersion: v1, kind: Namespace, metadata: {name: monitoring, labels: {cardholder-client: 'true'}}}";
    assertThat(verdict(unseen, label)).isEqualTo(Verdict.REVIEW);
  }

  @Test
  void aNewViolationThatAnExceptionHappensToCoverIsNotAllowed() throws IOException {
    AssessSnapshot.Request request =
        SAMPLE
            .request()
            .excepting(
                new Waivers(
                    List.of(
                        new Waiver(
                            "EX-1",
                            "policy-change-authority",
                            null,
                            new WitnessSelector(null, null, "User *"),
                            null,
                            NOW,
                            NOW.plusSeconds(90)))));
    JudgeChange.State state = new JudgeChange.State(7L, request, ASSESS.judge(request));
    ChangeReview review =
        new JudgeChange(ASSESS)
            .judge(state, change(ROLE + "---\n" + NEW_ADMINISTRATOR.formatted("writer")));
    assertThat(review.verdict()).as("%s", review.reasons()).isEqualTo(Verdict.REVIEW);
    assertThat(review.reasons())
        .extracting(Reason::sentence)
        .anyMatch(s -> s.startsWith("new finding of policy-change-authority, which exception"));
  }

  private static final String ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: writer}
      rules: [{apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: ['*']}]
      """;
}
