package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.api.v1.ReportLifeResource.NoteText;
import dev.palisade.api.v1.ReportLifeResource.WithdrawalReason;
import dev.palisade.application.ExportBundle;
import dev.palisade.application.FollowGroupReport;
import dev.palisade.application.FollowGroupReport.Life;
import dev.palisade.application.FollowReport.Note;
import dev.palisade.application.GroupReportFormat;
import dev.palisade.application.IssueGroupReport;
import dev.palisade.application.IssuedGroupReport;
import dev.palisade.application.ReadGroupReports;
import dev.palisade.application.ReportFormat;
import dev.palisade.application.ReportFormat.Type;
import dev.palisade.application.Run;
import dev.palisade.application.RunInBackground;
import dev.palisade.application.UnusableInput;
import dev.palisade.compliance.report.period.Interval;
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

/// Reports over several clusters. Whoever may not see all of these sees none of it.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "reports")
public class GroupReportsResource {
  private final Requester requester;
  private final ReadGroupReports reports;
  private final FollowGroupReport lives;
  private final IssueGroupReport groups;
  private final ExportBundle bundles;
  private final RunInBackground runs;
  private final Once once;
  private final Body body;

  public GroupReportsResource(
      Requester requester,
      ReadGroupReports reports,
      FollowGroupReport lives,
      IssueGroupReport groups,
      ExportBundle bundles,
      RunInBackground runs,
      Once once,
      Body body) {
    this.requester = requester;
    this.reports = reports;
    this.lives = lives;
    this.groups = groups;
    this.bundles = bundles;
    this.runs = runs;
    this.once = once;
    this.body = body;
  }

