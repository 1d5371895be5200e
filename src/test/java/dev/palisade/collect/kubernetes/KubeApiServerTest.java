package dev.palisade.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.collect.kubernetes.KubeApiServer.User;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsKubeApi
class KubeApiServerTest {
  @Test
  void authorisesEachUserByItsOwnRights(@TempDir Path folder) throws Exception {
    try (var server = new KubeApiServer(folder);
        var admin = server.as(User.ADMIN);
        var collector = server.as(User.COLLECTOR)) {
      assertThat(admin.namespaces().list().getItems())
          .extracting(namespace -> namespace.getMetadata().getName())
          .contains("default", "kube-system");
      assertThatThrownBy(() -> collector.namespaces().list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
  }
}
