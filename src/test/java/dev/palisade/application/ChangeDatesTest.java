package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.render.json.ComparisonJson;
import dev.palisade.render.markdown.ComparisonMarkdown;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.ActorStore;
import dev.palisade.store.AuditEvent;
import dev.palisade.store.CampaignStore;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.HistoryStore;
import dev.palisade.store.JournalStore;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.ServiceDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Differences between snapshots that are far apart, dated by those between them.
class ChangeDatesTest {
  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
  private static final String SCOPE =
      """
      apiVersion: palisade.dev/v1
      kind: Scope
      zones:
        - name: some
          category: trusted
          namespaces: {names: [shop]}
      """;

  private final ServiceDatabase database = new ServiceDatabase();
  private final EvidenceStore evidence = new EvidenceStore(database);
  private final ActorStore actors = new ActorStore(database);
  private final AssessSnapshot assess = AssessSnapshot.standard();
  private final Scope scope = DeclareScope.read("scope", SCOPE);

  private static Instant hour(int hour) {
    return START.plus(Duration.ofHours(hour));
  }

  private void take(int hour, String... yaml) {
    evidence.append(
        new Snapshot(
            new ClusterIdentity("dated", null, null),
            hour(hour),
            new CollectionRun(
                CollectionRun.Trigger.SCHEDULE,
                "test",
                "test",
                hour(hour).minusSeconds(5),
                hour(hour)),
            HourlyCluster.manifests(yaml),
            List.of(),
            List.of()));
  }

  private AssessSnapshot.Request request(long sequence) {
    Snapshot snapshot = evidence.load("dated", sequence);
    return AssessSnapshot.Request.of(snapshot, scope, snapshot.takenAt());
  }

  @Test
  void aFlowThatALabelOpenedSaysWhenAndByWhom() {
    String pods =
        """
        {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: db, namespace: shop, labels: {app: db}}}""";
    String policy =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: db, namespace: shop},"
            + " spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector:"
            + " {matchLabels: {team: a}}}]}]}}";
    String namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: %s}}";
    String ports =
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: other, namespace: shop}}";
    take(0, pods, policy, namespace.formatted("{}"));
    take(1, pods, policy, namespace.formatted("{}"), ports);
    take(2, pods, policy, namespace.formatted("{team: b}"), ports);
    take(3, pods, policy, namespace.formatted("{team: a}"), ports);
    take(9, pods, policy, namespace.formatted("{team: a}"), ports);
    actors.heard(
        "dated",
        List.of(
            new AuditEvent(
                "e-1",
                "",
                hour(3).minusSeconds(60),
                "patch",
                "",
                "namespaces",
                "Namespace",
                "",
                "shop",
                null,
                null,
                "alice",
                null,
                List.of(),
                null,
                200)),
        hour(3),
        Duration.ofMinutes(1));
    AssessSnapshot.Request last = request(5);
    Comparison comparison =
        assess.compare(assess.judge(request(1)), 1L, last, assess.judge(last), 5L);
    ClusterHistory histories =
        new ClusterHistory(
            new HistoryStore(database),
            new JournalStore(database),
            actors,
            new ScheduleStore(database),
            new CampaignStore(database),
            new UsualJournal());
    Comparison dated = histories.dated("dated", comparison, histories.of("dated", 5, hour(9)));

    FlowChange opened =
        dated.flows().stream()
            .filter(f -> f.source().equals("shop/web[Pod]"))
            .filter(f -> f.destination().equals("shop/db[Pod]"))
            .findFirst()
            .orElseThrow();
    String when =
        "Namespace shop (/metadata/labels/team) [2026-01-31T12:00:00Z to 2026-01-31T13:00:00Z by"
            + " alice; 1 earlier change]";
    assertThat(opened.reasons()).hasSize(1);
    assertThat(opened.reasons().getFirst().replace("/metadata/labels)", "/metadata/labels/team)"))
        .isEqualTo(when);
    assertThat(ComparisonMarkdown.of(dated)).contains("by alice; 1 earlier change");
    assertThat(new String(ComparisonJson.bytes(dated), StandardCharsets.UTF_8))
        .contains("\"actor\":\"alice\"", "\"what\":\"relabelled: team from b to a\"");
  }
}