  @POST
  @Path("reports")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(
      summary = "Issue a report over several clusters, in the background",
      description =
          "On the newest snapshot of each, or on a period that is over (kind period, from, to)."
              + " Clusters without a report of their own to rely on get one first. It is the next"
              + " version of the report of this framework on the same, where there is one.")
  @APIResponse(
      responseCode = "202",
      description =
          "The run, whose result will be the report's id in group-reports; it is a run of the first"
              + " of the clusters, by name",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response issue(
      @RestHeader(Once.HEADER) @Nullable String key, @Nullable GroupReportOrder asked) {
    if (asked == null) {
      throw RefusedRequest.parameter("clusters", "name clusters, or a group of the configuration");
    }
    asked.requireNames();
    Interval period = asked.period();
    List<String> named = asked.clusters();
    List<String> clusters = named == null ? groups.clusters(String.valueOf(asked.group())) : named;
    requester.permitted(clusters);
    clusters.forEach(requester::existing);
    return once.write(
        key,
        "group report " + body.written(asked),
        () -> {
          Run run =
              runs.reportOnGroup(
                  asked.group(), clusters, asked.framework(), period, requester.name());
          clusters.forEach(
              cluster ->
                  requester.log(
                      "group-report.request", run.id().toString(), cluster, asked.framework()));
          return RunView.accepted(run, body);
        });
  }

  @GET
  @Path("group-reports")
  @Operation(
      summary = "List the reports over several clusters, the newest first",
      description = "Only those over clusters all of which you may see.")
  public RestResponse<Page<GroupReportView>> list(
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    int page = Page.limit(limit);
    return Page.answer(
        reports.list(requester.clusters(), Page.id(cursor), page + 1),
        page,
        IssuedGroupReport::id,
        GroupReportView::of,
        request);
  }

  @GET
  @Path("group-reports/{id}")
  @Produces({Type.JSON, Type.PDF, Type.HTML, Type.ZIP, Type.MARKDOWN})
  @Operation(
      summary = "A report over several clusters in a format",
      description =
          "JSON (schema/group.v1.json) and PDF are the bytes as they were issued; the others are made"
              + " from the JSON. By Accept, or by format, which goes first. Formats for a single"
              + " cluster (OSCAL, SARIF, …) are refused: take the reports that it names.")
  public Response download(
      @RestPath String id,
      @Parameter(description = "json, pdf, html, csv or md; otherwise by Accept") @RestQuery
          @Nullable String format,
      @Parameter(description = "executive: the first two pages, as PDF; otherwise full") @RestQuery
          @Nullable String extent,
      @Context HttpHeaders headers) {
    IssuedGroupReport report = seen(id);
    boolean executive = "executive".equals(extent);
    if (extent != null && !executive && !extent.equals("full")) {
      throw RefusedRequest.parameter("extent", "\"" + extent + "\" is neither executive nor full");
    }
    ReportFormat wanted =
        format != null
            ? named(format)
            : executive
                ? ReportFormat.PDF
                : Negotiation.choose(GroupReportFormat.OFFERED, ReportFormat::mediaType, headers);
    if (executive && wanted != ReportFormat.PDF) {
      throw RefusedRequest.parameter("format", "an executive report is a PDF");
    }
    byte[] bytes = executive ? reports.executive(report.id()) : reports.shown(report.id(), wanted);
    log("group-report.download", report, (executive ? "executive " : "") + wanted);
    String name = report.fileName() + (executive ? "-executive" : "");
    return Response.ok(bytes, wanted.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            (wanted == ReportFormat.JSON ? "inline" : "attachment")
                + "; filename=\""
                + wanted.fileName(name)
                + "\"")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  private static ReportFormat named(String format) {
    try {
      return GroupReportFormat.of(format);
    } catch (UnusableInput e) {
      throw RefusedRequest.parameter("format", String.valueOf(e.getMessage()));
    }
  }

  @GET
  @Path("group-reports/{id}/bundle")
  @Produces(Type.ZIP)
  @Operation(
      summary = "A report over several clusters with everything that proves it, as a ZIP",
      description =
          "Verify it with palisade verify. The reports on the clusters, whose SHA-256 it holds, have"
              + " bundles of their own.")
  public Response bundle(@RestPath String id) {
    IssuedGroupReport report = seen(id);
    byte[] zip = bundles.ofGroup(report.id(), List.of());
    log("group-report.download", report, "bundle");
    return Response.ok(zip, Type.ZIP)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + report.fileName() + ".zip\"")
        .build();
  }

  @GET
  @Path("group-reports/{id}/versions")
  @Operation(summary = "List all versions of a report over several clusters, the first first")
  public List<GroupReportView> versions(@RestPath String id) {
    return reports.versions(seen(id).number()).stream().map(GroupReportView::of).toList();
  }

  @GET
  @Path("group-reports/{id}/notes")
  @Operation(
      summary = "Where a report over several clusters stands, and what was said of it",
      description = "members says where the report on each cluster stands today.")
  public Life life(@RestPath String id) {
    return lives.of(seen(id).id());
  }

  @POST
  @Path("group-reports/{id}/notes")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({AUDITOR, COMPLIANCE_OFFICER})
  @Operation(summary = "Add a note or an attestation to a report over several clusters")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Note.class)))
  public Response note(
      @RestPath String id, @RestHeader(Once.HEADER) @Nullable String key, @Nullable NoteText said) {
    IssuedGroupReport report = seen(id);
    NoteText what = said == null ? new NoteText(null, null) : said;
    return once.write(
        key,
        "group report note " + report.id() + " " + body.written(what),
        () -> {
          Note note = lives.add(report.id(), what.kind(), what.text(), requester.name());
          log("group-report.note", report, note.kind());
          return new Once.Written(
              201, "/api/v1/group-reports/" + report.id() + "/notes", body.written(note));
        });
  }

  @POST
  @Path("group-reports/{id}/withdraw")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(summary = "Say that a report over several clusters is not to be relied on any more")
  public Life withdraw(@RestPath String id, @Nullable WithdrawalReason why) {
    IssuedGroupReport report = seen(id);
    try {
      Life life = lives.withdraw(report.id(), why == null ? null : why.reason(), requester.name());
      log("group-report.withdraw", report, null);
      return life;
    } catch (IllegalStateException e) {
      throw new RefusedRequest(ProblemType.CONFLICT, String.valueOf(e.getMessage()));
    }
  }

  private void log(String action, IssuedGroupReport report, @Nullable String detail) {
    report.clusters().forEach(cluster -> requester.log(action, report.fileName(), cluster, detail));
  }

  private IssuedGroupReport seen(String id) {
    IssuedGroupReport report = reports.find(Parameters.id(id));
    requester.permitted(report.clusters());
    return report;
  }
}
