package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Excepted;
import dev.palisade.compliance.reperformance.Cause;
import dev.palisade.compliance.reperformance.Difference;
import dev.palisade.compliance.reperformance.Reassessment;
import dev.palisade.compliance.reperformance.Reperformance;
import dev.palisade.compliance.reperformance.Sample;
import dev.palisade.compliance.reperformance.SampledItem;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.Report;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.store.EvidenceStore;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What an auditor draws of the sample cluster's evidence, judged again before and after everything
/// that can change did.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReperformanceTest {
  @Inject EvidenceStore evidence;
  @Inject ReadEvidence read;
  @Inject DeclareScope scopes;
  @Inject IssueReport issue;
  @Inject ReadReports reports;
  @Inject DecideException exceptions;
  @Inject AskReperformance again;
  @Inject JudgeAgain judge;
  @Inject Clock clock;

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private void take(String cluster, SampleCluster.State state, Instant at) {
    Snapshot s = SampleCluster.snapshot(state, at, today());
    evidence.append(
        new Snapshot(
            new ClusterIdentity(cluster, null, null),
            s.takenAt(),
            s.run(),
            s.manifests(),
            s.calls(),
            s.gaps()));
  }

  private IssuedReport report(String cluster) {
    return issue.issue(new IssueReport.Request(cluster, SnapshotChoice.LATEST, null, null, "olga"));
  }

  /// A cluster with two snapshots and a report on each; the last one's.
  private IssuedReport reported(String cluster) {
    scopes.declare(cluster, 0, SampleCluster.scopeDocument(today()), "olga");
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    take(cluster, SampleCluster.State.EARLIER, now.minus(Duration.ofDays(92)));
    report(cluster);
    take(cluster, SampleCluster.State.NOW, now);
    return report(cluster);
  }

  private static AskReperformance.Request of(IssuedReport report, String population, int size) {
    return new AskReperformance.Request(
        report.cluster(), report.id().toString(), null, null, population, size, "seed-1", "ann");
  }

  private Reperformance performed(AskReperformance.Request request) {
    UUID id = again.ask(request).id();
    await().atMost(Duration.ofMinutes(2)).until(() -> again.find(id).performedAt() != null);
    return again.read(id);
  }

  private static List<Cause.Kind> causes(List<Difference> differences) {
    return differences.stream()
        .flatMap(d -> d.because().stream())
        .map(Cause::cause)
        .distinct()
        .sorted()
        .toList();
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatWasReportedIsReproducedByteByByteWhateverWasDeclaredSince() throws Exception {
    IssuedReport report = reported("reperformed");

    Reperformance first = performed(of(report, "findings", 3));

    Reassessment snapshot = first.assessments().getFirst();
    assertThat(snapshot.then().identical()).as(snapshot.then().differences().toString()).isTrue();
    assertThat(snapshot.then().digest()).isEqualTo(report.digest());
    assertThat(first.conclusion()).isEqualTo(Reperformance.Conclusion.REPRODUCED);
    assertThat(causes(snapshot.today().differences()))
        .doesNotContain(Cause.Kind.UNEXPLAINED, Cause.Kind.SCOPE, Cause.Kind.EXCEPTIONS);
    assertThat(first.items()).hasSize(3);
    for (SampledItem item : first.items()) {
      assertThat(item.finding().then()).isEqualTo(item.finding().reported());
      for (SampledItem.RawObject object : item.objects()) {
        assertThat(sha256(object.content())).isEqualTo(object.digest());
      }
    }
    isDrawnFrom(first);
    fits(first);

    JudgedFinding excepted = change(report);

    Reperformance second = performed(of(report, "policies", 4));
    Reassessment later = second.assessments().getFirst();
    assertThat(later.then().identical()).as(later.then().differences().toString()).isTrue();
    assertThat(later.then().by().scopeVersion()).isEqualTo(1);
    assertThat(later.today().by().scopeVersion()).isEqualTo(2);
    List<Difference> differences = later.today().differences();
    assertThat(causes(differences))
        .contains(Cause.Kind.SCOPE, Cause.Kind.EXCEPTIONS, Cause.Kind.SETTINGS)
        .doesNotContain(Cause.Kind.UNEXPLAINED, Cause.Kind.HISTORY);
    assertThat(differences)
        .filteredOn(d -> d.name().endsWith(excepted.fingerprint()))
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.reported()).startsWith("open");
              assertThat(d.again()).startsWith("excepted by");
              assertThat(causes(List.of(d))).containsExactly(Cause.Kind.EXCEPTIONS);
              assertThat(d.because().getFirst().detail()).contains("was granted at", "by piet");
            });
    assertThat(again.markdown(UUID.fromString(second.id())))
        .contains("# Working paper", "Conclusion: REPRODUCED", "/register/", "settings: ");
    assertThat(differences)
        .filteredOn(d -> String.valueOf(d.again()).contains("shop/cart[Deployment] -> orders"))
        .isNotEmpty()
        .allSatisfy(d -> assertThat(causes(List.of(d))).containsExactly(Cause.Kind.SCOPE));
    fits(second);
  }

  @Test
  void aReportWithAnExceptionIsReproducedAfterItWasRevoked() {
    IssuedReport before = reported("reperformed-revoked");
    JudgedFinding excepted = change(before);
    IssuedReport report =
        issue.issue(
            new IssueReport.Request(
                before.cluster(), SnapshotChoice.LATEST, null, clock.instant(), "olga"));
    RiskException granted = exceptions.list(before.cluster()).getFirst();
    exceptions.revoke(granted.id(), "piet", "closed");

    Reperformance performed = performed(of(report, "findings", 500));

    Reassessment judged = performed.assessments().getFirst();
    assertThat(judged.then().identical()).as(judged.then().differences().toString()).isTrue();
    assertThat(judged.then().by().exceptions()).containsExactly(granted.id().toString());
    assertThat(judged.then().by().settings()).containsEntry("host-network-pods", "policed");
    assertThat(performed.items())
        .filteredOn(item -> item.key().endsWith(excepted.fingerprint()))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.finding().reported()).startsWith("excepted");
              assertThat(item.finding().then()).isEqualTo(item.finding().reported());
              assertThat(item.finding().today()).startsWith("open");
            });
    assertThat(judged.today().differences())
        .filteredOn(d -> d.name().endsWith(excepted.fingerprint()))
        .singleElement()
        .satisfies(d -> assertThat(d.because().toString()).contains("was revoked at", "by piet"));
  }

  /// Another scope with another setting, and an exception that was granted.
  private JudgedFinding change(IssuedReport report) {
    JudgedCheck check = reports.read(report.id()).check("cardholder-ingress");
    JudgedFinding finding = check.findings().getFirst();
    Instant now = clock.instant();
    RiskException asked =
        exceptions.request(
            new DecideException.Request(
                report.cluster(),
                check.id(),
                List.of(new Excepted(finding.fingerprint(), null)),
                "migration",
                "host firewall",
                null,
                null,
                now.plus(Duration.ofDays(30)),
                "olga"));
    exceptions.approve(asked.id(), "piet", "agreed");
    String scope =
        SampleCluster.scopeDocument(today())
                .lines()
                .filter(line -> !line.contains("{id: F-010,"))
                .reduce("", (a, b) -> a + b + "\n")
            + "cluster: {settings: {host-network-pods: policed}}\n";
    scopes.declare(report.cluster(), 1, scope, "olga");
    return finding;
  }

  private void isDrawnFrom(Reperformance performed) throws Exception {
    String population = again.population(UUID.fromString(performed.id()));
    assertThat(sha256(population)).isEqualTo(performed.sample().populationDigest());
    assertThat(Sample.draw(Arrays.asList(population.split("\n")), "seed-1", 3))
        .isEqualTo(performed.sample());
    Report said = reports.read(UUID.fromString(performed.asked().report()));
    assertThat(population.lines().count())
        .isEqualTo(said.checks().stream().mapToLong(c -> c.findings().size()).sum());
  }

  private void fits(Reperformance performed) throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Path.of("docs/schema/reperformance.v1.json")), InputFormat.JSON);
    assertThat(schema.validate(again.answered(UUID.fromString(performed.id())), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void aReportThatSaysOtherwiseThanTheEvidenceIsUnexplained() {
    IssuedReport report = reported("reperformed-forged");
    SnapshotEntry snapshot = read.find(report.cluster(), SnapshotChoice.LATEST);
    IssuedReport forged =
        new IssuedReport(
            report.cluster(),
            report.id(),
            report.number(),
            report.version(),
            report.supersedes(),
            report.kind(),
            report.framework(),
            report.snapshotSequence(),
            "0".repeat(64),
            report.issuedAt(),
            report.issuedBy(),
            report.from(),
            report.until());
    Reassessment judged = judge.judge(snapshot, forged, clock.instant()).reassessment();
    assertThat(judged.then().identical()).isFalse();
    assertThat(Reperformance.concluded(List.of(), List.of(judged)))
        .isEqualTo(Reperformance.Conclusion.UNEXPLAINED);

    SnapshotEntry other = read.find(report.cluster(), new SnapshotChoice.Numbered(1));
    Reassessment elsewhere = judge.judge(other, report, clock.instant()).reassessment();
    assertThat(Objects.requireNonNull(elsewhere.unavailable()).message())
        .contains("another digest");
    assertThat(Reperformance.concluded(List.of(), List.of(elsewhere)))
        .isEqualTo(Reperformance.Conclusion.UNEXPLAINED);
  }

  @Test
  void samplesOfRangesShowSnapshotsObjectsAndChanges() {
    IssuedReport report = reported("reperformed-range");
    AskReperformance.Request changes =
        new AskReperformance.Request(
            report.cluster(), null, "1", "latest", "changes", 2, null, "ann");
    Reperformance changed = performed(changes);
    assertThat(changed.asked().seedOrigin()).isEqualTo(Reperformance.SeedOrigin.DRAWN);
    assertThat(changed.asked().seed()).matches("[0-9a-f]{32}");
    assertThat(changed.items())
        .allSatisfy(
            item -> {
              assertThat(item.key()).startsWith("2 ");
              assertThat(item.says()).contains("between snapshots 1 and 2", "by nobody known");
              assertThat(item.calls()).isNotEmpty();
            });

    Reperformance snapshots =
        performed(
            new AskReperformance.Request(
                report.cluster(), null, "1", "2", "snapshots", 9, "x", "ann"));
    assertThat(snapshots.assessments()).hasSize(2);
    assertThat(snapshots.conclusion()).isEqualTo(Reperformance.Conclusion.REPRODUCED);
    assertThat(again.list(report.cluster(), null, 10))
        .extracting(kept -> kept.id().toString())
        .containsExactly(snapshots.id(), changed.id());
  }

  @Test
  void refusesWhatCannotBePerformed() {
    IssuedReport report = reported("reperformed-refused");
    record Case(String report, String from, String to, String population, int size, String why) {}
    String id = report.id().toString();
    for (Case c :
        List.of(
            new Case(null, null, null, "objects", 1, "name a report, or a range"),
            new Case(id, "1", "2", "objects", 1, "has its own snapshots"),
            new Case(null, "1", "2", "findings", 1, "findings are those of a report"),
            new Case(null, "2", "1", "objects", 1, "no snapshot was taken from 2 to 1"),
            new Case(null, "1", "2", "pods", 1, "is no population"),
            new Case(null, "1", "2", "objects", 0, "from 1 to 500"),
            new Case(null, "1", "2", "snapshots", 26, "from 1 to 25"),
            new Case("nonsense", null, null, "objects", 1, "names no snapshot"))) {
      assertThatThrownBy(
              () ->
                  again.ask(
                      new AskReperformance.Request(
                          report.cluster(),
                          c.report(),
                          c.from(),
                          c.to(),
                          c.population(),
                          c.size(),
                          null,
                          "ann")))
          .as(c.toString())
          .isInstanceOf(UnusableInput.class)
          .hasMessageContaining(c.why());
    }
    assertThat(again.list(report.cluster(), null, 10)).isEmpty();
  }
}
