package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.ExportBundle;
import dev.palisade.application.IssueReport;
import dev.palisade.application.IssuedReport;
import dev.palisade.application.ReadReports;
import dev.palisade.application.ReportFormat;
import dev.palisade.application.ReportFormat.Type;
import dev.palisade.application.Run;
import dev.palisade.application.RunInBackground;
import dev.palisade.application.UnusableInput;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Issued reports: numbered, versioned, never altered.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "reports")
public class ReportsResource {
  private static final String BUNDLE_TYPE = "application/zip";

  private final Requester requester;
  private final ReadReports reports;
  private final ExportBundle bundles;
  private final IssueReport issue;
  private final RunInBackground runs;
  private final Once once;
  private final Body body;

  public ReportsResource(
      Requester requester,
      ReadReports reports,
      ExportBundle bundles,
      IssueReport issue,
      RunInBackground runs,
      Once once,
      Body body) {
    this.requester = requester;
    this.reports = reports;
    this.bundles = bundles;
    this.issue = issue;
    this.runs = runs;
    this.once = once;
    this.body = body;
  }

  @GET
  @Path("clusters/{cluster}/reports")
  @Operation(summary = "List a cluster's reports, the newest first")
  public RestResponse<Page<ReportView>> list(
      @RestPath String cluster,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    requester.existing(cluster);
    int page = Page.limit(limit);
    return Page.answer(
        reports.list(cluster, Page.id(cursor), page + 1),
        page,
        IssuedReport::id,
        ReportView::of,
        request);
  }

