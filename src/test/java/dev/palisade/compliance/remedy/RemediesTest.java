package dev.palisade.compliance.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.application.Analysis;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Remedy;
import dev.palisade.compliance.control.World;
import dev.palisade.compliance.scope.Zoning;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RemediesTest {
  private static final String SHOP =
      "[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}]";

  /// @param objects what is proposed for a finding of the check
  record Case(
      String name,
      String check,
      UnaryOperator<World> change,
      Remedy.Kind kind,
      String objects,
      String piece) {
    @Override
    public String toString() {
      return name;
    }
  }

  static String policy(String namespace, String name, String spec) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {namespace: %s, name: %s}
        spec: %s
        """
        .formatted(namespace, name, spec);
  }

  private static final String SHOP_OUT =
      policy(
          "shop",
          "out",
          "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}]}]}");

  static List<Case> cases() {
    return List.of(
        new Case(
            "the rule that lets the shop in goes",
            "cardholder-ingress",
            w ->
                w.with(SHOP_OUT)
                    .with(
                        policy(
                            "cde",
                            "leak",
                            "{podSelector: {matchLabels: {app: vault}}, ingress: [{from: "
                                + SHOP
                                + "}]}")),
            Remedy.Kind.CHANGE,
            "NetworkPolicy cde/leak",
            "policyTypes:\n  - Ingress\n"),
        new Case(
            "of two peers that let in, the one that must not goes",
            "cardholder-ingress",
            w ->
                w.with(SHOP_OUT)
                    .with(
                        policy(
                            "cde",
                            "vault",
                            "{podSelector: {matchLabels: {app: vault}}, policyTypes: [Ingress, Egress], ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}, {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: payments}}}], ports: [{port: 8443}]}], egress: [{to: [{podSelector: {}}]}]}")),
            Remedy.Kind.CHANGE,
            "NetworkPolicy cde/vault",
            "kubernetes.io/metadata.name: payments"),
        new Case(
            "a rule that lets everyone in becomes what is registered",
            "cardholder-ingress",
            w ->
                w.with(SHOP_OUT)
                    .with(
                        policy(
                            "cde",
                            "vault",
                            "{podSelector: {matchLabels: {app: vault}}, policyTypes: [Ingress, Egress], ingress: [{}], egress: [{to: [{podSelector: {}}]}]}")),
            Remedy.Kind.CHANGE,
            "NetworkPolicy cde/vault",
            "- port: 8443"),
        new Case(
            "a namespace without default deny gets one, and keeps what is registered",
            "default-deny",
            w -> w.without("NetworkPolicy payments/default-deny", "NetworkPolicy payments/gateway"),
            Remedy.Kind.ADD,
            "NetworkPolicy payments/default-deny-ingress",
            "cidr: 198.51.100.0/24"),
        new Case(
            "a default deny that forgets a direction gets it",
            "default-deny",
            w ->
                w.with(policy("shop", "default-deny", "{podSelector: {}, policyTypes: [Ingress]}")),
            Remedy.Kind.CHANGE,
            "NetworkPolicy shop/default-deny",
            "- Egress"),
        new Case(
            "an untrusted namespace that may go anywhere is held to its zone",
            "namespace-isolation",
            w ->
                w.with(SHOP_OUT)
                    .with(
                        policy(
                            "payments",
                            "in",
                            "{podSelector: {}, ingress: [{from: " + SHOP + "}]}")),
            Remedy.Kind.CHANGE,
            "NetworkPolicy payments/in",
            "policyTypes:\n  - Ingress\n"),
        new Case(
            "DNS by UDP alone gets TCP",
            "dns-egress",
            w ->
                w.with(
                    policy(
                        "cde",
                        "dns",
                        "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{port: 53, protocol: UDP}]}]}")),
            Remedy.Kind.CHANGE,
            "NetworkPolicy cde/dns",
            "protocol: TCP"),
        new Case(
            "DNS that was forgotten gets a policy",
            "dns-egress",
            w -> w.without("NetworkPolicy cde/dns"),
            Remedy.Kind.ADD,
            "NetworkPolicy cde/allow-dns",
            "k8s-app: kube-dns"),
        new Case(
            "DNS that may be asked anywhere is asked at the cluster's",
            "dns-egress",
            w ->
                w.with(
                    policy(
                        "cde",
                        "dns",
                        "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}, {port: 53}]}]}")),
            Remedy.Kind.CHANGE,
            "NetworkPolicy cde/dns",
            "k8s-app: kube-dns"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSmallestChangeIsProposed(Case row) {
    World world = row.change().apply(World.wellBuilt());
    Map<String, Remedy> remedies = remedies(world);
    CheckResult failed = world.judge(row.check());
    assertThat(failed.outcome()).isEqualTo(Outcome.FAIL);
    List<Remedy> proposed =
        failed.findings().stream().map(f -> remedies.get(f.fingerprint())).distinct().toList();
    assertThat(proposed)
        .anySatisfy(
            remedy -> {
              assertThat(remedy.kind()).isEqualTo(row.kind());
              assertThat(String.join(", ", remedy.objects())).isEqualTo(row.objects());
              assertThat(remedy.yaml()).contains(row.piece());
            });
    World mended = world;
    for (Remedy remedy : proposed) {
      mended = mended.with(Objects.requireNonNull(remedy.yaml()));
    }
    assertThat(mended.judge(row.check()).outcome()).isEqualTo(Outcome.PASS);
  }

  static Map<String, Remedy> remedies(World world) {
    Assessment assessment = world.assess();
    DialectSettings settings = assessment.evidence().reachability().settings();
    return Remedies.of(
        assessment,
        snapshot -> Analysis.of(snapshot, settings, Zoning.cuts(assessment.scope())).evidence());
  }
}
