package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.ContainerPort;
import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Pod.HostAccess;
import dev.palisade.analysis.inventory.Pod.Life;
import dev.palisade.analysis.inventory.Pod.Network;
import dev.palisade.analysis.inventory.Pod.Origin;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.Protocol;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodsTest {

  /// @param workloads every pod of the inventory as `workload origin life`
  record Ownership(String name, List<String> manifests, List<String> workloads) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Ownership> ownership() {
    String deployment = workload("apps/v1", "Deployment", "web", "");
    String replicaSet =
        workload("apps/v1", "ReplicaSet", "web-5c9dd7c9c", owner("Deployment", "web"));
    String cronJob =
        "{apiVersion: batch/v1, kind: CronJob, metadata: {name: tick, namespace: x},"
            + " spec: {jobTemplate: {spec: {template: {metadata: {labels: {a: b}}}}}}}";
    return Stream.of(
        new Ownership(
            "a bare pod is its own workload",
            List.of(pod("a", "", "")),
            List.of("x/a[Pod] OBSERVED ACTIVE")),
        new Ownership(
            "the controlling owner as written",
            List.of(pod("a", owner("ReplicaSet", "web-5c9dd7c9c"), "")),
            List.of("x/web-5c9dd7c9c[ReplicaSet] OBSERVED ACTIVE")),
        new Ownership(
            "a node owns nothing",
            List.of(pod("a", owner("Node", "n1"), "")),
            List.of("x/a[Pod] OBSERVED ACTIVE")),
        new Ownership(
            "an owner without kind",
            List.of(pod("a", "ownerReferences: [{name: o, controller: true}],", "")),
            List.of("x/o[Pod] OBSERVED ACTIVE")),
        new Ownership(
            "an owner that does not control",
            List.of(
                pod(
                    "a",
                    "ownerReferences: [{kind: Job, name: o}, {kind: Job, name: o, controller: false}],",
                    "")),
            List.of("x/a[Pod] OBSERVED ACTIVE")),
        new Ownership(
            "a template where no pod was read",
            List.of(deployment),
            List.of("x/web[Deployment] TEMPLATE ACTIVE")),
        new Ownership(
            "no template for what the Deployment owns",
            List.of(deployment, replicaSet),
            List.of("x/web[Deployment] TEMPLATE ACTIVE")),
        new Ownership(
            "a ReplicaSet alone",
            List.of(replicaSet),
            List.of("x/web-5c9dd7c9c[ReplicaSet] TEMPLATE ACTIVE")),
        new Ownership(
            "pods seen through the ReplicaSet",
            List.of(deployment, replicaSet, pod("a", owner("ReplicaSet", "web-5c9dd7c9c"), "")),
            List.of("x/web-5c9dd7c9c[ReplicaSet] OBSERVED ACTIVE")),
        new Ownership(
            "pods seen through the name of a ReplicaSet that was not read",
            List.of(
                deployment,
                pod(
                    "a",
                    owner("ReplicaSet", "web-5c9dd7c9c")
                        + "labels: {pod-template-hash: 5c9dd7c9c},",
                    "")),
            List.of("x/web-5c9dd7c9c[ReplicaSet] OBSERVED ACTIVE")),
        new Ownership(
            "pods of another namespace do not count",
            List.of(
                deployment,
                pod("a", owner("Deployment", "web"), "").replace("namespace: x", "namespace: z")),
            List.of("x/web[Deployment] TEMPLATE ACTIVE", "z/web[Deployment] OBSERVED ACTIVE")),
        new Ownership(
            "finished pods leave the template of what makes new ones",
            List.of(
                workload("apps/v1", "StatefulSet", "db", ""),
                pod("db-0", owner("StatefulSet", "db"), "status: {phase: Failed}")),
            List.of("x/db[StatefulSet] TEMPLATE ACTIVE", "x/db[StatefulSet] OBSERVED FINISHED")),
        new Ownership(
            "a Job whose pods have finished makes no more",
            List.of(
                workload("batch/v1", "Job", "j", ""),
                pod("j-1", owner("Job", "j"), "status: {phase: Succeeded}")),
            List.of("x/j[Job] OBSERVED FINISHED")),
        new Ownership(
            "a Job that is complete",
            List.of(job("status: {completionTime: '2026-01-01T00:00:00Z'}")),
            List.of("x/j[Job] TEMPLATE FINISHED")),
        new Ownership(
            "a Job that failed for good",
            List.of(job("status: {conditions: [{type: Failed, status: 'True'}]}")),
            List.of("x/j[Job] TEMPLATE FINISHED")),
        new Ownership(
            "a Job that has not failed",
            List.of(job("status: {conditions: [{type: Failed, status: 'False'}]}")),
            List.of("x/j[Job] TEMPLATE ACTIVE")),
        new Ownership(
            "a pod without phase of a complete Job",
            List.of(
                job("status: {completionTime: '2026-01-01T00:00:00Z'}"),
                pod("j-1", owner("Job", "j"), "")),
            List.of("x/j[Job] OBSERVED FINISHED")),
        new Ownership(
            "a pod that runs says so itself",
            List.of(
                job("status: {completionTime: '2026-01-01T00:00:00Z'}"),
                pod("j-1", owner("Job", "j"), "status: {phase: Running}")),
            List.of("x/j[Job] OBSERVED ACTIVE")),
        new Ownership(
            "a CronJob stays by its template when its pods have finished",
            List.of(cronJob, pod("p", owner("Job", "tick-28391234"), "status: {phase: Succeeded}")),
            List.of("x/tick-28391234[Job] OBSERVED FINISHED", "x/tick[CronJob] TEMPLATE ACTIVE")),
        new Ownership(
            "a CronJob whose Job runs",
            List.of(
                cronJob,
                workload("batch/v1", "Job", "tick-1", owner("CronJob", "tick")),
                pod("p", owner("Job", "tick-1"), "")),
            List.of("x/tick-1[Job] OBSERVED ACTIVE")),
        new Ownership(
            "old groups",
            List.of(
                workload("extensions/v1beta1", "DaemonSet", "d", ""),
                workload("v1", "ReplicationController", "rc", "")),
            List.of(
                "x/d[DaemonSet] TEMPLATE ACTIVE", "x/rc[ReplicationController] TEMPLATE ACTIVE")),
        new Ownership(
            "kinds of other groups are others",
            List.of(workload("example.com/v1", "Deployment", "web", "")),
            List.of()));
  }

  @ParameterizedTest
  @MethodSource
  void ownership(Ownership c) {
    Inventory inventory = Snapshots.translate(c.manifests().toArray(String[]::new)).inventory();
    assertThat(inventory.pods())
        .extracting(p -> p.workload() + " " + p.origin() + " " + p.life())
        .containsExactlyInAnyOrderElementsOf(c.workloads());
  }

  @Test
  void finishedPodsAreLeftOutOfAssessments() {
    String[] manifests = {
      pod("a", "", "status: {phase: Succeeded}"), pod("b", "", "status: {phase: Running}")
    };
    assertThat(
            Translator.translate(Snapshots.of(manifests), Snapshots.ASSESSMENT).inventory().pods())
        .extracting(Pod::name)
        .containsExactly("b");
    assertThat(Snapshots.translate(manifests).inventory().pods())
        .extracting(Pod::life)
        .containsExactly(Life.FINISHED, Life.ACTIVE);
  }

  @Test
  void everythingThatAPodSays() {
    Pod pod =
        only(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: a, labels: {app: web, empty: ''}}
            spec:
              serviceAccountName: robot
              nodeName: n1
              hostNetwork: true
              hostPID: true
              hostIPC: false
              volumes: [{name: v, emptyDir: {}}, {name: w, hostPath: {path: /}}]
              initContainers:
              - {name: setup, ports: [{name: setup, containerPort: 1}], securityContext: {privileged: true}}
              - {name: sidecar, restartPolicy: Always, ports: [{name: side, containerPort: 2, protocol: UDP}]}
              containers:
              - {name: c, ports: [{name: http, containerPort: 80}, {containerPort: 81, hostPort: 8081, protocol: SCTP}]}
            status: {podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}, {ip: 'fd00::1'}]}
            """);
    assertThat(pod.toString()).isEqualTo("default/a");
    assertThat(pod.labels()).isEqualTo(Labels.of(Map.of("app", "web", "empty", "")));
    assertThat(pod.selectorLabels()).isEqualTo(pod.labels());
    assertThat(pod.serviceAccount()).isEqualTo("robot");
    assertThat(pod.nodeName()).isEqualTo("n1");
    assertThat(pod.network()).isEqualTo(Network.HOST);
    assertThat(pod.addresses())
        .containsExactly(IpAddress.parse("10.0.0.1"), IpAddress.parse("fd00::1"));
    assertThat(pod.hostAccess())
        .isEqualTo(
            Map.of(
                HostAccess.HOST_NETWORK, "/spec/hostNetwork",
                HostAccess.HOST_PID, "/spec/hostPID",
                HostAccess.HOST_PATH, "/spec/volumes/1/hostPath",
                HostAccess.PRIVILEGED, "/spec/initContainers/0/securityContext/privileged"));
    assertThat(pod.ports())
        .containsExactly(
            new ContainerPort("http", Protocol.TCP, 80, 80, "/spec/containers/0/ports/0"),
            new ContainerPort(null, Protocol.SCTP, 81, 8081, "/spec/containers/0/ports/1"),
            new ContainerPort("side", Protocol.UDP, 2, 2, "/spec/initContainers/1/ports/0"));
  }

  @Test
  void podThatSaysLittle() {
    Pod pod =
        only(
            "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {serviceAccount: old}, status: {podIP: 10.0.0.1}}");
    assertThat(pod.serviceAccount()).isEqualTo("old");
    assertThat(pod.addresses()).containsExactly(IpAddress.parse("10.0.0.1"));
    assertThat(pod.nodeName()).isNull();
    assertThat(pod.network()).isEqualTo(Network.OWN);
    assertThat(pod.hostAccess()).isEmpty();
    assertThat(only("{apiVersion: v1, kind: Pod, metadata: {name: a}}").serviceAccount())
        .isEqualTo("default");
  }

  @Test
  void templatePodPointsIntoItsWorkload() {
    Pod pod =
        only(
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: tick, namespace: x, labels: {own: 'yes'}}
            spec:
              jobTemplate:
                spec:
                  template:
                    metadata: {labels: {a: b}}
                    spec: {hostNetwork: true, containers: [{ports: [{containerPort: 80}]}]}
            """);
    assertThat(pod.origin()).isEqualTo(Origin.TEMPLATE);
    assertThat(pod.ref().kind()).isEqualTo("CronJob");
    assertThat(pod.labels()).isEqualTo(Labels.of("a", "b"));
    assertThat(pod.hostAccess().get(HostAccess.HOST_NETWORK))
        .isEqualTo("/spec/jobTemplate/spec/template/spec/hostNetwork");
    assertThat(pod.ports().getFirst().pointer())
        .isEqualTo("/spec/jobTemplate/spec/template/spec/containers/0/ports/0");
  }

  @Test
  void containerPortThatIsNoneLeavesThePodWithDoubt() {
    Translation t =
        Snapshots.translate(
            "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{ports: [{name: x, containerport: 80}]}]}}");
    assertThat(t.inventory().pods())
        .singleElement()
        .satisfies(p -> assertThat(p.ports()).isEmpty());
    assertThat(t.warnings())
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.effect()).isEqualTo(Effect.MAY_ALLOW);
              assertThat(w.pointer()).isEqualTo("/spec/containers/0/ports/0/containerPort");
              assertThat(w.touches())
                  .isEqualTo(new Peer.PodsNamed(new TreeSet<>(List.of("default/a"))));
            });
  }

  @Test
  void everyNamespaceHasItsNameAsLabelAndThoseNotReadNothingElse() {
    Inventory inventory =
        Snapshots.translate(
                "{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {env: prod, kubernetes.io/metadata.name: lie}}}",
                pod("p", "", ""),
                "{apiVersion: v1, kind: Service, metadata: {name: s}}")
            .inventory();
    assertThat(inventory.namespaces().keySet()).containsExactly("a", "default", "x");
    assertThat(inventory.namespaces().get("a").labels())
        .isEqualTo(Labels.of(Map.of("env", "prod", "kubernetes.io/metadata.name", "a")));
    assertThat(inventory.namespaces().get("a").ref()).isNotNull();
    assertThat(inventory.namespaces().get("x").labels())
        .isEqualTo(Labels.of("kubernetes.io/metadata.name", "x"));
    assertThat(inventory.namespaces().get("x").ref()).isNull();
  }

  private static Pod only(String manifest) {
    return Snapshots.translate(manifest).inventory().pods().getFirst();
  }

  private static String pod(String name, String metadata, String rest) {
    return "{apiVersion: v1, kind: Pod, metadata: {"
        + metadata
        + "name: "
        + name
        + ", namespace: x}, "
        + rest
        + "}";
  }

  private static String owner(String kind, String name) {
    return "ownerReferences: [{apiVersion: v1, kind: "
        + kind
        + ", name: "
        + name
        + ", controller: true}],";
  }

  private static String workload(String apiVersion, String kind, String name, String metadata) {
    return "{apiVersion: "
        + apiVersion
        + ", kind: "
        + kind
        + ", metadata: {"
        + metadata
        + "name: "
        + name
        + ", namespace: x}, spec: {template: {metadata: {labels: {app: web}}}}}";
  }

  private static String job(String status) {
    return "{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: x}, spec: {template: {metadata: {labels: {app: web}}}}, "
        + status
        + "}";
  }
}
