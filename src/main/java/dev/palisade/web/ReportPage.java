package dev.palisade.web;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.ExportBundle;
import dev.palisade.application.FollowReport;
import dev.palisade.application.IssuedReport;
import dev.palisade.application.NotFound;
import dev.palisade.application.ReadReports;
import dev.palisade.application.ReportFormat;
import dev.palisade.application.UnusableInput;
import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.JudgedFinding.Proof;
import dev.palisade.compliance.report.Report;
import dev.palisade.web.ReportSummary.RequirementLine;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// An issued report: requirements, the checks that they rest on, and the findings with their proof.
@Path("/reports/{id}")
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
public class ReportPage {
  private final Requester requester;
  private final ReadReports reports;
  private final ExportBundle bundles;
  private final FollowReport lives;

  public ReportPage(
      Requester requester, ReadReports reports, ExportBundle bundles, FollowReport lives) {
    this.requester = requester;
    this.reports = reports;
    this.lives = lives;
    this.bundles = bundles;
  }

  /// @param versions all of the report's, the first first
  /// @param formats what else it is offered in
  public record View(
      IssuedReport issued,
      FollowReport.Life life,
      Report report,
      List<IssuedReport> versions,
      List<Offer> formats,
      List<RequirementLine> requirements,
      List<CheckView> checks) {}

  /// A format for download.
  ///
  /// @param format its name in the address
  public record Offer(String format, String title) {
    static Offer of(ReportFormat format) {
      return new Offer(
          format.toString(),
          switch (format) {
            case JSON -> "JSON";
            case PDF -> "PDF";
            case HTML -> "HTML";
            case CSV -> "CSV (ZIP)";
            case MD -> "Markdown";
            case OSCAL -> "OSCAL";
            case SARIF -> "SARIF";
            case JUNIT -> "JUnit";
            case HDF -> "HDF (Heimdall)";
            case POLICYREPORT -> "PolicyReport";
            case OPENREPORTS -> "OpenReports";
          });
    }
  }

  private static final List<Offer> OFFERS =
      Arrays.stream(ReportFormat.values())
          .filter(format -> format != ReportFormat.JSON && format != ReportFormat.PDF)
          .map(Offer::of)
          .toList();

  /// A check and its findings.
  ///
  /// @param control the check's name without parameters: its card
  public record CheckView(JudgedCheck judged, String control, List<FindingView> findings) {}

  /// @param witness as a line: source, destination and traffic, or the subject
  /// @param since where to see since when the flow is possible; null: it is none, or not followed
  public record FindingView(
      JudgedFinding judged, boolean open, String witness, @Nullable String since) {}

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance report(View view, Visitor visitor);
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance report(@RestPath String id) {
    IssuedReport issued = seen(id);
    Report report = reports.read(issued.id());
    requester.log("report.read", issued.fileName(), issued.cluster(), "html");
    return Templates.report(
        new View(
            issued,
            lives.of(issued.id()),
            report,
            reports.versions(issued.number()),
            OFFERS,
            ReportSummary.requirements(report),
            report.checks().stream().map(check -> view(issued.cluster(), check)).toList()),
        Visitor.of(requester.token()));
  }

  @GET
  @Path("bundle")
  @Produces("application/zip")
  @Operation(hidden = true)
  public Response bundle(@RestPath String id) {
    IssuedReport issued = seen(id);
    byte[] zip = bundles.of(issued.id(), List.of());
    requester.log("report.download", issued.fileName(), issued.cluster(), "bundle");
    return Response.ok(zip, "application/zip")
        .header(HttpHeaders.CONTENT_DISPOSITION, Format.disposition(issued.fileName(), "zip"))
        .build();
  }

  @GET
  @Path("{format}")
  @Produces(MediaType.WILDCARD)
  @Operation(hidden = true)
  public Response download(@RestPath String id, @RestPath String format) {
    ReportFormat wanted = named(format);
    IssuedReport issued = seen(id);
    byte[] bytes = reports.shown(issued.id(), wanted);
    requester.log("report.download", issued.fileName(), issued.cluster(), wanted.toString());
    return Response.ok(bytes, wanted.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + wanted.fileName(issued.fileName()) + "\"")
        .build();
  }

  private static ReportFormat named(String format) {
    try {
      return ReportFormat.of(format);
    } catch (UnusableInput e) {
      throw new NotFound(String.valueOf(e.getMessage()));
    }
  }

  private IssuedReport seen(String id) {
    IssuedReport issued;
    try {
      issued = reports.find(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      throw new NotFound("there is no report " + id);
    }
    requester.permitted(issued.cluster());
    return issued;
  }

  private static CheckView view(String cluster, JudgedCheck check) {
    return new CheckView(
        check,
        CheckCall.parse(check.id()).check(),
        check.findings().stream().map(finding -> view(cluster, finding)).toList());
  }

  private static FindingView view(String cluster, JudgedFinding finding) {
    return new FindingView(
        finding,
        finding.exception() == null,
        witness(finding.witness()),
        SinceLink.of(cluster, finding.witness()));
  }

  private static String witness(Proof witness) {
    return switch (witness) {
      case Proof.Flow(String source, String destination, String traffic, String exposure) ->
          source
              + " → "
              + destination
              + " : "
              + traffic
              + (exposure == null ? "" : " (by way of " + exposure + ")");
      case Proof.Subject(String subject, String direction) ->
          subject + (direction == null ? "" : " (" + direction + ")");
    };
  }
}
