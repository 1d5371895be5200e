package dev.palisade.application;

import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.render.json.ReportJson;
import dev.palisade.store.ExceptionStore;
import dev.palisade.store.ReportStore;
import dev.palisade.store.StoredReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Issues numbered reports.
@ApplicationScoped
public class IssueReport {
  private static final Logger LOG = Logger.getLogger(IssueReport.class);

  private final ReadEvidence evidence;
  private final AssessCluster assess;
  private final TellPeriod periods;
  private final ReportContents contents;
  private final ReportStore reports;
  private final ExceptionStore exceptions;
  private final PrintPdf print;
  private final SigningKeys keys;
  private final SignCheckpoints checkpoints;
  private final Clock clock;

  public IssueReport(
      ReadEvidence evidence,
      AssessCluster assess,
      TellPeriod periods,
      ReportContents contents,
      ReportStore reports,
      ExceptionStore exceptions,
      PrintPdf print,
      SigningKeys keys,
      SignCheckpoints checkpoints,
      Clock clock) {
    this.evidence = evidence;
    this.assess = assess;
    this.periods = periods;
    this.contents = contents;
    this.reports = reports;
    this.exceptions = exceptions;
    this.print = print;
    this.keys = keys;
    this.checkpoints = checkpoints;
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
    return issue(request, Steps.UNWATCHED);
  }

  /// The same as the steps of a run.
  ///
  /// @throws NotFound as in [#issue]
  /// @throws UnusableInput as in [#issue]
  /// @throws OutOfDate as in [#issue]
  IssuedReport issue(Request request, Steps steps) {
    ReportContents.Content content =
        contents.on(
            new AssessCluster.Request(
                request.cluster(), request.snapshot(), request.framework(), request.asOf()),
            steps);
    AssessCluster.Judged judged = content.judged();
    StoredReport before =
        reports.latestOn(
            request.cluster(),
            AssessCluster.POINT_IN_TIME,
            judged.framework(),
            judged.snapshot().sequence());
    return issue(content, before == null ? null : before.id(), request.by(), steps);
  }

  /// Issues, unless a report of this framework on this snapshot was issued before: then that is it.
  ///
  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  /// @throws UnusableInput if there is no such framework
  IssuedReport issueOnce(Request request) {
    return issueOnce(request, Steps.UNWATCHED);
  }

  IssuedReport issueOnce(Request request, Steps steps) {
    String framework = request.framework() == null ? AssessCluster.ALL : request.framework();
    SnapshotEntry snapshot = evidence.find(request.cluster(), request.snapshot());
    StoredReport issued =
        reports.latestOn(
            request.cluster(), AssessCluster.POINT_IN_TIME, framework, snapshot.sequence());
    if (issued != null) {
      return IssuedReport.of(issued);
    }
    LOG.infof("judging snapshot %d of cluster %s", snapshot.sequence(), request.cluster());
    IssuedReport report = issue(request, steps);
    LOG.infof("issued %s", report.fileName());
    return report;
  }

  /// @param framework `pci-dss`, `soc2`; null or `all`: all, combined
  /// @param until not included
  public record PeriodRequest(
      String cluster, Instant from, Instant until, @Nullable String framework, String by) {}

  /// Tells a period and issues: with a number of its own, or, where a report of this framework on
  /// this period was issued before, as the next version of that. What was not judged yet is judged
  /// and kept.
  ///
  /// @throws NotFound if there is no such cluster, no snapshot in the period, or no scope yet
  /// @throws UnusableInput if it is no period or not over, or there is no such framework
  /// @throws OutOfDate if somebody else issued that version meanwhile
  public IssuedReport issue(PeriodRequest request) {
    return issue(request, Steps.UNWATCHED);
  }

