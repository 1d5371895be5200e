package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.application.ProposedChange.Target;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.exception.RefusedDecision;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Excepted;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.review.Verdict;
import dev.palisade.render.pdf.signature.PdfSignatureCheck;
import dev.palisade.store.ExceptionStore;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service's work from the sample cluster on, against a real database.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SampleServiceTest {
  private static final String SAMPLE = SampleCluster.NAME;

  @Inject LoadSample load;
  @Inject FirstTokens firstTokens;
  @Inject HandOutTokens tokens;
  @Inject ReadEvidence evidence;
  @Inject ReadReports reports;
  @Inject DeclareScope scopes;
  @Inject AssessCluster assess;
  @Inject IssueReport issue;
  @Inject CompareSnapshots compare;
  @Inject ReviewChange reviews;
  @Inject DecideException exceptions;
  @Inject ExceptionStore exceptionStore;
  @Inject Clock clock;

  @ConfigProperty(name = "palisade.data")
  Path data;

  @TempDir Path out;

  private List<Path> files;

  @BeforeEach
  void load() throws IOException {
    files = load.load(out);
  }

  private static IssueReport.Request newest(String framework, String by) {
    return new IssueReport.Request(SAMPLE, SnapshotChoice.LATEST, framework, null, by);
  }

  private static ReportIdentity same() {
    return new ReportIdentity("id", "number", 1, null, ReportIdentity.Kind.POINT_IN_TIME);
  }

  @Test
  void theSampleIsLoadedOnceAndItsFilesAreWrittenAgain() throws IOException {
    long snapshots = evidence.find(SAMPLE, SnapshotChoice.LATEST).sequence();
    Set<UUID> issued = new HashSet<>();
    reports.list(SAMPLE, null, 100).forEach(report -> issued.add(report.id()));
    int scope = Objects.requireNonNull(scopes.latest(SAMPLE)).version();
    byte[] before = Files.readAllBytes(files.getFirst());
    Files.delete(files.getFirst());
    Files.delete(files.get(3));

    assertThat(load.load(out)).isEqualTo(files);

    assertThat(files).allSatisfy(file -> assertThat(file).isNotEmptyFile()).hasSize(9);
    assertThat(Files.readAllBytes(files.getFirst())).isEqualTo(before);
    assertThat(evidence.find(SAMPLE, SnapshotChoice.LATEST).sequence())
        .isEqualTo(snapshots)
        .isEqualTo(2);
    assertThat(reports.list(SAMPLE, null, 100))
        .allSatisfy(report -> assertThat(issued).contains(report.id()));
    assertThat(scopes.latest(SAMPLE)).extracting(ScopeVersion::version).isEqualTo(scope);
  }

  @Test
  void aReportIssuedAgainSupersedesTheOneBeforeAndSaysTheSame() {
    IssuedReport first = issue.issue(newest("pci-dss", "olga"));
    IssuedReport second = issue.issue(newest("pci-dss", "olga"));
    IssuedReport third = issue.again(second.id(), null, "piet");

    assertThat(first.number()).matches("SAMPLE-PCI-DSS-[0-9]{4}-[0-9]{4}");
    assertThat(List.of(first, second, third))
        .extracting(IssuedReport::version)
        .containsExactly(1, 2, 3);
    assertThat(second.number()).isEqualTo(first.number());
    assertThat(second.supersedes()).isEqualTo(first.id());
    Report one = reports.read(first.id());
    Report two = reports.read(second.id());
    assertThat(two.identity().supersedes()).isEqualTo(first.id().toString());
    assertThat(two.withIdentity(same())).isEqualTo(one.withIdentity(same()));
    assertThat(reports.read(third.id()).withIdentity(same())).isEqualTo(one.withIdentity(same()));
    assertThat(reports.formats(second.id())).containsExactly("json", "pdf");
    assertThat(reports.bytes(second.id(), "pdf")).startsWith("%PDF-".getBytes());

    assertThatThrownBy(() -> issue.again(first.id(), null, "piet"))
        .isInstanceOfSatisfying(OutOfDate.class, e -> assertThat(e.current()).isEqualTo(3));
    assertThatThrownBy(() -> issue.again(UUID.randomUUID(), null, "piet"))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> issue.issue(newest("iso", "olga")))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("iso");
  }

  @Test
  void whatIsIssuedIsSignedWithTheKeyOfTheInstallation() throws Exception {
    IssuedReport issued = issue.issue(newest("soc2", "olga"));
    byte[] pdf = reports.bytes(issued.id(), "pdf");

    assertThat(PdfSignatureCheck.of(pdf).signer().getSubjectX500Principal())
        .hasToString("OU=self-signed, CN=Palisade");
    assertThat(new String(pdf, StandardCharsets.ISO_8859_1))
        .contains("Issued as " + issued.number() + " version " + issued.version());
    assertThat(Files.getPosixFilePermissions(data.resolve(SignPdf.KEY_FILE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void twoAssessmentsGiveTheSameBytesAndTakeNoNumber() {
    AssessCluster.Request request =
        new AssessCluster.Request(SAMPLE, SnapshotChoice.LATEST, null, null);
    byte[] json = assess.json(request);
    assertThat(assess.json(request)).isEqualTo(json);
    assertThat(new String(json)).contains("\"number\":\"SAMPLE-ALL-").contains("-0000\"");
  }

  @Test
  void theNewReportSaysWhatChangedSinceTheOneBefore() {
    IssuedReport now = reports.find(evidence(1).number(), 1);
    assertThat(reports.read(now.id()).changes()).isNull();
    Comparison changes = reports.read(evidence(2).id()).changes();
    assertThat(changes).isNotNull();
    assertThat(changes.before().sequence()).isEqualTo(1);
    Comparison asked =
        compare.compare(
            new CompareSnapshots.Request(
                SAMPLE,
                SnapshotChoice.parse("1"),
                SnapshotChoice.parse(evidence(2).number()),
                "all"));
    // which scope is the newest may be another by now
    assertThat(
            asked.under(
                Objects.requireNonNull(changes.scope()), Objects.requireNonNull(asked.members())))
        .isEqualTo(changes);
    assertThat(asked.outcomes())
        .anySatisfy(
            o -> {
              assertThat(o.name()).isEqualTo("cardholder-ingress");
              assertThat(o.after()).isEqualTo("FAIL");
            });
    assertThat(compare.pdf(asked)).startsWith("%PDF-".getBytes());
  }

  /// The combined report on a snapshot, first version.
  private IssuedReport evidence(long sequence) {
    return reports.list(SAMPLE, null, 100).stream()
        .filter(r -> r.framework().equals("all") && r.snapshotSequence() == sequence)
        .filter(r -> r.version() == 1)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theReportSaysSinceWhenAFindingIsThereAndWhatChangedWithoutApproval() {
    Instant first = evidence.find(SAMPLE, SnapshotChoice.parse("1")).takenAt();
    Instant second = evidence.find(SAMPLE, SnapshotChoice.parse("2")).takenAt();
    Report report = reports.read(evidence(2).id());
    assertThat(report.checks().stream().flatMap(check -> check.findings().stream()))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.reopened()).isZero())
        .extracting(JudgedFinding::firstSeen)
        .contains(first, second);
    assertThat(report.check("cardholder-ingress").findings())
        .extracting(JudgedFinding::openSince)
        .contains(second);
    assertThat(report.check("change-authorised").outcome()).isEqualTo(Outcome.FAIL);
    assertThat(report.check("audit-trail").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void aReviewIsKeptWithItsVerdict() {
    ProposedChange change =
        new ProposedChange(
            List.of(),
            List.of(
                new Target(
                    "networking.k8s.io/v1", "NetworkPolicy", "cardholder", "card-vault-licence")));
    ReviewChange.Answer answer =
        reviews.review(new ReviewChange.Request(SAMPLE, SnapshotChoice.LATEST, change, "ci"));
    assertThat(answer.review().verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(reviews.find(answer.kept().id())).isEqualTo(answer.kept());
    assertThat(answer.kept().verdict()).isEqualTo("allow");
    assertThat(answer.kept().requestDigest()).isEqualTo(change.digest());
    assertThat(answer.kept().document()).contains("\"format\":\"palisade/review/v1\"");
    assertThat(reviews.list(SAMPLE, null, 10)).contains(answer.kept());
  }

  /// A clock that says what it is told.
  private DecideException at(Instant instant) {
    return new DecideException(assess, exceptionStore, Clock.fixed(instant, ZoneOffset.UTC));
  }

  private JudgedCheck judged(Instant asOf) {
    IssuedReport issued =
        issue.issue(new IssueReport.Request(SAMPLE, SnapshotChoice.LATEST, "soc2", asOf, "olga"));
    return reports.read(issued.id()).check("policy-change-authority");
  }

  @Test
  void anExceptionCountsFromItsApprovalByAnotherUntilItEnds() {
    Instant start = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant until = start.plus(Duration.ofDays(90));
    List<Excepted> findings =
        judged(start).findings().stream().map(f -> Excepted.read(f.fingerprint(), null)).toList();
    assertThat(findings).isNotEmpty();
    RiskException asked =
        at(start)
            .request(
                new DecideException.Request(
                    SAMPLE,
                    "policy-change-authority",
                    findings,
                    "the pipeline moves in May",
                    "its changes are reviewed",
                    null,
                    null,
                    until,
                    "olga"));

    assertThatThrownBy(() -> at(start).approve(asked.id(), "olga", "fine"))
        .isInstanceOf(RefusedDecision.class);
    Instant approval = start.plus(Duration.ofDays(1));
    at(approval).approve(asked.id(), "piet", "fine");
    assertThatThrownBy(() -> at(approval).reject(asked.id(), "piet", "no"))
        .isInstanceOf(RefusedDecision.class);

    assertThat(judged(approval.minusMillis(1)).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(judged(approval).outcome()).isNotEqualTo(Outcome.FAIL);
    assertThat(judged(approval).findings())
        .extracting(JudgedFinding::exception)
        .containsOnly(asked.id().toString());
    assertThat(judged(until.minusNanos(1)).outcome()).isNotEqualTo(Outcome.FAIL);
    assertThat(judged(until).outcome()).isEqualTo(Outcome.FAIL);

    Instant revoked = start.plus(Duration.ofDays(2));
    at(revoked).revoke(asked.id(), "piet", "the pipeline has moved");
    assertThat(judged(revoked).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(exceptions.find(asked.id()).stateAt(revoked)).isEqualTo(RiskException.State.REVOKED);
    assertThat(exceptions.list(SAMPLE)).extracting(RiskException::id).contains(asked.id());
  }

  @Test
  void anExceptionIsRefusedForWhatIsNoFindingOrLastsTooLong() {
    Instant start = clock.instant();
    DecideException.Request unknown =
        new DecideException.Request(
            SAMPLE,
            "policy-change-authority",
            List.of(Excepted.read("0".repeat(64), null)),
            "r",
            "c",
            null,
            null,
            start.plus(Duration.ofDays(1)),
            "olga");
    assertThatThrownBy(() -> exceptions.request(unknown))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("has no finding");
    List<Excepted> findings =
        judged(start).findings().stream().map(f -> Excepted.read(f.fingerprint(), null)).toList();
    DecideException.Request tooLong =
        new DecideException.Request(
            SAMPLE,
            "policy-change-authority",
            findings,
            "r",
            "c",
            null,
            null,
            start.plus(Duration.ofDays(367)),
            "olga");
    assertThatThrownBy(() -> exceptions.request(tooLong))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("12 months");
  }

  @Test
  void theFirstTokensAreInAFileOfTheirOwnersAlone() throws IOException {
    Path file = out.resolve("tokens");
    firstTokens.ensure(file);
    List<String> lines = Files.readAllLines(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(lines).hasSize(Role.values().length);
    for (String line : lines) {
      String[] words = line.split(" ");
      assertThat(tokens.authenticate(words[1])).extracting(AccessToken::role).hasToString(words[0]);
    }
    firstTokens.ensure(file);
    assertThat(Files.readAllLines(file)).isEqualTo(lines);

    Path ofAnotherReplica = out.resolve("tokens of another replica");
    firstTokens.ensure(ofAnotherReplica);
    assertThat(ofAnotherReplica).doesNotExist();
    assertThat(tokens.authenticate(lines.getFirst().split(" ")[1])).isNotNull();

    Files.delete(file);
    new FirstTokens(tokens, true).ensure(file);
    assertThat(Files.readAllLines(file)).doesNotContainAnyElementsOf(lines);
    assertThat(tokens.authenticate(lines.getFirst().split(" ")[1])).isNull();
  }
}
