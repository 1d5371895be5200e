package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.application.FlowHistory.Cause;
import dev.palisade.application.FlowHistory.Interval;
import dev.palisade.application.FlowHistory.State;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.document.CanonicalJson;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.JournalEntry.What;
import dev.palisade.snapshot.journal.WatchNotice.Changed;
import dev.palisade.store.ActorStore;
import dev.palisade.store.AuditEvent;
import dev.palisade.store.CampaignStore;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.HistoryStore;
import dev.palisade.store.JournalStore;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.ServiceDatabase;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FollowFlowTest {
  private static final Instant START = Instant.parse("2026-01-31T10:00:05Z");
  private static final String SCOPE =
      """
      apiVersion: palisade.dev/v1
      kind: Scope
      zones:
        - name: all
          category: trusted
          namespaces: {names: [shop]}
      networks:
        - name: partner
          cidrs: [192.0.2.0/24, 198.51.100.0/24]
      """;

  private final ServiceDatabase database = new ServiceDatabase();
  private final EvidenceStore evidence = new EvidenceStore(database);
  private final JournalStore journal = new JournalStore(database);
  private final ActorStore actors = new ActorStore(database);
  private final AssessSnapshot assess = AssessSnapshot.standard();

  private static Instant hour(int hour) {
    return START.plus(Duration.ofHours(hour));
  }

  private void take(String cluster, int hour, List<Gap> gaps, List<Manifest> manifests) {
    evidence.append(
        new Snapshot(
            new ClusterIdentity(cluster, null, null),
            hour(hour),
            new CollectionRun(
                CollectionRun.Trigger.SCHEDULE,
                "test",
                "test",
                hour(hour).minusSeconds(5),
                hour(hour)),
            manifests,
            List.of(),
            gaps));
  }

  private void take(String cluster, int hour, String... yaml) {
    take(cluster, hour, List.of(), HourlyCluster.manifests(yaml));
  }

  private FlowHistory follow(String cluster, String from, String to, String traffic, int until) {
    return new FollowFlow(
            new HistoryStore(database),
            new ClusterHistory(
                new HistoryStore(database),
                journal,
                actors,
                new ScheduleStore(database),
                new CampaignStore(database),
                new UsualJournal()),
            name -> new ScopeVersion(name, 1, SCOPE, "", "test", START),
            assess,
            Clock.fixed(hour(until), ZoneOffset.UTC))
        .follow(new FollowFlow.Request(cluster, from, to, traffic, null, null));
  }

  private static String pod(String name, String app) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: shop, labels: {app: %s}}}"
        .formatted(name, app);
  }

  private static String namespace(String labels) {
    return "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: " + labels + "}}";
  }

  private static String policy(String name, String spec) {
    return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: %s, namespace: shop}, spec: %s}"
        .formatted(name, spec);
  }

  private static final String DENY = policy("deny", "{podSelector: {}}");
  private static final String BY_LABEL =
      policy(
          "allow",
          "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}],"
              + " ports: [{port: 5432}]}]}");

  private static List<String> told(FlowHistory history) {
    return history.intervals().stream()
        .map(
            i ->
                i.state()
                    + " "
                    + Duration.between(START, i.from()).toMinutes()
                    + "-"
                    + Duration.between(START, i.until()).toMinutes())
        .toList();
  }

  private static List<String> causes(Interval interval) {
    return interval.begun() == null
        ? List.of()
        : interval.begun().ways().stream()
            .map(way -> way.stream().map(c -> c.changed() + " " + c.what()).toList().toString())
            .toList();
  }

  @Test
  void aLabelOfTheNamespaceOpensAndARemovedPolicyOpensMore() {
    String[] pods = {pod("web", "web"), pod("db", "db")};
    take("leak", 0, namespace("{}"), pods[0], pods[1], DENY, BY_LABEL);
    take("leak", 1, namespace("{}"), pods[0], pods[1], DENY, BY_LABEL);
    take("leak", 2, namespace("{team: a}"), pods[0], pods[1], DENY, BY_LABEL);
    take("leak", 3, namespace("{team: a}"), pods[0], pods[1], DENY, BY_LABEL);
    take("leak", 4, namespace("{}"), pods[0], pods[1], DENY, BY_LABEL);

    FlowHistory history = follow("leak", "shop/web", "shop/db", "TCP/5432", 5);
    assertThat(told(history))
        .containsExactly("not-possible 0-120", "possible 120-240", "not-possible 240-300");
    Interval open = history.intervals().get(1);
    assertThat(open.begun())
        .returns(hour(1).minusSeconds(5), FlowHistory.Turn::after)
        .returns(hour(2), FlowHistory.Turn::until);
    assertThat(causes(open)).containsExactly("[Namespace shop relabelled: team=a added]");
    assertThat(open.ended()).isEqualTo(history.intervals().get(2).begun());
    assertThat(open.allowed()).isEqualTo("TCP 5432");
    assertThat(open.firstSnapshot()).isEqualTo(3);
    assertThat(open.lastSnapshot()).isEqualTo(4);

    // of a set: how much of it
    assertThat(told(follow("leak", "shop/web", "shop/db", "TCP/5000-6000", 5)))
        .containsExactly("not-possible 0-120", "partly 120-240", "not-possible 240-300");
  }

  @Test
  void twoChangesThatOnlyTogetherOpenAreOneCause() {
    String web = pod("web", "web");
    String db = pod("db", "db");
    String egress =
        policy("out", "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}");
    take("two", 0, namespace("{}"), web, db, DENY, egress);
    take(
        "two",
        1,
        namespace("{}"),
        web,
        db,
        policy("new", "{podSelector: {matchLabels: {app: none}}}"));
    FlowHistory history = follow("two", "shop/web", "shop/db", "TCP/80", 2);
    assertThat(causes(history.intervals().getLast()))
        .containsExactly("[NetworkPolicy shop/deny deleted, NetworkPolicy shop/out deleted]");
    assertThat(history.intervals().getLast().begun().smallest()).isTrue();
  }

  @Test
  void whereNobodyLookedOrSomethingWasNotSeenItIsUnknown() {
    String web = pod("web", "web");
    String db = pod("db", "db");
    Gap noPolicies = new Gap(Gap.Reason.REFUSED, "NetworkPolicy", null, null, 403, "refused");
    Gap elsewhere = new Gap(Gap.Reason.REFUSED, "NetworkPolicy", "other", null, 403, "refused");
    take("gaps", 0, web, db, DENY);
    take("gaps", 1, List.of(elsewhere), HourlyCluster.manifests(web, db, DENY));
    take("gaps", 2, List.of(noPolicies), HourlyCluster.manifests(web, db));
    take("gaps", 3, web, db, DENY);
    take("gaps", 40, web, db, DENY);

    FlowHistory history = follow("gaps", "shop/web", "shop/db", null, 41);
    assertThat(told(history))
        .containsExactly(
            "not-possible 0-60", "unknown 60-180", "unknown 180-2400", "not-possible 2400-2460");
    assertThat(history.intervals().get(1).reasons()).containsExactly("missing evidence: refused");
  }

  @Test
  void theJournalTellsTheInstantAndTheActorAndWhatPassedBetweenSnapshots() {
    List<Manifest> closed = HourlyCluster.manifests(pod("web", "web"), pod("db", "db"), DENY);
    String open = policy("open", "{podSelector: {}, ingress: [{}]}");
    List<Manifest> opened = HourlyCluster.manifests(pod("web", "web"), pod("db", "db"), DENY, open);
    Manifest hole = withUid(opened.getLast());
    List<Manifest> with = new ArrayList<>(closed);
    with.add(hole);
    take("told", 0, List.of(), closed);
    take("told", 1, List.of(), closed);
    take("told", 2, List.of(), with);
    tell(10, What.CREATED, null, hole);
    tell(20, What.DELETED, hole, hole);
    tell(90, What.CREATED, null, hole);
    actors.heard(
        "told",
        List.of(
            new AuditEvent(
                "e-9",
                "",
                START.plusSeconds(90 * 60),
                "create",
                "networking.k8s.io",
                "networkpolicies",
                "NetworkPolicy",
                "shop",
                "open",
                "u",
                null,
                "mallory",
                null,
                List.of(),
                null,
                201)),
        START.plusSeconds(91 * 60),
        Duration.ofMinutes(1));

    FlowHistory history = follow("told", "shop/web", "shop/db", "TCP/80", 3);
    assertThat(told(history))
        .containsExactly(
            "not-possible 0-10", "unknown 10-20", "not-possible 20-90", "possible 90-180");
    Cause cause = history.intervals().getLast().begun().ways().getFirst().getFirst();
    assertThat(cause.actor()).isEqualTo("mallory");
    assertThat(cause.event()).isEqualTo("e-9");
  }

  private static Manifest withUid(Manifest manifest) {
    var ref = manifest.ref();
    return new Manifest(
        new dev.palisade.snapshot.ResourceRef(
            ref.apiVersion(), ref.kind(), ref.namespace(), ref.name(), "u", ref.digest()),
        manifest.root(),
        manifest.file(),
        manifest.pointer());
  }

  private void tell(int minute, What what, Manifest before, Manifest now) {
    journal.append(
        "told",
        new Changed(
            new JournalEntry(
                what,
                withUidOf(now, minute),
                before == null ? null : before.ref().digest(),
                "v" + minute,
                null,
                START.plusSeconds(60L * minute),
                List.of(),
                new TreeMap<>(),
                what == What.DELETED ? null : CanonicalJson.text(now.root()))));
  }

  /// The first object and the second of the name have UIDs of their own.
  private static dev.palisade.snapshot.ResourceRef withUidOf(Manifest manifest, int minute) {
    var ref = manifest.ref();
    return new dev.palisade.snapshot.ResourceRef(
        ref.apiVersion(),
        ref.kind(),
        ref.namespace(),
        ref.name(),
        minute < 60 ? "first" : "u",
        ref.digest());
  }

  @Test
  void endsAndTrafficAreNamedAsFindingsNameThem() {
    take(
        "named",
        0,
        namespace("{}"),
        pod("web", "web"),
        policy(
            "partner",
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 192.0.2.0/24}},"
                + " {ipBlock: {cidr: 198.51.100.0/25}}], ports: [{port: 443}]}]}"));
    FlowHistory named = follow("named", "shop/web[Pod]", "partner", "TCP 443", 1);
    assertThat(named.intervals())
        .singleElement()
        .satisfies(i -> assertThat(i.state()).as("half of one range").hasToString("partly"))
        .satisfies(i -> assertThat(i.allowed()).isEqualTo("TCP 443"));
    assertThat(
            follow("named", "shop/web[Pod]", "192.0.2.0/24", "TCP 443", 1)
                .intervals()
                .getFirst()
                .state())
        .hasToString("possible");
    assertThatThrownBy(() -> follow("named", "shop/web[Pod]", "stranger", "TCP 443", 1))
        .hasMessageContaining("a network of the scope");
  }

  @Test
  void anEndThatNothingEverHadIsRefused() {
    take("none", 0, pod("web", "web"));
    assertThatThrownBy(() -> follow("none", "shop/web", "shop/absent", "TCP/80", 1))
        .isInstanceOf(UnusableInput.class)
        .hasMessage(
            "to: there was no pod or workload shop/absent in any snapshot of the time asked for");
    assertThatThrownBy(() -> follow("none", "internet", "10.0.0.0/8", "TCP/80", 1))
        .hasMessageContaining("both outside the cluster");
    assertThatThrownBy(() -> follow("none", "shop/web", "internet", "TCP/x", 1))
        .hasMessageContaining("traffic: ");
  }

  @ParameterizedTest
  @CsvSource({"KUBERNETES, 1", "KUBERNETES, 2", "CALICO, 3", "CALICO, 4", "CILIUM, 5", "CILIUM, 6"})
  void everySnapshotOfAHistoryIsAsTheEvaluatorJudgesItAlone(String dialect, long seed) {
    String name = "brute-" + dialect.toLowerCase() + seed;
    HourlyCluster cluster = new HourlyCluster(dialect, 40, seed);
    int hours = 60;
    for (int h = 0; h < hours; h++) {
      take(name, h, cluster.gaps(), cluster.manifests());
      cluster.pass(3);
    }
    Set<State> found = new HashSet<>();
    String[][] flows = {
      {"ns-0/app-0[Deployment]", "ns-1/app-1[Deployment]"},
      {"ns-1/app-1[Deployment]", "ns-0/app-0[Deployment]"},
      {"ns-0/app-0[Deployment]", "10.1.2.3"},
      {"192.0.2.7", "ns-2/app-2[Deployment]"},
    };
    for (String[] flow : flows) {
      FlowHistory history = follow(name, flow[0], flow[1], "TCP/80", hours);
      for (int h = 0; h < hours; h++) {
        State expected = judged(name, h + 1, flow[0], flow[1]);
        Instant at = hour(h);
        Interval then =
            history.intervals().stream()
                .filter(i -> !i.from().isAfter(at) && i.until().isAfter(at))
                .findFirst()
                .orElseThrow();
        // a snapshot with a gap says nothing, nor does the time since the one before it
        boolean doubted = then.state() == State.UNKNOWN && gapAt(name, h, hours);
        assertThat(doubted ? expected : then.state())
            .as("%s to %s at hour %d of seed %d", flow[0], flow[1], h, seed)
            .isEqualTo(expected);
        found.add(then.state());
      }
    }
    assertThat(found).contains(State.POSSIBLE, State.NOT_POSSIBLE);
  }

  private boolean gapAt(String cluster, int hour, int hours) {
    return !evidence.load(cluster, hour + 1).gaps().isEmpty()
        || (hour + 1 < hours && !evidence.load(cluster, hour + 2).gaps().isEmpty());
  }

  /// By the evaluator of one flow, on the whole snapshot.
  private State judged(String cluster, long sequence, String from, String to) {
    Snapshot snapshot = evidence.load(cluster, sequence);
    DialectSettings settings =
        assess.settings(
            AssessSnapshot.Request.of(
                snapshot, DeclareScope.read("scope", SCOPE), snapshot.takenAt()));
    Translation translation = Translator.translate(snapshot, settings);
    Reachability all = Reachability.of(translation.inventory(), translation.policies(), settings);
    FlowEvaluator evaluator =
        FlowEvaluator.of(translation.inventory(), translation.policies(), settings);
    int allowed = 0;
    int denied = 0;
    for (Endpoint source : ends(all, from)) {
      for (Endpoint destination : ends(all, to)) {
        if (evaluator.evaluate(source, destination, Packet.of(Protocol.TCP, 80)).allowed()) {
          allowed++;
        } else {
          denied++;
        }
      }
    }
    return allowed == 0 ? State.NOT_POSSIBLE : denied == 0 ? State.POSSIBLE : State.PARTLY;
  }

  private static List<Endpoint> ends(Reachability all, String name) {
    if (!name.contains("/")) {
      return List.of(
          all.endpoints()
              .get(all.endpoints().addressesIn(FlowEnd.addressesOf(name).orElseThrow()).first()));
    }
    List<Endpoint> ends = new ArrayList<>();
    all.endpoints().podList().stream()
        .filter(pod -> WorkloadName.of(pod).equals(name))
        .forEach(pod -> ends.add(new Endpoint.PodEndpoint(pod)));
    return ends;
  }
}
