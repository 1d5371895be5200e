package dev.palisade.collect.kubernetes;

import static dev.palisade.collect.kubernetes.ScriptedApi.cut;
import static dev.palisade.collect.kubernetes.ScriptedApi.json;
import static dev.palisade.collect.kubernetes.ScriptedApi.page;
import static dev.palisade.collect.kubernetes.ScriptedApi.retryAfter;
import static dev.palisade.collect.kubernetes.ScriptedApi.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.palisade.collect.NothingUsable;
import dev.palisade.collect.kubernetes.ScriptedApi.Answer;
import dev.palisade.snapshot.CollectionRun.Note;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Gap.Reason;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.ListCall.Completeness;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Snapshots;
import dev.palisade.translate.Translator;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a collection when the API server is in trouble.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterCollectorTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final CollectionLimits LIMITS =
      limits(Duration.ofSeconds(20), 3, Duration.ofSeconds(10));
  private static final String PODS = "/api/v1/pods";
  private static final String POLICIES = "/apis/networking.k8s.io/v1/networkpolicies";

  private ScriptedApi api;
  private final List<Duration> pauses = new ArrayList<>();
  private double chance;

  @BeforeEach
  void start() throws Exception {
    api =
        new ScriptedApi()
            .serves("v1", "Pod", "pods", true)
            .serves("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", true)
            .answer("/api/v1/namespaces", page("v1", "Namespace", "", "kube-system", "x", "y"));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aWholeListComesInPagesWithItsResourceVersion() {
    api.answer(PODS + "?limit=500", page("v1", "Pod", "next one/==", "a", "b"))
        .answer(PODS + "?limit=500&continue=next+one%2F%3D%3D", page("v1", "Pod", "", "c"));
    Snapshot snapshot = collect();
    assertThat(names(snapshot, "Pod")).containsExactly("x/a", "x/b", "x/c");
    assertThat(call(snapshot, "Pod"))
        .isEqualTo(new ListCall("v1", "Pod", 3, "42", Completeness.COMPLETE));
    assertThat(snapshot.gaps()).isEmpty();
    assertThat(snapshot.cluster().apiServerVersion()).isEqualTo("v1.36.3");
    assertThat(snapshot.cluster().uid()).isEqualTo("u-kube-system");
    assertThat(snapshot.takenAt()).isEqualTo(NOW);
    assertThat(snapshot.run().trigger()).isEqualTo(Trigger.SCHEDULE);
    assertThat(snapshot.run().requester()).isEqualTo("hourly");
  }

  @Test
  void eachKindIsToldBeforeItIsListedAndTheListenerMayEndItThere() {
    List<String> told = new ArrayList<>();
    try (KubernetesClient client = api.client()) {
      collector(client, LIMITS)
          .collect((kind, number, all) -> told.add(kind + " " + number + "/" + all));
      assertThat(told).containsExactly("Namespace 1/3", "Pod 2/3", "NetworkPolicy 3/3");
      assertThatThrownBy(
              () ->
                  collector(client, LIMITS)
                      .collect(
                          (kind, number, all) -> {
                            throw new IllegalStateException("nobody wants it");
                          }))
          .hasMessage("nobody wants it");
    }
  }

  @Test
  void aKindThatIsNotServedIsNoGap() {
    Snapshot snapshot = collect();
    assertThat(call(snapshot, "CiliumNetworkPolicy"))
        .isEqualTo(
            new ListCall(
                "cilium.io/v2", "CiliumNetworkPolicy", 0, null, Completeness.NOT_INSTALLED));
    assertThat(snapshot.gaps()).isEmpty();
    assertThat(api.requests()).noneMatch(request -> request.contains("/apis/cilium.io"));
  }

  @Test
  void aWayInOfAProductIsAskedForWhereItIsServed() {
    api.serves("traefik.io/v1alpha1", "IngressRoute", "ingressroutes", true);
    Snapshot none = collect();
    assertThat(call(none, "IngressRoute"))
        .isEqualTo(
            new ListCall("traefik.io/v1alpha1", "IngressRoute", 0, "42", Completeness.COMPLETE));
    assertThat(Translator.translate(none, Snapshots.ASSESSMENT).gaps()).isEmpty();

    String path = "/apis/traefik.io/v1alpha1/ingressroutes";
    api.answer(path, status(400, "odd"));
    assertThat(collect().gaps()).extracting(Gap::kind).containsExactly("IngressRoute");

    api.answer(
        path,
        json(
            200,
            "{\"kind\":\"IngressRouteList\",\"apiVersion\":\"traefik.io/v1alpha1\",\"metadata\":{\"resourceVersion\":\"1\"},"
                + "\"items\":[{\"metadata\":{\"name\":\"shop\",\"namespace\":\"x\"},\"spec\":{\"token\":\"s3cret\"}}]}"));
    Snapshot one = collect();
    assertThat(Translator.translate(one, Snapshots.ASSESSMENT).gaps())
        .extracting(Gap::kind, Gap::name)
        .containsExactly(tuple("IngressRoute", "shop"));
    assertThat(one.manifests())
        .noneMatch(manifest -> manifest.root().toString().contains("s3cret"));
  }

  @Test
  void aKindThatGoesWhileItIsAskedForIsNotInstalled() {
    api.answer(POLICIES, status(404, "gone"));
    Snapshot snapshot = collect();
    assertThat(call(snapshot, "NetworkPolicy").completeness())
        .isEqualTo(Completeness.NOT_INSTALLED);
    assertThat(snapshot.gaps()).isEmpty();
  }

  record Trouble(String name, Answer answer, Reason reason, int status, long attempts) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Trouble> troubles() {
    String list =
        "{\"kind\":\"NetworkPolicyList\",\"apiVersion\":\"networking.k8s.io/v1\",\"metadata\":{},\"items\":[";
    return Stream.of(
        new Trouble("401", status(401, "who are you"), Reason.REFUSED, 401, 1),
        new Trouble("400", status(400, "odd"), Reason.FAILED, 400, 1),
        new Trouble("410 at once, twice", status(410, "expired"), Reason.FAILED, 410, 2),
        new Trouble("429", retryAfter(429, 1), Reason.FAILED, 429, 3),
        new Trouble("429 for too long", retryAfter(429, 3600), Reason.FAILED, 429, 1),
        new Trouble("500", status(500, "etcd"), Reason.FAILED, 500, 3),
        new Trouble("503 in plain text", json(503, "no backend"), Reason.FAILED, 503, 3),
        new Trouble("cut", cut(list + "{\"metadata\":{\"name\":\"a\"}},"), Reason.FAILED, 0, 3),
        new Trouble("half a list", json(200, list + "{\"metadata\":"), Reason.FAILED, 0, 3),
        new Trouble("a proxy's page", json(200, "<html>sign in</html>"), Reason.FAILED, 0, 3),
        new Trouble("nothing", json(200, ""), Reason.FAILED, 0, 3),
        new Trouble("another object", json(200, "{\"kind\":\"Pod\"}"), Reason.FAILED, 0, 3));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void whatFailsIsAGapForItsKindAndTheCollectionGoesOn(Trouble trouble) {
    api.answer(PODS, page("v1", "Pod", "", "a")).answer(POLICIES, trouble.answer());
    Snapshot snapshot = collect();
    assertThat(snapshot.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.reason()).isEqualTo(trouble.reason());
              assertThat(gap.kind()).isEqualTo("NetworkPolicy");
              assertThat(gap.namespace()).isNull();
              assertThat(gap.status()).isEqualTo(trouble.status());
              assertThat(gap.message()).contains(POLICIES);
            });
    assertThat(call(snapshot, "NetworkPolicy").completeness())
        .isEqualTo(Completeness.NOT_COLLECTED);
    assertThat(names(snapshot, "Pod")).containsExactly("x/a");
    assertThat(api.requestsOf(POLICIES)).isEqualTo(trouble.attempts());
  }

  @Test
  void theServersMessageStandsInTheGap() {
    api.answer(POLICIES, status(500, "etcdserver: leader changed"));
    assertThat(collect().gaps())
        .extracting(Gap::message)
        .singleElement()
        .asString()
        .contains("500 etcdserver: leader changed");
  }

  @Test
  void aServerThatRecoversLeavesNoGap() {
    api.answer(
        POLICIES,
        retryAfter(429, 2),
        status(500, "etcd"),
        page("networking.k8s.io/v1", "NetworkPolicy", "", "p"));
    Snapshot snapshot = collect();
    assertThat(snapshot.gaps()).isEmpty();
    assertThat(names(snapshot, "NetworkPolicy")).containsExactly("x/p");
    assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(500));
  }

  @Test
  void allWaitingTogetherStaysWithinItsBudget() {
    api.answer(POLICIES, retryAfter(503, 6)).answer(PODS, retryAfter(503, 6));
    collect();
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(LIMITS.waiting());
    assertThat(api.requestsOf(PODS) + api.requestsOf(POLICIES)).isEqualTo(3);
  }

  @Test
  void aListWhoseTokenExpiresIsBegunAnewOnce() {
    api.answer(
            PODS + "?limit=500",
            page("v1", "Pod", "t1", "old", "a"),
            page("v1", "Pod", "t2", "a", "b"))
        .answer(PODS + "?limit=500&continue=t1", status(410, "too old"))
        .answer(PODS + "?limit=500&continue=t2", page("v1", "Pod", "", "c"));
    Snapshot snapshot = collect();
    assertThat(names(snapshot, "Pod")).containsExactly("x/a", "x/b", "x/c");
    assertThat(call(snapshot, "Pod").count()).isEqualTo(3);
    assertThat(snapshot.gaps()).isEmpty();
    assertThat(snapshot.run().notes())
        .extracting(Note::text)
        .contains(
            "Pod: the list was begun anew after 2 objects: /api/v1/pods?limit=500&continue=t1: 410 too old");
  }

  @Test
  void pausesAreNotTheSameForAllWhoWereSentAway() {
    chance = 0.5;
    api.answer(
        POLICIES,
        retryAfter(429, 2),
        status(500, "etcd"),
        page("networking.k8s.io/v1", "NetworkPolicy", "", "p"));
    assertThat(collect().gaps()).isEmpty();
    // never sooner than the server said
    assertThat(pauses).containsExactly(Duration.ofMillis(2062), Duration.ofMillis(375));
  }

  record Clocks(Duration ahead, String said) {}

  static Stream<Clocks> clocks() {
    return Stream.of(
        new Clocks(Duration.ZERO, ""),
        new Clocks(Duration.ofSeconds(20), "REMARK the API server's clock is \\d+ s ahead of ours"),
        new Clocks(Duration.ofHours(1), "WARNING the API server's clock is \\d+ s ahead of ours"),
        new Clocks(Duration.ofHours(-1), "WARNING the API server's clock is \\d+ s behind ours"));
  }

  @ParameterizedTest
  @MethodSource("clocks")
  void clocksThatDifferAreNoted(Clocks clocks) {
    // the server tells the true time
    Clock ours = Clock.offset(Clock.systemUTC(), clocks.ahead().negated());
    try (KubernetesClient client = api.client()) {
      Snapshot snapshot = collector(client, LIMITS, ours).collect();
      assertThat(
              snapshot.run().notes().stream()
                  .map(n -> n.weight() + " " + n.text())
                  .filter(text -> text.contains("clock"))
                  .collect(Collectors.joining()))
          .matches(clocks.said());
      assertThat(snapshot.gaps()).isEmpty();
    }
  }

  @Test
  void theRecordSaysWhoCollected() {
    api.answer(
        "/apis/authentication.k8s.io/v1/selfsubjectreviews",
        json(201, "{\"status\":{\"userInfo\":{\"username\":\"reader\"}}}"));
    Snapshot snapshot = collect();
    assertThat(snapshot.run().user()).isEqualTo("reader");
    assertThat(snapshot.run().collector()).startsWith("palisade-kubernetes/");
    assertThat(snapshot.run().filters()).anyMatch(filter -> filter.startsWith("Secret"));
  }

  @Test
  void whoCollectedMayBeUnknownAndThatIsNoted() {
    Snapshot snapshot = collect();
    assertThat(snapshot.run().user()).isNull();
    assertThat(snapshot.run().notes())
        .extracting(Note::text)
        .anyMatch(text -> text.startsWith("who collects is not known"));
  }

  @Test
  void aListThatExpiresAgainIsIncomplete() {
    api.answer(PODS + "?limit=500", page("v1", "Pod", "t", "a", "b"))
        .answer(PODS + "?limit=500&continue=t", status(410, "too old"));
    Snapshot snapshot = collect();
    assertThat(call(snapshot, "Pod").completeness()).isEqualTo(Completeness.PARTIAL);
    assertThat(names(snapshot, "Pod")).containsExactly("x/a", "x/b");
    assertThat(snapshot.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.reason()).isEqualTo(Reason.INCOMPLETE);
              assertThat(gap.status()).isEqualTo(410);
            });
  }

  @Test
  void aLaterPageThatFailsMakesTheListIncomplete() {
    api.answer(PODS + "?limit=500", page("v1", "Pod", "t", "a"))
        .answer(PODS + "?limit=500&continue=t", status(500, "etcd"));
    Snapshot snapshot = collect();
    assertThat(names(snapshot, "Pod")).containsExactly("x/a");
    assertThat(call(snapshot, "Pod").completeness()).isEqualTo(Completeness.PARTIAL);
    assertThat(snapshot.gaps()).extracting(Gap::reason).containsExactly(Reason.INCOMPLETE);
  }

  @Test
  void anObjectThatCannotBeReadIsAGapAndTheOthersAreKept() {
    String mebibyte = "x".repeat(1 << 20);
    String labels =
        IntStream.range(0, 5)
            .mapToObj(i -> "\"l%d\":\"%s\"".formatted(i, mebibyte))
            .collect(Collectors.joining(","));
    api.answer(
        PODS,
        json(
            200,
            "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"a\"}},{\"metadata\":{}},{\"metadata\":{\"name\":\"h\",\"labels\":{%s}}},{\"metadata\":{\"name\":\"b\"}}]}"
                .formatted(labels)));
    Snapshot snapshot = collect();
    assertThat(names(snapshot, "Pod")).containsExactly("default/a", "default/b");
    assertThat(snapshot.gaps())
        .hasSize(2)
        .allMatch(gap -> gap.reason() == Reason.UNREADABLE && gap.kind().equals("Pod"));
    assertThat(snapshot.gaps())
        .extracting(Gap::message)
        .anyMatch(message -> message.contains("/items/1/metadata/name"))
        .anyMatch(message -> message.endsWith("characters (what comes after default/a)"));
    assertThat(call(snapshot, "Pod").completeness()).isEqualTo(Completeness.PARTIAL);
  }

  @Test
  void remainingItemsWithoutATokenAreAGap() {
    api.answer(
        PODS,
        json(
            200,
            "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"remainingItemCount\":7},\"items\":[]}"));
    assertThat(collect().gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.message()).contains("more items"));
  }

  @Test
  void aRefusedListIsAskedForNamespaceByNamespace() {
    api.answer(POLICIES, status(403, "cluster-wide: no"))
        .answer(
            "/apis/networking.k8s.io/v1/namespaces/x/networkpolicies",
            page("networking.k8s.io/v1", "NetworkPolicy", "", "p"))
        .answer("/apis/networking.k8s.io/v1/namespaces/y/networkpolicies", status(403, "y: no"));
    Snapshot snapshot = collect();
    assertThat(names(snapshot, "NetworkPolicy")).containsExactly("x/p");
    assertThat(call(snapshot, "NetworkPolicy").completeness()).isEqualTo(Completeness.PARTIAL);
    assertThat(snapshot.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.reason()).isEqualTo(Reason.REFUSED);
              assertThat(gap.namespace()).isEqualTo("y");
              assertThat(gap.status()).isEqualTo(403);
            });
  }

  @Test
  void aListThatEveryNamespaceGivesIsComplete() {
    api.answer(POLICIES, status(403, "cluster-wide: no"));
    Snapshot snapshot = collect();
    assertThat(snapshot.gaps()).isEmpty();
    assertThat(call(snapshot, "NetworkPolicy").completeness()).isEqualTo(Completeness.COMPLETE);
  }

  @Test
  void aKindThatIsRefusedEverywhereIsOneGap() {
    api.answer(POLICIES, status(403, "no"));
    for (String namespace : List.of("kube-system", "x", "y")) {
      api.answer(
          "/apis/networking.k8s.io/v1/namespaces/" + namespace + "/networkpolicies",
          status(403, "no"));
    }
    Snapshot snapshot = collect();
    assertThat(snapshot.gaps()).singleElement().extracting(Gap::namespace).isNull();
    assertThat(call(snapshot, "NetworkPolicy").completeness())
        .isEqualTo(Completeness.NOT_COLLECTED);
  }

  @Test
  void withoutTheNamespacesNothingIsCalledCompleteThatWasRefused() {
    api.answer("/api/v1/namespaces", status(403, "no")).answer(POLICIES, status(403, "no"));
    Snapshot snapshot = collect();
    assertThat(snapshot.gaps()).extracting(Gap::kind).containsExactly("Namespace", "NetworkPolicy");
    assertThat(snapshot.cluster().uid()).isNull();
  }

  @Test
  void aServerThatStopsInTheMiddleOfAnAnswerDoesNotHoldUpTheCollection() {
    api.answer(POLICIES, api.stuckAfter("{\"kind\":\"NetworkPolicyList\",\"items\":["));
    Snapshot snapshot = collect(limits(Duration.ofSeconds(2), 1, Duration.ZERO));
    assertThat(snapshot.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.kind()).isEqualTo("NetworkPolicy"));
  }

  @Test
  void aServerThatNeverAnswersACallDoesNotHoldUpTheCollection() {
    api.answer(POLICIES, api.silent());
    Snapshot snapshot = collect(limits(Duration.ofSeconds(2), 1, Duration.ZERO));
    assertThat(snapshot.gaps()).extracting(Gap::kind).containsExactly("NetworkPolicy");
  }

  @Test
  void whatWasNotAskedForInTimeIsAGap() {
    // a clock that goes on by a minute whenever it is looked at
    AtomicLong minutes = new AtomicLong();
    InstantSource clock = () -> NOW.plus(Duration.ofMinutes(minutes.getAndIncrement()));
    try (KubernetesClient client = api.client()) {
      Snapshot snapshot = collector(client, LIMITS, clock.withZone(ZoneOffset.UTC)).collect();
      assertThat(snapshot.gaps())
          .anySatisfy(
              gap -> {
                assertThat(gap.kind()).isEqualTo("NetworkPolicy");
                assertThat(gap.message()).contains("time was over");
              });
      assertThat(api.requestsOf(POLICIES)).isZero();
    }
  }

  @Test
  void whoInterruptsACollectionGetsNoSnapshot() {
    try (KubernetesClient client = api.client()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> collector(client, LIMITS).collect())
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aVersionOfAGroupThatFailsIsNoGapForKindsThatAnotherBrings() {
    api.serves("cilium.io/v2alpha1", "CiliumCIDRGroup", "ciliumcidrgroups", false)
        .serves("cilium.io/v2", "CiliumNetworkPolicy", "ciliumnetworkpolicies", true)
        .answer("/apis/cilium.io/v2alpha1", status(500, "down"));
    Snapshot snapshot = collect();
    assertThat(call(snapshot, "CiliumNetworkPolicy").completeness())
        .isEqualTo(Completeness.COMPLETE);
    assertThat(snapshot.gaps())
        .extracting(Gap::kind)
        .contains("CiliumCIDRGroup")
        .doesNotContain("CiliumNetworkPolicy");
  }

  @Test
  void aGroupThatCannotBeLookedIntoIsAGapForEachOfItsKinds() {
    api.serves("projectcalico.org/v3", "Tier", "tiers", false)
        .answer("/apis/projectcalico.org/v3", status(503, "aggregated server down"));
    Snapshot snapshot = collect();
    assertThat(snapshot.gaps())
        .extracting(Gap::kind)
        .contains("Tier", "GlobalNetworkPolicy", "Profile")
        .doesNotContain("NetworkPolicies", "Pod");
    assertThat(snapshot.calls())
        .contains(
            new ListCall("projectcalico.org/v3", "Tier", 0, null, Completeness.NOT_COLLECTED));
  }

  @Test
  void anUnrelatedAggregatedServerThatIsDownIsNoGap() {
    api.serves("metrics.k8s.io/v1beta1", "PodMetrics", "pods", true)
        .answer("/apis/metrics.k8s.io/v1beta1", status(503, "down"));
    assertThat(collect().gaps()).isEmpty();
  }

  @Test
  void withoutDiscoveryEveryKnownKindIsAskedForAndUnknownOnesAreDoubted() {
    api.answer("/apis", status(403, "no")).answer(PODS, page("v1", "Pod", "", "a"));
    Snapshot snapshot = collect();
    assertThat(names(snapshot, "Pod")).containsExactly("x/a");
    assertThat(snapshot.gaps()).extracting(Gap::kind).containsExactly("*");
    assertThat(call(snapshot, "CiliumNetworkPolicy").completeness())
        .isEqualTo(Completeness.NOT_INSTALLED);
  }

  @Test
  void kindsThatNobodyKnowsAreCollectedWhereTheyMayAllow() {
    api.serves("cilium.io/v2", "CiliumEndpoint", "ciliumendpoints", true)
        .serves("cilium.io/v2", "CiliumFuture", "ciliumfutures", true)
        .serves("networking.gke.io/v1alpha1", "FQDNNetworkPolicy", "fqdnnetworkpolicies", true)
        .serves("cert-manager.io/v1", "Certificate", "certificates", true)
        .answer(
            "/apis/networking.gke.io/v1alpha1/fqdnnetworkpolicies",
            page("networking.gke.io/v1alpha1", "FQDNNetworkPolicy", "", "f"));
    Snapshot snapshot = collect();
    assertThat(names(snapshot, "FQDNNetworkPolicy")).containsExactly("x/f");
    assertThat(call(snapshot, "CiliumFuture").completeness()).isEqualTo(Completeness.COMPLETE);
    assertThat(api.requests())
        .noneMatch(r -> r.contains("ciliumendpoints") || r.contains("certificates"));
  }

  @Test
  void ofSeveralVersionsTheOneThatIsUnderstoodIsAskedFor() {
    api.serves("gateway.networking.k8s.io/v2alpha1", "Gateway", "gateways", true)
        .serves("gateway.networking.k8s.io/v1beta1", "Gateway", "gateways", true)
        .serves("gateway.networking.k8s.io/v1", "Gateway", "gateways", true)
        .serves(
            "policy.networking.k8s.io/v1beta7",
            "ClusterNetworkPolicy",
            "clusternetworkpolicies",
            false);
    Snapshot snapshot = collect();
    assertThat(call(snapshot, "Gateway").apiVersion()).isEqualTo("gateway.networking.k8s.io/v1");
    assertThat(call(snapshot, "ClusterNetworkPolicy").apiVersion())
        .isEqualTo("policy.networking.k8s.io/v1beta7");
  }

  @Test
  void ofConfigMapsOnlyTheNetworkPluginsAreAskedForByName() {
    String path = "/api/v1/namespaces/kube-system/configmaps/";
    api.serves("v1", "ConfigMap", "configmaps", true)
        .serves("v1", "Secret", "secrets", true)
        .answer(
            path + "cilium-config",
            json(
                200,
                "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"cilium-config\",\"namespace\":\"kube-system\"},\"data\":{\"enable-policy\":\"never\",\"other\":\"hidden\"}}"))
        .answer(path + "calico-config", status(403, "no"));
    Snapshot snapshot = collect();
    assertThat(names(snapshot, "ConfigMap")).containsExactly("kube-system/cilium-config");
    assertThat(call(snapshot, "ConfigMap").completeness()).isEqualTo(Completeness.PARTIAL);
    assertThat(snapshot.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.kind()).isEqualTo("ConfigMap");
              assertThat(gap.name()).isEqualTo("calico-config");
            });
    assertThat(api.requests())
        .filteredOn(request -> request.contains("configmaps"))
        .containsExactlyInAnyOrder(
            path + "cilium-config", path + "calico-config", path + "kube-flannel-cfg");
    assertThat(api.requests()).noneMatch(request -> request.contains("secrets"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 200})
  void aServerThatIsNoneOrKnowsNobodyIsRefusedWhole(int code) {
    api.answer("/version", json(code, "<html>sign in</html>"));
    assertThatThrownBy(this::collect)
        .isInstanceOf(NothingUsable.class)
        .hasMessageContaining("/version");
  }

  @Test
  void aServerThatIsNotThereIsRefusedWhole() {
    KubernetesClient client = api.client();
    api.close();
    try (client) {
      assertThatThrownBy(() -> collector(client, LIMITS).collect())
          .isInstanceOf(NothingUsable.class)
          .hasMessageContaining("127.0.0.1");
    }
  }

  private Snapshot collect() {
    return collect(LIMITS);
  }

  private Snapshot collect(CollectionLimits limits) {
    try (KubernetesClient client = api.client()) {
      return collector(client, limits).collect();
    }
  }

  private static CollectionLimits limits(Duration call, int attempts, Duration waiting) {
    return new CollectionLimits(500, call, attempts, waiting, Duration.ofMinutes(5));
  }

  private ClusterCollector collector(KubernetesClient client, CollectionLimits limits) {
    return collector(client, limits, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private ClusterCollector collector(
      KubernetesClient client, CollectionLimits limits, Clock clock) {
    return new ClusterCollector(
        client, "prod", Trigger.SCHEDULE, "hourly", clock, limits, pauses::add, () -> chance);
  }

  private static List<String> names(Snapshot snapshot, String kind) {
    return snapshot.manifests().stream()
        .filter(manifest -> manifest.ref().kind().equals(kind))
        .map(manifest -> manifest.ref().qualifiedName())
        .toList();
  }

  private static ListCall call(Snapshot snapshot, String kind) {
    return snapshot.calls().stream()
        .filter(call -> call.kind().equals(kind))
        // a NetworkPolicy is Calico's too, which is not installed
        .max(Comparator.comparing(call -> call.apiVersion().startsWith("networking.k8s.io")))
        .orElseThrow();
  }
}
