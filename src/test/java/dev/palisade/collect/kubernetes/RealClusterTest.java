package dev.palisade.collect.kubernetes;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.collect.kubernetes.KubeApiServer.User;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.ListCall.Completeness;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceKind;
import dev.palisade.snapshot.ResourceKinds;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.SnapshotFile;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Collects from a real API server: with the rights that are shipped, and with fewer.
@NeedsKubeApi
class RealClusterTest {

  /// Pages of two, so that most lists take several.
  private static final CollectionLimits LIMITS =
      new CollectionLimits(
          2, Duration.ofSeconds(30), 3, Duration.ofSeconds(10), Duration.ofMinutes(5));

  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: palisade}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: cde, labels: {palisade.dev/zone: cde}}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: card-key, namespace: cde}
      stringData: {key: hidden}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: cilium-config, namespace: kube-system}
      data: {enable-policy: default, secret-of-somebody: hidden}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: cde}
      data: {password: hidden}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: node-1}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: vault, namespace: cde, labels: {role: vault}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: vault, namespace: cde}
      spec: {selector: {app: vault}, ports: [{port: 443, targetPort: 8200}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: deny, namespace: cde}
      spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: allow, namespace: cde}
      spec: {podSelector: {}, ingress: [{ports: [{port: 8200}]}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: deny, namespace: shop}
      spec: {podSelector: {}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: nginx}
      spec: {controller: k8s.io/ingress-nginx}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: shop, namespace: shop}
      spec: {ingressClassName: nginx, defaultBackend: {service: {name: shop, port: {number: 80}}}}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: vault-1, namespace: cde, labels: {kubernetes.io/service-name: vault}}
      addressType: IPv4
      endpoints: [{addresses: [10.1.0.7]}]
      ports: [{port: 8200, protocol: TCP}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: policies, namespace: shop}
      rules: [{apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [get, list]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: policies, namespace: shop}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: policies}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: developer}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: look}
      rules: [{apiGroups: [""], resources: [namespaces, pods], verbs: [list]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: look}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: look}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: developer}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: collector-user}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: palisade-collector}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: collector}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: collector-user, namespace: kube-system}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: palisade-collector}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: collector}]
      """;

  private static final String WORKLOAD =
      """
      apiVersion: %s
      kind: %s
      metadata: {name: %s, namespace: shop}
      spec:
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop}}
          spec:
            containers:
            - {name: c, image: i, env: [{name: PASSWORD, value: hidden}, {name: FELIX_IPV6SUPPORT, value: "true"}]}
      """;

  private static final String JOB =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: job, namespace: shop}
      spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i, args: [hidden]}]}}}
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: cron, namespace: shop}
      spec:
        schedule: "0 * * * *"
        jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}
      ---
      apiVersion: v1
      kind: ReplicationController
      metadata: {name: old, namespace: shop}
      spec: {replicas: 0, selector: {app: old}, template: {metadata: {labels: {app: old}}, spec: {containers: [{name: c, image: i}]}}}
      """;

  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules: [{level: Metadata}]
      """;

  @TempDir static Path folder;
  private static KubeApiServer server;

  @BeforeAll
  static void fill() throws Exception {
    Path policy = Files.writeString(folder.resolve("audit.yaml"), AUDIT_POLICY);
    server =
        new KubeApiServer(
            folder,
            "--audit-policy-file=" + policy,
            "--audit-log-path=" + folder.resolve("audit.log"));
    try (KubernetesClient admin = server.as(User.ADMIN)) {
      define(admin);
      create(admin, OBJECTS);
      create(admin, Files.readString(CollectorRightsTest.FILE));
      for (String kind : List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")) {
        create(admin, WORKLOAD.formatted("apps/v1", kind, kind.toLowerCase(Locale.ROOT)));
      }
      create(admin, JOB);
      for (int i = 0; i < 5; i++) {
        create(
            admin,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: vault-%d, namespace: cde, labels: {app: vault}}
            spec: {nodeName: node-1, containers: [{name: c, image: i, env: [{name: PASSWORD, value: hidden}]}]}
            """
                .formatted(i));
      }
      for (ResourceKind kind : added()) {
        createCustom(admin, kind);
      }
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void theShippedRightsBringEveryKindWholeWithoutAGap() throws Exception {
    Snapshot snapshot = collect(User.COLLECTOR);

    assertThat(snapshot.gaps()).isEmpty();
    assertThat(snapshot.calls())
        .filteredOn(call -> !call.kind().equals("ConfigMap"))
        .hasSameSizeAs(ResourceKinds.all())
        .allSatisfy(
            call -> {
              assertThat(call.completeness()).as(call.kind()).isEqualTo(Completeness.COMPLETE);
              assertThat(call.resourceVersion()).as(call.kind()).matches("[1-9][0-9]*");
              assertThat(call.count()).as(call.kind()).isPositive();
            });
    for (ListCall call : snapshot.calls()) {
      assertThat(snapshot.manifests())
          .filteredOn(
              m ->
                  m.ref().kind().equals(call.kind())
                      && m.ref().apiVersion().equals(call.apiVersion()))
          .as(call.kind())
          .hasSize(call.count());
    }
    assertThat(names(snapshot, "Pod"))
        .containsExactly("cde/vault-0", "cde/vault-1", "cde/vault-2", "cde/vault-3", "cde/vault-4");
    assertThat(names(snapshot, "ConfigMap")).containsExactly("kube-system/cilium-config");
    assertThat(snapshot.manifests()).allSatisfy(m -> assertThat(m.ref().uid()).isNotNull());
    assertThat(snapshot.cluster().apiServerVersion()).startsWith("v1.");
    assertThat(snapshot.run().user()).isEqualTo("collector");
    assertThat(snapshot.run().notes()).isEmpty();
    try (KubernetesClient admin = server.as(User.ADMIN)) {
      assertThat(snapshot.cluster().uid())
          .isEqualTo(admin.namespaces().withName("kube-system").get().getMetadata().getUid());
    }
  }

  @Test
  void nothingThatMayBeSecretIsKeptOrAskedFor() throws Exception {
    Snapshot snapshot = collect(User.COLLECTOR);
    Path file = folder.resolve("snapshot.json");
    SnapshotFile.write(snapshot, file);
    assertThat(Files.readString(file)).contains("FELIX_IPV6SUPPORT").doesNotContain("hidden");
    assertThat(SnapshotFile.read(file).digest()).isEqualTo(snapshot.digest());

    List<String> asked =
        Files.readAllLines(folder.resolve("audit.log")).stream()
            .filter(line -> line.contains("\"username\":\"collector\""))
            .toList();
    assertThat(asked)
        .isNotEmpty()
        .noneMatch(line -> line.contains("\"resource\":\"secrets\""))
        .noneMatch(line -> line.contains("secrets?"))
        .allMatch(
            line ->
                line.contains("\"verb\":\"get\"")
                    || line.contains("\"verb\":\"list\"")
                    // who asks, and what they may: questions that change nothing
                    || line.contains("\"resource\":\"selfsubject"));
  }

  @Test
  void twoCollectionsOfAnUnchangedClusterHaveTheSameDigest() {
    assertThat(collect(User.COLLECTOR).digest()).isEqualTo(collect(User.COLLECTOR).digest());
  }

  @Test
  void aRestrictedUserGetsAGapForExactlyWhatItMayNotList() {
    Snapshot snapshot = collect(User.DEVELOPER);

    assertThat(names(snapshot, "Pod")).hasSize(5);
    assertThat(names(snapshot, "NetworkPolicy")).containsExactly("shop/deny");
    assertThat(snapshot.gaps())
        .allMatch(gap -> gap.reason() == Gap.Reason.REFUSED && gap.status() == 403);
    Set<String> refused =
        snapshot.gaps().stream().map(Gap::kind).collect(Collectors.toCollection(TreeSet::new));
    Set<String> expected =
        ResourceKinds.all().stream()
            .map(ResourceKind::kind)
            .filter(not(Set.of("Pod", "Namespace")::contains))
            .collect(Collectors.toCollection(TreeSet::new));
    expected.add("ConfigMap");
    assertThat(refused).isEqualTo(expected);
    assertThat(call(snapshot, "networking.k8s.io/v1", "NetworkPolicy").completeness())
        .isEqualTo(Completeness.PARTIAL);
    assertThat(call(snapshot, "cilium.io/v2", "CiliumNetworkPolicy").completeness())
        .isEqualTo(Completeness.NOT_COLLECTED);
    assertThat(snapshot.gaps().stream().filter(gap -> gap.kind().equals("NetworkPolicy")))
        .extracting(Gap::namespace)
        .contains("cde", "default", "kube-system")
        .doesNotContain("shop");
  }

  @Test
  void thePreflightOfTheShippedRightsFindsNothingMissing() {
    Rights rights = rights(User.COLLECTOR);
    assertThat(rights.missing()).isEmpty();
    assertThat(rights.user()).isEqualTo("collector");
    assertThat(rights.asked()).isGreaterThan(ResourceKinds.all().size());
  }

  @Test
  void thePreflightNamesExactlyWhatACollectionWillLack() {
    Rights rights = rights(User.DEVELOPER);
    Set<String> foretold =
        rights.missing().stream()
            .map(Rights.Missing::kind)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> lacking =
        collect(User.DEVELOPER).gaps().stream()
            .map(Gap::kind)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(foretold).isEqualTo(lacking);
    assertThat(rights.missing())
        .filteredOn(right -> right.kind().equals("NetworkPolicy"))
        .filteredOn(right -> right.group().equals("networking.k8s.io"))
        .singleElement()
        .satisfies(right -> assertThat(right.allowedIn()).containsExactly("shop"));
  }

  private static Rights rights(User user) {
    try (KubernetesClient client = ClusterConnection.kubeconfig(kubeconfig(user), null)) {
      return RightsCheck.of(client, Clock.systemUTC(), LIMITS);
    }
  }

  private static Snapshot collect(User user) {
    try (KubernetesClient client = ClusterConnection.kubeconfig(kubeconfig(user), null)) {
      return new ClusterCollector(
              client, "real", Trigger.REQUEST, "test", Clock.systemUTC(), LIMITS)
          .collect();
    }
  }

  /// As kubectl has it, with the certificate's path relative to the file.
  private static Path kubeconfig(User user) {
    Config config = server.config(user);
    Path certificate = folder.relativize(Path.of(config.getCaCertFile()));
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: real
        clusters: [{name: real, cluster: {server: "%s", certificate-authority: "%s"}}]
        contexts: [{name: real, context: {cluster: real, user: somebody}}]
        users: [{name: somebody, user: {token: "%s"}}]
        """
            .formatted(config.getMasterUrl(), certificate, config.getOauthToken());
    try {
      return Files.writeString(folder.resolve(user + ".kubeconfig"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ResourceKind> added() {
    return ResourceKinds.all().stream()
        .filter(kind -> kind.origin() == ResourceKind.Origin.ADDED)
        .toList();
  }

  /// A definition that takes anything, for each kind that API servers do not bring along.
  private static void define(KubernetesClient admin) {
    for (ResourceKind kind : added()) {
      admin.resource(definition(kind)).create();
    }
    for (ResourceKind kind : added()) {
      String list = "/apis/" + kind.apiVersion() + "/" + kind.plural();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptions()
          .until(() -> admin.raw(list) != null);
    }
  }

  private static CustomResourceDefinition definition(ResourceKind kind) {
    return new CustomResourceDefinitionBuilder()
        .withNewMetadata()
        .withName(kind.plural() + "." + kind.group())
        .addToAnnotations("api-approved.kubernetes.io", "unapproved, a test")
        .endMetadata()
        .withNewSpec()
        .withGroup(kind.group())
        .withScope(kind.isNamespaced() ? "Namespaced" : "Cluster")
        .withNewNames()
        .withKind(kind.kind())
        .withPlural(kind.plural())
        .withSingular(kind.kind().toLowerCase(Locale.ROOT))
        .endNames()
        .addNewVersion()
        .withName(kind.versions().getFirst())
        .withServed(true)
        .withStorage(true)
        .withNewSchema()
        .withNewOpenAPIV3Schema()
        .withType("object")
        .withXKubernetesPreserveUnknownFields(true)
        .endOpenAPIV3Schema()
        .endSchema()
        .endVersion()
        .endSpec()
        .build();
  }

  private static void createCustom(KubernetesClient admin, ResourceKind kind) {
    String namespace = kind.isNamespaced() ? ", namespace: shop" : "";
    create(
        admin,
        "apiVersion: %s\nkind: %s\nmetadata: {name: one%s}\nspec: {order: 1}\n"
            .formatted(kind.apiVersion(), kind.kind(), namespace));
  }

  private static void create(KubernetesClient admin, String yaml) {
    for (HasMetadata object :
        admin.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items()) {
      admin.resource(object).create();
    }
  }

  private static List<String> names(Snapshot snapshot, String kind) {
    return snapshot.manifests().stream()
        .map(Manifest::ref)
        .filter(ref -> ref.kind().equals(kind))
        .map(ref -> ref.qualifiedName())
        .toList();
  }

  private static ListCall call(Snapshot snapshot, String apiVersion, String kind) {
    return snapshot.calls().stream()
        .filter(call -> call.kind().equals(kind) && call.apiVersion().equals(apiVersion))
        .findFirst()
        .orElseThrow();
  }
}
