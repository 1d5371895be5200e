package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.KeepAuditLog;
import dev.palisade.application.LogEntry;
import io.quarkus.security.ForbiddenException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Who did what: every download, every write.
@Path("/api/v1/audit-log")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, ADMINISTRATOR})
@Tag(name = "audit log")
public class AuditLogResource {
  private final Requester requester;
  private final KeepAuditLog log;

  public AuditLogResource(Requester requester, KeepAuditLog log) {
    this.requester = requester;
    this.log = log;
  }

  /// @param number its place in the log
  /// @param action e.g. `report.download`
  /// @param subject what it was done to
  /// @param cluster null: none is concerned
  public record EntryView(
      long number,
      Instant at,
      String who,
      String role,
      String action,
      String subject,
      @Nullable String cluster,
      @Nullable String detail) {
    static EntryView of(LogEntry e) {
      return new EntryView(
          e.number(), e.at(), e.who(), e.role(), e.action(), e.subject(), e.cluster(), e.detail());
    }
  }

  @GET
  @Operation(summary = "List the audit log, the newest entry first")
  public RestResponse<Page<EntryView>> list(
      @Parameter(
              description =
                  "only entries on this cluster; needed by a token that is limited to clusters")
          @RestQuery
          @Nullable String cluster,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    if (cluster != null) {
      requester.existing(cluster);
    } else if (requester.token().clusters() != null) {
      throw new ForbiddenException("this token is limited to clusters: name one of them");
    }
    int page = Page.limit(limit);
    return Page.answer(
        log.list(cluster, Page.number(cursor), page + 1),
        page,
        LogEntry::number,
        EntryView::of,
        request);
  }
}
