package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COLLECTOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.DeclareScope;
import dev.palisade.application.ReadEvidence;
import dev.palisade.application.ReadReports;
import dev.palisade.application.ScopeVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The clusters that are watched.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, COLLECTOR, ADMINISTRATOR})
@Tag(name = "clusters")
public class ClustersResource {
  private final Requester requester;
  private final ReadEvidence evidence;
  private final ReadReports reports;
  private final DeclareScope scopes;

  public ClustersResource(
      Requester requester, ReadEvidence evidence, ReadReports reports, DeclareScope scopes) {
    this.requester = requester;
    this.evidence = evidence;
    this.reports = reports;
    this.scopes = scopes;
  }

  @GET
  @Path("clusters")
  @Operation(summary = "List the clusters that the token may see, by name")
  public RestResponse<Page<ClusterView>> list(
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    int page = Page.limit(limit);
    String after = Page.text(cursor);
    List<String> names =
        requester.clusters().stream()
            .filter(name -> after == null || name.compareTo(after) > 0)
            .limit(page + 1L)
            .toList();
    return Page.answer(names, page, name -> name, this::view, request);
  }

  @GET
  @Path("clusters/{cluster}")
  @Operation(summary = "A cluster, its newest snapshot and its newest report")
  public ClusterView find(@RestPath String cluster) {
    return view(requester.existing(cluster));
  }

  private ClusterView view(String cluster) {
    ScopeVersion scope = scopes.latest(cluster);
    return ClusterView.of(
        cluster,
        evidence.latest(cluster),
        reports.latest(cluster),
        scope == null ? null : scope.version());
  }
}
