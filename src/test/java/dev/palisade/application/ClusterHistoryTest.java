package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.compliance.control.History.Change;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.ActorStore;
import dev.palisade.store.CampaignStore;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.HistoryStore;
import dev.palisade.store.JournalStore;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.ServiceDatabase;
import dev.palisade.store.StoredSchedule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterHistoryTest {
  private static final Instant START = Instant.parse("2026-01-31T10:00:05Z");
  private static final Gap NO_POLICIES =
      new Gap(Gap.Reason.REFUSED, "NetworkPolicy", null, null, 403, "refused\u0000");

  private final ServiceDatabase database = new ServiceDatabase();
  private final EvidenceStore evidence = new EvidenceStore(database);
  private final ScheduleStore schedules = new ScheduleStore(database);
  private final ClusterHistory histories =
      new ClusterHistory(
          new HistoryStore(database),
          new JournalStore(database),
          new ActorStore(database),
          schedules,
          new CampaignStore(database),
          new UsualJournal());

  private static String policy(String name, String metadata, String spec) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: %s, namespace: shop%s}
    spec: %s
    """
        .formatted(name, metadata, spec);
  }

  private static String policy(String name) {
    return policy(name, "", "{podSelector: {matchLabels: {app: web}}}");
  }

  private static String namespace(String labels) {
    return "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: " + labels + "}}";
  }

  private static Instant hour(int hour) {
    return START.plus(Duration.ofHours(hour));
  }

  private static List<Manifest> manifests(String... yaml) {
    List<Manifest> manifests = new ArrayList<>();
    try {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              "test.yaml",
              new ByteArrayInputStream(
                  String.join("\n---\n", yaml).getBytes(StandardCharsets.UTF_8)),
              reading -> {
                if (reading instanceof Reading.Read(var document)) {
                  manifests.add(Manifests.of(document));
                }
              });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return manifests;
  }

  private void take(String cluster, int hour, List<Gap> gaps, String... yaml) {
    evidence.append(
        new Snapshot(
            new ClusterIdentity(cluster, null, null),
            hour(hour),
            new CollectionRun(
                CollectionRun.Trigger.SCHEDULE, "schedule hourly", "test", hour(hour), hour(hour)),
            manifests(yaml),
            List.of(),
            gaps));
  }

  private void take(String cluster, int hour, String... yaml) {
    take(cluster, hour, List.of(), yaml);
  }

  private List<Change> changes(String cluster, long sequence, int hour) {
    return histories.of(cluster, sequence, hour(hour)).changes().changes();
  }

  private static Change change(String object, String what, int after, int until, String approval) {
    return new Change(object, what, hour(after), hour(until), null, approval, null);
  }

  @Test
  void oneSnapshotTellsOfNoChange() {
    take("one", 0, policy("web"));
    History history = histories.of("one", 1, hour(0));
    assertThat(history.recordedSince()).isEqualTo(hour(0));
    assertThat(history.changes()).isNull();
    assertThat(history.watch()).isNull();
    assertThat(history.audit()).isNull();
    assertThat(history.firstSeen()).isEmpty();
  }

  @Test
  void policiesAreCreatedChangedAndDeleted() {
    String deny = "{podSelector: {}, policyTypes: [Ingress]}";
    take("policies", 0, policy("old"), policy("same"));
    take("policies", 1, policy("old", "", deny), policy("same"), policy("new"));
    take("policies", 2, policy("same"), policy("new"));
    take("policies", 3, policy("same"), policy("new"));

    assertThat(changes("policies", 3, 2))
        .containsExactly(
            change("NetworkPolicy shop/new", "created", 0, 1, null),
            change("NetworkPolicy shop/old", "changed", 0, 1, null),
            change("NetworkPolicy shop/old", "deleted", 1, 2, null));
    // the past is judged with what was known then
    assertThat(changes("policies", 2, 1)).hasSize(2);
    assertThat(histories.of("policies", 4, hour(3)).changes())
        .returns(4L, History.Changes::states)
        .returns(hour(0), History.Changes::from)
        .returns(hour(3), History.Changes::until);
    assertThat(histories.of("policies", 4, hour(3)).firstSeen())
        .containsOnly(Map.entry("networking.k8s.io/NetworkPolicy shop/new", hour(1)));
  }

  @Test
  void whatTheServerCountsIsNoChangeButASeriesThatEndsWhereItBeganIs() {
    take("server", 0, policy("web", ", generation: 1, uid: a", "{podSelector: {}}"));
    take(
        "server",
        1,
        policy(
            "web",
            ", generation: 1, uid: a, managedFields: [{manager: kubectl, operation: Apply}]",
            "{podSelector: {}}"));
    take("server", 2, policy("web", ", generation: 3, uid: a", "{podSelector: {}}"));
    take("server", 3, policy("web", ", generation: 1, uid: b", "{podSelector: {}}"));
    assertThat(changes("server", 4, 3))
        .containsExactly(
            change(
                "NetworkPolicy shop/web",
                "changed and changed back (generation 1 to 3)",
                1,
                2,
                null),
            change("NetworkPolicy shop/web", "deleted and created again as it was", 2, 3, null));
  }

  @Test
  void whereTheListFailedNothingIsDeletedOrCreated() {
    take("gaps", 0, policy("web"), policy("gone"));
    take("gaps", 1, List.of(NO_POLICIES));
    take("gaps", 2, List.of(NO_POLICIES));
    take("gaps", 3, policy("web", "", "{podSelector: {}}"));

    assertThat(changes("gaps", 2, 1)).isEmpty();
    assertThat(changes("gaps", 4, 3))
        .containsExactly(
            change("NetworkPolicy shop/gone", "deleted", 0, 3, null),
            change("NetworkPolicy shop/web", "changed", 0, 3, null));
    assertThat(histories.of("gaps", 4, hour(3)).firstSeen()).isEmpty();
  }

  @Test
  void aPolicyThatCouldNotBeSeenBeforeMayBeOlderThanItsFirstSighting() {
    take("blind", 0);
    take("blind", 1, List.of(NO_POLICIES));
    take("blind", 2, policy("web"));
    assertThat(histories.of("blind", 3, hour(2)).firstSeen())
        .containsOnly(Map.entry("networking.k8s.io/NetworkPolicy shop/web", hour(1)));
    assertThat(changes("blind", 3, 2))
        .containsExactly(change("NetworkPolicy shop/web", "created", 0, 2, null));

    take("blind-from-the-first", 0, List.of(NO_POLICIES));
    take("blind-from-the-first", 1, policy("web"));
    assertThat(histories.of("blind-from-the-first", 2, hour(1)).firstSeen()).isEmpty();
    assertThat(changes("blind-from-the-first", 2, 1)).isEmpty();
  }

  @Test
  void theVersionsOfTheScopeAreToldInTheirOrder() throws SQLException {
    take("scoped", 0);
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO scope_version (cluster, version, document, digest, author, saved_at)"
                    + " SELECT id, ?, 'x', decode(?, 'hex'), 'olga', ? FROM cluster"
                    + " WHERE name = 'scoped'")) {
      for (int version = 1; version <= 2; version++) {
        insert.setInt(1, version);
        insert.setString(2, ("0" + version).repeat(32));
        insert.setObject(3, hour(version).atOffset(ZoneOffset.UTC));
        insert.executeUpdate();
      }
    }
    assertThat(new HistoryStore(database).scopes("scoped"))
        .containsExactly(
            new HistoryStore.SavedScope(1, "01".repeat(32), hour(1)),
            new HistoryStore.SavedScope(2, "02".repeat(32), hour(2)));
  }

  @Test
  void policiesOfOneNameAndTwoGroupsAreFirstSeenEachForItself() {
    String calico = policy("web").replace("networking.k8s.io/v1", "crd.projectcalico.org/v1");
    take("namesakes", 0, policy("web"));
    take("namesakes", 1, policy("web"), calico);
    take(
        "namesakes",
        2,
        policy("web"),
        calico.replace("crd.projectcalico.org/v1", "projectcalico.org/v3"));
    assertThat(histories.of("namesakes", 3, hour(2)).firstSeen())
        .containsOnly(Map.entry("projectcalico.org/NetworkPolicy shop/web", hour(1)));
  }

  @Test
  void labelsThatSomePolicySelectsByAreWatched() {
    String selecting =
        policy(
            "web",
            "",
            "{podSelector: {}, ingress: [{from: [{namespaceSelector:"
                + " {matchLabels: {team: a}}, podSelector: {matchExpressions: [{key: app,"
                + " operator: Exists}]}}]}]}");
    String deployment =
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: shop, labels:"
            + " {app: %1$s}}, spec: {replicas: %3$s, template: {metadata: {labels: {app: %2$s}}}}}";
    String pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop, uid: u, labels: %s}}";
    take(
        "labels",
        0,
        selecting,
        namespace("{team: a, color: red}"),
        deployment.formatted("x", "x", 1),
        pod.formatted("{app: x}"));
    take(
        "labels",
        1,
        selecting,
        namespace("{team: b, color: blue}"),
        deployment.formatted("y", "x", 2),
        pod.formatted("{}"));
    take(
        "labels",
        2,
        namespace("{color: green}"),
        deployment.formatted("y", "y", 2),
        pod.formatted("{app: x}"));
    take("labels", 3, namespace("{team: c}"), deployment.formatted("y", "z", 2));
    assertThat(changes("labels", 4, 3))
        .containsExactly(
            change("Namespace shop", "relabelled: team from a to b", 0, 1, null),
            change("Pod shop/p", "relabelled: app=x removed", 0, 1, null),
            change("Deployment shop/d", "relabelled: app from x to y", 1, 2, null),
            change("Namespace shop", "relabelled: team=b removed", 1, 2, null),
            change("NetworkPolicy shop/web", "deleted", 1, 2, null),
            change("Pod shop/p", "relabelled: app=x added", 1, 2, null));
  }

  @Test
  void theTicketThatAChangeBringsApprovesIt() {
    String ticket = ", annotations: {palisade.dev/ticket: %s}";
    take("tickets", 0, policy("web"));
    take("tickets", 1, policy("web", ticket.formatted("CHG-1"), "{podSelector: {}}"));
    // an old ticket does not approve the next change, and one that is named later does
    take("tickets", 2, policy("web", ticket.formatted("CHG-1"), "{}"));
    take("tickets", 3, policy("web", ticket.formatted("CHG-1"), "{podSelector: {}}"));
    take("tickets", 4, policy("web", ticket.formatted("CHG-2"), "{podSelector: {}}"));
    assertThat(changes("tickets", 5, 4))
        .extracting(Change::what, Change::approval)
        .containsExactly(
            tuple("changed", "ticket CHG-1"),
            tuple("changed", null),
            tuple("changed", "ticket CHG-2, named afterwards, on " + hour(4)));
  }

  private void review(String cluster, String id, String verdict, int hour, String objects)
      throws SQLException {
    database.execute(
        "INSERT INTO change_review SELECT id, '"
            + id
            + "', decode('"
            + "00".repeat(32)
            + "', 'hex'), '"
            + verdict
            + "', '{\"comparison\":{\"objects\":["
            + objects
            + "]}}', 'ci', '"
            + hour(hour).minusSeconds(60)
            + "' FROM cluster WHERE name = '"
            + cluster
            + "'");
  }

  private static String object(String name, String after) {
    return "{\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"NetworkPolicy\",\"namespace\":\"shop\",\"name\":\""
        + name
        + "\""
        + (after == null ? "" : ",\"after\":\"" + after.replace("\n", "\\n") + "\"")
        + "}";
  }

  @Test
  void anAllowedReviewOfTheVeryContentApproves() throws SQLException {
    String open = "{podSelector: {}, ingress: [{ports: [{port: 80}]}]}";
    String stored =
        "{podSelector: {}, policyTypes: [Ingress], ingress: [{ports: [{port: 80, protocol:"
            + " TCP}]}]}";
    take("reviews", 0, policy("web"), policy("gone"), policy("other"), policy("blocked"));
    String id = "00000000-0000-0000-0000-00000000000";
    review("reviews", id + 1, "allow", 1, object("web", policy("web", "", open)));
    review("reviews", id + 2, "allow", 1, object("gone", null));
    review("reviews", id + 3, "allow", 1, object("other", policy("other", "", "{}")));
    review("reviews", id + 4, "block", 1, object("blocked", policy("blocked", "", open)));
    take(
        "reviews",
        1,
        policy("web", ", uid: a, generation: 1", stored),
        policy("other", "", stored),
        policy("blocked", "", stored));
    take("reviews", 2, policy("web"), policy("other", "", stored), policy("blocked", "", stored));
    take(
        "reviews",
        3,
        policy("web", "", stored),
        policy("other", "", stored),
        policy("blocked", "", stored));

    String reviewed = "change review " + id + "%d of " + hour(1).minusSeconds(60);
    assertThat(changes("reviews", 4, 3))
        .containsExactly(
            change("NetworkPolicy shop/blocked", "changed", 0, 1, null),
            change("NetworkPolicy shop/gone", "deleted", 0, 1, reviewed.formatted(2)),
            change("NetworkPolicy shop/other", "changed", 0, 1, null),
            change("NetworkPolicy shop/web", "changed", 0, 1, reviewed.formatted(1)),
            change("NetworkPolicy shop/web", "changed", 1, 2, null),
            // the review was of another state: it approves one change
            change("NetworkPolicy shop/web", "changed", 2, 3, null));
  }

  private void run(String cluster, int hour, String state, String error) throws SQLException {
    database.execute(
        "INSERT INTO run (cluster, id, kind, state, progress, requested_by, requested_at, ended_at,"
            + " error)"
            + " SELECT id, gen_random_uuid(), 'COLLECTION', '%s', 0, 'schedule hourly-%s', '%s', '%s', %s FROM cluster WHERE name = '%s'"
                .formatted(
                    state,
                    cluster,
                    hour(hour).minusSeconds(4),
                    hour(hour),
                    error == null ? "NULL" : "'" + error + "'",
                    cluster));
  }

  @Test
  void collectionsThatDidNotTakePlaceLeaveBlindIntervals() throws SQLException {
    schedules.append(
        new StoredSchedule(
            "watched",
            "hourly-watched",
            1,
            StoredSchedule.State.ACTIVE,
            StoredSchedule.Task.COLLECT,
            "0 0 * * * ?",
            "UTC",
            "all",
            null,
            StoredSchedule.Source.CONFIGURATION,
            "configuration",
            hour(0).minusSeconds(10)));
    take("watched", -1);
    assertThat(histories.of("watched", 1, hour(-1)).watch()).as("not in force yet").isNull();
    for (int hour : new int[] {0, 1, 5, 6}) {
      take("watched", hour);
      run("watched", hour, "SUCCEEDED", null);
    }
    run("watched", 2, "FAILED", "no route to host");

    History.Watch watch = histories.of("watched", 5, hour(6)).watch();
    assertThat(watch)
        .isEqualTo(
            new History.Watch(
                hour(0).minusSeconds(10),
                7,
                List.of(
                    new BlindInterval(
                        hour(1),
                        hour(5),
                        "the collection that schedule hourly-watched expected at"
                            + " 2026-01-31T12:00:00Z failed: no route to host; so did 2 more until "
                            + hour(5)))));
    // before: nothing was missed then
    assertThat(histories.of("watched", 3, hour(1)).watch().blind()).isEmpty();
    // later: it lasts, and the last is only late
    assertThat(histories.of("watched", 5, hour(8).plusSeconds(60)).watch())
        .returns(8L, History.Watch::expected)
        .satisfies(
            late ->
                assertThat(late.blind().getLast())
                    .isEqualTo(
                        new BlindInterval(
                            hour(6),
                            null,
                            "the collection that schedule hourly-watched expected at"
                                + " 2026-01-31T17:00:00Z never began")));
  }

  @Test
  void aYearOfHoursIsReadInALittleWhile() throws SQLException {
    int hours = 365 * 24;
    take("year", 0, List.of(NO_POLICIES), namespace("{team: a}"), policy("web"));
    // the store appends a thousand snapshots in some seconds: the rest is as it would have written
    database.execute(
        """
        INSERT INTO snapshot
        SELECT s.cluster, n, gen_random_uuid(), s.taken_at + make_interval(hours => n - 1),
          s.record, s.object_count, s.gap_count, s.content_digest, s.objects_digest,
          s.content_digest, s.chain_digest
        FROM snapshot s JOIN cluster c ON c.id = s.cluster, generate_series(2, %d) AS n
        WHERE c.name = 'year'\
        """
            .formatted(hours));
    take("year", hours, namespace("{team: b}"), policy("web", "", "{}"));
    long start = System.nanoTime();
    History history = histories.of("year", hours + 1, hour(hours));
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    System.out.println("a year of hours: " + taken);
    assertThat(history.changes().states()).isEqualTo(hours + 1);
    assertThat(history.changes().changes()).hasSize(1);
    assertThat(taken).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void whatIsOlderThanTwelveMonthsIsNotCompared() {
    int year = 366 * 24;
    take("old", 0, policy("web"));
    take("old", 1, policy("web", "", "{}"));
    take("old", year, policy("web", "", "{podSelector: {}}"));
    assertThat(histories.of("old", 3, hour(year)).changes())
        .returns(hour(1), History.Changes::from)
        .returns(2L, History.Changes::states)
        .satisfies(changes -> assertThat(changes.changes()).hasSize(1));
  }

  private void forget(String cluster, Manifest manifest) throws SQLException {
    database.tamper(
        "DELETE FROM manifest WHERE digest = '\\x%s' AND cluster = (SELECT id FROM cluster WHERE name = '%s')"
            .formatted(manifest.ref().digest(), cluster));
  }

  /// An old ticket must not pass for a new one, only since what it stood in before is gone.
  @Test
  void whereRetentionTookContentsApprovalsAreNotKnown() throws SQLException {
    String ticket = ", annotations: {palisade.dev/ticket: CHG-1}";
    String before = policy("web", ticket, "{podSelector: {}}");
    take("lost", 0, before, policy("created-later", ticket, "{}"));
    take("lost", 1, policy("web", ticket, "{}"));
    assertThat(histories.of("lost", 2, hour(1)).changes().unknown()).isEmpty();
    assertThat(changes("lost", 2, 1)).extracting(Change::approval).containsOnlyNulls();

    forget("lost", manifests(before).getFirst());

    History.Changes changes = histories.of("lost", 2, hour(1)).changes();
    assertThat(changes.changes())
        .extracting(Change::object, Change::what)
        .containsExactly(tuple("NetworkPolicy shop/created-later", "deleted"));
    assertThat(changes.unknown())
        .containsExactly(
            "whether changes were approved is not known, as contents are not kept any more: of"
                + " NetworkPolicy shop/web");
  }

  @Test
  void whereRetentionTookContentsChangesOfLabelsAreNotKnown() throws SQLException {
    String selecting = policy("web", "", "{podSelector: {matchLabels: {team: a}}}");
    take("lost-labels", 0, selecting, namespace("{team: a}"));
    take("lost-labels", 1, selecting, namespace("{team: b}"));
    assertThat(changes("lost-labels", 2, 1)).hasSize(1);

    forget("lost-labels", manifests(selecting).getFirst());
    assertThat(histories.of("lost-labels", 2, hour(1)).changes())
        .returns(List.of(), History.Changes::changes)
        .returns(
            List.of(
                "which labels policies selected by is not known, as contents are not kept any more:"
                    + " of NetworkPolicy shop/web"),
            History.Changes::unknown);

    forget("lost-labels", manifests(namespace("{team: a}")).getFirst());
    assertThat(histories.of("lost-labels", 2, hour(1)).changes().unknown())
        .contains(
            "whether labels that policies select by changed is not known, as contents are not kept"
                + " any more: of Namespace shop");
  }
}
