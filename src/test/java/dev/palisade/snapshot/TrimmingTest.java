package dev.palisade.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrimmingTest {

  /// A pod with all that must not be stored, marked `hidden`.
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: vault
        namespace: cde
        uid: 2f1c
        resourceVersion: "hidden"
        selfLink: hidden
        generateName: hidden
        finalizers: [hidden]
        labels: {app: vault}
        annotations:
          cni.projectcalico.org/podIP: 10.1.2.3/32
          kubectl.kubernetes.io/last-applied-configuration: '{"hidden": 1}'
        ownerReferences:
        - {apiVersion: apps/v1, kind: ReplicaSet, name: vault-1, uid: aa, controller: true, blockOwnerDeletion: true}
        managedFields:
        - {manager: kubectl, operation: Apply, time: "2026-01-01T00:00:00Z", fieldsV1: {"f:hidden": {}}}
        - {manager: kubelet, operation: Update, time: "2026-09-09T00:00:00Z", subresource: status}
      spec:
        nodeName: node-1
        hostPID: true
        serviceAccountName: vault
        priority: 0
        securityContext: {runAsNonRoot: true}
        imagePullSecrets: [{name: hidden}]
        containers:
        - name: vault
          image: vault:1
          command: [vault, --token=hidden]
          args: [hidden]
          env: [{name: PASSWORD, value: hidden}, {name: FELIX_IPV6SUPPORT, value: hidden}]
          envFrom: [{secretRef: {name: hidden}}]
          ports: [{name: api, containerPort: 8200, hostPort: 8200}]
          securityContext: {privileged: true}
          volumeMounts: [{name: hidden, mountPath: /hidden}]
          livenessProbe: {exec: {command: [hidden]}}
        initContainers:
        - {name: init, image: busybox, env: [{name: A, value: hidden}]}
        ephemeralContainers:
        - {name: debug, image: busybox, command: [hidden]}
        volumes:
        - {name: token, secret: {secretName: hidden}}
        - {name: docker, hostPath: {path: /var/run/docker.sock, type: Socket}}
      status:
        phase: Running
        podIP: 10.1.2.3
        podIPs: [{ip: 10.1.2.3}]
        hostIP: 192.168.0.1
        startTime: hidden
        conditions:
        - {type: PodScheduled, status: "True"}
        - {type: Ready, status: "True", lastTransitionTime: hidden, lastProbeTime: hidden}
        containerStatuses: [{name: hidden}]
      """;

  @Test
  void podLosesWhatMayBeSecretOrTicksAndKeepsWhatEvidenceNeeds() {
    assertThat(trimmed(POD))
        .isEqualTo(
            canonical(
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: vault
                  namespace: cde
                  uid: 2f1c
                  labels: {app: vault}
                  annotations: {cni.projectcalico.org/podIP: 10.1.2.3/32}
                  ownerReferences:
                  - {apiVersion: apps/v1, kind: ReplicaSet, name: vault-1, uid: aa, controller: true}
                  managedFields: [{manager: kubectl, operation: Apply, time: "2026-01-01T00:00:00Z"}]
                spec:
                  nodeName: node-1
                  hostPID: true
                  serviceAccountName: vault
                  securityContext: {runAsNonRoot: true}
                  containers:
                  - name: vault
                    image: vault:1
                    ports: [{name: api, containerPort: 8200, hostPort: 8200}]
                    securityContext: {privileged: true}
                  initContainers: [{name: init, image: busybox}]
                  ephemeralContainers: [{name: debug, image: busybox}]
                  volumes:
                  - {name: token}
                  - {name: docker, hostPath: {path: /var/run/docker.sock, type: Socket}}
                status:
                  phase: Running
                  podIP: 10.1.2.3
                  podIPs: [{ip: 10.1.2.3}]
                  hostIP: 192.168.0.1
                  conditions: [{type: Ready, status: "True"}]
                """));
  }

  @Test
  void heartbeatsOfANodeDoNotChangeItsDigest() {
    String node =
        """
        apiVersion: v1
        kind: Node
        metadata:
          name: n1
          resourceVersion: "%1$s"
          managedFields: [{manager: kubelet, operation: Update, subresource: status, time: "%1$s"}]
        status:
          addresses: [{type: InternalIP, address: 192.168.0.1}]
          conditions: [{type: Ready, status: "True", lastHeartbeatTime: "%1$s"}, {type: DiskPressure, status: "%1$s"}]
          nodeInfo: {kubeletVersion: v1.36.3, operatingSystem: linux, bootID: "%1$s"}
          images: [{names: ["%1$s"]}]
        """;
    assertThat(trimmed(node.formatted("1"))).isEqualTo(trimmed(node.formatted("2")));
    assertThat(trimmed(node.formatted("1")))
        .contains("192.168.0.1", "\"type\":\"Ready\"", "v1.36.3", "linux");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apps/v1 Deployment",
        "apps/v1 StatefulSet",
        "apps/v1 ReplicaSet",
        "batch/v1 Job",
        "apps/v1 DaemonSet",
        "v1 ReplicationController",
        "argoproj.io/v1alpha1 Rollout"
      })
  void templateOfAnyWorkloadLosesEnvironmentAndVolumes(String kind) {
    String workload =
        """
        apiVersion: %s
        kind: %s
        metadata: {name: w, namespace: n}
        spec:
          template:
            metadata: {labels: {app: w}}
            spec:
              hostNetwork: true
              containers:
              - {name: c, image: i, env: [{name: A, value: hidden}], args: [hidden], ports: [{containerPort: 1}]}
              volumes: [{name: v, csi: {volumeAttributes: {secret: hidden}}}]
        """
            .formatted(kind.split(" ")[0], kind.split(" ")[1]);
    assertThat(trimmed(workload))
        .doesNotContain("hidden")
        .contains("\"hostNetwork\":true", "\"app\":\"w\"", "\"containerPort\":1");
  }

  @Test
  void templateOfACronJobIsTrimmedToo() {
    String cronJob =
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: w, namespace: n}
        spec:
          schedule: "* * * * *"
          jobTemplate:
            spec: {template: {metadata: {labels: {app: w}}, spec: {containers: [{name: c, image: i, env: [hidden]}]}}}
        status: {lastScheduleTime: hidden}
        """;
    assertThat(trimmed(cronJob)).doesNotContain("hidden").contains("\"app\":\"w\"");
  }

  @Test
  void agentKeepsTheReadableSettingsAndNoOthers() {
    String agent =
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: calico-node, namespace: kube-system}
        spec:
          template:
            spec:
              containers:
              - name: calico-node
                image: calico/node:v3.30.0
                env:
                - {name: FELIX_DEFAULTENDPOINTTOHOSTACTION, value: ACCEPT}
                - {name: CALICO_NETWORKING_BACKEND, valueFrom: {configMapKeyRef: {name: calico-config, key: calico_backend}}}
                - {name: FELIX_CHAININSERTMODE, valueFrom: {secretKeyRef: {name: hidden, key: hidden}}}
                - {name: FELIX_TYPHAKEYFILE, value: hidden}
                - {name: WEAVE_PASSWORD, value: hidden}
              - name: aws-eks-nodeagent
                image: aws-network-policy-agent:v1
                args: [--enable-network-policy=true, --token=hidden, --run-firewall, "true", hidden, --etcd-key, hidden]
        """;
    Cursor containers =
        new Cursor("", "", node(agent)).get("spec").get("template").get("spec").get("containers");
    assertThat(CanonicalJson.text(Objects.requireNonNull(containers.get(0).get("env").node())))
        .isEqualTo(
            canonical(
                """
                - {name: FELIX_DEFAULTENDPOINTTOHOSTACTION, value: ACCEPT}
                - {name: CALICO_NETWORKING_BACKEND, valueFrom: {configMapKeyRef: {name: calico-config, key: calico_backend}}}
                - {name: FELIX_CHAININSERTMODE, valueFrom: {}}
                """));
    assertThat(containers.get(1).get("args").texts())
        .containsExactly("--enable-network-policy=true", "--run-firewall", "true");
    assertThat(trimmed(agent)).doesNotContain("hidden");
  }

  @Test
  void ofConfigMapsOnlyTheListedKeysOfTheNetworkPluginsAreKept() {
    String map =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s, namespace: %s}
        data: {enable-policy: always, policy-cidr-match-mode: nodes, kvstore-opt: hidden}
        binaryData: {enable-sctp: hidden}
        """;
    assertThat(trimmed(map.formatted("cilium-config", "kube-system")))
        .contains("\"enable-policy\":\"always\"", "policy-cidr-match-mode")
        .doesNotContain("hidden");
    assertThat(kept(map.formatted("cilium-config", "default"))).isNull();
    assertThat(kept(map.formatted("coredns", "kube-system"))).isNull();
    assertThat(kept("{apiVersion: v1, kind: ConfigMap, metadata: {name: cilium-config}}")).isNull();
  }

  @Test
  void secretsAreNeverKept() {
    assertThat(kept("{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: aGk=}}"))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "networking.k8s.io/v1 NetworkPolicy",
        "policy.networking.k8s.io/v1alpha2 ClusterNetworkPolicy",
        "cilium.io/v2 CiliumNetworkPolicy",
        "cilium.io/v9 CiliumFutureNetworkPolicy",
        "projectcalico.org/v3 GlobalNetworkPolicy",
        "networking.gke.io/v1alpha1 FQDNNetworkPolicy",
        "security.istio.io/v1 AuthorizationPolicy"
      })
  void policiesKeepEveryFieldSinceAnUnknownOneMayAllow(String kind) {
    String policy =
        """
        apiVersion: %s
        kind: %s
        metadata: {name: p, resourceVersion: "1", annotations: {palisade.dev/owner: team}}
        spec: {future: [{env: {data: kept}}]}
        specs: [{volumes: kept}]
        status: {nodes: dropped}
        """
            .formatted(kind.split(" ")[0], kind.split(" ")[1]);
    assertThat(trimmed(policy))
        .contains("\"specs\":[{\"volumes\":\"kept\"}]")
        .contains("\"future\":[{\"env\":{\"data\":\"kept\"}}]")
        .contains("palisade.dev/owner")
        .doesNotContain("dropped", "resourceVersion");
  }

  @Test
  void aRouteLosesItsPrivateKey() {
    String route =
        """
        apiVersion: route.openshift.io/v1
        kind: Route
        metadata: {name: r, namespace: n}
        spec: {host: a.example, to: {kind: Service, name: s}, tls: {termination: edge, key: hidden, certificate: hidden}}
        """;
    assertThat(trimmed(route)).contains("a.example", "edge").doesNotContain("hidden");
  }

  @Test
  void aDefinitionKeepsNamesAndVersionsButNoSchema() {
    String definition =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: tiers.crd.projectcalico.org}
        spec:
          group: crd.projectcalico.org
          scope: Cluster
          names: {kind: Tier, plural: tiers}
          versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: hidden}}]
        status: {storedVersions: [hidden]}
        """;
    assertThat(trimmed(definition))
        .contains("\"kind\":\"Tier\"", "\"served\":true")
        .doesNotContain("hidden");
  }

  @Test
  void aFieldOfTheWrongTypeKeepsItsTypeAndLosesItsContent() {
    Node pod =
        node(
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: [{env: hidden}], status: hidden}");
    Cursor cursor = new Cursor("", "", pod);
    assertThat(cursor.get("spec").isArray()).isTrue();
    assertThat(cursor.get("spec").items()).isEmpty();
    assertThat(cursor.get("status").text()).isEmpty();
  }

  @Test
  void annotationsOfOtherProgramsAreDroppedWhenLongAndOursAreNot() {
    String namespace =
        "{apiVersion: v1, kind: Namespace, metadata: {name: n, annotations: {%s: %s}}}";
    String text = "x".repeat(3000);
    assertThat(trimmed(namespace.formatted("example.com/template", text))).doesNotContain("xxx");
    assertThat(trimmed(namespace.formatted("palisade.dev/justification", text))).contains(text);
  }

  private static String trimmed(String yaml) {
    return CanonicalJson.text(node(yaml));
  }

  private static Node node(String yaml) {
    return Objects.requireNonNull(kept(yaml), "nothing was kept");
  }

  private static @Nullable Node kept(String yaml) {
    Cursor object = Yaml.document(yaml).cursor();
    return Trimming.trim(
        Yaml.node(yaml),
        object.get("apiVersion").requiredText(),
        object.get("kind").requiredText());
  }

  private static String canonical(String yaml) {
    return CanonicalJson.text(Yaml.node(yaml));
  }
}
