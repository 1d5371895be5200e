package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COLLECTOR;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import dev.palisade.application.CheckRights;
import dev.palisade.application.CollectSnapshot.ServerFault;
import dev.palisade.application.NotFound;
import dev.palisade.application.preflight.Preflight;
import dev.palisade.application.preflight.PreflightJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// Which rights the service has in a cluster that it collects.
@Path("/api/v1/clusters/{cluster}/preflight")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, COLLECTOR, ADMINISTRATOR})
@Tag(name = "clusters")
public class PreflightResource {
  private final Requester requester;
  private final CheckRights rights;

  public PreflightResource(Requester requester, CheckRights rights) {
    this.requester = requester;
    this.rights = rights;
  }

  @GET
  @Operation(summary = "Which rights were missing when that was last asked")
  public String latest(@RestPath String cluster) {
    requester.existing(cluster);
    Preflight latest = rights.latest(cluster);
    if (latest == null) {
      throw new NotFound("it was not asked yet which rights there are in cluster " + cluster);
    }
    return PreflightJson.of(latest);
  }

  @POST
  @RolesAllowed({COMPLIANCE_OFFICER, COLLECTOR, ADMINISTRATOR})
  @Operation(
      summary = "Ask the cluster which rights are missing, and what that costs",
      description = "Collects nothing. The answer is kept.")
  public String ask(@RestPath String cluster) {
    requester.permitted(cluster);
    try {
      Preflight preflight = rights.check(cluster);
      requester.log("preflight", cluster, cluster, null);
      return PreflightJson.of(preflight);
    } catch (ServerFault e) {
      throw new RefusedRequest(ProblemType.CONFLICT, String.valueOf(e.getMessage()));
    }
  }
}
