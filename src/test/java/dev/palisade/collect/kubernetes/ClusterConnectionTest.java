package dev.palisade.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.collect.NothingUsable;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConnectionTest {

  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      current-context: prod
      clusters:
      - {name: prod, cluster: {server: "https://prod.example:6443"}}
      - {name: test, cluster: {server: "https://test.example:6443"}}
      contexts:
      - {name: prod, context: {cluster: prod, user: reader}}
      - {name: test, context: {cluster: test, user: reader}}
      users:
      - {name: reader, user: {token: abc}}
      """;

  @TempDir Path folder;

  @Test
  void theCurrentContextIsUsedUnlessAnotherIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("config"), KUBECONFIG);
    try (KubernetesClient current = ClusterConnection.kubeconfig(file, null);
        KubernetesClient named = ClusterConnection.kubeconfig(file, "test")) {
      assertThat(current.getMasterUrl().getHost()).isEqualTo("prod.example");
      assertThat(named.getMasterUrl().getHost()).isEqualTo("test.example");
      assertThat(named.getConfiguration().getAutoOAuthToken()).isEqualTo("abc");
      assertThat(named.getConfiguration().getRequestRetryBackoffLimit()).isZero();
    }
  }

  @Test
  void aContextThatIsNotThereIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("config"), KUBECONFIG);
    assertThatThrownBy(() -> ClusterConnection.kubeconfig(file, "staging"))
        .isInstanceOf(NothingUsable.class)
        .hasMessageContaining("staging")
        .hasMessageContaining(file.toString());
  }

  @Test
  void aFileThatIsNoKubeconfigIsNamed() throws Exception {
    Path missing = folder.resolve("missing");
    Path odd = Files.writeString(folder.resolve("odd"), "[1, 2");
    for (Path file : new Path[] {missing, odd, folder}) {
      assertThatThrownBy(() -> ClusterConnection.kubeconfig(file, null))
          .isInstanceOf(NothingUsable.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void garbageIsNoKubeconfig() throws IOException {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {'P', 'K', 3, (byte) 0xff, 0});
    Path empty = Files.createFile(folder.resolve("empty"));
    for (Path file : List.of(binary, empty)) {
      assertThatThrownBy(() -> ClusterConnection.kubeconfig(file, null))
          .isInstanceOf(NothingUsable.class)
          .hasMessageContaining(file.toString());
      assertThatThrownBy(() -> ClusterConnection.contexts(file))
          .isInstanceOf(NothingUsable.class)
          .hasMessageContaining(file.toString());
    }
  }
}
