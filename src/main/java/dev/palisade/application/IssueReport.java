package dev.palisade.application;

import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.render.json.ReportJson;
import dev.palisade.render.pdf.ReportPdf;
import dev.palisade.store.ReportStore;
import dev.palisade.store.StoredReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Issues numbered reports.
@ApplicationScoped
public class IssueReport {
  private static final Logger LOG = Logger.getLogger(IssueReport.class);

  private final ReadEvidence evidence;
  private final AssessCluster assess;
  private final ReportStore reports;
  private final SignPdf sign;
  private final Clock clock;

  public IssueReport(
      ReadEvidence evidence,
      AssessCluster assess,
      ReportStore reports,
      SignPdf sign,
      Clock clock) {
    this.evidence = evidence;
    this.assess = assess;
    this.reports = reports;
    this.sign = sign;
    this.clock = clock;
  }

  /// @param framework `pci-dss`, `soc2`; null or `all`: all, combined
  /// @param asOf the instant at which expiries are judged; null: the snapshot's own
  public record Request(
      String cluster,
      SnapshotChoice snapshot,
      @Nullable String framework,
      @Nullable Instant asOf,
      String by) {}

  /// Assesses and issues: with a number of its own, or, where a report of this framework on this
  /// snapshot was issued before, as the next version of that, which it supersedes.
  ///
  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  /// @throws UnusableInput if there is no such framework
  /// @throws OutOfDate if somebody else issued that version meanwhile
  public IssuedReport issue(Request request) {
    AssessCluster.Judged judged =
        assess.assess(
            new AssessCluster.Request(
                request.cluster(), request.snapshot(), request.framework(), request.asOf()));
    StoredReport before =
        reports.latestOn(
            request.cluster(),
            AssessCluster.POINT_IN_TIME,
            judged.framework(),
            judged.snapshot().sequence());
    return issue(judged, before == null ? null : before.id(), request.by());
  }

  /// Issues, unless a report of this framework on this snapshot was issued before: then that is it.
  ///
  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  /// @throws UnusableInput if there is no such framework
  IssuedReport issueOnce(Request request) {
    String framework = request.framework() == null ? AssessCluster.ALL : request.framework();
    SnapshotEntry snapshot = evidence.find(request.cluster(), request.snapshot());
    StoredReport issued =
        reports.latestOn(
            request.cluster(), AssessCluster.POINT_IN_TIME, framework, snapshot.sequence());
    if (issued != null) {
      return IssuedReport.of(issued);
    }
    LOG.infof("judging snapshot %d of cluster %s", snapshot.sequence(), request.cluster());
    IssuedReport report = issue(request);
    LOG.infof("issued %s", report.fileName());
    return report;
  }

  /// Issues the next version of a report: the same snapshot and framework, judged by what holds
  /// now.
  ///
  /// @param asOf null: the snapshot's own time
  /// @throws NotFound if there is no such report
  /// @throws OutOfDate if it is not the newest version
  public IssuedReport again(UUID report, @Nullable Instant asOf, String by) {
    StoredReport before = reports.find(report);
    if (before == null) {
      throw new NotFound("there is no report " + report);
    }
    AssessCluster.Judged judged =
        assess.assess(
            new AssessCluster.Request(
                before.cluster(),
                new SnapshotChoice.Numbered(before.snapshotSequence()),
                before.framework(),
                asOf));
    return issue(judged, before.id(), by);
  }

  private IssuedReport issue(AssessCluster.Judged judged, @Nullable UUID before, String by) {
    // outside the transaction that takes the number: others wait for it
    Function<ReportIdentity, Report> report = assess.report(judged);
    ReportStore.Issue issue =
        new ReportStore.Issue(
            judged.snapshot().cluster(),
            AssessCluster.POINT_IN_TIME,
            judged.framework(),
            judged.snapshot().sequence(),
            clock.instant(),
            by,
            before);
    return Stored.answer(
        () ->
            IssuedReport.of(
                reports.issue(
                    issue,
                    named -> {
                      assess.keep(judged, issue.at(), named.id());
                      return files(report.apply(identity(named)), issue.at());
                    })));
  }

  private static ReportIdentity identity(ReportStore.NewReport named) {
    StoredReport before = named.supersedes();
    return new ReportIdentity(
        named.id().toString(),
        named.number(),
        named.version(),
        before == null ? null : before.id().toString(),
        ReportIdentity.Kind.POINT_IN_TIME);
  }

  private Map<String, byte[]> files(Report report, Instant at) {
    byte[] json = ReportJson.bytes(report);
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    ReportPdf.write(report, json, pdf);
    ReportIdentity named = report.identity();
    String what = "Issued as " + named.number() + " version " + named.version();
    return Map.of(ReportStore.JSON, json, "pdf", sign.sign(pdf.toByteArray(), at, what));
  }
}
