package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.report.JudgedFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a finding is known by stays as it is while the violation does.
class StableFindingsTest {
  private static final List<String> CHECKS =
      List.of("cardholder-ingress", "namespace-isolation", "registered-flows", "explicit-allow");

  @TempDir Path folder;

  private static BuiltCluster leaking(String pod, String replicaSet, String hash, String labels) {
    return BuiltCluster.wellBuilt()
        .without("Pod shop/web")
        .with(
            """
            apiVersion: v1
            kind: Pod
            metadata: {namespace: shop, name: %s, labels: {%s, pod-template-hash: %s}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: %s, uid: u-%s, controller: true}]}
            spec: {nodeName: n1, containers: [{name: c, image: web, ports: [{containerPort: 8080}]}]}
            status: {phase: Running, podIP: 10.244.0.13}
            """
                .formatted(pod, labels, hash, replicaSet, replicaSet))
        .with(opening("leak"))
        .edit("NetworkPolicy shop/default-deny", "[Ingress, Egress]", "[Ingress]");
  }

  private static String opening(String name) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {namespace: cde, name: %s}
        spec: {podSelector: {matchLabels: {app: vault}}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 8443}]}]}
        """
        .formatted(name);
  }

  private static BuiltCluster leaking() {
    return leaking("web-5d4f8-abcde", "web-5d4f8", "5d4f8", "app: web, team: shop");
  }

  private SortedSet<String> fingerprints(BuiltCluster cluster) throws IOException {
    SortedSet<String> found = new TreeSet<>();
    AssessManifests judged = cluster.assess(Files.createTempDirectory(folder, "case"));
    for (String check : CHECKS) {
      judged.report().check(check).findings().stream()
          .map(JudgedFinding::fingerprint)
          .forEach(f -> found.add(check + " " + f));
    }
    assertThat(found).isNotEmpty();
    return found;
  }

  @Test
  void theOrderOfLabelsIsNoPartOfIt() throws IOException {
    assertThat(
            fingerprints(leaking("web-5d4f8-abcde", "web-5d4f8", "5d4f8", "team: shop, app: web")))
        .isEqualTo(fingerprints(leaking()));
  }

  @Test
  void aRolloutThatRenamesPodsLeavesItAsItWas() throws IOException {
    assertThat(
            fingerprints(leaking("web-77c9b-zzzzz", "web-77c9b", "77c9b", "app: web, team: shop")))
        .isEqualTo(fingerprints(leaking()));
  }

  @Test
  void changesElsewhereLeaveItAsItWas() throws IOException {
    BuiltCluster changed =
        leaking()
            .with(
                """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {namespace: payments, name: another}
                spec: {podSelector: {matchLabels: {app: nobody}}, policyTypes: [Ingress]}
                """)
            .with("apiVersion: v1\nkind: Namespace\nmetadata: {name: elsewhere}\n");
    SortedSet<String> before = fingerprints(leaking());
    assertThat(fingerprints(changed)).containsAll(before);
  }

  @Test
  void anotherFlowIsAnotherFinding() throws IOException {
    BuiltCluster more =
        leaking()
            .with(
                """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {namespace: cde, name: db}
                spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 5432}]}]}
                """);
    SortedSet<String> before = fingerprints(leaking());
    assertThat(fingerprints(more)).containsAll(before).hasSizeGreaterThan(before.size());
  }
}
