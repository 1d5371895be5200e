package dev.palisade.application;

import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.ReportNumber;
import dev.palisade.compliance.report.Standing;
import dev.palisade.render.json.ReportJson;
import dev.palisade.render.pdf.ReportPdf;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.UUID;

/// Shows what a report would say. A draft takes no number (its ends in 0000), is neither kept nor
/// sealed nor signed, and says on each page that it is one.
@ApplicationScoped
public class DraftReport {
  private final ReportContents contents;
  private final TellPeriod periods;
  private final PrintPdf print;

  public DraftReport(ReportContents contents, TellPeriod periods, PrintPdf print) {
    this.contents = contents;
    this.periods = periods;
    this.print = print;
  }

  /// The formats in which a draft can be had: those that can bear its mark.
  public enum Format {
    /// Its number, which ends in 0000, is the mark.
    JSON,
    PDF,
    HTML
  }

  /// A draft and the name of its file.
  public record Draft(String fileName, byte[] bytes) {}

  /// On one snapshot.
  ///
  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  /// @throws UnusableInput if there is no such framework
  public Draft on(IssueReport.Request request, Format format) {
    return draft(
        contents.on(
            new AssessCluster.Request(
                request.cluster(), request.snapshot(), request.framework(), request.asOf()),
            Steps.UNWATCHED),
        format);
  }

  /// On a period.
  ///
  /// @throws NotFound if there is no such cluster, no snapshot in the period, or no scope yet
  /// @throws UnusableInput if it is no period or not over, or there is no such framework
  public Draft over(IssueReport.PeriodRequest request, Format format) {
    periods.required(request);
    String framework = request.framework() == null ? AssessCluster.ALL : request.framework();
    return draft(contents.over(request, framework, Steps.UNWATCHED), format);
  }

  private Draft draft(ReportContents.Content content, Format format) {
    AssessCluster.Judged judged = content.judged();
    var asOf = judged.assessed().assessment().asOf();
    ReportNumber number =
        new ReportNumber(
            judged.snapshot().cluster(),
            judged.framework(),
            asOf.atOffset(ZoneOffset.UTC).getYear(),
            0);
    String of =
        judged.snapshot().chain() + judged.scope().digest() + asOf + number + content.period();
    Report report =
        content
            .report()
            .apply(
                new ReportIdentity(
                    UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString(),
                    number.toString(),
                    1,
                    null,
                    content.kind()));
    byte[] json = ReportJson.bytes(report);
    String name = number + "-draft";
    return switch (format) {
      case JSON -> new Draft(name + ".json", json);
      case PDF -> new Draft(name + ".pdf", print.draft(report, json));
      case HTML ->
          new Draft(
              name + ".html",
              print.html(report, json, ReportPdf.Extent.FULL, new Standing.Draft()));
    };
  }
}
