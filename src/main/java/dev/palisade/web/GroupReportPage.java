package dev.palisade.web;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.ExportBundle;
import dev.palisade.application.FollowGroupReport;
import dev.palisade.application.GroupReportFormat;
import dev.palisade.application.IssuedGroupReport;
import dev.palisade.application.NotFound;
import dev.palisade.application.ReadGroupReports;
import dev.palisade.application.ReportFormat;
import dev.palisade.application.UnusableInput;
import dev.palisade.compliance.report.group.GroupReport;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/// Reports over several clusters: the list, and each of them with every requirement by every
/// cluster.
@Path("/group-reports")
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
public class GroupReportPage {
  private static final int SHOWN = 100;

  private final Requester requester;
  private final ReadGroupReports reports;
  private final FollowGroupReport lives;
  private final ExportBundle bundles;

  public GroupReportPage(
      Requester requester,
      ReadGroupReports reports,
      FollowGroupReport lives,
      ExportBundle bundles) {
    this.requester = requester;
    this.reports = reports;
    this.lives = lives;
    this.bundles = bundles;
  }

  /// @param versions all of the report's, the first first
  public record View(
      IssuedGroupReport issued,
      FollowGroupReport.Life life,
      GroupReport report,
      List<IssuedGroupReport> versions) {}

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance groupReports(List<IssuedGroupReport> list, Visitor visitor);

    static native TemplateInstance groupReport(View view, Visitor visitor);
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance list() {
    return Templates.groupReports(
        reports.list(requester.clusters(), null, SHOWN), Visitor.of(requester.token()));
  }

  @GET
  @Path("{id}")
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance find(@RestPath String id) {
    IssuedGroupReport issued = seen(id);
    GroupReport report = reports.read(issued.id());
    log("group-report.read", issued, "html");
    return Templates.groupReport(
        new View(issued, lives.of(issued.id()), report, reports.versions(issued.number())),
        Visitor.of(requester.token()));
  }

  @GET
  @Path("{id}/bundle")
  @Produces("application/zip")
  @Operation(hidden = true)
  public Response bundle(@RestPath String id) {
    IssuedGroupReport issued = seen(id);
    byte[] zip = bundles.ofGroup(issued.id(), List.of());
    log("group-report.download", issued, "bundle");
    return Response.ok(zip, "application/zip")
        .header(HttpHeaders.CONTENT_DISPOSITION, Format.disposition(issued.fileName(), "zip"))
        .build();
  }

  @GET
  @Path("{id}/{format}")
  @Produces(MediaType.WILDCARD)
  @Operation(hidden = true)
  public Response download(@RestPath String id, @RestPath String format) {
    ReportFormat wanted = named(format);
    IssuedGroupReport issued = seen(id);
    byte[] bytes = reports.shown(issued.id(), wanted);
    log("group-report.download", issued, wanted.toString());
    return Response.ok(bytes, wanted.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + wanted.fileName(issued.fileName()) + "\"")
        .build();
  }

  private static ReportFormat named(String format) {
    try {
      return GroupReportFormat.of(format);
    } catch (UnusableInput e) {
      throw new NotFound(String.valueOf(e.getMessage()));
    }
  }

  private void log(String action, IssuedGroupReport report, String detail) {
    report.clusters().forEach(cluster -> requester.log(action, report.fileName(), cluster, detail));
  }

  private IssuedGroupReport seen(String id) {
    IssuedGroupReport issued;
    try {
      issued = reports.find(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      throw new NotFound("there is no report over a group " + id);
    }
    requester.permitted(issued.clusters());
    return issued;
  }
}