  @POST
  @Path("clusters/{cluster}/reports")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(
      summary = "Assess and issue a report, in the background",
      description =
          "On one snapshot, or on a period that is over (kind period, from, to). It has a number of"
              + " its own, or, where a report of this framework on this snapshot or period was"
              + " issued before, is the next version of that one.")
  @APIResponse(
      responseCode = "202",
      description =
          "The run, whose result will be the report's id; Location says where to ask how it goes",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response issue(
      @RestPath String cluster,
      @RestHeader(Once.HEADER) @Nullable String key,
      @Nullable ReportOrder asked) {
    requester.existing(cluster);
    ReportOrder what = asked == null ? ReportOrder.LATEST : asked;
    what.requireWhole();
    return once.write(
        key,
        "report " + cluster + " " + body.written(what),
        () -> {
          Run run =
              what.isOnPeriod()
                  ? runs.report(what.over(cluster, requester.name()))
                  : runs.report(what.on(cluster, requester.name()));
          requester.log("report.request", run.id().toString(), cluster, what.framework());
          return RunView.accepted(run, body);
        });
  }

  @GET
  @Path("reports/{id}")
  @Produces({
    Type.JSON,
    Type.PDF,
    Type.HTML,
    Type.ZIP,
    Type.MARKDOWN,
    Type.OSCAL,
    Type.SARIF,
    Type.JUNIT,
    Type.HDF,
    Type.POLICYREPORT,
    Type.OPENREPORTS
  })
  @Operation(
      summary = "A report in a format",
      description =
          "JSON (schema/report.v1.json) and PDF are the bytes as they were issued; the others are"
              + " made from the JSON. By Accept with its weights, or by format, which goes first."
              + " The download is logged with its format.")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(mediaType = Type.JSON, schema = @Schema(type = SchemaType.OBJECT)),
        @Content(
            mediaType = Type.PDF,
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = Type.HTML, schema = @Schema(type = SchemaType.STRING)),
        @Content(
            mediaType = Type.ZIP,
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = Type.MARKDOWN, schema = @Schema(type = SchemaType.STRING)),
        @Content(mediaType = Type.OSCAL, schema = @Schema(type = SchemaType.OBJECT)),
        @Content(mediaType = Type.SARIF, schema = @Schema(type = SchemaType.OBJECT)),
        @Content(mediaType = Type.JUNIT, schema = @Schema(type = SchemaType.STRING)),
        @Content(mediaType = Type.HDF, schema = @Schema(type = SchemaType.OBJECT)),
        @Content(mediaType = Type.POLICYREPORT, schema = @Schema(type = SchemaType.STRING)),
        @Content(mediaType = Type.OPENREPORTS, schema = @Schema(type = SchemaType.STRING))
      })
  @APIResponse(responseCode = "406", description = "not-acceptable: none of these is accepted")
  public Response download(
      @RestPath String id,
      @Parameter(
              description =
                  "json, pdf, html, csv, md, oscal, sarif, junit, hdf, policyreport or openreports;"
                      + " otherwise by Accept")
          @RestQuery
          @Nullable String format,
      @Parameter(description = "executive: the first two pages, as pdf or html; otherwise full")
          @RestQuery
          @Nullable String extent,
      @Context HttpHeaders headers) {
    IssuedReport report = seen(id);
    if (extent != null && !extent.equals("full")) {
      return executive(report, extent, format);
    }
    ReportFormat wanted =
        format == null
            ? Negotiation.choose(List.of(ReportFormat.values()), ReportFormat::mediaType, headers)
            : named(format);
    byte[] bytes = reports.shown(report.id(), wanted);
    requester.log("report.download", report.fileName(), report.cluster(), wanted.toString());
    return Response.ok(bytes, wanted.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            // a page with what clusters say of themselves does not open among ours
            (wanted == ReportFormat.JSON ? "inline" : "attachment")
                + "; filename=\""
                + wanted.fileName(report.fileName())
                + "\"")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  private Response executive(IssuedReport report, String extent, @Nullable String format) {
    if (!extent.equals("executive")) {
      throw RefusedRequest.parameter("extent", "\"" + extent + "\" is neither executive nor full");
    }
    ReportFormat wanted = format == null ? ReportFormat.PDF : named(format);
    byte[] pages =
        switch (wanted) {
          case PDF -> reports.executive(report.id());
          case HTML -> reports.executivePage(report.id());
          default ->
              throw RefusedRequest.parameter("format", "an executive report is a pdf or html");
        };
    requester.log("report.download", report.fileName(), report.cluster(), "executive " + wanted);
    return Response.ok(pages, wanted.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + wanted.fileName(report.fileName() + "-executive") + "\"")
        .build();
  }

  private static ReportFormat named(String format) {
    try {
      return ReportFormat.of(format);
    } catch (UnusableInput e) {
      throw RefusedRequest.parameter("format", String.valueOf(e.getMessage()));
    }
  }

  @GET
  @Path("reports/{id}/bundle")
  @Produces(BUNDLE_TYPE)
  @Operation(
      summary = "A report with everything that proves it, as a ZIP",
      description =
          "The report, what it was judged by, envelope, checkpoint, proofs and keys. Verify it with"
              + " palisade verify, or with the file of ledger/verifier. The download is logged.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = BUNDLE_TYPE,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "404",
      description = "not-found: no such report, or it was issued before there was a log")
  public Response bundle(
      @RestPath String id,
      @Parameter(
              description =
                  "sizes of checkpoints that you hold, from which the proof is to lead to the"
                      + " bundle's")
          @RestQuery
          List<String> from) {
    IssuedReport report = seen(id);
    byte[] zip =
        bundles.of(
            report.id(),
            from.stream()
                .map(size -> Parameters.required("from", Parameters.count("from", size)))
                .toList());
    requester.log("report.download", report.fileName(), report.cluster(), "bundle");
    return Response.ok(zip, BUNDLE_TYPE)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + report.fileName() + ".zip\"")
        .build();
  }

  @GET
  @Path("reports/{id}/versions")
  @Operation(summary = "List all versions of a report, the first first")
  public List<ReportView> versions(@RestPath String id) {
    return reports.versions(seen(id).number()).stream().map(ReportView::of).toList();
  }

  @POST
  @Path("reports/{id}/versions")
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(
      summary = "Issue the next version of a report",
      description =
          "The same snapshot and framework, judged by the scope and the exceptions that hold now.")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = ReportView.class)))
  @APIResponse(responseCode = "412", description = "out-of-date: it is not the newest version")
  public Response again(@RestPath String id, @RestHeader(Once.HEADER) @Nullable String key) {
    IssuedReport before = seen(id);
    return once.write(
        key,
        "report version " + before.id(),
        () -> {
          IssuedReport next = issue.again(before.id(), null, requester.name());
          requester.log("report.issue", next.fileName(), next.cluster(), null);
          return new Once.Written(
              201, "/api/v1/reports/" + next.id(), body.written(ReportView.of(next)));
        });
  }

  private IssuedReport seen(String id) {
    IssuedReport report = reports.find(Parameters.id(id));
    requester.permitted(report.cluster());
    return report;
  }
}
