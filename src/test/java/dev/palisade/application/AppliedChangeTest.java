package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.application.ProposedChange.Target;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppliedChangeTest {
  private static final String CLUSTER =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
      ---
      {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop},
       spec: {template: {metadata: {labels: {app: web}}}}}
      ---
      {apiVersion: apps/v1, kind: ReplicaSet,
       metadata: {name: web-1, namespace: shop, ownerReferences: [{kind: Deployment, name: web}]}}
      ---
      {apiVersion: v1, kind: Pod,
       metadata: {name: web-1-x, namespace: shop, ownerReferences: [{kind: ReplicaSet, name: web-1}]}}
      ---
      {apiVersion: v1, kind: Pod,
       metadata: {name: web-1-x, namespace: other, ownerReferences: [{kind: ReplicaSet, name: web-1}]}}
      """;

  private AppliedChange state;

  @BeforeEach
  void start() throws IOException {
    Instant now = Instant.EPOCH;
    state =
        new AppliedChange(
            new Snapshot(
                new ClusterIdentity("c", null, null),
                now,
                new CollectionRun(CollectionRun.Trigger.FILES, "r", "t/1", now, now),
                manifests(CLUSTER),
                List.of(),
                List.of()));
  }

  private static List<Manifest> manifests(String yaml) throws IOException {
    return ProposedChange.read(
            "f", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), List.of())
        .apply();
  }

  private List<String> objects() {
    return state.snapshot().manifests().stream().map(m -> m.ref().toString()).toList();
  }

  @Test
  void whatAnObjectOwnsGoesWithIt() {
    state.delete(new Target("apps/v1", "Deployment", "shop", "web"));
    assertThat(objects()).containsExactly("Namespace shop", "Pod other/web-1-x");
  }

  @Test
  void aNamespaceTakesAllThatLiesInIt() {
    state.delete(new Target("v1", "Namespace", "", "shop"));
    assertThat(objects()).containsExactly("Pod other/web-1-x");
  }

  @Test
  void aWorkloadOfTheSameTemplateKeepsItsPods() throws IOException {
    manifests(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop, labels: {a: b}},"
                + " spec: {template: {metadata: {labels: {app: web}}}}}")
        .forEach(state::apply);
    assertThat(objects()).contains("Pod shop/web-1-x");
  }

  @Test
  void aWorkloadOfAnotherTemplateLosesThem() throws IOException {
    manifests(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop},"
                + " spec: {template: {metadata: {labels: {app: other}}}}}")
        .forEach(state::apply);
    assertThat(objects())
        .containsExactly("Deployment shop/web", "Namespace shop", "Pod other/web-1-x");
  }

  @Test
  void whatIsNotThereCannotBeDeleted() {
    state.delete(new Target("v1", "Pod", "shop", "gone"));
    assertThat(state.mismatches()).singleElement().asString().contains("Pod shop/gone");
    assertThat(objects()).hasSize(5);
  }
}
