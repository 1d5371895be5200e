package dev.palisade.collect.kubernetes;

import static dev.palisade.collect.kubernetes.ScriptedApi.cut;
import static dev.palisade.collect.kubernetes.ScriptedApi.json;
import static dev.palisade.collect.kubernetes.ScriptedApi.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.collect.kubernetes.ScriptedApi.Answer;
import dev.palisade.snapshot.ResourceRef;
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
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Watches of an API server that goes by a script.
class ClusterWatchTest {
  private static final String POLICIES = "/apis/networking.k8s.io/v1/networkpolicies";
  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final String PODS = "/api/v1/pods";
  private static final WatchLimits LIMITS =
      new WatchLimits(
          Duration.ofSeconds(60),
          Duration.ofMillis(1),
          Duration.ofMinutes(5),
          Duration.ofMillis(1),
          Duration.ofMillis(20));

  private final List<WatchNotice> notices = new CopyOnWriteArrayList<>();
  private ScriptedApi api;
  private ClusterWatch watch;

  @BeforeEach
  void serve() throws IOException {
    api =
        new ScriptedApi()
            .serves("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", true)
            .answer(NAMESPACES, list("Namespace", "1"), api().stuck());
  }

  /// What only an instance can answer.
  private Idle api() {
    return new Idle();
  }

  /// A watch that says nothing, until the test is over.
  private final class Idle {
    Answer stuck() {
      return exchange -> api.stuckAfter("").to(exchange);
    }
  }

  @AfterEach
  void stop() {
    if (watch != null) {
      watch.close();
    }
    api.close();
  }

  private void begin(Function<WatchedKind, KnownState> states) {
    watch = ClusterWatch.begin(api.client(), Clock.systemUTC(), LIMITS, states, notices::add);
  }

  private void begin() {
    begin(kind -> KnownState.NONE);
  }

