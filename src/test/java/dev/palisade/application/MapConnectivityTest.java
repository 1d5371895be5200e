package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.reachability.connectivity.ConnectivityMap;
import dev.palisade.analysis.reachability.connectivity.Level;
import dev.palisade.analysis.traffic.TrafficSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pods of one class that differ in where they run: the map must not take their class for them.
class MapConnectivityTest {
  private static final String POD =
      """
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: %1$s
        namespace: %2$s
        ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: %3$s, uid: u, controller: true}]
      spec:
        nodeName: %4$s
        hostNetwork: %5$s
        containers: [{name: c, image: i}]
      """;

  private static final String DENY =
      """
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: deny, namespace: shop}
      spec: {podSelector: {}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void aClusterOfTwoNodes() throws IOException {
    StringBuilder text = new StringBuilder(DENY);
    for (String node : List.of("a", "b")) {
      text.append(POD.formatted("agent-" + node, "system", "agent", node, "true"));
      text.append(POD.formatted("web-" + node, "shop", "web", node, "false"));
    }
    text.append(POD.formatted("lone-a", "shop", "lone", "a", "false"));
    Files.writeString(folder.resolve("cluster.yaml"), text);
  }

  private Reachability reachability() {
    DialectChoice nodes =
        new DialectChoice(Dialect.KUBERNETES, new TreeMap<>(Map.of("host-network-pods", "node")));
    return ClusterModel.read(List.of(folder), nodes, ClusterModel.Purpose.VERDICT)
        .analysis()
        .reachability();
  }

  private static Map<String, TrafficSet> lines(Reachability reachability, Level level) {
    Map<String, TrafficSet> lines = new TreeMap<>();
    ConnectivityMap.of(reachability, level)
        .forEachFlow(
            (source, destination, traffic) -> {
              if (!source.isAddress() && !destination.isAddress()) {
                lines.put(source + " => " + destination, traffic);
              }
            });
    return lines;
  }

  @Test
  void aMapOfPodsSaysOfEachPairWhatTheEngineSays() {
    Reachability reachability = reachability();
    List<Pod> pods = reachability.endpoints().podList();
    Map<String, TrafficSet> expected = new TreeMap<>();
    for (int i = 0; i < pods.size(); i++) {
      for (int j = 0; j < pods.size(); j++) {
        TrafficSet traffic = reachability.traffic(i, j);
        if (i != j && !traffic.isEmpty()) {
          expected.put(pods.get(i) + "[Pod] => " + pods.get(j) + "[Pod]", traffic);
        }
      }
    }
    Map<String, TrafficSet> lines = lines(reachability, Level.POD);
    assertThat(lines).isEqualTo(expected);
    assertThat(lines)
        .containsKey("system/agent-a[Pod] => shop/web-a[Pod]")
        .doesNotContainKey("system/agent-a[Pod] => shop/web-b[Pod]");
  }

  @Test
  void aWorkloadIsReachedIfAnyOfItsPodsIs() {
    Map<String, TrafficSet> lines = lines(reachability(), Level.WORKLOAD);
    assertThat(lines.keySet())
        .contains(
            "system/agent[DaemonSet] => shop/web[DaemonSet]",
            "system/agent[DaemonSet] => shop/lone[DaemonSet]",
            "shop/web[DaemonSet] => system/agent[DaemonSet]")
        .doesNotContain("shop/lone[DaemonSet] => shop/web[DaemonSet]");
  }
}
