package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.COLLECTOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.Run;
import dev.palisade.application.RunInBackground;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Long work, and how it goes.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, COLLECTOR, ADMINISTRATOR})
@Tag(name = "runs")
public class RunsResource {
  private final Requester requester;
  private final RunInBackground runs;

  public RunsResource(Requester requester, RunInBackground runs) {
    this.requester = requester;
    this.runs = runs;
  }

  @GET
  @Path("clusters/{cluster}/runs")
  @Operation(summary = "List a cluster's runs, the latest requested first")
  public RestResponse<Page<RunView>> list(
      @RestPath String cluster,
      @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) int limit,
      @RestQuery @Nullable String cursor,
      @Context UriInfo request) {
    requester.existing(cluster);
    int page = Page.limit(limit);
    return Page.answer(
        runs.list(cluster, Page.id(cursor), page + 1), page, Run::id, RunView::of, request);
  }

  @GET
  @Path("runs/{id}")
  @Operation(summary = "How a run goes, and what came of it")
  public RunView find(@RestPath String id) {
    return RunView.of(seen(id));
  }

  @POST
  @Path("runs/{id}/cancel")
  @RolesAllowed({COMPLIANCE_OFFICER, ADMINISTRATOR})
  @Operation(summary = "Cancel a run that has not ended")
  public RunView cancel(@RestPath String id) {
    Run run = seen(id);
    try {
      Run cancelled = runs.cancel(run.id());
      requester.log("run.cancel", id, run.cluster(), null);
      return RunView.of(cancelled);
    } catch (IllegalStateException e) {
      throw new RefusedRequest(ProblemType.CONFLICT, "run " + id + " has ended");
    }
  }

  private Run seen(String id) {
    Run run = runs.find(Parameters.id(id));
    requester.permitted(run.cluster());
    return run;
  }
}
