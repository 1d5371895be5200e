package dev.palisade.application;

import static dev.palisade.collect.kubernetes.ScriptedApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.application.preflight.Preflight;
import dev.palisade.collect.kubernetes.ScriptedApi;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.PostgresResource;
import dev.palisade.store.PreflightStore;
import dev.palisade.store.StoredRun;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clusters that the configuration names by kubeconfig and context.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CollectedContextsTest {
  @Inject TakeSnapshot takeSnapshot;
  @Inject EvidenceStore evidence;
  @Inject PreflightStore answers;
  @Inject CatalogueInForce catalogue;
  @Inject Clock clock;

  @TempDir Path folder;

  record Context(Optional<Path> kubeconfig, Optional<String> context)
      implements ConfiguredClusters.Source {
    @Override
    public Optional<List<Path>> files() {
      return Optional.empty();
    }
  }

  @Test
  void twoContextsAreTwoClustersAndRightsAreAskedForBeforeTheFirstCollection() throws IOException {
    try (ScriptedApi east = api("u-east");
        ScriptedApi west = api("u-west")) {
      Path kubeconfig =
          Files.writeString(
              folder.resolve("kubeconfig"),
              """
              apiVersion: v1
              kind: Config
              current-context: east
              clusters: [{name: e, cluster: {server: "%s"}}, {name: w, cluster: {server: "%s"}}]
              contexts: [{name: east, context: {cluster: e, user: u}}, {name: west, context: {cluster: w, user: u}}]
              users: [{name: u, user: {token: t}}]
              """
                  .formatted(east.address(), west.address()));
      ConfiguredClusters clusters =
          () ->
              Map.of(
                  "ctx-east", new Context(Optional.of(kubeconfig), Optional.of("east")),
                  "ctx-west", new Context(Optional.of(kubeconfig), Optional.of("west")));
      CheckRights rights = new CheckRights(clusters, catalogue, answers, clock);
      CollectCluster collect = new CollectCluster(takeSnapshot, clusters, rights, clock);
      for (String cluster : List.of("ctx-east", "ctx-west")) {
        String id = collect.collect(run(cluster), Trigger.SCHEDULE, Steps.UNWATCHED);
        assertThat(evidence.find(UUID.fromString(id))).isNotNull();
        Preflight preflight = rights.latest(cluster);
        assertThat(preflight).isNotNull();
        assertThat(preflight.missing()).isNotEmpty();
      }
      assertThat(evidence.load("ctx-east", 1).cluster().uid()).isEqualTo("u-east");
      assertThat(evidence.load("ctx-west", 1).cluster().uid()).isEqualTo("u-west");

      // the kubeconfig leads elsewhere now
      ConfiguredClusters moved =
          () -> Map.of("ctx-east", new Context(Optional.of(kubeconfig), Optional.of("west")));
      CollectCluster misled = new CollectCluster(takeSnapshot, moved, rights, clock);
      StoredRun again = run("ctx-east");
      assertThatThrownBy(() -> misled.collect(again, Trigger.SCHEDULE, Steps.UNWATCHED))
          .hasMessageContaining("u-east")
          .hasMessageContaining("u-west")
          .hasMessageContaining("another cluster");
      assertThat(evidence.list("ctx-east", EvidenceStore.Selection.newest(5))).hasSize(1);
    }
  }

  private StoredRun run(String cluster) {
    return new StoredRun(
        cluster,
        UUID.randomUUID(),
        StoredRun.Kind.COLLECTION,
        StoredRun.State.RUNNING,
        null,
        0,
        null,
        "test",
        clock.instant(),
        clock.instant(),
        null,
        null,
        null,
        null,
        null,
        null,
        false);
  }

  private static ScriptedApi api(String uid) throws IOException {
    return new ScriptedApi()
        .answer(
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            json(201, "{\"status\":{\"allowed\":false}}"))
        .answer(
            "/api/v1/namespaces",
            json(
                200,
                "{\"kind\":\"NamespaceList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"kube-system\",\"uid\":\"%s\"}}]}"
                    .formatted(uid)));
  }
}
