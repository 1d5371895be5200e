package dev.palisade.compliance.control.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Witness.FlowWitness;
import dev.palisade.compliance.control.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Findings are about workloads, however many pods they have and whatever those are called.
class ReplicasTest {

  private static String replica(
      String namespace, String deployment, String hash, int number, String app) {
    return """
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          namespace: %1$s
          name: %2$s-%3$s-%4$d
          labels: {app: %5$s, pod-template-hash: %3$s}
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: %2$s-%3$s, uid: u, controller: true}]
        spec: {nodeName: n%6$d, containers: [{name: c, image: i}]}
        status: {phase: Running, podIP: 10.244.9.%4$d}
        """
        .formatted(namespace, deployment, hash, number, app, number % 2 + 1);
  }

  private static World leaky(String hash, int replicas) {
    StringBuilder pods = new StringBuilder();
    for (int i = 1; i <= replicas; i++) {
      pods.append(replica("shop", "cart", hash, i, "web"));
    }
    return World.wellBuilt()
        .with(pods.toString())
        .with(OutcomesTest.ingress("cde", "leak", "vault", OutcomesTest.SHOP, "[{port: 8443}]"))
        .with(OutcomesTest.egress("shop", "leak", "web", OutcomesTest.CDE, ""));
  }

  @Test
  void replicasMakeOneFindingThatOutlivesARollout() {
    CheckResult before = leaky("6b9f", 1).judge("cardholder-ingress");
    CheckResult after = leaky("77cd", 3).judge("cardholder-ingress");

    assertThat(before.findings())
        .extracting(f -> ((FlowWitness) f.witness()).source())
        .containsExactly("shop/cart[Deployment]", "shop/web[Pod]");
    assertThat(after.findings())
        .extracting(Finding::fingerprint)
        .isEqualTo(before.findings().stream().map(Finding::fingerprint).toList());
  }

  @Test
  void replicasOfADataStoreAreSourcesOfEachOther() {
    World world =
        World.wellBuilt()
            .with(
                replica("cde", "cache", "1a", 1, "cache")
                    + replica("cde", "cache", "1a", 3, "cache"))
            .with(
                OutcomesTest.ingress(
                    "cde",
                    "peers",
                    "cache",
                    "[{podSelector: {matchLabels: {app: cache}}}]",
                    "[{port: 7000}]"))
            .with(
                OutcomesTest.egress(
                    "cde",
                    "peers-out",
                    "cache",
                    "[{podSelector: {matchLabels: {app: cache}}}]",
                    "[{port: 7000}]"))
            .scope(
                "dataStores: {matchLabels: {tier: data}}",
                "dataStores: {matchLabels: {app: cache}}");

    assertThat(world.judge("need-to-know").findings())
        .extracting(f -> f.witness().toString())
        .containsExactly(
            new FlowWitness(
                    "cde/cache[Deployment]",
                    "cde/cache[Deployment]",
                    dev.palisade.analysis.traffic.TrafficNotation.parse("TCP 7000"),
                    null)
                .toString());
  }

  @Test
  void singlePodIsNoSourceOfItself() {
    World world =
        World.wellBuilt()
            .with(replica("cde", "cache", "1a", 1, "cache"))
            .scope(
                "dataStores: {matchLabels: {tier: data}}",
                "dataStores: {matchLabels: {app: cache}}");

    assertThat(world.judge("need-to-know").outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void tooManyPairsFailBeyondEveryException() {
    StringBuilder pods = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      pods.append(
          "---\n{apiVersion: v1, kind: Pod, metadata: {namespace: cde, name: c%1$d}, spec: {containers: [{name: c, image: i}]}}\n"
              .formatted(i));
    }
    for (int i = 0; i < 70; i++) {
      pods.append(
          "---\n{apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: s%1$d}, spec: {containers: [{name: c, image: i}]}}\n"
              .formatted(i));
    }
    List<String> policies = new ArrayList<>();
    for (String ref : World.wellBuilt().manifests().keySet()) {
      if (ref.startsWith("NetworkPolicy ")) {
        policies.add(ref);
      }
    }

    CheckResult result =
        World.wellBuilt()
            .with(pods.toString())
            .without(policies.toArray(String[]::new))
            .judge("cardholder-ingress");

    assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(result.reasons()).anyMatch(r -> r.startsWith("more than 2000 pairs of workloads"));
    assertThat(result.findings()).hasSizeBetween(2000, 2200);
  }
}
