package dev.palisade.api.v1;

import static dev.palisade.api.access.Roles.ADMINISTRATOR;
import static dev.palisade.api.access.Roles.AUDITOR;
import static dev.palisade.api.access.Roles.CHANGE_REVIEWER;
import static dev.palisade.api.access.Roles.COMPLIANCE_OFFICER;

import dev.palisade.api.access.Requester;
import dev.palisade.application.ProposeRemovals;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// Allow rules whose review is overdue.
@Path("/api/v1/clusters/{cluster}/expired-rules")
@RolesAllowed({AUDITOR, COMPLIANCE_OFFICER, CHANGE_REVIEWER, ADMINISTRATOR})
@Tag(name = "campaigns")
public class ExpiredRulesResource {
  private static final String YAML = "text/yaml";

  private final Requester requester;
  private final ProposeRemovals removals;
  private final Body body;

  public ExpiredRulesResource(Requester requester, ProposeRemovals removals, Body body) {
    this.requester = requester;
    this.removals = removals;
    this.body = body;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, YAML})
  @Operation(
      summary = "Propose to remove allow rules whose review is overdue, and say what would be lost",
      description =
          "Of policies whose annotation palisade.dev/review-by is past. As YAML it is what"
              + " `kubectl apply` takes, with the effects as comments. Nothing is applied.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ProposeRemovals.Answer.class)))
  public Response expired(@RestPath String cluster, @Context HttpHeaders headers) {
    requester.existing(cluster);
    String type =
        Negotiation.choose(List.of(MediaType.APPLICATION_JSON, YAML), t -> t, headers);
    ProposeRemovals.Answer answer = removals.of(cluster);
    return Response.ok(type.equals(YAML) ? ProposeRemovals.yaml(answer) : body.written(answer))
        .type(type)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }
}
