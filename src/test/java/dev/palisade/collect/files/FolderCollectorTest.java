package dev.palisade.collect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palisade.collect.NothingUsable;
import dev.palisade.collect.files.ReadProblem.Cause;
import dev.palisade.collect.files.ReadProblem.Severity;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Gap.Reason;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.ListCall.Completeness;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.SnapshotFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FolderCollectorTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String GOOD = "{apiVersion: v1, kind: Namespace, metadata: {name: good}}\n";

  @TempDir Path folder;

  @Test
  void readsFoldersInDepthAndOnlyManifestsThere() throws Exception {
    write("b/two.yml", object("v1", "Pod", "two"));
    write("a.json", "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"json\"}}");
    write(
        "b/c/three.YAML",
        object("v1", "Pod", "three") + "---\n---\n" + object("v1", "Pod", "four"));
    write("b/notes.txt", "not: [a manifest");
    write("chart.tpl", "{{ template }}");

    FilesCollection collection = read(folder);

    assertThat(collection.problems()).isEmpty();
    assertThat(names(collection.snapshot()))
        .containsExactly(
            "Pod default/four", "Pod default/json", "Pod default/three", "Pod default/two");
    assertThat(collection.snapshot().gaps()).isEmpty();
    assertThat(collection.snapshot().takenAt()).isEqualTo(NOW);
    assertThat(collection.snapshot().cluster().name()).isEqualTo("test");
    assertThat(manifest(collection, "Pod default/four").file())
        .isEqualTo(folder.resolve("b/c/three.YAML").toString());
  }

  @Test
  void aFileThatIsNamedIsReadWhateverItsEnding() throws Exception {
    Path file = write("manifest.txt", GOOD);
    assertThat(names(read(file).snapshot())).containsExactly("Namespace good");
  }

  @Test
  void itemsOfListsTakeTheirKindFromTheList() throws Exception {
    write(
        "pods.yaml",
        """
        apiVersion: v1
        items:
        - metadata: {name: a, namespace: x}
        - metadata: {name: b, namespace: x}
        kind: PodList
        """);
    FilesCollection collection = read(folder);
    assertThat(names(collection.snapshot())).containsExactly("Pod x/a", "Pod x/b");
    assertThat(manifest(collection, "Pod x/b").pointer()).isEqualTo("/items/1");
  }

  @Test
  void absentBuiltInKindsCountZeroAndAddedKindsAreListedWhereTheyOccur() throws Exception {
    write(
        "a.yaml",
        object("v1", "Pod", "a") + "---\n" + object("cilium.io/v2", "CiliumNetworkPolicy", "c"));
    Snapshot snapshot = read(folder).snapshot();
    assertThat(snapshot.calls())
        .contains(
            new ListCall("v1", "Pod", 1, null, Completeness.COMPLETE),
            new ListCall("networking.k8s.io/v1", "NetworkPolicy", 0, null, Completeness.COMPLETE),
            new ListCall("cilium.io/v2", "CiliumNetworkPolicy", 1, null, Completeness.COMPLETE))
        .noneMatch(call -> call.kind().equals("GlobalNetworkPolicy"));
  }

  @Test
  void secretsAndOtherConfigMapsAreDroppedAsTheyAreRead() throws Exception {
    write(
        "a.yaml",
        GOOD
            + "---\n{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: aGlkZGVu}}\n"
            + "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a: hidden}}\n");
    FilesCollection collection = read(folder);
    assertThat(names(collection.snapshot())).containsExactly("Namespace good");
    assertThat(collection.problems()).isEmpty();
  }

  @Test
  void oneUnreadableDocumentSpoilsNoOther() throws Exception {
    write(
        "a.yaml",
        GOOD
            + "---\nkind: Pod\nmetadata: {name: {{ .Values.name }}\n---\n"
            + object("v1", "Pod", "p"));
    FilesCollection collection = read(folder);
    assertThat(names(collection.snapshot())).containsExactly("Namespace good", "Pod default/p");
    assertThat(collection.problems())
        .isNotEmpty()
        .allSatisfy(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Severity.ERROR);
              assertThat(problem.cause()).isEqualTo(Cause.UNREADABLE);
              assertThat(problem.line()).isBetween(3, 5);
              assertThat(problem.toString()).startsWith(folder.resolve("a.yaml") + ":");
            });
    assertThat(collection.snapshot().gaps())
        .extracting(Gap::reason, Gap::kind)
        .containsOnly(tuple(Reason.UNREADABLE, "*"));
  }

  @ParameterizedTest(name = "{0} is a {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{apiVersion: v1, metadata: {name: lost-its-kind}}     | ERROR   | *             | /kind",
        "{kind: Pod, metadata: {name: p}}                      | ERROR   | Pod           | /apiVersion",
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, spec: {}} | ERROR | NetworkPolicy | /metadata/name",
        "{apiVersion: cilium.io/v2, kind: CiliumNew}           | ERROR   | CiliumNew     | /metadata/name",
        "{apiVersion: v1, kindt: PodList, items: []}           | ERROR   | *             | /kind",
        "[{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}]         | ERROR   | *             | ",
        "just words                                            | ERROR   | *             | ",
        "{replicas: 2, image: {tag: x}}                        | ERROR   | *             | /apiVersion",
        "{apiVersion: example.com/v1, kind: ChartValues}       | WARNING |               | /metadata/name",
      })
  void whatIsNoObjectIsAGapWhereItMayBeEvidenceAndAWarningElsewhere(
      String document, Severity severity, String kind, String pointer) throws Exception {
    write("a.yaml", GOOD + "---\n" + document + "\n");
    FilesCollection collection = read(folder);
    assertThat(names(collection.snapshot())).containsExactly("Namespace good");
    assertThat(collection.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).isEqualTo(severity);
              assertThat(problem.pointer()).isEqualTo(pointer == null ? "" : pointer);
            });
    assertThat(collection.snapshot().gaps().stream().map(Gap::kind))
        .containsExactlyElementsOf(kind == null ? List.of() : List.of(kind));
  }

  @Test
  void anArrayAmongTheFilesIsAGapThatSpoilsNothingElse() throws Exception {
    write("expected.json", "[{\"src\": \"a\", \"dst\": \"b\"}]");
    write("good.yaml", GOOD);
    FilesCollection collection = read(folder);
    assertThat(names(collection.snapshot())).containsExactly("Namespace good");
    assertThat(collection.snapshot().gaps()).extracting(Gap::kind).containsExactly("*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1 | Pod | lables: {app: web} | /metadata/lables | default",
        "v1 | Namespace | label: {a: b} | /metadata/label |",
        "networking.k8s.io/v1 | NetworkPolicy | Namespace: shop | /metadata/Namespace | default",
        "crd.projectcalico.org/v1 | GlobalNetworkSet | unheardOf: {} | /metadata/unheardOf |"
      })
  void anObjectWhoseMetadataNoApiServerTakesIsAGap(
      String apiVersion, String kind, String metadata, String pointer, String namespace)
      throws Exception {
    write("good.yaml", GOOD);
    write(
        "bad.yaml",
        "{apiVersion: %s, kind: %s, metadata: {name: bad, %s}}\n"
            .formatted(apiVersion, kind, metadata));

    FilesCollection collection = read(folder);

    assertThat(names(collection.snapshot())).containsExactly("Namespace good");
    assertThat(collection.problems())
        .extracting(ReadProblem::severity, ReadProblem::cause, ReadProblem::pointer)
        .containsExactly(tuple(Severity.ERROR, Cause.MALFORMED_OBJECT, pointer));
    assertThat(collection.snapshot().gaps())
        .extracting(Gap::reason, Gap::kind, Gap::namespace, Gap::name)
        .containsExactly(tuple(Reason.UNREADABLE, kind, namespace, "bad"));
  }

  private static final String CONTAINERS = "containers: [{name: c, image: c}]";

  private static String deployment(String template) {
    return "apps/v1 | Deployment | {selector: {}, template: " + template + "}";
  }

  static List<String> misspeltFields() {
    return List.of(
        "v1 | Pod | {hostnetwork: true, %s} | /spec/hostnetwork | \"hostNetwork\" is meant?",
        "v1 | Pod | {container: []} | /spec/container | \"containers\" is meant?",
        "v1 | Pod | {containers: [{name: a}, {name: c, hostNetwork: true}]}"
            + " | /spec/containers/1/hostNetwork | it belongs elsewhere",
        "v1 | Pod | {containers: [{name: c, ports: [{containerport: 80}]}]}"
            + " | /spec/containers/0/ports/0/containerport | \"containerPort\" is meant?",
        "v1 | Service | {selectors: {app: a}} | /spec/selectors | \"selector\" is meant?",
        "v1 | Service | {ports: [{port: 80, targetport: 8080}]}"
            + " | /spec/ports/0/targetport | \"targetPort\" is meant?",
        deployment("{metadata: {lables: {app: a}}}")
            + " | /spec/template/metadata/lables | \"labels\" is meant?",
        deployment("{spec: {hostNetwrok: true}}")
            + " | /spec/template/spec/hostNetwrok | \"hostNetwork\" is meant?",
        deployment("{}, hostNetwork: true") + " | /spec/hostNetwork | it belongs elsewhere",
        "batch/v1 | CronJob | {jobTemplate: {spec: {template: {spec: {hostPid: true}}}}}"
            + " | /spec/jobTemplate/spec/template/spec/hostPid | \"hostPID\" is meant?");
  }

  @ParameterizedTest
  @MethodSource("misspeltFields")
  void anObjectWithAMisspeltFieldThatDecidesIsAGap(String row) throws Exception {
    String[] cells = row.formatted(CONTAINERS).split(" \\| ");
    write("good.yaml", GOOD);
    write(
        "bad.yaml",
        "{apiVersion: %s, kind: %s, metadata: {name: bad}, spec: %s}\n"
            .formatted(cells[0], cells[1], cells[2]));

    FilesCollection collection = read(folder);

    assertThat(names(collection.snapshot()))
        .containsExactlyInAnyOrder("Namespace good", cells[1] + " default/bad");
    assertThat(collection.problems())
        .extracting(ReadProblem::severity, ReadProblem::cause, ReadProblem::pointer)
        .containsExactly(tuple(Severity.ERROR, Cause.MALFORMED_OBJECT, cells[3]));
    assertThat(collection.problems().getFirst().message()).endsWith(": " + cells[4]);
    assertThat(collection.snapshot().gaps())
        .extracting(Gap::reason, Gap::kind, Gap::namespace, Gap::name)
        .containsExactly(tuple(Reason.UNREADABLE, cells[1], "default", "bad"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1 | Pod | {fromTheFuture: {hostNetwork: true}, containers: []} | /spec/fromTheFuture",
        "v1 | Pod | {containers: [{name: c, gpu: 1}]} | /spec/containers/0/gpu",
        "v1 | Service | {ports: [{port: 80, quic: true}]} | /spec/ports/0/quic",
        "apps/v1 | Deployment | {template: {spec: {sandbox: x}}} | /spec/template/spec/sandbox"
      })
  void anUnknownFieldThatLooksLikeNoneThatDecidesIsTold(
      String apiVersion, String kind, String spec, String pointer) throws Exception {
    write(
        "newer.yaml",
        "{apiVersion: %s, kind: %s, metadata: {name: newer}, spec: %s}\n"
            .formatted(apiVersion, kind, spec));

    FilesCollection collection = read(folder);

    assertThat(names(collection.snapshot())).containsExactly(kind + " default/newer");
    assertThat(collection.snapshot().gaps()).isEmpty();
    assertThat(collection.problems())
        .extracting(ReadProblem::severity, ReadProblem::cause, ReadProblem::pointer)
        .containsExactly(tuple(Severity.WARNING, Cause.UNKNOWN_FIELD, pointer));
    assertThat(collection.problems().getFirst().message()).contains("an API server drops it");
  }

  @Test
  void whatAnApiServerAddsIsKnown() throws Exception {
    write(
        "stored.yaml",
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: stored, namespace: shop}
        spec:
          containers:
            - {name: c, image: c, imagePullPolicy: Always, terminationMessagePath: /dev/termination-log, terminationMessagePolicy: File, volumeMounts: [], resources: {}, livenessProbe: {httpGet: {path: /, port: 80}}, securityContext: {privileged: false, seccompProfile: {type: RuntimeDefault}}}
          dnsPolicy: ClusterFirst
          enableServiceLinks: true
          preemptionPolicy: PreemptLowerPriority
          priority: 0
          restartPolicy: Always
          schedulerName: default-scheduler
          securityContext: {fsGroup: 1}
          serviceAccount: default
          serviceAccountName: default
          terminationGracePeriodSeconds: 30
          tolerations: []
          volumes: [{name: v, projected: {defaultMode: 420}}]
        status: {phase: Running, qosClass: BestEffort, podIP: 10.0.0.1}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: stored, namespace: shop}
        spec: {clusterIP: 10.1.0.1, clusterIPs: [10.1.0.1], internalTrafficPolicy: Cluster, ipFamilies: [IPv4], ipFamilyPolicy: SingleStack, ports: [{port: 80, protocol: TCP, targetPort: 80, appProtocol: http}], selector: {anything: goes}, sessionAffinity: None, type: ClusterIP}
        status: {loadBalancer: {}}
        """);

    assertThat(read(folder).problems()).isEmpty();
  }

  @Test
  void aForeignObjectMayHaveAnyMetadata() throws Exception {
    write(
        "x.yaml", GOOD + "---\n{apiVersion: example.com/v1, kind: X, metadata: {name: x, a: b}}\n");
    assertThat(read(folder).problems()).isEmpty();
  }

  @Test
  void documentsOfKustomizeArePassedOver() throws Exception {
    write(
        "kustomization.yaml",
        "{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, resources: [a]}");
    write("good.yaml", GOOD);
    FilesCollection collection = read(folder);
    assertThat(collection.snapshot().gaps()).isEmpty();
    assertThat(collection.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "patches: [{path: p.yaml}] | /patches",
        "namespace: other | /namespace",
        "resources: [good.yaml, 'https://example.com/more.yaml'] | /resources/1",
        "resources: [../base] | /resources/0",
        "resources: [github.com/example/more] | /resources/0",
        "components: [a] | /components",
        "helmCharts: [{name: a}] | /helmCharts",
        "resources: {a: b} | ''",
        "patches: [], images: [{name: a, newTag: b}], resources: [good.yaml] | "
      })
  void whatKustomizeWouldMakeOfTheManifestsIsMissing(String field, String pointer)
      throws Exception {
    write(
        "kustomization.yaml",
        "{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, metadata: {name: k}, "
            + field
            + "}");
    write("good.yaml", GOOD);
    FilesCollection collection = read(folder);
    List<String> pointers = pointer == null ? List.of() : List.of(pointer);
    assertThat(collection.problems())
        .extracting(ReadProblem::pointer)
        .containsExactlyElementsOf(pointers);
    assertThat(collection.snapshot().gaps())
        .extracting(Gap::kind)
        .hasSize(pointers.size())
        .allMatch("*"::equals);
  }

  @Test
  void theSameObjectTwiceIsOne() throws Exception {
    write("a.yaml", policy("10.0.0.0/8"));
    write("b.yaml", policy("10.0.0.0/8").replace("name: p", "name: p\n  resourceVersion: '5'"));
    FilesCollection collection = read(folder);
    assertThat(names(collection.snapshot())).containsExactly("NetworkPolicy default/p");
    assertThat(collection.problems()).isEmpty();
  }

  @Test
  void anObjectThatSaysTwoThingsIsAGapThatNamesBothFilesAndTheLastIsKept() throws Exception {
    Path a = write("a.yaml", policy("10.0.0.0/8"));
    Path b = write("b.yaml", policy("0.0.0.0/0"));
    FilesCollection collection = read(folder);
    assertThat(collection.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.cause()).isEqualTo(Cause.CONFLICT);
              assertThat(problem.severity()).isEqualTo(Severity.ERROR);
              assertThat(problem.object()).isEqualTo("NetworkPolicy default/p");
              assertThat(problem.toString()).contains(a.toString(), b.toString());
            });
    assertThat(collection.snapshot().gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.kind()).isEqualTo("NetworkPolicy");
              assertThat(gap.namespace()).isEqualTo("default");
              assertThat(gap.name()).isEqualTo("p");
            });
    assertThat(manifest(collection, "NetworkPolicy default/p").file()).isEqualTo(b.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PodList | continue: abc         | Pod",
        "PodList | remainingItemCount: 3 | Pod",
        "List    | continue: abc         | Pod",
      })
  void aListThatGoesOnIsAGapForItsKind(String kind, String metadata, String expected)
      throws Exception {
    write(
        "list.yaml",
        "apiVersion: v1\nkind: %s\nmetadata: {%s}\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n"
            .formatted(kind, metadata));
    Snapshot snapshot = read(folder).snapshot();
    assertThat(snapshot.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.reason()).isEqualTo(Reason.INCOMPLETE);
              assertThat(gap.kind()).isEqualTo(expected);
            });
    assertThat(snapshot.calls()).contains(new ListCall("v1", "Pod", 1, null, Completeness.PARTIAL));
  }

  @Test
  void aListThatIsWholeIsNoGap() throws Exception {
    write(
        "list.json",
        "{\"apiVersion\":\"v1\",\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"7\",\"continue\":\"\",\"remainingItemCount\":0},\"items\":[{\"metadata\":{\"name\":\"a\"}}]}");
    assertThat(read(folder).snapshot().gaps()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "403, networkpolicies, networking.k8s.io, REFUSED, NetworkPolicy",
    "401, pods, '', REFUSED, Pod",
    "500, ciliumnetworkpolicies, cilium.io, FAILED, CiliumNetworkPolicy",
    "403, widgets, example.com, REFUSED, widgets",
    "503, '', '', FAILED, *",
  })
  void theSavedAnswerToAFailedCallIsAGapForItsKind(
      int code, String plural, String group, Reason reason, String kind) throws Exception {
    write("good.yaml", GOOD);
    write(
        "status.json",
        """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"%s is forbidden",
         "details":{"group":"%s","kind":"%s"},"code":%d}
        """
            .formatted(plural, group, plural, code));
    FilesCollection collection = read(folder);
    assertThat(collection.snapshot().gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.reason()).isEqualTo(reason);
              assertThat(gap.kind()).isEqualTo(kind);
              assertThat(gap.status()).isEqualTo(code);
              assertThat(gap.message()).contains("status.json").contains("is forbidden");
            });
  }

  @Test
  void aSavedSuccessIsNothing() throws Exception {
    write("a.yaml", GOOD + "---\n{apiVersion: v1, kind: Status, status: Success}\n");
    assertThat(read(folder).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{apiVersion: v1, kind: List}                                         | *",
        "{apiVersion: v1, kind: List, items: {a: b}}                          | *",
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicyList, items: 1} | NetworkPolicy",
        "{apiVersion: v1, kind: PodList}                                      | Pod"
      })
  void aListWithoutItemsIsAGapForItsKind(String list, String kind) throws Exception {
    write("a.yaml", GOOD + "---\n" + list + "\n");
    assertThat(read(folder).snapshot().gaps()).extracting(Gap::kind).containsExactly(kind);
  }

  @Test
  void aStatusThatDoesNotSaySuccessIsAGap() throws Exception {
    write("a.yaml", GOOD + "---\n{apiVersion: v1, kind: Status, message: no, reason: Expired}\n");
    assertThat(read(folder).snapshot().gaps()).extracting(Gap::kind).containsExactly("*");
  }

  @Test
  void aSnapshotFileIsThatSnapshot() throws Exception {
    write("in/a.yaml", object("v1", "Pod", "a") + "---\n{kind: Pod}\n");
    Snapshot snapshot = read(folder.resolve("in")).snapshot();
    Path file = folder.resolve("snapshot.json.gz");
    SnapshotFile.write(snapshot, file);

    Snapshot read =
        new FolderCollector(List.of(file), "another name", Clock.systemUTC()).read().snapshot();

    assertThat(read.digest()).isEqualTo(snapshot.digest());
    assertThat(read.cluster().name()).isEqualTo("test");
    assertThat(read.takenAt()).isEqualTo(NOW);
    assertThat(read.gaps()).isEqualTo(snapshot.gaps());
  }

  @Test
  void aSnapshotFileIsNotMixedWithOthers() throws Exception {
    Path good = write("good.yaml", GOOD);
    Path file = folder.resolve("snapshot.json");
    SnapshotFile.write(read(good).snapshot(), file);
    assertThatThrownBy(() -> read(good, file))
        .isInstanceOf(NothingUsable.class)
        .hasMessageContaining("snapshot.json");
    assertThat(read(folder).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("snapshot file"));
  }

  @Test
  void aDamagedSnapshotFileIsRefused() throws Exception {
    Path file = folder.resolve("snapshot.json");
    SnapshotFile.write(read(write("good.yaml", GOOD)).snapshot(), file);
    Files.writeString(file, Files.readString(file).replace("\"good\"", "\"evil\""));
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(NothingUsable.class)
        .hasMessageContaining("digest");
  }

  @Test
  void aPathThatDoesNotExistIsNamed() throws Exception {
    Path good = write("good.yaml", GOOD);
    assertThatThrownBy(() -> read(good, folder.resolve("missing")))
        .isInstanceOf(NothingUsable.class)
        .hasMessage(folder.resolve("missing") + ": no such file or folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "readme.txt | hello               | no .yaml, .yml or .json file",
        "a.yaml     | '# only a comment'  | no usable Kubernetes object in 1 file",
        "pods.json  | {\"apiVersion\": \"v1\", \"kindt\": \"PodList\", \"items\": []} | pods.json:1: /kind",
        "s.yaml     | '{apiVersion: v1, kind: Secret, metadata: {name: s}}' | no usable",
      })
  void aFolderWithNothingUsableIsRefused(String file, String content, String message)
      throws Exception {
    write(file, content);
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(NothingUsable.class)
        .hasMessageContaining(message)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void linksAreFollowedAndLoopsEndAndEachFileCountsOnce() throws Exception {
    write("real/a.yaml", GOOD);
    Files.createSymbolicLink(folder.resolve("real/loop"), folder);
    Files.createSymbolicLink(folder.resolve("alias.yaml"), folder.resolve("real/a.yaml"));
    FilesCollection collection = read(folder);
    assertThat(names(collection.snapshot())).containsExactly("Namespace good");
    assertThat(collection.problems()).isEmpty();
  }

  @Test
  void aBrokenLinkIsAGap() throws Exception {
    write("good.yaml", GOOD);
    Files.createSymbolicLink(folder.resolve("lost.yaml"), folder.resolve("nowhere"));
    FilesCollection collection = read(folder);
    assertThat(collection.problems())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.toString()).contains("lost.yaml", "leads nowhere"));
    assertThat(collection.snapshot().gaps()).hasSize(1);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeIsAGapAndIsNotWaitedFor() throws Exception {
    write("good.yaml", GOOD);
    Path pipe = folder.resolve("pipe.yaml");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "mkfifo is needed");
    FilesCollection collection = read(folder);
    assertThat(names(collection.snapshot())).containsExactly("Namespace good");
    assertThat(collection.snapshot().gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.message()).contains("pipe.yaml", "neither"));
  }

  @Test
  void anObjectAboveTheLimitAndAnAliasBombSpoilNoOther() throws Exception {
    writeHuge("huge.yaml", 20 << 20);
    write("bomb.yaml", bomb() + "---\n" + object("v1", "Pod", "after"));
    write("good.yaml", GOOD);

    FilesCollection collection = read(folder);

    assertThat(names(collection.snapshot()))
        .containsExactly("Namespace good", "Pod default/after", "Pod default/before");
    assertThat(collection.problems()).hasSize(2).allMatch(p -> p.cause() == Cause.UNREADABLE);
    assertThat(collection.problems().get(0).file()).endsWith("bomb.yaml");
    assertThat(collection.problems().get(1).file()).endsWith("huge.yaml");
  }

  @Test
  void aListOfManyObjectsIsReadThoughItIsFarAboveTheLimitOfOne() throws Exception {
    Path file = folder.resolve("pods.json");
    int count = 30_000;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"apiVersion\":\"v1\",\"kind\":\"PodList\",\"items\":[");
      for (int i = 0; i < count; i++) {
        out.write(
            (i == 0 ? "" : ",")
                + "{\"metadata\":{\"name\":\"p%d\",\"namespace\":\"n\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\",\"env\":[{\"name\":\"A\",\"value\":\"%s\"}]}]}}"
                    .formatted(i, "x".repeat(300)));
      }
      out.write("]}");
    }
    assertThat(Files.size(file)).isGreaterThan(10L << 20);
    assertThat(read(folder).snapshot().manifests()).hasSize(count);
  }

  @Test
  void theSameFilesGiveTheSameDigestWhereverTheyLie() throws Exception {
    write("one/a.yaml", policy("10.0.0.0/8"));
    write("one/b.yaml", GOOD);
    write("two/x/z.yaml", GOOD + "---\n" + policy("10.0.0.0/8"));
    assertThat(read(folder.resolve("one")).snapshot().digest())
        .isEqualTo(read(folder.resolve("two")).snapshot().digest());
  }

  private void writeHuge(String name, int size) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(name))) {
      out.write(object("v1", "Pod", "before"));
      out.write(
          "---\n{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"huge\"},\"spec\":{\"data\":[");
      String item = "\"" + "x".repeat(97) + "\",";
      for (int written = 0; written < size; written += item.length()) {
        out.write(item);
      }
      out.write("\"\"]}}\n");
    }
  }

  private static String bomb() {
    StringBuilder yaml = new StringBuilder("apiVersion: v1\nkind: Pod\nmetadata: {name: bomb}\n");
    yaml.append("a0: &a0 [").append("x, ".repeat(100)).append("x]\n");
    for (int i = 1; i < 9; i++) {
      yaml.append("a%d: &a%d [".formatted(i, i));
      yaml.append("*a%d, ".formatted(i - 1).repeat(9)).append("*a%d]\n".formatted(i - 1));
    }
    return yaml.toString();
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static FilesCollection read(Path... paths) {
    return new FolderCollector(Arrays.asList(paths), "test", CLOCK).read();
  }

  private static List<String> names(Snapshot snapshot) {
    return snapshot.manifests().stream().map(m -> m.ref().toString()).toList();
  }

  private static Manifest manifest(FilesCollection collection, String name) {
    return collection.snapshot().manifests().stream()
        .filter(m -> m.ref().toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String object(String apiVersion, String kind, String name) {
    return "apiVersion: %s\nkind: %s\nmetadata: {name: %s}\n".formatted(apiVersion, kind, name);
  }

  private static String policy(String cidr) {
    return "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: p\nspec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: %s}}]}]}\n"
        .formatted(cidr);
  }
}
