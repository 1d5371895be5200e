package dev.palisade.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Gap.Reason;
import dev.palisade.snapshot.ListCall.Completeness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"snapshot.json", "snapshot.json.gz"})
  void whatIsReadIsWhatWasWritten(String name) throws Exception {
    Snapshot snapshot = snapshot();
    Path file = folder.resolve(name);
    SnapshotFile.write(snapshot, file);

    Snapshot read = SnapshotFile.read(file);

    assertThat(SnapshotFile.isSnapshot(file)).isTrue();
    assertThat(read.digest()).isEqualTo(snapshot.digest());
    assertThat(read.cluster()).isEqualTo(snapshot.cluster());
    assertThat(read.run()).isEqualTo(snapshot.run());
    assertThat(read.takenAt()).isEqualTo(snapshot.takenAt());
    assertThat(read.calls()).isEqualTo(snapshot.calls());
    assertThat(read.gaps()).isEqualTo(snapshot.gaps());
    assertThat(read.manifests()).hasSameSizeAs(snapshot.manifests());
    for (int i = 0; i < read.manifests().size(); i++) {
      Manifest before = snapshot.manifests().get(i);
      Manifest after = read.manifests().get(i);
      assertThat(after.ref()).isEqualTo(before.ref());
      assertThat(after.root().sameContent(before.root())).isTrue();
      assertThat(after.file()).isEqualTo(before.file());
      assertThat(after.pointer()).isEqualTo(before.pointer());
    }
  }

  @Test
  void theSameSnapshotGivesTheSameBytes() throws Exception {
    Path one = folder.resolve("one.json");
    Path two = folder.resolve("two.json");
    SnapshotFile.write(snapshot(), one);
    SnapshotFile.write(SnapshotFile.read(one), two);
    assertThat(two).hasSameBinaryContentAs(one);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/7, digest",
    "REFUSED, FAILED, digest",
    "\"kind\":\"NetworkPolicy\", \"kind\":\"Secret\", digest",
    "2026-03-01T00:00:00Z, yesterday, instant",
    "NOT_INSTALLED, PERHAPS, not known",
    "\"gaps\":, \"gapz\":, is required",
    "\"calls\":, \"callz\":, is required",
    "]}, '', ''",
  })
  void aFileThatWasTamperedWithIsRefused(String text, String replacement, String problem)
      throws Exception {
    Path file = folder.resolve("snapshot.json");
    SnapshotFile.write(snapshot(), file);
    String content = Files.readString(file);
    assertThat(content).contains(text);
    int last = content.lastIndexOf(text);
    Files.writeString(
        file, content.substring(0, last) + replacement + content.substring(last + text.length()));
    assertThatThrownBy(() -> SnapshotFile.read(file))
        .isInstanceOf(MalformedDocument.class)
        .hasMessageContaining("snapshot.json")
        .hasMessageContaining(problem);
  }

  @Test
  void aSecretThatSomebodyWroteIntoAFileIsRefused() throws Exception {
    Path file = folder.resolve("snapshot.json");
    SnapshotFile.write(snapshot(), file);
    String secret =
        "{\"file\":\"f\",\"pointer\":\"\",\"object\":{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\"}}},";
    Files.writeString(file, Files.readString(file).replace("\"items\":[", "\"items\":[" + secret));
    assertThatThrownBy(() -> SnapshotFile.read(file)).hasMessageContaining("never collected");
  }

  @Test
  void anotherFileIsNoSnapshot() throws Exception {
    Path file = Files.writeString(folder.resolve("pod.yaml"), "kind: Pod\n", UTF_8);
    Path empty = Files.writeString(folder.resolve("empty.json"), "", UTF_8);
    assertThat(SnapshotFile.isSnapshot(file)).isFalse();
    assertThat(SnapshotFile.isSnapshot(empty)).isFalse();
    assertThatThrownBy(() -> SnapshotFile.read(empty)).hasMessageContaining("is not a snapshot");
  }

  private static Snapshot snapshot() {
    Instant start = Instant.parse("2026-03-01T00:00:00Z");
    Instant end = Instant.parse("2026-03-01T00:00:07.25Z");
    List<Manifest> manifests =
        List.of(
            manifest(
                """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: deny, namespace: cde, uid: u-1}
                spec:
                  podSelector: {}
                  ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]
                """),
            manifest(
                "{apiVersion: v1, kind: Namespace, metadata: {name: cde, generation: 9007199254740993}}"));
    return new Snapshot(
        new ClusterIdentity("prod", "u-0", "v1.36.3"),
        end,
        new CollectionRun(
            Trigger.SCHEDULE,
            "hourly",
            "palisade-kubernetes/1.0.0",
            start,
            end,
            "reader",
            List.of("Secret: never asked for"),
            List.of(new CollectionRun.Note(CollectionRun.Note.Weight.WARNING, "clocks differ"))),
        manifests,
        List.of(
            new ListCall("v1", "Namespace", 1, "17", Completeness.COMPLETE),
            new ListCall(
                "cilium.io/v2", "CiliumNetworkPolicy", 0, null, Completeness.NOT_INSTALLED)),
        List.of(
            new Gap(Reason.REFUSED, "Pod", null, null, 403, "no"),
            new Gap(Reason.UNREADABLE, "ConfigMap", "kube-system", "cilium-config", 200, "odd")));
  }

  private static Manifest manifest(String yaml) {
    return Objects.requireNonNull(Manifests.of(Yaml.document(yaml)));
  }
}
