package dev.palisade.cli;

import static dev.palisade.collect.kubernetes.ScriptedApi.json;
import static dev.palisade.collect.kubernetes.ScriptedApi.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.collect.kubernetes.ScriptedApi;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clusters by the contexts of a kubeconfig.
class CollectTest {
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private ScriptedApi east;
  private ScriptedApi west;

  @TempDir Path folder;

  @BeforeEach
  void twoClusters() throws IOException {
    east = api("east-pod", "u-east");
    west = api("west-pod", "u-west");
    Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: east
        clusters: [{name: e, cluster: {server: "%s"}}, {name: w, cluster: {server: "%s"}}]
        contexts: [{name: east, context: {cluster: e, user: u}}, {name: "me@west:6443/x", context: {cluster: w, user: u}}]
        users: [{name: u, user: {token: t}}]
        """
            .formatted(east.address(), west.address()));
  }

  private static ScriptedApi api(String pod, String uid) throws IOException {
    return new ScriptedApi()
        .serves("v1", "Pod", "pods", true)
        .answer("/api/v1/pods", page("v1", "Pod", "", pod))
        .answer(
            "/api/v1/namespaces",
            json(
                200,
                "{\"kind\":\"NamespaceList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"kube-system\",\"uid\":\"%s\"}}]}"
                    .formatted(uid)));
  }

  @AfterEach
  void stop() {
    east.close();
    west.close();
  }

  private int run(String... arguments) {
    String[] words =
        Stream.concat(
                Stream.of("collect", "--kubeconfig", folder.resolve("kubeconfig").toString()),
                Stream.of(arguments))
            .toArray(String[]::new);
    return Main.commandLine(words)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  @Test
  void everyContextIsASnapshotOfItsOwn() throws IOException {
    assertThat(run("--all-contexts", "--out", folder.resolve("out").toString())).isZero();
    Snapshot one = SnapshotFile.read(folder.resolve("out/east.json.gz"));
    Snapshot other = SnapshotFile.read(folder.resolve("out/me-west-6443-x.json.gz"));
    assertThat(one.cluster().uid()).isEqualTo("u-east");
    assertThat(other.cluster().uid()).isEqualTo("u-west");
    assertThat(other.cluster().name()).isEqualTo("me-west-6443-x");
    assertThat(other.manifests()).anyMatch(m -> m.ref().name().equals("west-pod"));
  }

  @Test
  void aContextThatDoesNotAnswerKeepsNoOtherFromBeingCollected() {
    east.close();
    int code =
        run(
            "--context",
            "east",
            "--context",
            "me@west:6443/x",
            "--out",
            folder.resolve("out").toString());
    assertThat(code).isEqualTo(3);
    assertThat(err.toString()).contains("error: ");
    assertThat(folder.resolve("out/me-west-6443-x.json.gz")).exists();
    assertThat(folder.resolve("out/east.json.gz")).doesNotExist();
  }

  @Test
  void thePreflightSaysNoWithoutRights() {
    east.answer(REVIEWS, json(201, "{\"status\":{\"allowed\":false,\"reason\":\"no\"}}"));
    assertThat(run("--context", "east", "--preflight")).isEqualTo(1);
    assertThat(out.toString())
        .contains("  list pods\n")
        .contains("cannot pass without: ")
        .contains("kind: ClusterRole");
  }

  @Test
  void thePreflightSaysYesWithThem() {
    east.answer(REVIEWS, json(201, "{\"status\":{\"allowed\":true}}"));
    assertThat(run("--context", "east", "--preflight", "--format", "json")).isZero();
    assertThat(out.toString()).startsWith("{").contains("\"complete\":true", "\"missing\":[]");
  }
}