  /// The same as the steps of a run.
  ///
  /// @throws NotFound as in [#issue]
  /// @throws UnusableInput as in [#issue]
  /// @throws OutOfDate as in [#issue]
  IssuedReport issue(PeriodRequest request, Steps steps) {
    periods.required(request);
    String framework = request.framework() == null ? AssessCluster.ALL : request.framework();
    StoredReport before =
        reports.latestOver(
            request.cluster(), framework, new ReportStore.Period(request.from(), request.until()));
    return issueOver(request, framework, before == null ? null : before.id(), steps);
  }

  /// Issues, unless a report of this framework on this period was issued before: then that is it.
  ///
  /// @throws NotFound as in [#issue]
  /// @throws UnusableInput as in [#issue]
  IssuedReport issueOnce(PeriodRequest request, Steps steps) {
    String framework = request.framework() == null ? AssessCluster.ALL : request.framework();
    StoredReport issued =
        reports.latestOver(
            request.cluster(), framework, new ReportStore.Period(request.from(), request.until()));
    return issued == null ? issue(request, steps) : IssuedReport.of(issued);
  }

  private IssuedReport issueOver(
      PeriodRequest request, String framework, @Nullable UUID before, Steps steps) {
    return issue(contents.over(request, framework, steps), before, request.by(), steps);
  }

  /// Issues the next version of a report: the same snapshot or period and framework, judged by what
  /// holds now.
  ///
  /// @param asOf null: the snapshot's own time; of no meaning for a period
  /// @throws NotFound if there is no such report
  /// @throws OutOfDate if it is not the newest version
  public IssuedReport again(UUID report, @Nullable Instant asOf, String by) {
    StoredReport before = reports.find(report);
    if (before == null) {
      throw new NotFound("there is no report " + report);
    }
    if (before.from() != null && before.until() != null) {
      return issueOver(
          new PeriodRequest(
              before.cluster(), before.from(), before.until(), before.framework(), by),
          before.framework(),
          before.id(),
          Steps.UNWATCHED);
    }
    ReportContents.Content content =
        contents.on(
            new AssessCluster.Request(
                before.cluster(),
                new SnapshotChoice.Numbered(before.snapshotSequence()),
                before.framework(),
                asOf),
            Steps.UNWATCHED);
    return issue(content, before.id(), by, Steps.UNWATCHED);
  }

  private IssuedReport issue(
      ReportContents.Content content, @Nullable UUID before, String by, Steps steps) {
    AssessCluster.Judged judged = content.judged();
    ReportStore.Issue issue =
        new ReportStore.Issue(
            judged.snapshot().cluster(),
            content.kind().toString(),
            judged.framework(),
            judged.snapshot().sequence(),
            clock.instant(),
            by,
            before,
            content.period());
    steps.at(90, "writing the report");
    keys.open(); // outside of it, too: the first key of all is sealed by itself
    IssuedReport issued =
        Stored.answer(
            () ->
                steps.store(
                    () ->
                        IssuedReport.of(
                            reports.issue(
                                issue,
                                named -> {
                                  assess.keep(judged, issue.at(), named.id());
                                  return rendered(
                                      judged,
                                      content.report().apply(identity(named, content.kind())),
                                      issue.at());
                                },
                                keys::sign)),
                    one -> one.id().toString()));
    checkpoints.sign();
    return issued;
  }

  private static ReportIdentity identity(ReportStore.NewReport named, ReportIdentity.Kind kind) {
    StoredReport before = named.supersedes();
    return new ReportIdentity(
        named.id().toString(),
        named.number(),
        named.version(),
        before == null ? null : before.id().toString(),
        kind);
  }

  /// The report in each format that is kept, and what goes into its bundle beside them.
  private ReportStore.Rendered rendered(AssessCluster.Judged judged, Report report, Instant at) {
    byte[] json = ReportJson.bytes(report);
    return new ReportStore.Rendered(
        Map.of(ReportStore.JSON, json, "pdf", print.issued(report, json, at)),
        BundledFiles.of(
            report,
            judged.request().snapshot(),
            judged.scope().document(),
            exceptions.list(judged.snapshot().cluster())));
  }
}
