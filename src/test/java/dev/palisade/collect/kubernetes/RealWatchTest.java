package dev.palisade.collect.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.palisade.collect.kubernetes.KubeApiServer.User;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.journal.FieldWriter;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.JournalEntry.LabelChange;
import dev.palisade.snapshot.journal.JournalEntry.What;
import dev.palisade.snapshot.journal.KnownState;
import dev.palisade.snapshot.journal.StandingObject;
import dev.palisade.snapshot.journal.WatchNotice;
import dev.palisade.snapshot.journal.WatchNotice.Blind;
import dev.palisade.snapshot.journal.WatchNotice.Changed;
import dev.palisade.snapshot.journal.WatchNotice.Recovery;
import dev.palisade.snapshot.journal.WatchNotice.Watched;
import dev.palisade.snapshot.journal.WatchedKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Watches a real API server, with the rights that are shipped; and hears its audit log.
@NeedsKubeApi
class RealWatchTest {
  private static final WatchLimits LIMITS =
      new WatchLimits(
          Duration.ofSeconds(2),
          Duration.ofMillis(100),
          Duration.ofMillis(500),
          Duration.ofMillis(20),
          Duration.ofMillis(200));

  private static final String RIGHTS =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: palisade}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: collector-user}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: palisade-collector}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: collector}]
      """;

  @TempDir static Path folder;
  private static KubeApiServer server;
  private static HttpServer hook;
  private static final List<String> audited = new CopyOnWriteArrayList<>();
  private static final Set<String> paths = ConcurrentHashMap.newKeySet();

  private final List<WatchNotice> notices = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          paths.add(exchange.getRequestURI().toString());
          audited.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    hook.start();
    Path webhook =
        Files.writeString(
            folder.resolve("webhook.yaml"),
            """
            apiVersion: v1
            kind: Config
            current-context: palisade
            clusters: [{name: palisade, cluster: {server: "http://127.0.0.1:%d/hooks/audit?cluster=real"}}]
            contexts: [{name: palisade, context: {cluster: palisade, user: api-server}}]
            users: [{name: api-server, user: {}}]
            """
                .formatted(hook.getAddress().getPort()));
    server =
        new KubeApiServer(
            folder,
            "--audit-policy-file="
                + Path.of("deploy/kubernetes/audit-policy.yaml").toAbsolutePath(),
            "--audit-webhook-config-file=" + webhook,
            "--audit-webhook-batch-max-wait=100ms");
    try (KubernetesClient admin = server.as(User.ADMIN)) {
      create(admin, RIGHTS);
      create(admin, Files.readString(CollectorRightsTest.FILE));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
    hook.stop(0);
  }

  private static void create(KubernetesClient admin, String yaml) {
    for (HasMetadata object :
        admin.load(new ByteArrayInputStream(("---\n" + yaml).getBytes(UTF_8))).items()) {
      admin.resource(object).create();
    }
  }

  private static String policy(String namespace, String name, String spec) {
    return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: %s, namespace: %s}, spec: %s}"
        .formatted(name, namespace, spec);
  }

  private ClusterWatch begin(Function<WatchedKind, KnownState> states) {
    ClusterWatch watch =
        ClusterWatch.begin(
            ClusterConnection.client(server.config(User.COLLECTOR)),
            Clock.systemUTC(),
            LIMITS,
            states,
            notices::add);
    for (WatchedKind kind :
        List.of(WatchedKind.NETWORK_POLICY, WatchedKind.NAMESPACE, WatchedKind.POD)) {
      await(Watched.class, w -> w.kind().equals(kind));
    }
    return watch;
  }

  private <T extends WatchNotice> T await(Class<T> type, Predicate<T> wanted) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                notices.stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .filter(wanted)
                    .findFirst()
                    .orElse(null),
            found -> found != null);
  }

  private JournalEntry await(String object, What what) {
    return await(
            Changed.class,
            c -> c.entry().object().toString().equals(object) && c.entry().what() == what)
        .entry();
  }

  private static Snapshot snapshot() {
    try (KubernetesClient client = ClusterConnection.client(server.config(User.COLLECTOR))) {
      return new ClusterCollector(
              client, "real", Trigger.REQUEST, "test", Clock.systemUTC(), CollectionLimits.DEFAULT)
          .collect();
    }
  }

  private static String digest(Snapshot snapshot, String object) {
    return snapshot.manifests().stream()
        .filter(m -> m.ref().toString().equals(object))
        .map(m -> m.ref().digest())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void changesComeWithTheirClientsAndTheDigestsThatSnapshotsHave() throws Exception {
    try (KubernetesClient admin = server.as(User.ADMIN)) {
      create(
          admin, "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {zone: cde}}}");
      create(
          admin,
          "{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}");
      ClusterWatch watch = begin(kind -> KnownState.NONE);
      try (watch) {
        create(admin, policy("shop", "deny", "{podSelector: {}}"));
        JournalEntry created = await("NetworkPolicy shop/deny", What.CREATED);
        Snapshot before = snapshot();
        assertThat(created.object().digest()).isEqualTo(digest(before, "NetworkPolicy shop/deny"));
        assertThat(created.writers()).extracting(FieldWriter::operation).containsExactly("Update");

        var context =
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("argocd")
                .build();
        admin
            .network()
            .v1()
            .networkPolicies()
            .inNamespace("shop")
            .withName("deny")
            .patch(context, "{\"spec\":{\"ingress\":[{}]}}");
        JournalEntry changed = await("NetworkPolicy shop/deny", What.CHANGED);
        assertThat(changed.oldDigest()).isEqualTo(created.object().digest());
        assertThat(changed.object().digest())
            .isEqualTo(digest(snapshot(), "NetworkPolicy shop/deny"));
        assertThat(changed.writers()).hasSize(1);
        assertThat(changed.writers().getFirst().manager()).isEqualTo("argocd");
        assertThat(changed.after()).isNull();

        admin
            .pods()
            .inNamespace("shop")
            .withName("web")
            .patch(context, "{\"metadata\":{\"labels\":{\"app\":\"db\"}}}");
        JournalEntry pod = await("Pod shop/web", What.CHANGED);
        assertThat(pod.labels()).containsEntry("app", new LabelChange("web", "db"));
        assertThat(pod.writers().getFirst().manager()).isEqualTo("argocd");

        admin
            .namespaces()
            .withName("shop")
            .patch(context, "{\"metadata\":{\"labels\":{\"zone\":null}}}");
        assertThat(await("Namespace shop", What.CHANGED).labels())
            .containsEntry("zone", new LabelChange("cde", null));

        admin.network().v1().networkPolicies().inNamespace("shop").withName("deny").delete();
        JournalEntry deleted = await("NetworkPolicy shop/deny", What.DELETED);
        assertThat(deleted.oldDigest()).isEqualTo(changed.object().digest());
        heard(changed, deleted);
      }
      assertThat(notices)
          .filteredOn(n -> n instanceof Blind b && !b.reason().contains("stopped"))
          .isEmpty();
    }
  }

  /// The audit policy that is shipped tells of the same changes, by the same UID and version.
  private static void heard(JournalEntry changed, JournalEntry deleted) throws Exception {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> String.join("", audited).contains("\"verb\":\"delete\",\"user\""));
    String said = String.join("\n", audited);
    assertThat(said)
        .contains("\"resourceVersion\":\"" + changed.resourceVersion() + "\"")
        .contains("\"uid\":\"" + deleted.uid() + "\"")
        .contains("\"username\":\"admin\"")
        .as("what the collector reads is a sign of life")
        .contains("\"username\":\"collector\"")
        .doesNotContain("\"resource\":\"secrets\"");
    // the reason why a hook knows the cluster by its token
    assertThat(paths).noneMatch(path -> path.contains("cluster="));
    assertThat(paths).allMatch(path -> path.startsWith("/hooks/audit"));
  }

  @Test
  void whatChangedWhileNobodyWatchedIsFound() {
    try (KubernetesClient admin = server.as(User.ADMIN)) {
      create(admin, "{apiVersion: v1, kind: Namespace, metadata: {name: night}}");
      create(admin, policy("night", "old", "{podSelector: {}}"));
      Snapshot before = snapshot();
      Instant begun = before.run().startedAt();
      admin.network().v1().networkPolicies().inNamespace("night").withName("old").delete();
      create(admin, policy("night", "new", "{podSelector: {}}"));

      begin(
              kind ->
                  new KnownState(
                      begun,
                      begun,
                      before.manifests().stream()
                          .filter(m -> m.ref().kind().equals(kind.kind()))
                          .map(m -> new StandingObject(m.ref(), new TreeMap<>(), false))
                          .toList()))
          .close();

      JournalEntry created = await("NetworkPolicy night/new", What.CREATED);
      JournalEntry deleted = await("NetworkPolicy night/old", What.DELETED);
      assertThat(created.after()).isEqualTo(begun);
      assertThat(deleted.after()).isEqualTo(begun);
      assertThat(deleted.resourceVersion()).isNull();
      assertThat(
              await(
                      Blind.class,
                      b ->
                          b.kind().equals(WatchedKind.NETWORK_POLICY)
                              && b.recovery() == Recovery.RELISTED)
                  .from())
          .isEqualTo(begun);
    }
  }

  @Test
  void whoMayNotListIsBlindAndSaysWhy() {
    ClusterWatch watch =
        ClusterWatch.begin(
            ClusterConnection.client(server.config(User.DEVELOPER)),
            Clock.systemUTC(),
            LIMITS,
            kind -> KnownState.NONE,
            notices::add);
    try (watch) {
      Blind blind = await(Blind.class, b -> b.kind().equals(WatchedKind.NETWORK_POLICY));
      assertThat(blind.reason()).contains("403").contains("networkpolicies");
      assertThat(notices).noneMatch(Watched.class::isInstance);
    }
  }
}
