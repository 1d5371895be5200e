package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.ScopeChange.ExceptionChange;
import dev.palisade.compliance.diff.ScopeChange.ExceptionChange.Became;
import dev.palisade.compliance.diff.ZoneTraffic;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.exception.RiskException.Excepted;
import dev.palisade.compliance.report.Method;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.Stretch;
import dev.palisade.compliance.report.period.Unseen;
import dev.palisade.render.json.ReportJson;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.WatchNotice;
import dev.palisade.snapshot.journal.WatchedKind;
import dev.palisade.store.ActorStore;
import dev.palisade.store.AuditEvent;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.ExceptionStore;
import dev.palisade.store.JournalStore;
import dev.palisade.store.PostgresResource;
import dev.palisade.store.RunStore;
import dev.palisade.store.ScheduleStore;
import dev.palisade.store.ScopeStore;
import dev.palisade.store.StoredRun;
import dev.palisade.store.StoredSchedule;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A year of the sample cluster against a real database: a leak by a namespace's label that was
/// opened, excepted and closed, and two outages of the collection.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SampleYearTest {
  private static final String CLUSTER = SampleYear.NAME;
  private static final String CHECK = "cardholder-ingress";
  private static final SampleYear YEAR = new SampleYear(LocalDate.of(2026, 11, 23));
  private static final String EXCEPTION = "00000000-0000-4000-8000-00000000000e";

  /// When the label was put on, between two collections.
  private static final Instant LABELLED = YEAR.leakSeen().minus(Duration.ofHours(7));

  /// When it was taken off again, while somebody watched.
  private static final Instant UNLABELLED = YEAR.leakClosed().minus(Duration.ofHours(2));

  private static @Nullable UUID year;

  @Inject EvidenceStore evidence;
  @Inject ReadEvidence read;
  @Inject ScopeStore scopes;
  @Inject ScheduleStore schedules;
  @Inject RunStore runs;
  @Inject ExceptionStore exceptions;
  @Inject ActorStore actors;
  @Inject JournalStore journal;
  @Inject AssessCluster assess;
  @Inject IssueReport issue;
  @Inject ReadReports reports;
  @Inject CompareSnapshots compare;

  @BeforeEach
  void live() {
    if (read.latest(CLUSTER) != null) {
      return;
    }
    String document = YEAR.scopeDocument();
    String digest = DeclareScope.read("scope", document).digest();
    scopes.save(CLUSTER, 0, document, digest, "olga", YEAR.from().minus(Duration.ofDays(1)));
    schedules.append(
        new StoredSchedule(
            CLUSTER,
            SampleYear.SCHEDULE,
            1,
            StoredSchedule.State.ACTIVE,
            StoredSchedule.Task.COLLECT,
            SampleYear.CRON,
            "UTC",
            "all",
            null,
            StoredSchedule.Source.CONFIGURATION,
            "configuration",
            YEAR.from().minus(Duration.ofMinutes(1))));
    YEAR.collections().forEach(at -> evidence.append(YEAR.snapshot(at)));
    TreeMap<Instant, String> missed = new TreeMap<>();
    YEAR.due().stream()
        .filter(at -> !YEAR.collections().contains(at))
        .forEach(at -> missed.put(at, "no instance of the service began it"));
    runs.account(
        RunStore.NewRun.requested(
                CLUSTER,
                StoredRun.Kind.COLLECTION,
                RunSchedules.requester(SampleYear.SCHEDULE),
                YEAR.until())
            .of(SampleYear.SCHEDULE, null),
        missed,
        null);
    relabelled("label", LABELLED, "mallory@example.org");
    relabelled("unlabel", UNLABELLED, "olga@example.org");
    watched();
    except();
    year(); // before others judge more of its snapshots
  }

  private void relabelled(String id, Instant at, String user) {
    actors.heard(
        CLUSTER,
        List.of(
            new AuditEvent(
                id,
                "",
                at,
                "patch",
                "",
                "namespaces",
                "Namespace",
                "",
                "reporting",
                null,
                null,
                user,
                null,
                List.of(),
                "kubectl",
                200)),
        at,
        Duration.ofMinutes(1));
  }

  /// In the days around the leak's end, changes of namespaces were watched.
  private void watched() {
    ResourceRef before = reporting(YEAR.leakClosed().minus(Duration.ofDays(1)));
    ResourceRef after = reporting(YEAR.leakClosed());
    journal.append(
        CLUSTER,
        new WatchNotice.Watched(
            WatchedKind.NAMESPACE,
            YEAR.leakClosed().minus(Duration.ofDays(3)),
            YEAR.leakClosed().plus(Duration.ofDays(3))));
    journal.append(
        CLUSTER,
        new WatchNotice.Changed(
            new JournalEntry(
                JournalEntry.What.CHANGED,
                after,
                before.digest(),
                "7001",
                null,
                UNLABELLED,
                List.of(),
                new TreeMap<>(
                    Map.of("cardholder-client", new JournalEntry.LabelChange("true", null))),
                null)));
  }

  private static ResourceRef reporting(Instant at) {
    return YEAR.snapshot(at).manifests().stream()
        .map(Manifest::ref)
        .filter(ref -> ref.kind().equals("Namespace") && ref.name().equals("reporting"))
        .findFirst()
        .orElseThrow();
  }

  private void except() {
    List<Excepted> found =
        leak(YEAR.leakSeen()).stream()
            .map(f -> Excepted.read(f.fingerprint(), "All Connections"))
            .toList();
    UUID id = UUID.fromString(EXCEPTION);
    exceptions.request(
        new RiskException(
            id,
            CLUSTER,
            CHECK,
            found,
            "reports on refunds are due",
            "the reporting pods hold no card data",
            "SEC-7",
            "rita",
            YEAR.excepted().minus(Duration.ofHours(2)),
            YEAR.excepted(),
            YEAR.excepted().plus(Duration.ofDays(200)),
            List.of()));
    exceptions.decide(
        id,
        new Decision(
            Decision.Kind.APPROVED,
            "olga",
            YEAR.excepted().minus(Duration.ofHours(1)),
            "for the quarter"));
  }

  /// The findings that are there when the leak is, and not the day before.
  private List<Finding> leak(Instant at) {
    List<String> before =
        findings(at.minus(Duration.ofDays(1))).stream().map(Finding::fingerprint).toList();
    return findings(at).stream().filter(f -> !before.contains(f.fingerprint())).toList();
  }

  private List<Finding> findings(Instant at) {
    long sequence = YEAR.collections().indexOf(at) + 1;
    return assess
        .judge(
            new AssessCluster.Request(CLUSTER, new SnapshotChoice.Numbered(sequence), null, null))
        .assessed()
        .assessment()
        .checks()
        .stream()
        .filter(check -> check.id().equals(CHECK))
        .flatMap(check -> check.findings().stream())
        .toList();
  }

  private IssuedReport issued(Instant from, Instant until) {
    return issue.issue(new IssueReport.PeriodRequest(CLUSTER, from, until, "pci-dss", "olga"));
  }

  /// The report on the whole year, issued once for all tests: it takes its time.
  private Report year() {
    if (year == null) {
      year = issued(YEAR.from(), YEAR.until()).id();
    }
    return reports.read(year);
  }

  private static Lane check(PeriodRecord history, String id) {
    return history.lanes().stream()
        .filter(lane -> lane.framework() == null && lane.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> stretches(Lane lane) {
    return lane.stretches().stream()
        .map(s -> s.from() + " " + (s.state() == null ? Stretch.UNOBSERVED : s.state()))
        .toList();
  }

  private static String at(Instant instant, String state) {
    return instant + " " + state;
  }

  private static final Instant FIRST_OUTAGE = YEAR.outages().getFirst().getFirst();
  private static final Instant FIRST_BACK = YEAR.outages().getFirst().getLast();
  private static final Instant SECOND_OUTAGE = YEAR.outages().getLast().getFirst();
  private static final Instant SECOND_BACK = YEAR.outages().getLast().getLast();

  @Test
  void theYearIsToldWithEachOfItsEventsAtTheRightInstantAndWithItsCause() {
    Report report = year();
    PeriodRecord history = Objects.requireNonNull(report.history());

    // by its exception the leak is no violation from the instant on at which that is in force;
    // until the label is seen, it may have been there since the collection before
    assertThat(stretches(check(history, CHECK)))
        .containsExactly(
            at(YEAR.from(), "PASS"),
            at(YEAR.leakSeen().minus(Duration.ofDays(1)), "FAIL"),
            at(YEAR.excepted(), "PASS"),
            at(FIRST_OUTAGE, "unobserved"),
            at(FIRST_BACK, "PASS"),
            at(SECOND_OUTAGE, "unobserved"),
            at(SECOND_BACK, "PASS"));
    // nobody excepted what this check found: it stands until the label is gone, at the instant
    // that the watch tells
    assertThat(stretches(check(history, "registered-flows")))
        .containsExactly(
            at(YEAR.from(), "PASS"),
            at(YEAR.leakSeen().minus(Duration.ofDays(1)), "FAIL"),
            at(FIRST_OUTAGE, "unobserved"),
            at(FIRST_BACK, "FAIL"),
            at(UNLABELLED, "PASS"),
            at(SECOND_OUTAGE, "unobserved"),
            at(SECOND_BACK, "PASS"));
    assertThat(stretches(Objects.requireNonNull(history.lane("pci-dss", "1.2.5"))))
        .containsExactly(
            at(YEAR.from(), "supported"),
            at(YEAR.leakSeen().minus(Duration.ofDays(1)), "contradicted"),
            at(FIRST_OUTAGE, "unobserved"),
            at(FIRST_BACK, "contradicted"),
            at(UNLABELLED, "supported"),
            at(SECOND_OUTAGE, "unobserved"),
            at(SECOND_BACK, "supported"));
    assertThat(check(history, CHECK).durations()).containsEntry("unobserved", "PT384H");
    assertThat(check(history, CHECK).outcome()).isEqualTo("FAIL");

    assertThat(history.findings().stream().filter(f -> f.check().equals(CHECK)))
        .hasSize(3)
        .allSatisfy(
            finding -> {
              assertThat(finding.summary()).startsWith("reporting/").contains("card-vault");
              assertThat(finding.state()).isEqualTo("closed");
              assertThat(finding.firstSeen()).isEqualTo(YEAR.leakSeen());
              assertThat(finding.openSince()).isEqualTo(YEAR.leakSeen());
              assertThat(finding.closedAt()).isEqualTo(YEAR.leakClosed());
              assertThat(finding.duration())
                  .isEqualTo(Duration.between(YEAR.leakSeen(), YEAR.leakClosed()).toString());
              assertThat(finding.exceptions()).containsExactly(EXCEPTION);
              assertThat(finding.causes())
                  .containsExactly(
                      "Namespace reporting (/metadata/labels/cardholder-client): relabelled:"
                          + " cardholder-client=true added, by mallory@example.org, between "
                          + YEAR.leakSeen().minus(Duration.ofDays(1))
                          + " and "
                          + YEAR.leakSeen());
            });
    assertThat(history.changes())
        .extracting(change -> change.object() + " " + change.actor() + " " + change.until())
        .containsExactly(
            "Namespace reporting mallory@example.org " + YEAR.leakSeen(),
            "Namespace reporting olga@example.org " + UNLABELLED);
    assertThat(history.exceptions())
        .singleElement()
        .satisfies(
            use -> {
              assertThat(use.id()).isEqualTo(EXCEPTION);
              assertThat(use.from()).isEqualTo(YEAR.excepted());
              assertThat(use.end()).isEqualTo("expired");
              assertThat(use.findings()).hasSize(3);
            });
  }

  /// What a visitor of the documentation sees is this report, with an identity that stays.
  @Test
  @Tag("golden")
  void thePublishedReportOnAPeriodIsThatOfTheYear() throws IOException {
    Report report = published(year());
    for (ReportFormat format : List.of(ReportFormat.MD, ReportFormat.PDF)) {
      PublishedSamplesTest.assertPublished(
          format.fileName("period"), RenderReport.of(report, ReportJson.bytes(report), format));
    }
  }

  private static Report published(Report report) {
    Method method = report.method();
    return new Report(
        new ReportIdentity(
            EXCEPTION, "SAMPLE-YEAR-PCI-DSS-2026-0001", 1, null, ReportIdentity.Kind.PERIOD),
        report.cluster(),
        report.coverage(),
        new Method(
            "palisade-reachability/0",
            "palisade-translator/0",
            method.catalogue(),
            method.dialect(),
            method.settings(),
            method.canaries()),
        report.asOf(),
        report.frameworks(),
        report.scope(),
        report.requirements(),
        report.checks(),
        report.exceptions(),
        report.matrix(),
        report.policies(),
        report.objects(),
        report.changes(),
        report.history());
  }

  @Test
  void outagesStandAsTimeInWhichNobodyWasLookingAndSupportNothing() {
    PeriodRecord history = Objects.requireNonNull(year().history());
    PeriodRecord.Looking looking = history.looking();

    assertThat(looking.expected()).isEqualTo(SampleYear.DAYS);
    assertThat(looking.snapshots()).isEqualTo(YEAR.collections().size());
    assertThat(looking.unseen())
        .extracting(Unseen::from, Unseen::until)
        .containsExactly(tuple(FIRST_OUTAGE, FIRST_BACK), tuple(SECOND_OUTAGE, SECOND_BACK));
    assertThat(looking.unseen())
        .allSatisfy(
            one ->
                assertThat(one.reason())
                    .contains("was missed: no instance of the service began it"));
    assertThat(Objects.requireNonNull(looking.longest()).duration()).isEqualTo(Duration.ofDays(11));
    assertThat(history.lanes())
        .allSatisfy(
            lane -> {
              assertThat(lane.outcome()).isNotIn("supported", "PASS");
              assertThat(lane.stretches())
                  .filteredOn(
                      s -> s.from().isBefore(SECOND_BACK) && s.until().isAfter(SECOND_OUTAGE))
                  .singleElement()
                  .satisfies(s -> assertThat(s.state()).isNull());
            });
  }

  @Test
  void aPeriodThatBeginsInAnOutageKnowsNothingUntilTheNextCollection() {
    Instant begin = SECOND_OUTAGE.plus(Duration.ofDays(3));
    Report report = reports.read(issued(begin, SECOND_BACK.plus(Duration.ofDays(5))).id());
    PeriodRecord history = Objects.requireNonNull(report.history());

    assertThat(stretches(check(history, "registered-flows")))
        .containsExactly(at(begin, "unobserved"), at(SECOND_BACK, "PASS"));
    assertThat(history.looking().expected()).isEqualTo(13);
    assertThat(history.looking().snapshots()).isEqualTo(5);
    assertThat(history.findings()).noneMatch(f -> f.check().equals(CHECK));
    assertThat(history.exceptions()).as("it had expired").isEmpty();
    assertThat(history.changes()).isEmpty();
  }

  @Test
  void aPeriodIsIssuedAgainAsItsNextVersion() {
    Instant until = YEAR.from().plus(Duration.ofDays(20));
    IssuedReport first = issued(YEAR.from(), until);
    IssuedReport second = issue.again(first.id(), null, "piet");

    assertThat(first.kind()).isEqualTo("period");
    assertThat(first.from()).isEqualTo(YEAR.from());
    assertThat(first.until()).isEqualTo(until);
    assertThat(second.number()).isEqualTo(first.number());
    assertThat(second.version()).isEqualTo(first.version() + 1);
    assertThat(reports.read(second.id()).history()).isEqualTo(reports.read(first.id()).history());
  }

  @Test
  void aPeriodThatIsReversedOrNotOverOrEmptyIsRefused() {
    assertThatThrownBy(() -> issued(YEAR.until(), YEAR.from()))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("a period ends after it began");
    assertThatThrownBy(() -> issued(YEAR.from(), Instant.parse("2999-01-01T00:00:00Z")))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("not over");
    Instant before = YEAR.from().minus(Duration.ofDays(100));
    assertThatThrownBy(() -> issued(before, before.plus(Duration.ofDays(10))))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("no snapshot of cluster " + CLUSTER);
  }

  @Test
  void theDiffAcrossTheLeakNamesTheLabelAndTheDiffOfTheYearNothing() {
    long leaks = YEAR.collections().indexOf(YEAR.leakSeen()) + 1;
    Comparison across =
        compare.compare(
            new CompareSnapshots.Request(
                CLUSTER,
                new SnapshotChoice.Numbered(leaks - 1),
                new SnapshotChoice.Numbered(leaks),
                null));
    Comparison year =
        compare.compare(
            new CompareSnapshots.Request(
                CLUSTER, new SnapshotChoice.Numbered(1), SnapshotChoice.LATEST, null));

    assertThat(across.flows())
        .hasSize(3)
        .allSatisfy(
            flow -> {
              assertThat(flow.source()).startsWith("reporting/");
              assertThat(flow.destination()).isEqualTo("cardholder/card-vault[Deployment]");
              assertThat(flow.gained()).isEqualTo("TCP 8443");
              assertThat(flow.causes()).containsExactly("Namespace reporting");
            });
    assertThat(year.flows()).isEmpty();
    assertThat(across.zones())
        .extracting(ZoneTraffic::toString, zone -> zone.pairs().gained(), ZoneTraffic::gained)
        .containsExactly(tuple("back-office -> cde", 3, "TCP 8443"));
    assertThat(across.scope()).isNotNull();
    assertThat(across.scope().exceptions()).isEmpty();
    assertThat(year.scope()).isNotNull();
    assertThat(year.scope().exceptions())
        .extracting(ExceptionChange::change, ExceptionChange::by, ExceptionChange::at)
        .containsExactly(
            tuple(Became.GRANTED, "olga", YEAR.excepted()),
            tuple(Became.EXPIRED, null, YEAR.excepted().plus(Duration.ofDays(200))));
  }
}
