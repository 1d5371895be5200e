package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.exception.RiskException.Excepted;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.Stretch;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.WatchNotice;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.ExceptionStore;
import dev.palisade.store.JournalStore;
import dev.palisade.store.PostgresResource;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.ScopeStore;
import dev.palisade.store.StoredSchedule;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What happens between two weekly collections, and after the last of a period, against a real
/// database.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PeriodEdgesTest {
  private static final String CHECK = "cardholder-ingress";
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 24);

  /// A Monday.
  private static final Instant FIRST = Instant.parse("2025-08-04T06:00:00Z");

  private static final int WEEKS = 6;
  private static final Instant END = day(7 * (WEEKS - 1) + 5);

  @Inject EvidenceStore evidence;
  @Inject ScopeStore scopes;
  @Inject ScheduleStore schedules;
  @Inject ExceptionStore exceptions;
  @Inject JournalStore journal;
  @Inject AssessCluster assess;
  @Inject IssueReport issue;
  @Inject ReadReports reports;

  private static Instant day(int number) {
    return FIRST.plus(Duration.ofDays(number));
  }

  /// @param leaking in how many weeks the leak is there
  private void live(String cluster, int leaking) {
    String document = SampleCluster.scopeDocument(TODAY);
    String digest = DeclareScope.read("scope", document).digest();
    scopes.save(cluster, 0, document, digest, "olga", day(-1));
    schedules.append(
        new StoredSchedule(
            cluster,
            "weekly",
            1,
            StoredSchedule.State.ACTIVE,
            StoredSchedule.Task.COLLECT,
            "0 0 6 ? * MON",
            "UTC",
            "all",
            null,
            StoredSchedule.Source.CONFIGURATION,
            "configuration",
            FIRST.minusSeconds(60)));
    for (int week = 0; week < WEEKS; week++) {
      evidence.append(snapshot(cluster, week, week < leaking));
    }
  }

  private static Snapshot snapshot(String cluster, int week, boolean leaks) {
    return SampleCluster.snapshot(
        cluster,
        List.of("earlier/policies", (leaks ? "now" : "earlier") + "/namespace-reporting"),
        day(7 * week),
        TODAY,
        List.of());
  }

  private void except(String cluster, Instant until) {
    List<Excepted> found =
        assess
            .judge(
                new AssessCluster.Request(
                    cluster, new SnapshotChoice.Numbered(1), null, null))
            .assessed()
            .assessment()
            .checks()
            .stream()
            .filter(check -> check.id().equals(CHECK))
            .flatMap(check -> check.findings().stream())
            .map(Finding::fingerprint)
            .map(fingerprint -> Excepted.read(fingerprint, "All Connections"))
            .toList();
    UUID id = UUID.randomUUID();
    exceptions.request(
        new RiskException(
            id,
            cluster,
            CHECK,
            found,
            "reports are due",
            "no card data there",
            null,
            "rita",
            day(-2),
            day(-2),
            until,
            List.of()));
    exceptions.decide(id, new Decision(Decision.Kind.APPROVED, "olga", day(-1), "for now"));
  }

  private PeriodRecord told(String cluster) {
    UUID id =
        issue.issue(new IssueReport.PeriodRequest(cluster, FIRST, END, "pci-dss", "olga")).id();
    return Objects.requireNonNull(reports.read(id).history());
  }

  private static List<String> stretches(PeriodRecord history, @Nullable String framework, String id) {
    Lane found =
        history.lanes().stream()
            .filter(lane -> Objects.equals(lane.framework(), framework) && lane.id().equals(id))
            .findFirst()
            .orElseThrow();
    return found.stretches().stream()
        .map(
            s ->
                Duration.between(FIRST, s.from()).toDays()
                    + " "
                    + (s.state() == null ? Stretch.UNOBSERVED : s.state()))
        .toList();
  }

  @Test
  void anExceptionThatEndsAfterTheLastSnapshotExcusesNothingAfterItsEnd() {
    live("edge-end", WEEKS);
    except("edge-end", day(7 * (WEEKS - 1) + 2));
    assertThat(stretches(told("edge-end"), null, CHECK)).containsExactly("0 PASS", "35 FAIL");
  }

  @Test
  void aLeakThatOutlivesItsExceptionIsNotForgottenBecauseItIsGoneAtTheNextSnapshot() {
    live("edge-middle", 3);
    except("edge-middle", day(16));
    assertThat(stretches(told("edge-middle"), null, CHECK))
        .containsExactly("0 PASS", "14 FAIL", "21 PASS");
  }

  @Test
  void aPolicyThatWasOtherwiseBetweenTwoSnapshotsLeavesTheTimeUnsupported() {
    live("edge-passing", 0);
    ResourceRef policy =
        snapshot("edge-passing", 0, false).manifests().stream()
            .map(Manifest::ref)
            .filter(ref -> ref.toString().equals("NetworkPolicy cardholder/default-deny"))
            .findFirst()
            .orElseThrow();
    ResourceRef opened =
        new ResourceRef(
            policy.apiVersion(),
            policy.kind(),
            policy.namespace(),
            policy.name(),
            policy.uid(),
            "0".repeat(64));
    changed("edge-passing", opened, policy.digest(), day(8));
    changed("edge-passing", policy, opened.digest(), day(9));
    PeriodRecord history = told("edge-passing");
    assertThat(stretches(history, null, CHECK))
        .containsExactly("0 PASS", "8 unobserved", "9 PASS");
    assertThat(stretches(history, null, "pod-security"))
        .as("no policy decides on it")
        .doesNotContain("8 unobserved");
    assertThat(
            history.lanes().stream()
                .filter(lane -> CHECK.equals(lane.id()))
                .flatMap(lane -> lane.stretches().stream())
                .map(Stretch::reason)
                .filter(Objects::nonNull))
        .singleElement()
        .asString()
        .startsWith("NetworkPolicy cardholder/default-deny: changed, changed, between two");
  }

  /// The leak leads into a zone that is none of cardholder data any more.
  @Test
  void aScopeThatIsDeclaredSmallerLaterMakesNothingGoodThatWasNot() {
    live("edge-scope", WEEKS);
    String smaller =
        SampleCluster.scopeDocument(TODAY)
            .replace("category: cardholder-data", "category: connected");
    scopes.save(
        "edge-scope", 1, smaller, DeclareScope.read("scope", smaller).digest(), "olga", END);
    // what is judged today is judged by today's scope, and is not what held then
    issue.issue(
        new IssueReport.Request(
            "edge-scope", new SnapshotChoice.Numbered(3), "pci-dss", null, "olga"));
    assertThat(stretches(told("edge-scope"), null, CHECK)).containsExactly("0 FAIL");
  }

  private void changed(String cluster, ResourceRef now, String before, Instant at) {
    journal.append(
        cluster,
        new WatchNotice.Changed(
            new JournalEntry(
                JournalEntry.What.CHANGED,
                now,
                before,
                String.valueOf(at.getEpochSecond()),
                null,
                at,
                List.of(),
                new TreeMap<>(),
                null)));
  }
}
