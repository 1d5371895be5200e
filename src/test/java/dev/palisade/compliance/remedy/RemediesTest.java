package dev.palisade.compliance.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.application.Analysis;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Remedy;
import dev.palisade.compliance.control.World;
import dev.palisade.compliance.scope.Zoning;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RemediesTest {
  private static final String SHOP =
      "[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}]";

  /// @param objects what is proposed for every finding of the check
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

  static List<Case> cases() {
    return List.of(
        new Case(
            "a rule that lets the shop in goes",
            "cardholder-ingress",
            w ->
                w.with(
                        policy(
                            "cde",
                            "leak",
                            "{podSelector: {matchLabels: {app: vault}}, ingress: [{from: "
                                + SHOP
                                + ", ports: [{port: 8443}]}]}"))
                    .with(policy("shop", "out", "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}]}]}")),
            Remedy.Kind.CHANGE,
            "NetworkPolicy cde/leak",
            ""),
        new Case(
            "of two peers one goes",
            "cardholder-ingress",
            w ->
                w.with(
                        policy(
                            "cde",
                            "leak",
                            "{podSelector: {matchLabels: {app: vault}}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}, podSelector: {matchLabels: {app: web}}}, {podSelector: {matchLabels: {app: db}}}], ports: [{port: 8443}]}]}"))
                    .with(policy("shop", "out", "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}]}]}")),
            Remedy.Kind.CHANGE,
            "NetworkPolicy cde/leak",
            "podSelector"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSmallestChangeIsProposed(Case row) {
    World world = row.change().apply(World.wellBuilt());
    Map<String, Remedy> remedies = remedies(world);
    CheckResult failed = world.judge(row.check());
    assertThat(failed.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(failed.findings())
        .allSatisfy(
            finding -> {
              Remedy remedy = remedies.get(finding.fingerprint());
              assertThat(remedy).isNotNull();
              assertThat(remedy.kind()).as(remedy.toString()).isEqualTo(row.kind());
              assertThat(String.join(", ", remedy.objects())).isEqualTo(row.objects());
              assertThat(remedy.yaml()).contains(row.piece());
            });
  }

  static Map<String, Remedy> remedies(World world) {
    Assessment assessment = world.assess();
    DialectSettings settings = assessment.evidence().reachability().settings();
    return Remedies.of(
        assessment,
        snapshot ->
            Analysis.of(snapshot, settings, Zoning.cuts(assessment.scope())).evidence());
  }
}
