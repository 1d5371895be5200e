package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.DraftReport;
import dev.palisade.application.FollowReport;
import dev.palisade.application.FollowReport.Life;
import dev.palisade.application.FollowReport.Note;
import dev.palisade.application.IssuedReport;
import dev.palisade.application.ReadReports;
import dev.palisade.application.ReportFormat.Type;
import dev.palisade.compliance.report.VersionChanges;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The life of reports: drafts before, notes and withdrawal after. Nothing of it alters a report.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "reports")
public class ReportLifeResource {
  private final Requester requester;
  private final ReadReports reports;
  private final FollowReport lives;
  private final DraftReport drafts;
  private final Once once;
  private final Body body;

  public ReportLifeResource(
      Requester requester,
      ReadReports reports,
      FollowReport lives,
      DraftReport drafts,
      Once once,
      Body body) {
    this.requester = requester;
    this.reports = reports;
    this.lives = lives;
    this.drafts = drafts;
    this.once = once;
    this.body = body;
  }

  /// @param kind `note` or `attestation`; null: a note
  public record NoteText(@Nullable String kind, @Nullable String text) {}

  /// Why a report is withdrawn.
  public record WithdrawalReason(@Nullable String reason) {}

  @POST
  @Path("clusters/{cluster}/drafts")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({Type.JSON, Type.PDF, MediaType.TEXT_HTML})
  @RolesAllowed({AUDITOR, COMPLIANCE_OFFICER})
  @Operation(
      summary = "What a report would say, as a draft",
      description =
          "It takes no number (its ends in 0000), and is neither kept nor sealed nor signed; PDF"
              + " and HTML say on each page that it is a draft. By Accept or format: json, pdf,"
              + " html.")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(mediaType = Type.JSON, schema = @Schema(type = SchemaType.OBJECT)),
        @Content(
            mediaType = Type.PDF,
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = MediaType.TEXT_HTML,
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  public Response draft(
      @RestPath String cluster,
      @RestQuery @Nullable String format,
      @Context HttpHeaders headers,
      @Nullable ReportOrder asked) {
    requester.existing(cluster);
    ReportOrder what = asked == null ? ReportOrder.LATEST : asked;
    what.requireWhole();
    DraftReport.Format wanted = format(format, headers);
    DraftReport.Draft draft =
        what.isOnPeriod()
            ? drafts.over(what.over(cluster, requester.name()), wanted)
            : drafts.on(what.on(cluster, requester.name()), wanted);
    requester.log("report.draft", draft.fileName(), cluster, what.framework());
    return Response.ok(draft.bytes(), type(wanted))
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + draft.fileName() + "\"")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  private static DraftReport.Format format(@Nullable String format, HttpHeaders headers) {
    if (format == null) {
      return Negotiation.choose(
          List.of(DraftReport.Format.values()), ReportLifeResource::type, headers);
    }
    for (DraftReport.Format one : DraftReport.Format.values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(format)) {
        return one;
      }
    }
    throw RefusedRequest.parameter(
        "format", "a draft is json, pdf or html, not \"" + format + "\"");
  }

  private static String type(DraftReport.Format format) {
    return switch (format) {
      case JSON -> Type.JSON;
      case PDF -> Type.PDF;
      case HTML -> MediaType.TEXT_HTML;
    };
  }

  @GET
  @Path("reports/{id}/notes")
  @Operation(
      summary = "Where a report stands, and what reviewers say of it",
      description = "State is issued, superseded or withdrawn. Notes and attestations in order.")
  public Life life(@RestPath String id) {
    return lives.of(seen(id).id());
  }

  @GET
  @Path("reports/{id}/since")
  @Operation(
      summary = "In what a version of a report differs from the one before",
      description = "What it was judged by, outcomes, and findings. The bytes of both stay.")
  @APIResponse(responseCode = "404", description = "not-found: it is the first version")
  public VersionChanges since(@RestPath String id) {
    return reports.sinceVersionBefore(seen(id).id());
  }

  @POST
  @Path("reports/{id}/notes")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({AUDITOR, COMPLIANCE_OFFICER})
  @Operation(
      summary = "Add a note or an attestation beside a report",
      description = "Under the name of who asks, sealed in the log; the report stays as it is.")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Note.class)))
  public Response add(
      @RestPath String id,
      @RestHeader(Once.HEADER) @Nullable String key,
      @Nullable NoteText asked) {
    IssuedReport report = seen(id);
    NoteText said = asked == null ? new NoteText(null, null) : asked;
    return once.write(
        key,
        "report note " + report.id() + " " + body.written(said),
        () -> {
          Note note = lives.add(report.id(), said.kind(), said.text(), requester.name());
          requester.log("report." + note.kind(), report.fileName(), report.cluster(), null);
          return new Once.Written(
              201, "/api/v1/reports/" + report.id() + "/notes", body.written(note));
        });
  }

  @POST
  @Path("reports/{id}/withdraw")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(COMPLIANCE_OFFICER)
  @Operation(
      summary = "Withdraw a report, with a reason",
      description =
          "It is not to be relied on any more, and stays as it is. This cannot be taken back: the"
              + " next version says what is right.")
  @APIResponse(responseCode = "409", description = "conflict: it was withdrawn already")
  public Life withdraw(@RestPath String id, @Nullable WithdrawalReason why) {
    IssuedReport report = seen(id);
    try {
      Life life = lives.withdraw(report.id(), why == null ? null : why.reason(), requester.name());
      requester.log("report.withdraw", report.fileName(), report.cluster(), null);
      return life;
    } catch (IllegalStateException e) {
      throw new RefusedRequest(ProblemType.CONFLICT, String.valueOf(e.getMessage()));
    }
  }

  private IssuedReport seen(String id) {
    IssuedReport report = reports.find(Parameters.id(id));
    requester.permitted(report.cluster());
    return report;
  }
}