  private <T extends WatchNotice> T await(Class<T> type, Predicate<T> wanted) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(5))
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

  private JournalEntry awaitEntry(String mark) {
    return await(Changed.class, c -> c.entry().mark().equals(mark)).entry();
  }

  private List<JournalEntry> entries() {
    return notices.stream()
        .filter(Changed.class::isInstance)
        .map(n -> ((Changed) n).entry())
        .toList();
  }

  private static String policy(String name, String version, String more) {
    return """
        {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"%s","namespace":"shop","uid":"u-%s","resourceVersion":"%s","managedFields":[{"manager":"kubectl","operation":"Update","time":"2026-11-01T10:00:00Z","fieldsV1":{"f:spec":{}}}]%s}}"""
        .formatted(name, name, version, more);
  }

  private static Answer list(String kind, String version, String... items) {
    String apiVersion = kind.equals("NetworkPolicy") ? "networking.k8s.io/v1" : "v1";
    return json(
        200,
        "{\"kind\":\"%sList\",\"apiVersion\":\"%s\",\"metadata\":{\"resourceVersion\":\"%s\"},\"items\":[%s]}"
            .formatted(kind, apiVersion, version, String.join(",", items)));
  }

  private static String event(String type, String object) {
    return "{\"type\":\"%s\",\"object\":%s}\n".formatted(type, object);
  }

  private static String bookmark(String version) {
    return event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"" + version + "\"}}");
  }

  /// Says some events and ends the watch in good order.
  private static Answer events(String... events) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(String.join("", events).getBytes(UTF_8));
    };
  }

  private List<String> asked(String path) {
    return api.requests().stream().filter(r -> r.startsWith(path + "?")).toList();
  }

  @Test
  void whatStoodWhenTheWatchBeganIsNoChange() {
    api.answer(
        POLICIES,
        list("NetworkPolicy", "40", policy("old", "7", "")),
        events(event("ADDED", policy("new", "41", ""))),
        api().stuck());
    begin();

    JournalEntry entry = awaitEntry("created");

    assertThat(entries()).containsExactly(entry);
    assertThat(entry.object().toString()).isEqualTo("NetworkPolicy shop/new");
    assertThat(entry.uid()).isEqualTo("u-new");
    assertThat(entry.oldDigest()).isNull();
    assertThat(entry.resourceVersion()).isEqualTo("41");
    assertThat(entry.after()).isNull();
    assertThat(entry.writers().toString()).contains("kubectl", "Update", "2026-11-01T10:00:00Z");
    assertThat(entry.content()).contains("\"name\":\"new\"").doesNotContain("resourceVersion");
  }

  @Test
  void changesCarryBothDigestsAndTheClientThatWroteWhatChanged() {
    String changed =
        policy("web", "43", ",\"generation\":2")
            .replace(
                "\"managedFields\":[",
                "\"managedFields\":[{\"manager\":\"argocd\",\"operation\":\"Apply\",\"time\":\"2026-11-01T11:00:00Z\",\"fieldsV1\":{\"f:spec\":{\"f:ingress\":{}}}},");
    api.answer(
        POLICIES,
        list("NetworkPolicy", "40", policy("web", "7", "")),
        events(event("MODIFIED", changed), event("DELETED", policy("web", "44", ""))),
        api().stuck());
    begin();

    JournalEntry deleted = awaitEntry("deleted");
    JournalEntry entry = awaitEntry("43");

    assertThat(entry.what()).isEqualTo(What.CHANGED);
    assertThat(entry.oldDigest()).isNotEqualTo(entry.object().digest());
    assertThat(entry.writers()).hasSize(1);
    assertThat(entry.writers().getFirst().manager()).isEqualTo("argocd");
    assertThat(deleted.oldDigest()).isEqualTo(entry.object().digest());
    assertThat(deleted.resourceVersion()).isEqualTo("44");
    assertThat(deleted.writers()).isEmpty();
    assertThat(deleted.content()).isNull();
  }

  @Test
  void ofPodsAndNamespacesLabelsAloneCount() {
    api.serves("v1", "Pod", "pods", true);
    String pod =
        "{\"metadata\":{\"name\":\"p\",\"namespace\":\"shop\",\"uid\":\"u-p\",\"resourceVersion\":\"%s\",\"labels\":{\"app\":\"%s\"}%s},\"status\":{\"phase\":\"%s\"},\"kind\":\"Pod\",\"apiVersion\":\"v1\"}";
    String owned =
        ",\"ownerReferences\":[{\"apiVersion\":\"apps/v1\",\"kind\":\"ReplicaSet\",\"name\":\"r\",\"uid\":\"r\",\"controller\":true}]";
    api.answer(
        PODS,
        list("Pod", "1", pod.formatted("1", "web", "", "Pending")),
        events(
            event("MODIFIED", pod.formatted("2", "web", "", "Running")),
            event("MODIFIED", pod.formatted("3", "db", "", "Running")),
            event("ADDED", pod.formatted("4", "x", owned, "Pending").replace("u-p", "u-q")),
            event("DELETED", pod.formatted("5", "x", owned, "Failed").replace("u-p", "u-q")),
            event("DELETED", pod.formatted("6", "db", "", "Failed"))),
        api().stuck());
    String namespace =
        "{\"metadata\":{\"name\":\"n\",\"uid\":\"u-n\",\"resourceVersion\":\"%s\",\"labels\":{\"zone\":\"%s\"}},\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"status\":{\"phase\":\"%s\"}}";
    api.answer(
        NAMESPACES,
        list("Namespace", "1", namespace.formatted("1", "cde", "Active")),
        events(
            event("MODIFIED", namespace.formatted("7", "cde", "Terminating")),
            event("MODIFIED", namespace.formatted("8", "open", "Terminating"))),
        api().stuck());
    begin();

    awaitEntry("deleted");
    awaitEntry("8");

    assertThat(entries())
        .extracting(JournalEntry::mark)
        .containsExactlyInAnyOrder("3", "deleted", "8");
    assertThat(awaitEntry("3").labels()).containsEntry("app", new LabelChange("web", "db"));
    assertThat(awaitEntry("3").content()).isNull();
    assertThat(awaitEntry("8").labels()).containsEntry("zone", new LabelChange("cde", "open"));
  }

  @Test
  void aWatchThatEndsGoesOnFromItsBookmark() {
    api.answer(
        POLICIES,
        list("NetworkPolicy", "40"),
        events(bookmark("50")),
        events(event("ADDED", policy("a", "51", ""))),
        api().stuck());
    begin();
    awaitEntry("created");
    Awaitility.await().until(() -> asked(POLICIES).size() == 4);

    assertThat(asked(POLICIES))
        .extracting(r -> r.replaceAll(".*resourceVersion=(\\d+).*", "$1"))
        .containsExactly(POLICIES + "?limit=500", "40", "50", "51");
    assertThat(notices).noneMatch(Blind.class::isInstance);
  }

  @Test
  void aLostConnectionIsABlindIntervalThatIsMadeUpFor() {
    api.answer(
        POLICIES,
        list("NetworkPolicy", "40"),
        cut(event("ADDED", policy("a", "41", "")) + "{\"type\":\"ADDED\",\"obj"),
        status(503, "starting"),
        // said again, as nobody knows what of it arrived
        events(event("ADDED", policy("a", "41", "")), event("ADDED", policy("b", "42", ""))),
        api().stuck());
    begin();

    Blind lost = await(Blind.class, b -> b.reason().contains("connection was lost"));
    Blind ended = await(Blind.class, b -> b.recovery() == Recovery.RESUMED);

    assertThat(lost.until()).isNull();
    assertThat(lost.recovery()).isEqualTo(Recovery.NONE);
    assertThat(ended.from()).isEqualTo(lost.from());
    assertThat(ended.until()).isAfter(lost.from());
    assertThat(ended.reason()).contains("503");
    Awaitility.await().until(() -> entries().size() == 2);
    assertThat(entries()).extracting(e -> e.object().name()).containsExactly("a", "b");
    assertThat(asked(POLICIES).stream().filter(r -> r.contains("limit="))).hasSize(1);
  }

  record Expiry(String name, Answer answer, String reason) {}

  @Test
  void aVersionThatIsTooOldMakesItListAgainAndCompare() throws IOException {
    List<Expiry> cases =
        List.of(
            new Expiry("as an answer", status(410, "too old"), "410 too old"),
            new Expiry(
                "as an event",
                events(
                    event(
                        "ERROR",
                        "{\"kind\":\"Status\",\"code\":410,\"message\":\"too old resource version\"}")),
                "410 too old resource version"),
            new Expiry(
                "an event that is none", events("{\"type\":\"ADDED\",\"object\":[]}\n"), "read"),
            new Expiry("no JSON", events("<html>\n"), "read"),
            new Expiry("an unknown type", events("{\"type\":\"MOVED\",\"object\":{}}\n"), "read"),
            new Expiry(
                "an object without uid",
                events(event("ADDED", policy("a", "41", "").replace("\"uid\":\"u-a\",", ""))),
                "uid"));
    for (Expiry expiry : cases) {
      stop();
      notices.clear();
      serve();
      api.answer(
          POLICIES,
          list(
              "NetworkPolicy",
              "40",
              policy("same", "1", ""),
              policy("gone", "2", ""),
              policy("web", "3", "")),
          expiry.answer(),
          list(
              "NetworkPolicy",
              "60",
              policy("same", "1", ""),
              policy("web", "55", ",\"generation\":2"),
              policy("new", "56", "")),
          api().stuck());
      begin();

      JournalEntry deleted = awaitEntry("deleted");
      Blind blind = await(Blind.class, b -> b.recovery() == Recovery.RELISTED);

      assertThat(entries())
          .as(expiry.name())
          .extracting(e -> e.what() + " " + e.object().name())
          .containsExactlyInAnyOrder("changed web", "created new", "deleted gone");
      assertThat(entries())
          .as(expiry.name())
          .allSatisfy(
              e -> {
                assertThat(e.after()).isNotNull().isEqualTo(blind.from());
                assertThat(e.until()).isAfterOrEqualTo(e.after());
              });
      assertThat(deleted.resourceVersion()).isNull();
      assertThat(blind.reason()).as(expiry.name()).contains(expiry.reason());
      assertThat(notices.stream().filter(Watched.class::isInstance).map(Watched.class::cast))
          .as(expiry.name())
          .allMatch(w -> !w.until().isAfter(blind.from()) || !w.from().isBefore(blind.until()));
    }
  }

  @Test
  void whatMayNotBeWatchedIsBlind() {
    api.answer(POLICIES, status(403, "networkpolicies is forbidden"));
    begin();

    Blind blind = await(Blind.class, b -> b.kind().equals(WatchedKind.NETWORK_POLICY));
    Awaitility.await().until(() -> asked(POLICIES).size() > 3);

    assertThat(blind.reason()).contains("403").contains("networkpolicies is forbidden");
    assertThat(blind.until()).isNull();
    assertThat(
            notices.stream()
                .filter(Blind.class::isInstance)
                .filter(b -> ((Blind) b).kind().equals(WatchedKind.NETWORK_POLICY)))
        .as("said once")
        .hasSize(1);
    assertThat(notices.stream().filter(Watched.class::isInstance).map(n -> ((Watched) n).kind()))
        .doesNotContain(WatchedKind.NETWORK_POLICY);
  }

  @Test
  void aListWithAHoleIsNoList() {
    api.answer(
        POLICIES,
        list(
            "NetworkPolicy",
            "40",
            policy("good", "2", ""),
            policy("web", "3", "").replace("\"name\":\"web\",", "")));
    begin();
    Blind blind = await(Blind.class, b -> b.reason().contains("cannot be listed"));
    assertThat(blind.kind()).isEqualTo(WatchedKind.NETWORK_POLICY);
    assertThat(blind.reason()).contains("/metadata/name");
    assertThat(entries()).isEmpty();
  }

  @Test
  void whatHappenedWhileNobodyWatchedIsFoundByComparingWithWhatWasKnown() {
    Instant asOf = Instant.parse("2026-11-01T00:00:00Z");
    ResourceRef known =
        new ResourceRef(
            "networking.k8s.io/v1", "NetworkPolicy", "shop", "gone", "u-gone", "d".repeat(64));
    api.answer(POLICIES, list("NetworkPolicy", "40", policy("new", "3", "")), api().stuck());
    begin(
        kind ->
            kind.equals(WatchedKind.NETWORK_POLICY)
                ? new KnownState(
                    asOf, asOf, List.of(new StandingObject(known, new TreeMap<>(), false)))
                : KnownState.NONE);

    Blind blind = await(Blind.class, b -> b.recovery() == Recovery.RELISTED);

    assertThat(blind.from()).isEqualTo(asOf);
    assertThat(blind.reason()).contains("the service did not run");
    assertThat(entries())
        .extracting(e -> e.what() + " " + e.object().name())
        .containsExactlyInAnyOrder("created new", "deleted gone");
    assertThat(entries()).allMatch(e -> asOf.equals(e.after()));
  }

  @Test
  void whatTheJournalDoesNotTakeIsAskedForAgain() {
    api.answer(
        POLICIES,
        list("NetworkPolicy", "40"),
        events(event("ADDED", policy("a", "41", ""))),
        events(event("ADDED", policy("a", "41", ""))),
        api().stuck());
    List<String> refused = new ArrayList<>(List.of("once"));
    watch =
        ClusterWatch.begin(
            api.client(),
            Clock.systemUTC(),
            LIMITS,
            kind -> KnownState.NONE,
            notice -> {
              if (notice instanceof Changed && !refused.isEmpty()) {
                refused.clear();
                throw new IllegalStateException("the database is gone");
              }
              notices.add(notice);
            });

    JournalEntry entry = awaitEntry("created");

    assertThat(entry.resourceVersion()).isEqualTo("41");
    assertThat(
            asked(POLICIES).stream()
                .filter(r -> r.contains("resourceVersion=40"))
                .collect(Collectors.toList()))
        .hasSizeGreaterThanOrEqualTo(2);
    await(Blind.class, b -> b.recovery() == Recovery.RESUMED && b.reason().contains("database"));
  }

  @Test
  void anApiServerThatIsDownIsBlindForAllKinds() {
    api.answer("/apis", status(403, "no"));
    begin();
    Blind blind = await(Blind.class, b -> b.kind().equals(WatchedKind.ALL));
    assertThat(blind.reason()).contains("which kinds there are is not known");
    assertThat(Arrays.asList(notices.toArray())).noneMatch(Watched.class::isInstance);
  }

  @Test
  void stoppingIsWrittenDown() {
    api.answer(POLICIES, list("NetworkPolicy", "40"), events(bookmark("41")), api().stuck());
    begin();
    Awaitility.await().until(() -> asked(POLICIES).size() == 3);
    watch.close();
    Blind blind =
        await(
            Blind.class,
            b -> b.kind().equals(WatchedKind.NETWORK_POLICY) && b.reason().contains("stopped"));
    assertThat(blind.recovery()).isEqualTo(Recovery.NONE);
  }
}
