package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.Change;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Document;
import dev.palisade.document.JsonText;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.JournalEntry.LabelChange;
import dev.palisade.snapshot.journal.JournalEntry.What;
import dev.palisade.snapshot.journal.KnownState;
import dev.palisade.snapshot.journal.WatchNotice.Blind;
import dev.palisade.snapshot.journal.WatchNotice.Changed;
import dev.palisade.snapshot.journal.WatchNotice.Recovery;
import dev.palisade.snapshot.journal.WatchNotice.Watched;
import dev.palisade.snapshot.journal.WatchedKind;
import dev.palisade.store.ActorStore;
import dev.palisade.store.AdmissionRecord;
import dev.palisade.store.AuditEvent;
import dev.palisade.store.CampaignStore;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.HistoryStore;
import dev.palisade.store.JournalStore;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.ServiceDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What watches and the API server told, in the history that checks judge.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournaledHistoryTest {
  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

  private final ServiceDatabase database = new ServiceDatabase();
  private final EvidenceStore evidence = new EvidenceStore(database);
  private final JournalStore journal = new JournalStore(database);
  private final ActorStore actors = new ActorStore(database);
  private final ClusterHistory histories =
      new ClusterHistory(
          new HistoryStore(database),
          journal,
          actors,
          new ScheduleStore(database),
          new CampaignStore(database),
          new UsualJournal());

  private static Instant minute(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  private static Manifest policy(String name, String spec, int generation, String annotations) {
    return Manifests.of(
        new Document(
            "test",
            "",
            JsonText.read(
                "test",
                """
                {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"%s","namespace":"shop","uid":"u-%s","generation":%d,"annotations":{%s}},"spec":%s}"""
                    .formatted(name, name, generation, annotations, spec)),
            null));
  }

  private static Manifest policy(String name, String spec, int generation) {
    return policy(name, spec, generation, "");
  }

  private static final String DENY = "{\"podSelector\":{\"matchLabels\":{\"app\":\"web\"}}}";
  private static final String OPEN = "{\"podSelector\":{},\"ingress\":[{}]}";

  private void take(String cluster, int minute, Manifest... manifests) {
    evidence.append(
        new Snapshot(
            new ClusterIdentity(cluster, null, null),
            minute(minute),
            new CollectionRun(
                CollectionRun.Trigger.SCHEDULE,
                "schedule hourly",
                "test",
                minute(minute).minusSeconds(30),
                minute(minute)),
            List.of(manifests),
            List.of(),
            List.of()));
  }

  private void tell(
      String cluster,
      int minute,
      What what,
      @Nullable Manifest before,
      Manifest now,
      @Nullable String version) {
    tell(cluster, minute, what, before, now, version, null);
  }

  private void tell(
      String cluster,
      int minute,
      What what,
      @Nullable Manifest before,
      Manifest now,
      @Nullable String version,
      @Nullable Instant after) {
    journal.append(
        cluster,
        new Changed(
            new JournalEntry(
                what,
                now.ref(),
                before == null ? null : before.ref().digest(),
                version,
                after,
                minute(minute),
                List.of(),
                new TreeMap<>(),
                what == What.DELETED ? null : CanonicalJson.text(now.root()))));
  }

  private void audit(String cluster, int minute, AuditEvent... events) {
    actors.heard(cluster, Arrays.asList(events), minute(minute), Duration.ofMinutes(1));
  }

  private static AuditEvent event(
      String id, int minute, String verb, String name, String user, @Nullable String version) {
    return new AuditEvent(
        id,
        "",
        minute(minute),
        verb,
        "networking.k8s.io",
        "networkpolicies",
        "NetworkPolicy",
        "shop",
        name,
        version == null ? null : "u-" + name,
        version,
        user,
        null,
        List.of(),
        null,
        200);
  }

  private List<Change> changes(String cluster, long sequence, int minute) {
    return histories.of(cluster, sequence, minute(minute)).changes().changes();
  }

  @Test
  void aChangeHasTheActorAndTheEventOfItsUidAndVersion() {
    Manifest before = policy("web", DENY, 1);
    Manifest after = policy("web", OPEN, 2);
    take("exact", 0, before);
    take("exact", 60, after);
    tell("exact", 30, What.CHANGED, before, after, "17");
    audit(
        "exact",
        31,
        event("e-1", 29, "patch", "web", "bob", "16"),
        event("e-2", 30, "patch", "web", "alice", "17"));

    assertThat(changes("exact", 2, 60))
        .containsExactly(
            new Change(
                "NetworkPolicy shop/web", "changed", minute(30), minute(30), "alice", null, "e-2"));
  }

  @Test
  void whereTwoMayHaveBeenItBothAreNamed() {
    take("two", 0, policy("web", DENY, 1));
    take("two", 60, policy("web", OPEN, 2));
    audit(
        "two",
        31,
        event("e-1", 29, "patch", "web", "bob", null),
        event("e-2", 30, "update", "web", "alice", null),
        event("e-3", 30, "patch", "other", "carol", null),
        event("e-4", 30, "delete", "web", "carol", null),
        event("e-5", 90, "patch", "web", "carol", null));
    assertThat(changes("two", 2, 60))
        .extracting(c -> c.actor() + ": " + c.event())
        .containsExactly("alice or bob: e-1 or e-2");
  }

  @Test
  void anEventOfAnotherChangeIsNoEventOfThisOne() {
    Manifest first = policy("web", DENY, 1);
    Manifest second = policy("web", OPEN, 2);
    Manifest third = policy("web", "{\"podSelector\":{}}", 3);
    take("other", 0, first);
    take("other", 60, third);
    tell("other", 20, What.CHANGED, first, second, "17");
    tell("other", 20, What.CHANGED, second, third, "18");
    // of the second change the log says nothing
    audit("other", 31, event("e-1", 20, "patch", "web", "bob", "17"));

    assertThat(changes("other", 2, 60))
        .extracting(c -> c.what() + " by " + c.actor() + ": " + c.event() + " at " + c.until())
        .containsExactly(
            "changed by bob: e-1 at " + minute(20), "changed by null: null at " + minute(20));
  }

  @Test
  void requestsThatWereRefusedMadeNothing() {
    take("refused", 0, policy("web", DENY, 1));
    take("refused", 60, policy("web", OPEN, 2));
    AuditEvent e = event("e-1", 30, "patch", "web", "mallory", null);
    audit(
        "refused",
        31,
        new AuditEvent(
            e.auditId(),
            "",
            e.at(),
            e.verb(),
            e.group(),
            e.resource(),
            e.kind(),
            e.namespace(),
            e.name(),
            null,
            null,
            e.user(),
            null,
            List.of(),
            null,
            403));
    actors.asked("refused", asked("r-1", 30, "mallory", false));
    assertThat(changes("refused", 2, 60)).extracting(Change::actor).containsExactly((String) null);
  }

  private static AdmissionRecord asked(String uid, int minute, String user, boolean allowed) {
    return new AdmissionRecord(
        uid,
        minute(minute),
        "UPDATE",
        "networking.k8s.io",
        "NetworkPolicy",
        "shop",
        "web",
        null,
        user,
        List.of(),
        allowed,
        AdmissionRecord.Decision.RECORDED,
        null,
        null);
  }

  @Test
  void anAdmissionReviewNamesTheActorAndIsNoAuditEvent() {
    take("admission", 0, policy("web", DENY, 1));
    take("admission", 60, policy("web", OPEN, 2));
    actors.asked("admission", asked("r-2", 30, "alice", true));
    actors.asked("admission", asked("r-2", 31, "somebody else, the second time", true));
    assertThat(changes("admission", 2, 60))
        .extracting(c -> c.actor() + ": " + c.event())
        .containsExactly("alice: null");
  }

  @Test
  void whatWasOpenedAndClosedBetweenTwoSnapshotsIsAChangeAndNeedsItsOwnApproval() {
    Manifest hole = policy("hole", OPEN, 1);
    Manifest other = policy("other", OPEN, 1, "\"palisade.dev/ticket\":\"T-1\"");
    take("transient", 0, policy("web", DENY, 1));
    take("transient", 60, policy("web", DENY, 1));
    tell("transient", 20, What.CREATED, null, hole, "5");
    tell("transient", 40, What.DELETED, hole, hole, "6");
    tell("transient", 20, What.CREATED, null, other, "7");
    audit("transient", 41, event("e-1", 20, "create", "hole", "mallory", "5"));

    assertThat(changes("transient", 2, 60))
        .extracting(c -> c.object() + " " + c.what() + " " + c.approval() + " " + c.actor())
        .containsExactlyInAnyOrder(
            "NetworkPolicy shop/hole created null mallory",
            "NetworkPolicy shop/other created ticket T-1 null",
            "NetworkPolicy shop/hole deleted null null");
  }

  @Test
  void notesAloneAreNoChange() {
    Manifest before = policy("web", DENY, 1);
    Manifest noted = policy("web", DENY, 1, "\"palisade.dev/owner\":\"team\"");
    take("notes", 0, before);
    take("notes", 60, noted);
    tell("notes", 20, What.CHANGED, before, noted, "5");
    assertThat(changes("notes", 2, 60)).isEmpty();
  }

  @Test
  void labelsThatPoliciesSelectByAreChanges() {
    Manifest pod =
        Manifests.of(
            new Document(
                "test",
                "",
                JsonText.read(
                    "test",
                    "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\",\"namespace\":\"shop\",\"uid\":\"u-p\"}}"),
                null));
    take("labels", 0, policy("web", DENY, 1));
    take("labels", 60, policy("web", DENY, 1));
    SortedMap<String, LabelChange> labels = new TreeMap<>();
    labels.put("app", new LabelChange("web", "db"));
    labels.put("colour", new LabelChange("red", "blue"));
    journal.append(
        "labels",
        new Changed(
            new JournalEntry(
                What.CHANGED,
                pod.ref(),
                pod.ref().digest(),
                "9",
                null,
                minute(30),
                List.of(),
                labels,
                null)));
    assertThat(changes("labels", 2, 60))
        .extracting(c -> c.object() + " " + c.what())
        .containsExactly("Pod shop/p relabelled: app from web to db");
  }

  @Test
  void twoReplicasKeepAChangeOnceAndAListAddsNothingToWhatAWatchSaw() {
    Manifest before = policy("web", DENY, 1);
    Manifest after = policy("web", OPEN, 2);
    take("replicas", 0, before);
    for (int replica = 0; replica < 2; replica++) {
      tell("replicas", 30 + replica, What.CHANGED, before, after, "17");
      tell("replicas", 40 + replica, What.DELETED, after, after, replica == 0 ? "18" : null);
    }
    // a third was cut off, and by the time it lists the version is another one
    tell("replicas", 35, What.CHANGED, before, after, "19", minute(10));

    assertThat(journal.entries("replicas", START, minute(60), 0, 10))
        .extracting(one -> one.entry().mark() + " " + one.entry().until())
        .containsExactly("17 " + minute(30), "deleted " + minute(40));
  }

  @Test
  void aWatchBeginsWithTheNewestSnapshotAndWhatWasToldSince() {
    Manifest web = policy("web", DENY, 1);
    Manifest opened = policy("web", OPEN, 2);
    Manifest gone = policy("gone", DENY, 1);
    Manifest late = policy("late", DENY, 1);
    take("known", 0, web, gone);
    tell("known", 10, What.CHANGED, web, opened, "3");
    tell("known", 11, What.DELETED, gone, gone, "4");
    tell("known", 12, What.CREATED, null, late, "5");
    journal.append("known", new Watched(WatchedKind.NETWORK_POLICY, minute(5), minute(20)));

    KnownState state = journal.known("known", WatchedKind.NETWORK_POLICY);

    assertThat(state.asOf()).isEqualTo(minute(20));
    assertThat(state.watchedUntil()).isEqualTo(minute(20));
    assertThat(state.objects())
        .extracting(o -> o.ref().name() + " " + o.ref().digest())
        .containsExactlyInAnyOrder("web " + opened.ref().digest(), "late " + late.ref().digest());
    assertThat(journal.known("known", WatchedKind.POD).watchedUntil()).isNull();
    assertThat(journal.known("nowhere", WatchedKind.POD)).isEqualTo(KnownState.NONE);
  }

  @Test
  void timeThatNoWatchProvesWasNotWatched() {
    take("covered", 0, policy("web", DENY, 1));
    WatchedKind kind = WatchedKind.NETWORK_POLICY;
    journal.append("covered", new Watched(kind, minute(0), minute(10)));
    journal.append("covered", new Watched(kind, minute(8), minute(20).plusSeconds(1)));
    journal.append("covered", new Watched(kind, minute(30), minute(50)));
    journal.append(
        "covered",
        new Blind(kind, minute(20).plusSeconds(1), null, "403 forbidden", Recovery.NONE));
    journal.append(
        "covered",
        new Blind(kind, minute(20).plusSeconds(1), minute(30), "403 forbidden", Recovery.RELISTED));
    ChangeJournal read =
        new ChangeJournal(journal, actors, Clock.fixed(minute(60), ZoneOffset.UTC));

    ChangeJournal.Watching watching = read.watching("covered", minute(5), minute(60));

    assertThat(watching.coverage())
        .containsExactly(new ChangeJournal.Coverage(kind, 15 * 60 + 1 + 20 * 60, 55 * 60));
    assertThat(watching.unwatched())
        .containsExactly(
            new ChangeJournal.Unwatched(
                kind, minute(20).plusSeconds(1), minute(30), List.of("403 forbidden")),
            new ChangeJournal.Unwatched(
                kind,
                minute(50),
                minute(60),
                List.of("not watched: what came of the watch was not written down")));
    take("unwatched", 0, policy("web", DENY, 1));
    assertThat(read.watching("unwatched", minute(0), minute(1)).coverage())
        .containsExactly(new ChangeJournal.Coverage(WatchedKind.ALL, 0, 60));
    assertThat(read.watching("unwatched", minute(0), minute(1)).unwatched())
        .containsExactly(
            new ChangeJournal.Unwatched(
                WatchedKind.ALL,
                minute(0),
                minute(1),
                List.of("not watched: no watch of this cluster ever stood")));
  }

  /// A change is told of when each kind is watched that it may be made to.
  @Test
  void timeIsWatchedWhereEachKindIs() {
    take("lookout", 0, policy("web", DENY, 1));
    take("lookout", 60, policy("web", DENY, 1));
    journal.append("lookout", new Watched(WatchedKind.NETWORK_POLICY, minute(0), minute(30)));
    journal.append("lookout", new Watched(WatchedKind.NETWORK_POLICY, minute(30), minute(50)));
    journal.append("lookout", new Watched(WatchedKind.NAMESPACE, minute(10), minute(70)));
    assertThat(watched("lookout")).as("pods are not watched").isEmpty();
    journal.append("lookout", new Watched(WatchedKind.POD, minute(-10), minute(20)));
    journal.append("lookout", new Watched(WatchedKind.POD, minute(40), minute(70)));
    assertThat(watched("lookout"))
        .containsExactly(
            new History.Stretch(minute(10), minute(20)),
            new History.Stretch(minute(40), minute(50)));
    // a kind that was watched once is one that may be there
    journal.append(
        "lookout",
        new Watched(new WatchedKind("cilium.io", "CiliumNetworkPolicy"), minute(0), minute(15)));
    assertThat(watched("lookout")).containsExactly(new History.Stretch(minute(10), minute(15)));
  }

  private List<History.Stretch> watched(String cluster) {
    return histories.of(cluster, 2, minute(60)).changes().watched();
  }

  @Test
  void theAuditLogIsHeardSinceItsFirstSignAndSilentWhereNoneComes() {
    take("feed", 0, policy("web", DENY, 1));
    assertThat(histories.of("feed", 1, minute(0)).audit()).isNull();
    audit("feed", 1);
    audit("feed", 1);
    audit("feed", 60);
    audit("feed", 60 * 40);

    History.AuditFeed feed = histories.of("feed", 1, minute(60 * 41)).audit();

    assertThat(feed.since()).isEqualTo(minute(1));
    assertThat(feed.lastHeard()).isEqualTo(minute(60 * 40));
    assertThat(feed.silences())
        .extracting(History.BlindInterval::from, History.BlindInterval::until)
        .containsExactly(org.assertj.core.api.Assertions.tuple(minute(60), minute(60 * 40)));
    // judged as of a time at which less was known
    assertThat(histories.of("feed", 1, minute(60 * 30)).audit().silences())
        .extracting(History.BlindInterval::from, History.BlindInterval::until)
        .containsExactly(org.assertj.core.api.Assertions.tuple(minute(60), null));
    assertThat(histories.of("feed", 1, minute(0)).audit()).isNull();
  }
}
